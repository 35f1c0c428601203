import type { Topic } from '../knowledge/index.ts';
import { type Compose, type Kit, plain } from './ask.ts';
import { choice } from './choices.ts';
import type { Choice } from './reply.ts';
import { allPrograms, capitalised, list, named } from './wording.ts';

const MOST_CHOICES = 4;

/** Asks back: which program is meant, or what about it. At most four choices. */
export const composeClarification: Compose = ({ programs, topics, confidence }, kit) => {
  const { knowledge } = kit;
  const [topic] = topics.map((t) => t.id);
  const [text, choices] =
    programs.length > 0
      ? [`What would you like to know about ${list(named(programs, knowledge))}?`, topicChoices(programs, kit)]
      : [whichProgram(knowledge.topics.get(topic ?? ''), kit), programChoices(topic, kit)];
  return {
    kind: 'clarification',
    programs,
    topics: topic ? [topic] : [],
    confidence,
    blocks: [plain(text)],
    citations: [],
    choices,
  };
};

/** The topics of a general comparison, in their order. */
const overviewTopics = ({ knowledge }: Kit): Topic[] =>
  [...knowledge.topics.values()]
    .filter((t) => t.overview !== undefined)
    .sort((a, b) => (a.overview ?? 0) - (b.overview ?? 0));

/** The topics of a general comparison, to be asked of programs. */
export const topicChoices = (programs: readonly string[], kit: Kit) =>
  overviewTopics(kit)
    .slice(0, MOST_CHOICES)
    .map(({ id, name }) => choice(name, { topic: id, programs }));

const whichProgram = (topic: Topic | undefined, { knowledge }: Kit) =>
  topic
    ? `For which program would you like to know that (${topic.name.toLowerCase()})? I know ${allPrograms(knowledge)}.`
    : `Which programs would you like to compare? I know ${allPrograms(knowledge)}.`;

/** The programs that stand alone, then the parts of a whole against each other. */
export function programChoices(topic: string | undefined, { knowledge }: Kit): Choice[] {
  const programs = [...knowledge.programs.values()];
  const ask = (ids: string[]) =>
    choice(capitalised(list(named(ids, knowledge), 'or')), { programs: ids, ...(topic && { topic }) });
  const parts = programs.filter((p) => p.partOf).map((p) => p.id);
  const apart = parts.length > 1 ? [ask(parts)] : [];
  const alone = programs.filter((p) => !p.partOf).map((p) => ask([p.id]));
  return [...alone.slice(0, MOST_CHOICES - apart.length), ...apart];
}
