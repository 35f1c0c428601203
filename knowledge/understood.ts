import type { Foremost } from './foremost.ts';
import type { Match } from './matcher.ts';
import type { NamesRead } from './names.ts';
import type { Particular } from './particulars.ts';
import type { Answering } from './relevance.ts';
import type { Language, Smalltalk } from './schema.ts';
import type { TopicRead } from './topics.ts';

/** What the conversation was about before a message. */
export interface Talk {
  readonly programs: readonly string[];
  readonly topics: readonly string[];
  /** The programs that were last talked of together, in the order they were shown: what "they" means. */
  readonly together?: readonly string[];
  /** Those and the ones named one by one since, in that order: what "the first one", "both" and "which one" choose from. */
  readonly named?: readonly string[];
  /** The programs talked of before `programs`: where "go back" leads. */
  readonly before?: readonly string[];
}

export const NO_TALK: Talk = { programs: [], topics: [] };

/** What a message was understood to ask. Plain data. */
export interface Understood {
  /** Program ids, in the order they were named. */
  readonly programs: readonly string[];
  /** Whether it names them only to say that they are not meant. */
  readonly refused: boolean;
  /** Programs that it says are not meant, beside those that are. */
  readonly excluded: readonly string[];
  /** Topics, the surest first, with the closer questions asked of them. */
  readonly topics: readonly TopicRead[];
  /** Topics it may ask about instead, the surest first. */
  readonly near: readonly TopicRead[];
  /** Things named that the articles do not cover. */
  readonly outside: NamesRead['outside'];
  /** Jobs, degrees and the like within programs that it asks about. */
  readonly particulars: readonly Particular[];
  /** Schools named that facts speak of, by the name they have there. */
  readonly schools: readonly string[];
  /** Whether a part of it asks about something else, beside what is covered. */
  readonly leavesOpen: boolean;
  /** Whether it is about something else altogether. */
  readonly strays: boolean;
  readonly smalltalk?: Smalltalk;
  readonly language?: Language;
  /** Which of programs and topics came from the conversation rather than from the message. */
  readonly carried: { readonly programs: boolean; readonly topics: boolean };
  /** How sure this reading is, 0–1. */
  readonly confidence: number;
  /** FAQ entries nearest to the message, best first. */
  readonly matches: readonly Match[];
  /** Facts that answer the FAQ entries near to it, and how near those are, 0–1. */
  readonly answers: readonly Answering[];
  /** Stems of the words that carry meaning, for choosing among facts. */
  readonly stems: readonly string[];
  /** The share of its words of meaning that no question or fact of the knowledge contains, 0–1. */
  readonly strange: number;
  /** Whether words were read otherwise than they are spelt; `reasons` quote them. */
  readonly corrected: boolean;
  /** Whether it asks for the most or least of all programs ("which is the cheapest?"). */
  readonly superlative: boolean;
  /** Whether it asks for all programs there are, less those it refuses. */
  readonly every: boolean;
  /** Whether it says that its student cannot decide, or wants help with it. */
  readonly undecided: boolean;
  /** Set where, of some of its programs, it means the one that stands first on a side of a topic's scale: "the cheaper one". */
  readonly foremost?: Foremost & { readonly among: readonly string[] };
  /** Why it was read so, for people who tune the knowledge. */
  readonly reasons: readonly string[];
}

/** The reading of a message in which nothing was found. */
export const NOTHING_UNDERSTOOD: Understood = {
  programs: [],
  refused: false,
  excluded: [],
  topics: [],
  near: [],
  outside: [],
  particulars: [],
  schools: [],
  leavesOpen: false,
  strays: false,
  carried: { programs: false, topics: false },
  confidence: 0,
  matches: [],
  answers: [],
  stems: [],
  strange: 0,
  corrected: false,
  superlative: false,
  every: false,
  undecided: false,
  reasons: [],
};
