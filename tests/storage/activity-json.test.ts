import { serialize } from 'node:v8';
import type { Activity, Attachment } from 'botbuilder';
import { expect, test } from 'vitest';
import { activityJson } from '../../src/storage/activity-json.ts';

const attachments = Object.freeze([{ contentType: 'card', content: '“18–24 months” 😀' }]) as Attachment[];
const suggestedActions = Object.freeze({ to: [], actions: [] });
const answer: Partial<Activity> = { text: '“Two” – größer 😀', speak: 'two\n\0', attachments, suggestedActions };

test.each<[string, Partial<Activity>]>([
  ['an answer', { type: 'message', ...answer, id: '1', timestamp: new Date(0) }],
  ['the same again', { type: 'message', ...answer, id: '2' }],
  ['other words beside the same choices', { type: 'message', ...answer, text: 'three', id: '3' }],
  ['other spoken words', { ...answer, speak: 'four', id: '4' }],
  ['another card', { ...answer, attachments: Object.freeze([{ contentType: 'other' }]) as Attachment[], id: '5' }],
  ['no card', { text: 'five', suggestedActions, id: '6' }],
  ['nothing else', answer],
  ['no choices', { text: 'six' }],
])('%s comes back from JSON as from any other', (_, activity) => {
  expect(JSON.parse(activityJson(activity))).toEqual(JSON.parse(JSON.stringify(activity)));
});

test('what is changed between is written anew', () => {
  const choices = { to: [], actions: [{ type: 'imBack', title: 'one', value: '1' }] };
  const cards: Attachment[] = [];
  for (const suggested of [choices, suggestedActions]) {
    const drawn = { text: 'cards', attachments: cards, suggestedActions: suggested };
    activityJson(drawn);
    cards.push({ contentType: 'card' });
    choices.actions.pop();
    expect(JSON.parse(activityJson(drawn))).toEqual(drawn);
  }
});

test('what is said again and again takes one byte for each letter', () => {
  const json = activityJson({ ...answer, id: '7' });
  expect(json).toMatch(/^[ -~]+$/);
  expect(serialize(json).length).toBeLessThan(json.length + 10);
  expect(serialize(JSON.stringify(answer)).length).toBeGreaterThan(1.5 * JSON.stringify(answer).length);
});
