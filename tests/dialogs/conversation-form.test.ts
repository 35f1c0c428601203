import { MemoryStorage } from 'botbuilder';
import { beforeEach, describe, expect, test } from 'vitest';
import { askId } from '../../dialogs/choices.ts';
import type { Outcome, Submission } from '../../dialogs/form/form.ts';
import type { Reply } from '../../dialogs/index.ts';
import { FILES, loadFolder } from '../knowledge/folder.ts';
import { loadShipped } from '../knowledge/shipped.ts';
import { textOf } from './asked.ts';
import { conversationsAbout } from './conversation.ts';

const SMALLTALK = `${FILES['smalltalk.yaml']}- id: human
  kind: handoff
  phrasings: [talk to a person, call me]
  reply: "A person sits at {contact}."
- id: message
  kind: handoff
  does: form
  phrasings: [leave a message, leave a question]
  reply: "Write to {contact}."
- id: forget
  kind: smalltalk
  does: forget
  phrasings: [forget me, delete my data]
  reply: All is deleted.
`;
const open = conversationsAbout(loadFolder({ 'smalltalk.yaml': SMALLTALK }));

const name = 'Ada Lovelace';
const contact = 'ada@example.com';
const question = 'Is the saw loud?';

let sent: Submission[];
let outcome: Outcome;
let user: ReturnType<typeof open>;
const submit = async (_: unknown, submission: Submission) => {
  sent.push(submission);
  return outcome;
};
beforeEach(() => {
  sent = [];
  outcome = 'sent';
  user = open({ submit });
});

const labels = ({ choices }: Reply) => choices.map(({ label }) => label);

/** Says one thing after the other; gives the last reply. */
async function sayAll(...texts: string[]): Promise<Reply> {
  let reply: Reply | undefined;
  for (const text of texts) reply = await user.say(text);
  if (!reply) throw new Error('nothing was said');
  return reply;
}

const asksForName = /What is your name\?$/;

describe('the form', () => {
  test('is offered to who asks for a person, and begins by its choice', async () => {
    const offer = await user.say('talk to a person');
    expect(textOf(offer)).toContain('office@riverside.example');
    expect(offer.choices).toEqual([{ id: 'form/start', label: 'Leave a question' }]);
    expect(textOf(await user.say('Leave a question', 'form/start'))).toMatch(asksForName);
  });

  test('begins by words; is filled in, shown, sent, and then over', async () => {
    const shown = await sayAll('leave a message', name, contact, question);
    expect(labels(shown)).toEqual(['Send', 'Correct name', 'Correct contact', 'Correct question', 'Cancel']);
    expect(sent).toEqual([]);
    expect(textOf(await user.say('Send', 'form/send'))).toMatch(/^Your question has been sent to/);
    expect(sent).toEqual([{ name, contact, question }]);
    expect((await user.say('how long is framing')).programs).toEqual(['framing']);
  });

  test.each<[Outcome, RegExp]>([
    ['kept', /^I have kept your question/],
    ['delayed', /^Your question could not be sent yet/],
  ])('says the truth where it was %s', async (became, words) => {
    outcome = became;
    expect(textOf(await sayAll('leave a message', name, contact, question, 'send it'))).toMatch(words);
  });

  test('is passed on with who left it, and where', async () => {
    const speakers: unknown[] = [];
    user = open({
      submit: async (speaker, submission) => {
        speakers.push(speaker);
        return submit(speaker, submission);
      },
    });
    await sayAll('leave a message', name, contact, question, 'yes');
    expect(speakers).toEqual([{ channelId: 'terminal', conversationId: 'terminal', userId: 'you' }]);
  });

  test('stays open where it could not be stored, to be sent again', async () => {
    let isFull = true;
    user = open({ submit: async (...given) => (isFull ? Promise.reject(new Error('disk full')) : submit(...given)) });
    await sayAll('leave a message', name, contact, question);
    await expect(user.say('send')).rejects.toThrow('disk full');
    isFull = false;
    expect(textOf(await user.say('send'))).toMatch(/^Your question has been sent/);
    expect(sent).toEqual([{ name, contact, question }]);
  });

  test('is not there where nobody takes it: then it is said whom to ask', async () => {
    user = open();
    await user.say('talk to a person');
    expect(textOf(await user.say('Leave a question', 'form/start'))).toBe(
      'Write to the workshop office (office@riverside.example).',
    );
  });
});

describe('while it is open', () => {
  beforeEach(async () => {
    expect(textOf(await user.say('leave a message'))).toMatch(asksForName);
  });

  test('a question about programs is no name', async () => {
    expect(textOf(await user.say('how long is framing?'))).toMatch(/^That reads like a question/);
    expect(textOf(await user.say(name))).toContain('e-mail address');
  });

  test('5,000 characters are refused with the limit, and nothing is lost', async () => {
    expect(textOf(await user.say('x'.repeat(5000)))).toMatch(/^That is 5,000 characters long.*at most 80/);
    await sayAll(name, contact);
    expect(textOf(await user.say('why '.repeat(1250)))).toContain('at most 1,000');
    expect(labels(await user.say(question))).toContain('Send');
  });

  test('a cry for help comes first, wherever it stands, and closes it', async () => {
    await sayAll(name, contact);
    const help = await user.say('I cut off my finger, what now?');
    expect(textOf(help)).toMatch(/^Call an ambulance/);
    expect(help.choices).toEqual([]);
    expect((await user.say('how long is framing')).programs).toEqual(['framing']);
  });

  test('starting over leaves it', async () => {
    expect(textOf(await user.say('Start over, please!'))).toBe('Let us start afresh.');
    expect((await user.say('how long is framing')).programs).toEqual(['framing']);
  });

  test('words of starting over in a question are part of the question', async () => {
    const asked = 'May I start over after a failed exam?';
    expect(JSON.stringify((await sayAll(name, contact, asked)).blocks)).toContain(asked);
  });

  test.each([
    ['help', /^I compare/],
    ['call me', /^A person sits at/],
  ])('"%s" is nobody’s name: it is answered, and the name asked again', async (text, words) => {
    const reply = await user.say(text);
    expect(textOf(reply)).toMatch(words);
    expect(textOf(reply)).toMatch(asksForName);
    expect(labels(reply)).toEqual(['Cancel']);
    expect(textOf(await user.say(name))).toContain('e-mail address');
  });

  test('a choice of an earlier reply is answered in between', async () => {
    const reply = await user.say('Framing', askId({ topic: 'cost', programs: ['framing'] }));
    expect(reply.programs).toEqual(['framing']);
    expect(textOf(reply)).toMatch(asksForName);
    expect(textOf(await user.say(name))).toContain('e-mail address');
  });

  test('a choice that never was is read by its label', async () => {
    expect(textOf(await user.say(name, 'ask/cost/masonry'))).toContain('e-mail address');
    expect(textOf(await user.say(contact, 'form/explode'))).toBe('What would you like to ask?');
    expect(textOf(await user.say(question, 'guide/nothing/none'))).toContain(question);
  });

  test('cancelling closes it, and its choices do nothing from then on', async () => {
    await sayAll(name, contact, question);
    expect(textOf(await user.say('Cancel', 'form/cancel'))).toContain('nothing was sent');
    expect(textOf(await user.say('Send', 'form/send'))).toMatch(/^There is no open form/);
    expect(sent).toEqual([]);
    expect((await user.say('how long is framing')).programs).toEqual(['framing']);
  });
});

describe('the form and the guide', () => {
  const withGuide = conversationsAbout(loadShipped());
  const asks = /^Question|How soon|budget|spend/i;

  test('close each other, by choices and by words', async () => {
    user = withGuide({ submit });
    const first = await user.say('help me choose');
    expect(first.kind).toBe('guide');
    expect(textOf(await user.say('Leave a question', 'form/start'))).toMatch(asksForName);
    const again = await user.say('Start again', 'guide/begin/');
    expect(again.blocks).toEqual(first.blocks);
    expect(textOf(await user.say('leave a message'))).toMatch(asksForName);
    expect(textOf(await user.say(name))).not.toMatch(asks);
    expect(textOf(await user.say(contact))).toBe('What would you like to ask?');
  });
});

describe('being forgotten', () => {
  test('deletes the state and whatever else is kept, then says so; nothing is remembered', async () => {
    const memory: Record<string, string> = {};
    const forgotten: unknown[] = [];
    user = open({ states: new MemoryStorage(memory), forget: async (speaker) => void forgotten.push(speaker) });
    await user.say('how long is framing');
    expect(Object.keys(memory)).toHaveLength(1);
    expect(textOf(await user.say('delete my data'))).toBe('All is deleted.');
    expect(forgotten).toEqual([{ channelId: 'terminal', conversationId: 'terminal', userId: 'you' }]);
    expect(memory).toEqual({});
    expect((await user.say('how many months')).kind).toBe('clarification');
  });

  test('is obeyed in the middle of the form, whose fields are gone', async () => {
    const memory: Record<string, string> = {};
    user = open({ states: new MemoryStorage(memory), submit });
    await sayAll('leave a message', name, contact);
    expect(JSON.stringify(memory)).toContain(name);
    expect(textOf(await user.say('delete my data'))).toBe('All is deleted.');
    expect(memory).toEqual({});
  });

  test('is not said where it could not be done', async () => {
    user = open({ forget: () => Promise.reject(new Error('locked')) });
    await expect(user.say('forget me')).rejects.toThrow('locked');
  });
});
