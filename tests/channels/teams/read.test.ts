import { describe, expect, test } from 'vitest';
import { readIncoming } from '../../../src/channels/teams/incoming.ts';
import { read } from '../../../src/channels/teams/read.ts';
import { readText } from '../../../src/channels/teams/text.ts';
import type { Request } from '../../../src/http/http.ts';
import { fixture } from './fixtures.ts';

const heard = (name: string, changes: object = {}) =>
  read(readIncoming({ json: () => ({ ...fixture(name), ...changes }) } as Request));

const asked = 'HIM or coding, which pays more?';

describe('of what Teams posts', () => {
  test.each([
    ['personal-message', asked, false],
    ['group-message', asked, true],
    ['channel-message', asked, true],
    ['channel-several-mentions', `: ${asked}`, true],
    ['mobile-message', asked, true],
  ] as const)('%s is a message, without mentions and without attachments', (name, text, isGroup) => {
    const { kind, activity } = heard(name) as Extract<ReturnType<typeof heard>, { kind: 'message' }>;
    expect(kind).toBe('message');
    expect(activity).toMatchObject({ type: 'message', text, conversation: { ...fixture(name).conversation, isGroup } });
    for (const key of ['attachments', 'entities', 'channelData', 'value']) expect(activity).not.toHaveProperty(key);
  });

  test('a thread of a channel is a conversation of its own', () => {
    expect(heard('channel-message')).toMatchObject({
      activity: { conversation: { id: '19:253b1f341670408fb6fe51050b6e5ceb@thread.tacv2;messageid=1759672991512' } },
    });
  });

  test.each(['card-click', 'card-click-as-text'])('%s is the id of a choice', (name) => {
    expect(heard(name)).toMatchObject({ kind: 'message', activity: { value: { choice: 'ask/cost/him,coding' } } });
  });

  test.each(['edited-message', 'deleted-message', 'reaction', 'uninstallation', 'member-joins-team'])(
    '%s is nothing',
    (name) => expect(heard(name)).toEqual({ kind: 'nothing' }),
  );

  test('what the bot says itself is nothing', () => {
    const { recipient } = fixture('personal-message');
    expect(heard('personal-message', { from: recipient })).toEqual({ kind: 'nothing' });
  });

  test.each([
    ['installation', false],
    ['personal-arrival', false],
    ['team-arrival', true],
  ])('%s is an arrival', (name, isCrowd) => {
    const { from } = fixture(name);
    expect(heard(name)).toMatchObject({
      kind: 'arrival',
      isCrowd,
      activity: { type: 'conversationUpdate', membersAdded: [{ id: from.id }] },
    });
  });

  test('a user who comes into the Emulator or a web chat is an arrival, the bot alone is not', () => {
    const came = (ids: string[]) =>
      heard('personal-arrival', { channelId: 'emulator', membersAdded: ids.map((id) => ({ id })) }).kind;
    expect(came(['somebody'])).toBe('arrival');
    expect(came([fixture('personal-arrival').recipient.id])).toBe('nothing');
  });

  test('feedback is a vote on the message it replies to, whether its words come as text or as an object', () => {
    const vote = { kind: 'vote', vote: 'down', message: '1759672990000' };
    expect(heard('feedback')).toMatchObject({ ...vote, comment: 'too long' });
    const liked = (feedback: unknown) => ({ actionName: 'feedback', actionValue: { reaction: 'like', feedback } });
    const words = { feedbackText: ' Clear, thanks! ' };
    for (const value of [liked(words), liked(JSON.stringify(words)), JSON.stringify(liked(JSON.stringify(words)))])
      expect(heard('feedback', { value })).toMatchObject({ ...vote, vote: 'up', comment: 'Clear, thanks!' });
    for (const feedback of [undefined, null, '', 'no json', '7', {}, { feedbackText: ' ' }, { feedbackText: 7 }]) {
      const voted = heard('feedback', { value: liked(feedback) });
      expect(voted).toMatchObject({ ...vote, vote: 'up' });
      expect(voted).not.toHaveProperty('comment');
    }
    expect(heard('feedback', { value: liked({ feedbackText: 'x'.repeat(5000) }) })).toHaveProperty(
      'comment.length',
      2000,
    );
    for (const value of [undefined, {}, { actionName: 'feedback' }, 'not json', 7])
      expect(heard('feedback', { value }).kind).toBe('unknown');
  });

  test('a card that waits for another, and a search, are told apart from other invokes', () => {
    expect(heard('card-action')).toMatchObject({ kind: 'tap', choice: 'ask/cost/him,coding' });
    expect(heard('search')).toMatchObject({ kind: 'search', query: asked });
    expect(heard('search-at-first')).toMatchObject({ kind: 'search', query: '' });
    expect(heard('unknown-invoke').kind).toBe('unknown');
    for (const value of [null, 7, [], { action: {} }, { parameters: 'x' }, { parameters: [{}] }]) {
      expect(heard('card-action', { value }).kind).toBe('unknown');
      expect(heard('search', { value })).toMatchObject({ kind: 'search', query: '' });
    }
  });
});

describe('a text', () => {
  const bot = '28:bot';
  const own = { mentioned: { id: bot }, text: '<at>Cross & Roads</at>' };

  test.each([
    ['<at>Cross & Roads</at> hi', 'hi'],
    ['<at>Cross &amp; Roads</at>&nbsp;hi', 'hi'],
    ['hi <at id="0">Somebody</at>!', 'hi !'],
    ['hi</at>', 'hi'],
    ['<p>hi</p>\n<div>there<br/>you</div>', 'hi there you'],
    ['AT&amp;T &lt;b&gt; &#8211; &#x41; &quot;x&quot; &unknown;', 'AT&T <b> – A "x" &unknown;'],
    ['3 < 4 > 2', '3 < 4 > 2'],
    ['&#0;&#99999999;', '&#0;&#99999999;'],
    ['\u00a0 \u200bhi\u2028there\ufeff ', 'hi there'],
    ['', ''],
  ])('%j reads %j', (written, read) => expect(readText(written, [own], bot)).toBe(read));

  test('of any length is read in no time', () => {
    const began = performance.now();
    for (const part of ['<at>', '<at', '&', '<a', '<at>x</at', '\u00a0']) readText(part.repeat(20_000), [own], bot);
    expect(performance.now() - began).toBeLessThan(5000);
  });
});
