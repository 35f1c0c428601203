import { expect, test } from 'vitest';
import { loadShipped } from '../knowledge/shipped.ts';
import { conversationsAbout } from './conversation.ts';

const open = conversationsAbout(loadShipped());

test.each([
  ['which should I pick if I hate phones', 'coding'],
  ['I’m shy and want to work from home, what fits?', 'coding'],
  ['something I want to finish fast, and I need it cheap', 'billing'],
  ["I'm shy and I hate phones, billing or coding?", 'coding'],
  ['The best bit of the old job was that I saw no customers, and I hate phones. Biller or coder for me?', 'coding'],
])('"%s" is answered with a recommendation, its articles and what speaks against it', async (wish, winner) => {
  const reply = await open().say(wish);
  expect(reply.kind).toBe('comparison');
  expect(reply.programs[0]).toBe(winner);
  expect(reply.citations.length).toBeGreaterThan(0);
  expect(reply.facts?.length).toBeGreaterThan(0);
  expect(JSON.stringify(reply.blocks)).toMatch(/fits best.*"Against /);
});

test('"why?" shows what it rests on, and what is asked next is asked of the program recommended', async () => {
  const talk = open();
  await talk.say('which should I pick if I hate phones');
  expect((await talk.say('why?')).citations.length).toBeGreaterThan(0);
  expect(await talk.say('how long does it take')).toMatchObject({ programs: ['coding'], topics: ['duration'] });
});

test.each([
  'can I work from home in coding?',
  'how long does it take if I work full time',
  'which certificate should I get for billing if I hate phones',
  'does nursing suit me if I like people?',
  'I hate phones and like a good salary, which pays more and suits me, billing or coding?',
  'How should I decide between health information technology and medical billing and coding?',
  'in which of them does one become a manager sooner, HIM or billing and coding?',
  'My kid has to pay a bill of 900 dollars to the hospital, and I have to pay as well?',
])('"%s" is no wish for a recommendation', async (text) => {
  expect(JSON.stringify((await open().say(text)).blocks)).not.toMatch(/fits best|fits as well as/);
});

test('of programs named that nothing speaks for none is recommended: they are compared', async () => {
  const reply = await open().say('im super shy lol. billing coding or HIM');
  expect(reply.kind).toBe('comparison');
  expect(JSON.stringify(reply.blocks)).not.toMatch(/speaks for any program/);
});

test('a wish after a comparison chooses between what was compared', async () => {
  const talk = open();
  await talk.say('HIM or billing and coding?');
  const { programs } = await talk.say('which of them should I choose if I am short on money, no loans');
  expect([...programs].sort()).toEqual(['him', 'mbc']);
});

test('a wish said in a talk of several chooses among them, beside those said before', async () => {
  const talk = open();
  await talk.say('billing or coding?');
  const reply = await talk.say("I don't want to deal with customers");
  expect(reply.programs).toEqual(['coding', 'billing']);
  expect(JSON.stringify(reply.blocks)).toContain('For quiet work on your own, coding fits best');
  const both = await talk.say('and cheap, please');
  expect([...both.programs].sort()).toEqual(['billing', 'coding']);
  expect(JSON.stringify(both.blocks)).toContain('For quiet work on your own and a small budget');
});

test('who wants help with the choice is asked, and told what was understood and which is ahead', async () => {
  const talk = open();
  await talk.say('billing or coding?');
  const begun = await talk.say('help me choose. I like medical science');
  expect([begun.kind, [...begun.programs].sort()]).toEqual(['comparison', ['billing', 'coding']]);
  expect(JSON.stringify(begun.blocks)).toMatch(/Noted: medical science.*Question 2 of/);
  const next = await talk.say("I don't want to deal with customers");
  expect(next.kind).toBe('guide');
  expect(JSON.stringify(next.blocks)).toMatch(
    /Noted: quiet work on your own\. So far coding is ahead\..*Question 3 of/,
  );
  const last = await talk.say('so which one then?');
  expect(last.kind).toBe('guide');
  expect(JSON.stringify(last.blocks)).toContain('For medical science and quiet work on your own, coding fits best');
});
