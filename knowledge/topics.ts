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

/** Reads the topics of one part of a message, the surest first; `scores` are the classifier's for that part. */
export type ReadTopics = (tokens: readonly Token[], scores: readonly Score[]) => TopicRead[];

/** How far the words of the vocabulary can lift a topic above what the classifier says. */
const LIFT = 0.6;
/** The margin of a topic that has no phrasings yet: its words alone may carry it. */
const UNTAUGHT = -0.6;

/**
 * Joins two readings: the classifier's margins, and the words by which topics are asked for. A word counts as much as it
 * can be trusted, which is how often, among the labelled texts that contain it, the topic is the one it stands for.
 */
export function createTopicReader(knowledge: Knowledge, vocabulary: Vocabulary, counts: CueCounts): ReadTopics {
  const trust = (phrase: string, topic: string) =>
    ((counts.right.get(rightKey(phrase, topic)) ?? 0) + 1) / ((counts.seen.get(phrase) ?? 0) + 1);
  return (tokens, scores) => {
    const cues = vocabulary.cues.find(tokens);
    const names = tokens.filter(isProgram);
    const bound = boundEach(cues, tokens, names);
    const margins = new Map(scores.map(({ label, margin }) => [label, margin]));
    const asked = new Set(cues.flatMap((f) => f.meanings.map((m) => m.topic)));
    return [...knowledge.topics.keys()]
      .map((label) => {
        const margin = margins.get(label) ?? UNTAUGHT;
        if (!asked.has(label)) return { id: label, aspects: [], score: confidence(margin), reasons: [] };
        const own = cues.filter((f) => f.meanings.some((m) => m.topic === label));
        const lift = Math.max(0, ...own.map((f) => trust(f.phrase, label)));
        const ofEach =
          bound.size === 0
            ? []
            : names.flatMap((name) => {
                const aspects = aspectsOf(
                  label,
                  own.filter((f) => bound.get(f) === name),
                );
                return aspects.length > 0 ? [[name.program ?? '', aspects] as const] : [];
              });
        const ofAll = ofEach.length === names.length ? own : own.filter((f) => !bound.has(f));
        return {
          id: label,
          aspects: aspectsOf(label, ofAll),
          ...(ofEach.length > 0 && { ofEach: new Map(ofEach) }),
          score: confidence(margin + LIFT * lift),
          reasons: own.map((f) => `"${f.phrase}" asks for ${label}`),
        };
      })
      .sort((a, b) => b.score - a.score);
  };
}

/** Margins lie near 1 for texts like the labelled ones and below 0 for others; a half is where they are even. */
const confidence = (margin: number) => 1 / (1 + Math.exp(-4 * (margin + 0.05)));

function aspectsOf(topic: string, cues: readonly Found<Cue>[]): string[] {
  const counts = new Map<string, number>();
  for (const { topic: of, aspect } of cues.flatMap((f) => f.meanings))
    if (of === topic && aspect) counts.set(aspect, (counts.get(aspect) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]).map(([aspect]) => aspect);
}

/** In how many labelled texts each cue stands, and in how many of those for what the text is about. Plain data. */
export interface CueCounts {
  readonly seen: ReadonlyMap<string, number>;
  /** By cue and topic. */
  readonly right: ReadonlyMap<string, number>;
}

const rightKey = (phrase: string, topic: string) => `${topic}|${phrase}`;

/** Counts cues in texts, one after another. */
export function createCueCounter(vocabulary: Vocabulary) {
  const seen = new Map<string, number>();
  const right = new Map<string, number>();
  const count = (counts: Map<string, number>, key: string) => counts.set(key, (counts.get(key) ?? 0) + 1);
  return {
    counts: { seen, right } satisfies CueCounts,
    add(tokens: readonly Token[], label: string): void {
      for (const phrase of new Set(vocabulary.cues.find(tokens).map((f) => f.phrase))) {
        count(seen, phrase);
        count(right, rightKey(phrase, label));
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
const IN_COMMON = 0.85;

/** What programs have in common is told by the topic on which it is asked: "which skills do both share". */
export function withShared(
  asked: readonly TopicRead[],
  read: readonly TopicRead[],
  { topics }: Pick<Knowledge, 'topics'>,
): readonly TopicRead[] {
  const [first, ...others] = asked;
  const { together, aspects = [] } = topics.get(first?.id ?? '') ?? {};
  if (!first || !together || aspects.length > 0 || others.length > 0) return asked;
  const closer = read.find(({ id, score, reasons }) => id !== first.id && score >= IN_COMMON && reasons.length > 0);
  return closer ? [closer, first] : asked;
}
