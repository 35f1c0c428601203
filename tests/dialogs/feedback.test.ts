import { expect, test } from 'vitest';
import { composeDislike } from '../../dialogs/feedback.ts';
import { createUnderstanding } from '../../knowledge/index.ts';
import { loadShipped } from '../knowledge/shipped.ts';
import { kitOf, textOf } from './asked.ts';

const knowledge = loadShipped();
const kit = kitOf(knowledge);
const answer = { programs: ['coding'], topics: ['cost'], articles: ['002_68e897907d238596'] };
const idsOf = (reply: ReturnType<typeof composeDislike>) => reply.choices.map(({ id }) => id);

test('what was disliked is answered shortly, with ways on', () => {
  const reply = composeDislike(answer, kit);
  expect(reply).toMatchObject({ kind: 'clarification', programs: ['coding'], topics: ['cost'], citations: [] });
  expect(textOf(reply)).toMatch(/sorry.*other words/);
  expect(textOf(reply).length).toBeLessThan(120);
  expect(idsOf(reply)).toEqual(['say/help', 'say/human', 'say/sources']);
});

test('sources are offered where there were some', () => {
  expect(idsOf(composeDislike({ ...answer, articles: [] }, kit))).toEqual(['say/help', 'say/human']);
});

test('the labels say in words what the ids mean', () => {
  const understand = createUnderstanding(knowledge);
  const understood = composeDislike(answer, kit).choices.map(
    ({ label }) => `say/${understand(label, { programs: ['coding'], topics: ['cost'] }).smalltalk?.id}`,
  );
  expect(understood).toEqual(idsOf(composeDislike(answer, kit)));
});

test('nothing is offered that the knowledge has no words for', () => {
  const bare = kitOf({ ...knowledge, smalltalk: knowledge.smalltalk.filter(({ id }) => id === 'help') });
  expect(idsOf(composeDislike(answer, bare))).toEqual(['say/help']);
});
