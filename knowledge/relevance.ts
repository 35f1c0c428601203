import { abbreviationsIn, namingStems, stemsOf } from './fact-words.ts';
import type { Fact, Knowledge } from './load.ts';

/** A fact that is known to answer a question whose words are near to a message's, and how near, 0–1. */
export interface Answering {
  readonly fact: string;
  readonly similarity: number;
}

/** What facts are wanted for. */
export interface Wanted {
  readonly topic: string;
  /** Closer questions, the surest first; empty where none was asked. */
  readonly aspects: readonly string[];
  /** Stems of the message's words of meaning. */
  readonly stems: readonly string[];
  /** Facts known to answer what is asked. */
  readonly answers?: readonly Answering[];
  /** How sure it is that the topic is meant, 0–1; where it is not, shared words count for more. Default 1. */
  readonly sure?: number;
}

/** How well facts fit what is wanted, whatever their programs. */
export interface Relevant {
  /** How well a fact fits; undefined if it has nothing to do with it. */
  scoreOf(fact: Fact): number | undefined;
  /** The facts that may fit best: of those that only a frequent word or the topic speaks for not more than so many. */
  readonly likely: ReadonlySet<Fact>;
}

export type Relevance = (wanted: Wanted) => Relevant;

/** What a fact gains or loses, on the scale of one topic match. */
const SCORE = {
  topic: 1,
  /** For a topic that is not meant at all. */
  doubt: -0.8,
  aspect: 1.4,
  otherAspect: -0.3,
  /** At least, for a fact known to answer a question near to it, whatever closer matter is asked for; figures go by theirs. */
  known: 0.5,
  /** For a closer matter than was asked for. */
  closer: -0.25,
  words: 2.2,
  /** For a fact with a figure of the kind that orders programs on the topic. */
  figure: 0.3,
  /** For a fact that uses an abbreviation the message uses, and for one that spells it out. */
  abbreviated: 0.4,
  spelledOut: 0.9,
  /** For a fact known to answer the question, where it is asked in the very words; from `NEAR` on in proportion. */
  answers: 2,
  /** Per place further down in its article's list of facts on the topic. */
  place: -0.06,
} as const;

/** The similarity (0–1) up to which a question is not taken to be the one that a fact answers. */
const NEAR = 0.3;
/** What is left of a known answer without a figure on a topic of figures. */
const WORDY = 0.4;
const FEWEST_PLACES = 8;
/** How many facts on a topic, or with a word, are looked at where no program is named. */
const MOST_LIKELY = 500;
/** What is left of a word's rarity, among facts on a topic, where it asks for the topic as a whole. */
const NAMING = 0.4;
/** The rarity of a question's words in all from which they count in full: that of two rare words. */
const RARE = 8;

export function createRelevance({ facts: byId, topics }: Knowledge): Relevance {
  const facts = [...byId.values()];
  const anywhere = indexWords(facts);
  const abbreviations = indexBy(facts, abbreviationsIn);
  const places = placesOf(facts);
  const onTopic = new Map(
    [...topics.values()].map((topic) => {
      const own = facts.filter((fact) => fact.topic === topic.id);
      // Among facts on the topic a word is rare that tells them apart, however common it is elsewhere.
      const naming = namingStems(topic);
      const words = indexWords(own, naming);
      return [topic.id, { own, words, naming, general: topic.general, figure: topic.scale?.figure }];
    }),
  );

  const relevant = ({ topic, aspects, stems, answers = [], sure = 1 }: Wanted): Relevant => {
    const asked = [...new Set(stems)];
    const on = onTopic.get(topic);
    const elsewhere = wordsAmong(asked, anywhere, on?.naming);
    const onIt = wordsAmong(asked, on?.words ?? new Map());
    const gains = explaining(asked, abbreviations, anywhere);
    const answering = new Map(
      answers.flatMap(({ fact, similarity }) => {
        const by = (SCORE.answers * (similarity - NEAR)) / (1 - NEAR);
        return by > 0 ? [[byId.get(fact), by] as const] : [];
      }),
    );
    const topicScore = (fact: Fact) => {
      const decides = fact.figures.some((f) => f.kind === on?.figure && !f.difference);
      const closer = aspectScore(fact.aspects, aspects, on?.general ?? []);
      const aspect = answering.has(fact) && !on?.figure ? Math.max(SCORE.known, closer) : closer;
      return SCORE.topic + SCORE.doubt * (1 - sure) + (decides ? SCORE.figure : 0) + aspect;
    };

    const scoreOf = (fact: Fact) => {
      const isOn = on !== undefined && fact.topic === topic;
      const share = shareOf(fact, isOn ? onIt : elsewhere);
      const answer = answering.get(fact);
      if (!isOn && share === 0 && answer === undefined) return undefined;
      const words = SCORE.words * share + (isOn || share > 0 ? (gains.get(fact) ?? 0) : 0);
      const known = (answer ?? 0) * (isOn && on?.figure && fact.figures.length === 0 ? WORDY : 1);
      return (isOn ? topicScore(fact) : 0) + words + known + SCORE.place * (places.get(fact) ?? 0);
    };
    return {
      scoreOf,
      get likely() {
        const likely = new Set<Fact>();
        const lists = [
          ...elsewhere.words.map((word) => word.facts),
          on?.own ?? [],
          ...onIt.words.map((word) => word.facts),
        ];
        for (const facts of lists) addFirst(facts, likely);
        for (const fact of answering.keys()) if (fact) likely.add(fact);
        return likely;
      },
    };
  };
  // Each program of a comparison asks for the same.
  const known = new WeakMap<Wanted, Relevant>();
  return (wanted) => {
    const found = known.get(wanted) ?? relevant(wanted);
    known.set(wanted, found);
    return found;
  };
}

function addFirst(facts: Iterable<Fact>, likely: Set<Fact>): void {
  let left = MOST_LIKELY;
  for (const fact of facts) {
    if (left === 0) return;
    likely.add(fact);
    left -= 1;
  }
}

/** Whether a fact speaks to the closer questions asked; to the topic as a whole, where none was. */
function aspectScore(own: readonly string[], asked: readonly string[], general: readonly string[]): number {
  if (own.length === 0) return 0;
  if (asked.length > 0) return own.some((a) => asked.includes(a)) ? SCORE.aspect : SCORE.otherAspect;
  return own.some((a) => general.includes(a)) ? 0 : SCORE.closer;
}

/** Some facts by the stems they contain, with how rare each stem is among them (inverse document frequency). */
type WordIndex = ReadonlyMap<string, Word>;

interface Word {
  readonly facts: ReadonlySet<Fact>;
  readonly rarity: number;
}

/** Indexes facts by their words; those of `naming` count for less. */
function indexWords(facts: readonly Fact[], naming: ReadonlySet<string> = new Set()): WordIndex {
  return new Map(
    [...indexBy(facts, stemsOf)].map(([stem, own]) => {
      const rarity = Math.log(1 + facts.length / own.size) * (naming.has(stem) ? NAMING : 1);
      return [stem, { facts: own, rarity }];
    }),
  );
}

function indexBy(facts: readonly Fact[], keysOf: (fact: Fact) => Iterable<string>): Map<string, Set<Fact>> {
  const index = new Map<string, Set<Fact>>();
  for (const fact of facts)
    for (const key of keysOf(fact)) {
      const own = index.get(key);
      if (own) own.add(fact);
      else index.set(key, new Set([fact]));
    }
  return index;
}

/** The words of a question that facts contain, and how rare they are in all. */
interface Asked {
  readonly words: readonly Word[];
  readonly total: number;
}

/** A question with few rare words counts for less, and so do the words that ask for the topic. */
function wordsAmong(asked: readonly string[], index: WordIndex, naming?: ReadonlySet<string>): Asked {
  const words = asked.flatMap((stem) => {
    const found = index.get(stem);
    return found ? [naming?.has(stem) ? { ...found, rarity: found.rarity * NAMING } : found] : [];
  });
  const total = Math.max(
    RARE,
    words.reduce((sum, { rarity }) => sum + rarity, 0),
  );
  return { words, total };
}

/** How much of the question's rare words a fact shares, 0–1. */
const shareOf = (fact: Fact, { words, total }: Asked) =>
  words.reduce((sum, { facts, rarity }) => sum + (facts.has(fact) ? rarity / total : 0), 0);

/** What facts gain by an abbreviation that is asked about. */
function explaining(
  asked: readonly string[],
  abbreviations: ReadonlyMap<string, ReadonlySet<Fact>>,
  words: WordIndex,
): Map<Fact, number> {
  const gains = new Map<Fact, number>();
  for (const stem of asked) {
    const spelling = abbreviations.get(stem);
    if (!spelling) continue;
    for (const fact of words.get(stem)?.facts ?? []) gains.set(fact, (gains.get(fact) ?? 0) + SCORE.abbreviated);
    for (const fact of spelling) gains.set(fact, SCORE.spelledOut);
  }
  return gains;
}

/** The place of each fact among those of its article on the same topic and programs: editors put the most important first. */
function placesOf(facts: readonly Fact[]): Map<Fact, number> {
  const next = new Map<string, number>();
  return new Map(
    facts.map((fact) => {
      const list = `${fact.article} ${fact.topic} ${fact.programs.join()} ${Boolean(fact.contrast)}`;
      const place = next.get(list) ?? 0;
      next.set(list, place + 1);
      return [fact, Math.min(FEWEST_PLACES, place)];
    }),
  );
}
