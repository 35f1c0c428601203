import type { Token } from './text.ts';
import type { Talk, Understood } from './understood.ts';

/** A message with at most so many words of meaning may lean on the conversation for what it leaves out. */
const ELLIPSIS = 7;
/** With at most so many, a topic guessed without a word for it gives way to the one talked of. */
const BARE = 2;

const ORDINALS: readonly (readonly [RegExp, number])[] = [
  [/^(?:first|former|1st)$/, 0],
  [/^(?:second|latter|2nd)$/, 1],
  [/^(?:third|3rd)$/, 2],
];
const ADDING = /^(?:add|adding|also|too|include|including|plus|that|it|those|them)$/;

const PRONOUN = /^(?:it|its|they|them|their|those|these|both|this|that)$/;

/** What a message may lean on. */
export interface Context {
  readonly tokens: readonly Token[];
  readonly talk: Talk;
  /** The closer questions of a topic that the message has words for. */
  aspectsOf(topic: string): readonly string[];
}

/** Fills in from the conversation what a short message leaves out. */
export function carryOver(read: Understood, { tokens, talk, aspectsOf }: Context): Understood {
  if (read.smalltalk || read.language || read.outside.length > 0 || read.stems.length > ELLIPSIS) return read;
  const pointed = pointedAt(read, tokens, talk);
  const added = addedTo(read, tokens, talk);
  const refers = read.programs.length === 0 && read.topics.length === 0 && tokens.some((t) => PRONOUN.test(t.word));
  const asked = read.programs.length > 0 || pointed.length > 0 || refers;
  const leans = read.topics.length === 0 || isGuess(read) || goesOn(read, tokens);
  const topics = asked && talk.topics.length > 0 && leans;
  const programs =
    pointed.length > 0 ? pointed : added.length > 0 ? added : refers ? talk.programs : carriedPrograms(read, talk);
  return {
    ...read,
    programs: programs.length > 0 ? programs : read.programs,
    topics: topics
      ? talk.topics.map((id) => ({ id, aspects: aspectsOf(id), score: CARRIED, reasons: [] }))
      : read.topics,
    confidence: topics ? CARRIED : read.confidence,
    carried: { programs: programs.length > 0, topics },
    reasons: [
      ...read.reasons,
      ...(programs.length > 0 ? [`programs from the conversation: ${programs.join(', ')}`] : []),
      ...(topics ? [`topics from the conversation: ${talk.topics.join(', ')}`] : []),
    ],
  };
}

const CARRIED = 0.6;

/** "the second one", where no program is named. */
function pointedAt({ programs }: Understood, tokens: readonly Token[], talk: Talk): string[] {
  if (programs.length > 0 || talk.programs.length < 2) return [];
  return ORDINALS.flatMap(([word, at]) => (tokens.some((t) => word.test(t.word)) ? (talk.programs[at] ?? []) : []));
}

/** "and HIM too", "compare that with coding": what was talked of together with what is named now. */
function addedTo({ programs }: Understood, tokens: readonly Token[], talk: Talk): string[] {
  const adds = programs.length === 1 && talk.programs.length > 0 && tokens.some((t) => ADDING.test(t.word));
  return adds ? [...new Set([...talk.programs, ...programs])] : [];
}

const carriedPrograms = ({ programs, topics }: Understood, talk: Talk) =>
  programs.length === 0 && topics.length > 0 ? talk.programs : [];

/** "and HIM?", "what about coding?": another program, and the same question. */
const goesOn = ({ stems }: Understood, tokens: readonly Token[]) =>
  stems.length === 0 && /^(?:and|or|but|so|then|ok|what about|how about)\b/.test(tokens.map((t) => t.word).join(' '));

const isGuess = ({ stems, topics }: Understood) => stems.length <= BARE && topics.every((t) => t.reasons.length === 0);
