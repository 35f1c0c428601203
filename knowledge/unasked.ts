import type { Score } from './classifier.ts';
import type { Knowledge } from './load.ts';
import { marginOf, type TopicRead } from './topics.ts';
import { OUTSIDE, SMALLTALK } from './training.ts';
import type { Talk, Understood } from './understood.ts';

/** The margin from which a message that names no program is taken as small talk. */
const CHATS = -0.35;
/** How far "outside" has to lie above the surest topic: in a bare message, in talk of programs, beside a program's name. */
const STRAYS = { bare: 0, inTalk: 0.3, named: 0.35 } as const;
/** From this share of strange words on, a message that names no program is about something else, whatever it resembles. */
const STRANGE = 0.4;
/** A topic read with this score stands though the message resembles small talk. */
const CERTAIN = 0.8;

interface Reading {
  readonly scores: readonly Score[];
  /** The surest topic of the message as a whole. */
  readonly topic: TopicRead | undefined;
  readonly knowledge: Knowledge;
  readonly talk: Talk;
}

/** Takes back what was read where the message is small talk or about something else altogether. */
export function unasked(read: Understood, { scores, topic, knowledge, talk }: Reading): Understood {
  const [top] = scores;
  if (!top) return read;
  const isNamed = read.programs.length > 0;
  const smalltalk = knowledge.smalltalk.find((entry) => SMALLTALK + entry.id === top.label);
  const chats = smalltalk && read.confidence <= CERTAIN && read.outside.length === 0 && top.margin > CHATS;
  if (chats && !isNamed) return { ...read, topics: [], smalltalk, confidence: 1 };
  const strayness = (scores.find((s) => s.label === OUTSIDE)?.margin ?? -1) - (topic ? marginOf(topic.score) : -1);
  const allowed = isNamed ? STRAYS.named : talk.programs.length > 0 ? STRAYS.inTalk : STRAYS.bare;
  // What names a program beside something not covered asks at least about the program.
  const isHalfCovered = isNamed && read.outside.length > 0;
  const strays = !isHalfCovered && (strayness > allowed || (!isNamed && read.strange >= STRANGE));
  return strays ? { ...read, programs: [], topics: [], near: [], confidence: 0 } : read;
}
