import type { TopicRead, Understood } from '../knowledge/index.ts';
import type { Kit } from './ask.ts';
import { leaderOn } from './leader.ts';

/** With at most so many words of meaning beside them, programs are only named, nothing is asked of them. */
const BARE = 1;
/** How much of a question's words a fact must share to answer it whatever its topic. */
const SPEAKS_TO_IT = 1.1;

/** Fills in what a message leaves to be inferred: the topic of bare names, and the programs of "which is cheapest?". */
export function settle(read: Understood, kit: Kit): Understood {
  const understood = read.foremost ? withForemost(read, read.foremost, kit) : read;
  const { programs, refused, topics, stems, superlative, every, outside, smalltalk, language } = understood;
  if (smalltalk || language) return understood;
  const [topic] = topics;
  if (programs.length === 0 || (refused && every)) {
    const isScaled = topic && kit.knowledge.topics.get(topic.id)?.scale !== undefined;
    // "The cheapest way to be an electrician" asks of that alone.
    const isOfAll = topic && outside.length === 0 && (every || (superlative && isScaled));
    const all = isOfAll ? measured(topic.id, kit).filter((id) => !programs.includes(id)) : programs;
    return isOfAll ? { ...understood, programs: all, refused: false } : understood;
  }
  // Of two programs set against each other one may not be covered: then the other is told about.
  const isHalfCovered = programs.length === 1 && outside.some((o) => o.what === 'program');
  if (topic && isHalfCovered && kit.knowledge.topics.get(topic.id)?.byName === 'several')
    return { ...understood, topics: meantByName(1, kit) };
  // What sets several programs against each other says little of one of them: "and the first?"
  const isOfSeveral = (id: string) => kit.knowledge.topics.get(id)?.byName === 'several';
  if (programs.length === 1 && understood.carried.topics && topics.every(({ id }) => isOfSeveral(id)))
    return { ...understood, topics: meantByName(1, kit) };
  if (topic || outside.some((o) => o.what === 'matter')) return understood;
  if (stems.length <= BARE) return { ...understood, topics: meantByName(programs.length, kit, 1), confidence: 0.7 };
  const [best] = programs.flatMap((p) => kit.retriever.about(p, { topic: '', aspects: [], stems })[0] ?? []);
  if (best && best.score >= SPEAKS_TO_IT) return { ...understood, topics: [asTopic(best.fact.topic)], confidence: 0.5 };
  return programs.length > 1
    ? { ...understood, topics: meantByName(programs.length, kit), confidence: 0.5 }
    : understood;
}

/** Only the one that is meant, of those it is chosen from; all, where the articles put none of them first. */
function withForemost(
  read: Understood,
  { topic: id, side, among }: NonNullable<Understood['foremost']>,
  kit: Kit,
): Understood {
  const topic = kit.knowledge.topics.get(id);
  const one = topic && leaderOn(topic, side, among, kit);
  return one ? { ...read, programs: read.programs.filter((p) => p === one || !among.includes(p)) } : read;
}

const asTopic = (id: string, score = 0.5): TopicRead => ({ id, aspects: [], score, reasons: [] });

function meantByName(programs: number, { knowledge }: Kit, score?: number): TopicRead[] {
  const by = programs > 1 ? 'several' : 'one';
  return [...knowledge.topics.values()].filter((t) => t.byName === by).map(({ id }) => asTopic(id, score));
}

/**
 * The programs, leaving out wholes whose parts can be told apart, of which some article says something on the topic: a
 * figure, where figures order it.
 */
function measured(topic: string, { knowledge }: Kit): string[] {
  const isMeasure = knowledge.topics.get(topic)?.scale?.figure !== undefined;
  const facts = [...knowledge.facts.values()].filter((f) => f.topic === topic && (!isMeasure || f.figures.length > 0));
  const programs = [...knowledge.programs.values()];
  return programs
    .filter(({ id }) => !programs.some((p) => p.partOf === id) && facts.some((f) => f.programs.includes(id)))
    .map((p) => p.id);
}
