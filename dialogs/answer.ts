import type { RankedFact, TopicRead, Understood } from '../knowledge/index.ts';
import { type Compose, type Kit, notCovered } from './ask.ts';
import { choice } from './choices.ts';
import { disagreementNotes, leavingRoom } from './disagreement.ts';
import type { Block, Choice } from './reply.ts';
import { answeringEach, select } from './select.ts';
import { Sources } from './sources.ts';
import { named } from './wording.ts';

const MOST_FACTS = 4;
const MOST_WORDS = 80;
const MOST_NOTES = 2;

/** Answers a question about one program, or about none in particular, from the facts that fit it best. */
export const composeAnswer: Compose = (understood, kit) => {
  const { topics, programs, outside, confidence } = understood;
  const asked = topics.map((topic) => rankFor(topic, understood, kit));
  const { blocks, notes, sources } = leavingRoom(MOST_WORDS, (words) => answerWithin(words, asked, understood, kit));
  return {
    kind: 'answer',
    programs,
    topics: topics.map((t) => t.id),
    confidence,
    blocks: [...blocks, ...notes, ...notCovered(outside)],
    citations: sources.citations,
    choices: nextChoices(understood, kit),
  };
};

/** A topic asked about, with the facts that may answer it, best first. */
interface Asked {
  readonly topic: string;
  readonly ranked: readonly RankedFact[];
}

function rankFor({ id, aspects }: TopicRead, { programs: [program], stems }: Understood, { retriever }: Kit): Asked {
  const wanted = { topic: id, aspects, stems };
  const ranked = program ? retriever.about(program, wanted) : retriever.anywhere(wanted);
  return { topic: id, ranked: answeringEach(ranked, aspects) };
}

function answerWithin(words: number, asked: readonly Asked[], understood: Understood, kit: Kit) {
  const sources = new Sources(kit.knowledge.articles);
  const share = Math.max(1, asked.length);
  const room = { most: Math.ceil(MOST_FACTS / share), words: words / share };
  const blocks = asked.flatMap(({ topic, ranked }) => {
    const facts = answering(select(ranked, { ...room, form: 'text' }), topic);
    return blocksFor(topic, facts, understood, kit, sources);
  });
  return { blocks, notes: disagreementNotes(understood.programs, sources, kit.knowledge, MOST_NOTES), sources };
}

function blocksFor(
  topic: string,
  facts: readonly RankedFact[],
  { programs: [program], carried }: Understood,
  kit: Kit,
  sources: Sources,
): Block[] {
  const [lead, ...more] = facts;
  if (!lead) return [unstated(topic, program, kit)];
  const label = carried.programs && program ? `For ${named([program], kit.knowledge)[0]}` : undefined;
  const paragraph: Block = { kind: 'paragraph', statements: [sources.state(lead.fact, 'text', label)] };
  return more.length === 0
    ? [paragraph]
    : [paragraph, { kind: 'points', statements: more.map((m) => sources.state(m.fact)) }];
}

/** A fact of another topic may answer only when it shares the question's own words. */
const OFF_TOPIC = 1.5;
const answering = (facts: readonly RankedFact[], topic: string) =>
  facts.filter((f) => f.fact.topic === topic || f.score >= OFF_TOPIC);

function unstated(topic: string, program: string | undefined, { knowledge }: Kit): Block {
  const unknown = knowledge.topics.get(topic)?.unknown ?? 'that';
  const of = program ? ` for ${named([program], knowledge)[0]}` : '';
  return { kind: 'paragraph', statements: [{ text: `The articles do not say ${unknown}${of}.`, citations: [] }] };
}

/** What is worth asking next about the same programs. */
export function nextChoices({ programs, topics }: Understood, { knowledge }: Kit, most = 3): Choice[] {
  const asked = new Set(topics.map((t) => t.id));
  const next = topics.flatMap((t) => knowledge.topics.get(t.id)?.next ?? []).filter((id) => !asked.has(id));
  return [...new Set(next)]
    .slice(0, most)
    .map((topic) => choice(knowledge.topics.get(topic)?.name ?? topic, { topic, programs }));
}
