import { MemoryStorage } from 'botbuilder';
import { expect, test } from 'vitest';
import type { Reply } from '../../dialogs/index.ts';
import { createUnderstanding } from '../../knowledge/index.ts';
import { createBot } from '../../src/bot.ts';
import { TerminalAdapter } from '../../src/channels/terminal/adapter.ts';
import { kitOf } from '../dialogs/asked.ts';
import { loadShipped } from '../knowledge/shipped.ts';

const knowledge = loadShipped();
const understand = createUnderstanding(knowledge);
const kit = kitOf(knowledge);

/** The last reply to these messages; one that is a button of the reply before is tapped. */
async function talk(...messages: readonly string[]): Promise<Reply> {
  return (await repliesTo(messages)).at(-1) as Reply;
}

async function repliesTo(messages: readonly string[]): Promise<Reply[]> {
  const replies: Reply[] = [];
  let last: Reply | undefined;
  const say = async (_: unknown, reply: Reply) => {
    last = reply;
  };
  const terminal = new TerminalAdapter(createBot({ kit, understand, states: new MemoryStorage(), say }), () => {});
  await terminal.join();
  for (const message of messages) {
    const choice = last?.choices.find(({ label }) => label === message);
    last = undefined;
    await terminal.say(message, choice && { choice: choice.id });
    if (!last) throw new Error(`No reply to "${message}"`);
    replies.push(last as Reply);
  }
  return replies;
}

test('"billing or coding, which pays more and can I do it from home?"', async () => {
  const reply = await talk('billing or coding, which pays more and can I do it from home?');
  expect(reply).toMatchObject({ kind: 'comparison', programs: ['billing', 'coding'] });
  expect([...reply.topics].sort()).toEqual(['remote-work', 'salary']);
  const [table, ...others] = reply.blocks.filter((b) => b.kind === 'table');
  expect(others).toEqual([]);
  expect(table?.rows.map((r) => r.topic).sort()).toEqual(['remote-work', 'salary']);
  expect(table?.columns.map((c) => c.program)).toEqual(['billing', 'coding']);
  for (const cell of table?.rows.flatMap((r) => r.cells) ?? []) {
    expect(cell.length).toBeGreaterThan(0);
    for (const { text, citations } of cell) if (citations.length === 0) expect(text).toMatch(/not stated/);
  }
  expect(reply.citations.length).toBeGreaterThan(0);
  for (const { title, publisher } of reply.citations) expect(`${title} ${publisher}`.length).toBeGreaterThan(10);
});

test('every choice that is offered leads on, and what it leads to leads on', async () => {
  const openers = (await talk('hi')).choices;
  expect(openers.length).toBeGreaterThan(0);
  for (const opener of openers) {
    const reply = await talk('hi', opener.label);
    expect(reply.kind, opener.label).toBe('comparison');
    expect(reply.choices.length, opener.label).toBeGreaterThan(0);
    for (const { label } of reply.choices) {
      const next = await talk('hi', opener.label, label);
      expect(next.kind, label).toBe('comparison');
      expect(next.programs, label).toEqual(reply.programs);
      expect(next.citations.length, label).toBeGreaterThan(0);
    }
  }
});

test('what is no word at all is answered in one message', async () => {
  expect(await talk('')).toMatchObject({ kind: 'smalltalk' });
  expect(await talk('🙂🙂🙂')).toMatchObject({ kind: 'smalltalk' });
  expect(await talk('__proto__')).toMatchObject({ kind: 'fallback' });
});

test('nobody is asked back the same twice in a row, whatever they say to it', { timeout: 120_000 }, async () => {
  const vague = [
    'compare',
    'compare the cost',
    'what is the difference',
    'which has more months',
    'can you compare pay',
  ];
  const asked = await Promise.all(vague.map((message) => talk(message)));
  expect(asked.filter(({ kind }) => kind === 'clarification').length).toBeGreaterThan(2);
  const after = [...vague, 'what', 'hm?', 'no', 'idk', 'what do you mean', '7', 'neither of these', 'tell me'];
  for (const first of vague)
    for (const second of after) {
      const [one, two, three] = await repliesTo([first, second, second]);
      const words = (reply: Reply | undefined) => JSON.stringify(reply?.blocks);
      const isAgain = (a: Reply | undefined, b: Reply | undefined) =>
        b?.kind === 'clarification' && words(a) === words(b);
      expect([isAgain(one, two), isAgain(two, three)], `"${first}", "${second}" twice`).toEqual([false, false]);
    }
});
