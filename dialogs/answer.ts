import type { Fact, RankedFact, TopicRead, Understood } from '../knowledge/index.ts';
import { type Compose, type Kit, notCovered, notStated } from './ask.ts';
import { choice } from './choices.ts';
import { programChoices } from './clarification.ts';
import { disagreementNotes, leavingRoom } from './disagreement.ts';
import type { Block, Choice } from './reply.ts';
import { answeringEach, type Room, select, withEachSide, withMeasure } from './select.ts';
import { Sources } from './sources.ts';
import { named } from './wording.ts';

/** Facts and words said on a question, by how many questions a message asks. */
const MOST_FACTS = [4, 3, 2, 2];
const WORDS = [70, 58, 45, 40];
const MOST_NOTES = 2;
/** From this score on a topic is surely meant, and from this one on so likely that a fact on it is said first. */
const CLEAR = 0.7;
const LIKELY = 0.5;
/** Below this score the next likeliest topics are answered too, in a fact each. */
const UNRIVALLED = 0.9;
/** The share of the surest topic's score from which another may be what is meant. */
const RIVAL = 0.15;
const MOST_RIVALS = 2;
const RIVAL_ROOM: Room = { most: 1, words: 40 };

/** Answers a question about one program, or about none in particular, from the facts that fit it best. */
export const composeAnswer: Compose = (understood, kit) => {
  const { topics, programs, confidence } = understood;
  const asked = [...topics, ...rivalsOf(understood)].map((topic) => rankFor(topic, understood, kit));
  const words = wordsFor(topics.length) * topics.length;
  const { blocks, notes, sources } = leavingRoom(words, (most) => answerWithin(most, asked, understood, kit));
  return {
    kind: 'answer',
    programs,
    topics: topics.map((t) => t.id),
    confidence,
    blocks: [...blocks, ...notes, ...notCovered(understood), ...notStated(understood, sources.facts, kit)],
    citations: sources.citations,
    facts: sources.facts.map((fact) => fact.id),
    // Where no program was named, the next thing to say is which one is meant.
    choices: programs.length > 0 ? nextChoices(understood, kit) : programChoices(topics[0]?.id, kit),
  };
};

const wordsFor = (questions: number) => WORDS[questions - 1] ?? (WORDS.at(-1) as number);

/** What may be meant instead, where a message that asks one thing leaves in doubt which. */
export function rivalsOf({ topics, near }: Understood): TopicRead[] {
  const [topic, ...others] = topics;
  if (!topic || others.length > 0 || topic.score >= UNRIVALLED) return [];
  return near.filter((t) => t.id !== topic.id && t.score >= RIVAL * topic.score).slice(0, MOST_RIVALS);
}

/** A topic asked about, with the facts that may answer it, best first. */
interface Asked {
  readonly topic: string;
  readonly ranked: readonly RankedFact[];
}

function rankFor(
  { id, aspects, score: read }: TopicRead,
  { programs: [program], topics, stems, answers, carried }: Understood,
  { retriever, knowledge }: Kit,
): Asked {
  // What goes on with a topic is surely about it.
  const score = carried.topics ? 1 : read;
  const wanted = { topic: id, aspects, stems, answers, sure: score };
  const ranked = program ? retriever.about(program, wanted) : retriever.anywhere(wanted);
  const known = new Set(answers.flatMap((a) => (a.similarity >= KNOWN ? [a.fact] : [])));
  // What else is asked has its own place in the reply.
  const isElse = (topic: string) => topics.some((other) => other.id !== id && other.id === topic);
  const answering = ranked.filter(
    ({ fact, score: fits }) =>
      fact.topic === id || (!isElse(fact.topic) && (known.has(fact.id) || fits >= OFF_TOPIC - LENIENT * (1 - score))),
  );
  const topic = knowledge.topics.get(id);
  // What only shares the question's words does not come before what is likely asked.
  const isAsked = ({ fact }: RankedFact) => fact.topic === id || known.has(fact.id);
  const first = score >= LIKELY ? answering.find(isAsked) : undefined;
  const led = first ? [first, ...answering.filter((r) => r !== first)] : answering;
  const sided = withEachSide(answeringEach(led, aspects), topic, aspects);
  return { topic: id, ranked: withMeasure(sided, topic) };
}

/** A fact of another topic may answer only when it shares the question's own words, fewer of them the less sure the topic is. */
const OFF_TOPIC = 1;
const LENIENT = 0.8;
/** It may, too, where it is known to answer a question as similar as this to what is asked, 0–1. */
const KNOWN = 0.4;

function answerWithin(words: number, asked: readonly Asked[], understood: Understood, kit: Kit) {
  const sources = new Sources(kit.knowledge.articles);
  const { topics, programs } = understood;
  const room: Room = { most: MOST_FACTS[topics.length - 1] ?? 2, words: words / Math.max(1, topics.length) };
  const said = new Set<Fact>();
  const sections = asked.map(({ topic, ranked }, i) => {
    const facts = select(
      ranked.filter(({ fact }) => !said.has(fact)),
      { ...(i < topics.length ? room : RIVAL_ROOM), form: 'text' },
    );
    for (const { fact } of facts) said.add(fact);
    return { topic, facts };
  });
  const told = sections.filter(({ facts }) => facts.length > 0);
  const blocks = told.flatMap(({ facts }) => blocksFor(facts, understood, kit, sources));
  const [first] = sections;
  const [topic] = topics;
  // What was surely asked and is not stated is said to be so, before what is said instead.
  const isStated = asked[0]?.ranked.some(({ fact }) => fact.topic === asked[0]?.topic);
  const isMissing =
    first && !isStated && (blocks.length === 0 || (programs.length > 0 && (topic?.score ?? 0) >= CLEAR));
  return {
    blocks: isMissing ? [unstated(first.topic, programs[0], kit), ...blocks] : blocks,
    notes: disagreementNotes(programs, sources, kit.knowledge, MOST_NOTES),
    sources,
  };
}

/** The best fact as a sentence, the others as points below it. */
function blocksFor(
  [lead, ...more]: readonly RankedFact[],
  { programs: [program], carried }: Understood,
  kit: Kit,
  sources: Sources,
): Block[] {
  if (!lead) return [];
  const label = carried.programs && program ? `For ${named([program], kit.knowledge)[0]}` : undefined;
  const paragraph: Block = { kind: 'paragraph', statements: [sources.state(lead.fact, 'text', label)] };
  return more.length === 0
    ? [paragraph]
    : [paragraph, { kind: 'points', statements: more.map((m) => sources.state(m.fact)) }];
}

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
