import { serialize } from 'node:v8';
import { TestAdapter, TurnContext } from 'botbuilder';
import { expect, test, vi } from 'vitest';
import type { Reply } from '../../dialogs/reply.ts';
import { drawOnce } from '../../src/channels/drawn.ts';

const reply = { kind: 'answer' } as Reply;
const contextOf = (channelId: string) => new TurnContext(new TestAdapter(), { type: 'message', channelId });

test('a reply is drawn once for each form, and anew when it is another one', () => {
  const draw = vi.fn(() => [{ type: 'message', channelData: { answer: {} } }]);
  const drawn = drawOnce(draw, ({ activity }) => activity.channelId);
  expect(drawn(reply, contextOf('one'))).toBe(drawn(reply, contextOf('one')));
  expect(draw).toHaveBeenCalledTimes(1);
  drawn(reply, contextOf('other'));
  expect(draw).toHaveBeenCalledTimes(2);
  drawn({ ...reply }, contextOf('one'));
  expect(draw).toHaveBeenCalledTimes(3);
});

test('nobody can change what was drawn for all', () => {
  const [activity] = drawOnce(
    () => [{ type: 'message', channelData: { answer: {} } }],
    () => '',
  )(reply, contextOf('one'));
  expect(() => Object.assign(activity?.channelData.answer, { kind: 'other' })).toThrow(TypeError);
});

test('what was cut out of a text beyond Latin takes one byte for each letter', () => {
  const cut = '“What it costs, what it takes and what comes of it” – '.slice(1, -4);
  const [drawn] = drawOnce(
    () => [{ type: 'message', text: cut }],
    () => '',
  )(reply, contextOf('one'));
  expect(drawn?.text).toBe(cut);
  expect(serialize(cut).length).toBeGreaterThan(2 * cut.length);
  expect(serialize(drawn?.text).length).toBeLessThan(cut.length + 10);
});
