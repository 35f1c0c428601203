import type { Fact, Understood } from '../knowledge/index.ts';
import { type Compose, type Kit, plain } from './ask.ts';
import { choice, sayId } from './choices.ts';
import { topicChoices } from './clarification.ts';
import type { Reply } from './reply.ts';
import { openers } from './small-talk.ts';
import { allPrograms, capitalised, contact, list, named } from './wording.ts';

/** Says honestly that the articles do not cover it, naming what was asked for where that is known, and offers what is. */
export const composeRefusal: Compose = (understood, kit) => {
  const { outside, programs, confidence } = understood;
  const untold = untoldOfSchool(understood, kit);
  if (untold) return refuseSchool(untold, understood, kit);
  const names = list([...new Set(outside.map((o) => o.name))], 'or');
  const about = programs.length > 0 ? ` about ${list(named(programs, kit.knowledge))}` : '';
  const refusal = `The articles I answer from do not cover ${names || 'that'}${names ? '' : about}.`;
  const { matters, notForSchool } = kit.knowledge.outside;
  const offer = outside.some(({ name }) => Object.hasOwn(matters, name) && !notForSchool.includes(name))
    ? `${capitalised(contact(kit.knowledge))} can help with it.`
    : `I can compare ${allPrograms(kit.knowledge)}: cost, length, pay, job growth and more.`;
  const choices = about && !names ? topicChoices(programs, kit) : openers(kit);
  return {
    kind: 'fallback',
    programs,
    topics: [],
    confidence,
    blocks: [plain(`${refusal} ${offer}`)],
    citations: [],
    choices,
  };
};

/** What is asked of a school named, where no fact says that of it. */
export function untoldOfSchool({ schools, topics }: Understood, { knowledge }: Pick<Kit, 'knowledge'>) {
  if (schools.length === 0) return undefined;
  const facts = [...knowledge.facts.values()];
  const speaksFor = (school: string, { article, text }: Fact) =>
    text.includes(school) || (knowledge.articles.get(article)?.publisher.includes(school) ?? false);
  const isTold = (school: string, topic: string) =>
    facts.some((fact) => fact.topic === topic && speaksFor(school, fact));
  const asked = topics.filter(({ id }) => !knowledge.topics.get(id)?.byName);
  return schools.flatMap((school) => asked.flatMap(({ id }) => (isTold(school, id) ? [] : [{ school, topic: id }])))[0];
}

/** Says that a school's own is not stated, and offers what is said in general. */
function refuseSchool(
  { school, topic }: { school: string; topic: string },
  { programs, confidence }: Understood,
  kit: Kit,
): Reply {
  const { name = topic, unknown = 'that' } = kit.knowledge.topics.get(topic) ?? {};
  const text = `The articles do not say ${unknown} at ${school}. Ask the school itself, or ask me what they say in general.`;
  return {
    kind: 'fallback',
    programs,
    topics: [],
    confidence,
    blocks: [plain(text)],
    citations: [],
    choices: programs.length > 0 ? [choice(name, { topic, programs })] : openers(kit),
  };
}

/** A refusal that is not the first in a row: offers a person of its own accord. */
export function offeringPerson(reply: Reply, { knowledge }: Kit): Reply {
  const hasPerson = knowledge.smalltalk.some((entry) => entry.id === HUMAN);
  const offer = plain(`If I keep missing your question, ${contact(knowledge)} can help.`);
  return {
    ...reply,
    blocks: [...reply.blocks, offer],
    choices: hasPerson ? [{ id: sayId(HUMAN), label: 'Talk to a person' }, ...reply.choices] : reply.choices,
  };
}

/** The entry of the small talk that says how to reach a person. */
const HUMAN = 'human';
