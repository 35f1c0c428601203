import { boundEach } from './bindings.ts';
import type { Score } from './classifier.ts';
import type { Knowledge } from './load.ts';
import { isProgram } from './names.ts';
import type { Found } from './phrases.ts';
import type { Question } from './schema.ts';
import type { Token } from './text.ts';
import type { Cue, Vocabulary } from './vocabulary.ts';

/** A topic asked about. */
export interface TopicRead {
  readonly id: string;
  /** Its closer questions, the surest first. */
  readonly aspects: readonly string[];
  /** Those asked of one of several programs, by its id: "a HIM degree or a billing certificate". */
  readonly ofEach?: ReadonlyMap<string, readonly string[]>;
  /** How sure it is that this is asked, 0–1. */
  readonly score: number;
  readonly reasons: readonly string[];
}

/** How far a topic of this score lies above the boundary, as a margin. */
export const marginOf = (score: number) => Math.log(score / (1 - score)) / 4 - 0.05;

/** Reads the topics of one part of a message, the surest first, from the words for topics in it and the classifier's scores. */
export type ReadTopics = (
  tokens: readonly Token[],
  cues: readonly Found<Cue>[],
  scores: readonly Score[],
) => TopicRead[];

/** How far the words of the vocabulary can lift a topic above what the classifier says. */
const LIFT = 0.6;
/** The margin of a topic that has no phrasings yet: its words alone may carry it. */
const UNTAUGHT = -0.6;

/**
 * Joins two readings: the classifier's margins, and the words by which topics are asked for. A word counts as much as it
 * can be trusted, which is how often, among the labelled texts that contain it, the topic is the one it stands for.
 */
export function createTopicReader({ topics }: Pick<Knowledge, 'topics'>, counts: CueCounts): ReadTopics {
  const ids = [...topics.keys()];
  const places = new Map(ids.map((id, place) => [id, place]));

  const trust = (phrase: string, topic: string) => {
    const { seen, right } = counts.get(phrase) ?? UNSEEN;
    return ((right.get(topic) ?? 0) + 1) / (seen + 1);
  };

  const marginsOf = (scores: readonly Score[]) => {
    const margins = new Float64Array(ids.length).fill(UNTAUGHT);
    for (const { label, margin } of scores) {
      const place = places.get(label);
      if (place !== undefined) margins[place] = margin;
    }
    return margins;
  };

  return (tokens, cues, scores) => {
    const names = tokens.filter(isProgram);
    const bound = boundEach(cues, tokens, names);
    const margins = marginsOf(scores);
    const asking = byTopic(cues);

    const readAsked = (id: string, own: readonly Found<Cue>[], margin: number): TopicRead => {
      const lift = Math.max(0, ...own.map((f) => trust(f.phrase, id)));
      const ofEach = bound.size === 0 ? [] : names.flatMap((name) => aspectsOfName(id, name, own, bound));
      const ofAll = ofEach.length === names.length ? own : own.filter((f) => !bound.has(f));
      return {
        id,
        aspects: aspectsOf(id, ofAll),
        ...(ofEach.length > 0 && { ofEach: new Map(ofEach) }),
        score: confidence(margin + LIFT * lift),
        reasons: own.map((f) => `"${f.phrase}" asks for ${id}`),
      };
    };

    return ids
      .map((id, place) => {
        const margin = margins[place] as number;
        const own = asking.get(id);
        return own ? readAsked(id, own, margin) : { id, aspects: [], score: confidence(margin), reasons: [] };
      })
      .sort((a, b) => b.score - a.score);
  };
}

/** The words for each topic that is asked for by any. */
function byTopic(cues: readonly Found<Cue>[]): Map<string, Found<Cue>[]> {
  const asking = new Map<string, Found<Cue>[]>();
  for (const cue of cues)
    for (const { topic } of cue.meanings) {
      const own = asking.get(topic);
      if (!own) asking.set(topic, [cue]);
      else if (own.at(-1) !== cue) own.push(cue);
    }
  return asking;
}

/** The closer questions of a topic that are asked of one program alone, by its id; none where there are none. */
function aspectsOfName(
  topic: string,
  name: Token,
  own: readonly Found<Cue>[],
  bound: ReadonlyMap<Found<Cue>, Token>,
): (readonly [string, readonly string[]])[] {
  const aspects = aspectsOf(
    topic,
    own.filter((f) => bound.get(f) === name),
  );
  return aspects.length > 0 ? [[name.program ?? '', aspects]] : [];
}

/** Margins lie near 1 for texts like the labelled ones and below 0 for others; a half is where they are even. */
const confidence = (margin: number) => 1 / (1 + Math.exp(-4 * (margin + 0.05)));

function aspectsOf(topic: string, cues: readonly Found<Cue>[]): string[] {
  const counts = new Map<string, number>();
  for (const { meanings } of cues)
    for (const { topic: of, aspect } of meanings)
      if (of === topic && aspect) counts.set(aspect, (counts.get(aspect) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]).map(([aspect]) => aspect);
}

/** Of each cue in how many labelled texts it stands, and in how many of those for what the text is about, by topic. Plain data. */
export type CueCounts = ReadonlyMap<string, CueCount>;

interface CueCount {
  readonly seen: number;
  readonly right: ReadonlyMap<string, number>;
}

const UNSEEN: CueCount = { seen: 0, right: new Map() };

/** Counts cues in texts, one after another. */
export function createCueCounter(vocabulary: Vocabulary) {
  const counts = new Map<string, { seen: number; right: Map<string, number> }>();
  return {
    counts: counts satisfies CueCounts,
    add(tokens: readonly Token[], label: string): void {
      for (const phrase of new Set(vocabulary.cues.find(tokens).map((f) => f.phrase))) {
        const count = counts.get(phrase) ?? { seen: 0, right: new Map<string, number>() };
        count.seen += 1;
        count.right.set(label, (count.right.get(label) ?? 0) + 1);
        counts.set(phrase, count);
      }
    },
  };
}

/** The score (0–1) from which each further topic of a message counts as asked for, the more of them there are. */
const ALSO_ASKED = [0.62, 0.8, 0.97] as const;
/** How far below the surest topic of the same words another one may lie and still be asked for, as a margin. */
const APART = 0.7;
/** The same from a topic that is meant wherever programs are only named: how they differ in what is asked, too. */
const APART_FROM_GENERAL = 1.1;
const MOST_TOPICS = 4;

/** The topics of a message, from those read of the whole and of each of its parts: one message may ask several things. */
export function topicsAsked(
  isGeneral: (id: string) => boolean,
  reads: readonly (readonly TopicRead[])[],
  floor: number,
): TopicRead[] {
  const best = new Map<string, TopicRead>();
  for (const [first, second] of reads) {
    for (const topic of [
      first,
      second && liesNear(second, first, first && isGeneral(first.id) ? APART_FROM_GENERAL : APART) ? second : undefined,
    ]) {
      if (topic && topic.score > (best.get(topic.id)?.score ?? 0)) best.set(topic.id, topic);
    }
  }
  return [...best.values()]
    .sort((a, b) => b.score - a.score)
    .slice(0, MOST_TOPICS)
    .filter(({ score }, i) => score >= (ALSO_ASKED[i - 1] ?? floor));
}

const liesNear = (second: TopicRead, first: TopicRead | undefined, apart: number) =>
  marginOf(first?.score ?? 0) - marginOf(second.score) < apart;

/** A topic with the closer questions of each program, which the whole message tells; or else, where it has none, those of the nearest entries. */
export function withAspects(
  topic: TopicRead,
  whole: readonly TopicRead[],
  nearest: readonly Pick<Question, 'topic' | 'aspects'>[],
): TopicRead {
  const { aspects, ofEach } = whole.find(({ id }) => id === topic.id) ?? topic;
  if (ofEach) return { ...topic, aspects, ofEach };
  return topic.aspects.length > 0
    ? topic
    : { ...topic, aspects: nearest.find((q) => q.topic === topic.id)?.aspects ?? [] };
}

/** The score (0–1) from which a topic asked for by words of its own is what programs are asked to have in common. */
const IN_COMMON = 0.75;

/** What programs have in common is told by the topic on which it is asked: "which skills do both share". */
export function withShared(
  asked: readonly TopicRead[],
  read: readonly TopicRead[],
  { topics }: Pick<Knowledge, 'topics'>,
): readonly TopicRead[] {
  const [first, ...others] = asked;
  // "Same thing or not?" asks how they differ; what they share it only resembles.
  if (first && topics.get(first.id)?.byName === 'several')
    return [first, ...others.filter(({ id, reasons }) => !topics.get(id)?.together || reasons.length > 0)];
  const { together, aspects = [] } = topics.get(first?.id ?? '') ?? {};
  if (!first || !together || aspects.length > 0 || others.length > 0) return asked;
  const closer = read.find(({ id, score, reasons }) => id !== first.id && score >= IN_COMMON && reasons.length > 0);
  return closer ? [closer, first] : asked;
}
