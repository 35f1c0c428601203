import { beforeEach, describe, expect, test } from 'vitest';
import type { Reply } from '../../dialogs/index.ts';
import { loadShipped } from '../knowledge/shipped.ts';
import { conversationsAbout } from './conversation.ts';

const open = conversationsAbout(loadShipped());
let forgotten = 0;
let talk: ReturnType<typeof open>;

beforeEach(() => {
  forgotten = 0;
  talk = open({ forget: async () => void forget(), submit: async () => 'kept' });
});
const forget = () => {
  forgotten += 1;
};
const textOf = ({ blocks: [first] }: Reply) => (first?.kind === 'paragraph' ? (first.statements[0]?.text ?? '') : '');

test.each(['forget me', 'Please delete my data!', 'delete everything'])('"%s" deletes at once', async (text) => {
  expect(textOf(await talk.say(text))).toMatch(/^Done:/);
  expect(forgotten).toBe(1);
});

describe.each(['delete that', 'remove that answer', 'please erase what I wrote just now'])('"%s"', (text) => {
  test('asks first, and deletes nothing', async () => {
    const { kind, choices } = await talk.say(text);
    expect([kind, choices.map(({ label }) => label), forgotten]).toEqual([
      'clarification',
      ['Yes, delete everything', 'No, keep it'],
      0,
    ]);
  });

  test.each(['yes', 'Yes, delete everything', 'ok, do it', '1'])('deletes after "%s"', async (answer) => {
    await talk.say(text);
    expect(textOf(await talk.say(answer))).toMatch(/^Done:/);
    expect(forgotten).toBe(1);
  });

  test.each(['no', 'No, keep it', 'how long is coding?', 'why?'])('deletes nothing after "%s"', async (answer) => {
    await talk.say('what does HIM cost');
    await talk.say(text);
    await talk.say(answer);
    await talk.say('yes');
    expect(forgotten).toBe(0);
  });
});

test.each(['should I leave my job for this', 'I want to leave you a note', 'leave nothing out'])(
  '"%s" opens no form',
  async (text) => {
    const { choices } = await talk.say(text);
    expect(choices.map(({ id }) => id)).not.toContain('form/cancel');
    expect((await talk.say('how long is coding')).programs).toEqual(['coding']);
  },
);

test('a wish for the form in so many words opens it', async () => {
  expect((await talk.say('leave a message')).choices.map(({ id }) => id)).toContain('form/cancel');
});
