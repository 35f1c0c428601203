import { highest, type Score } from './classifier.ts';
import type { Knowledge } from './load.ts';
import { isProgram } from './names.ts';
import type { Token } from './text.ts';
import { marginOf, type TopicRead } from './topics.ts';
import { OUTSIDE, SMALLTALK } from './training.ts';
import type { Talk, Understood } from './understood.ts';

/** The margin from which a message that names no program is taken as small talk. */
const CHATS = -0.35;
/** The same of a message that says something of the bot. */
const ADDRESSED = -0.6;
/** The margin from which a wish addressed to the bot stands whatever topic its words resemble. */
const DOES = 0;
/** The same where the message may as well go on with the talk. */
const SAID = 0.5;
/** The same of any other small talk. */
const PLAINLY = 1.5;
/** How far "outside" has to lie above the surest topic: in a bare message, beside a hint, in talk, beside a name. */
const STRAYS = { bare: -0.2, hinted: 0, inTalk: 0.5, named: 0.3 } as const;
/** Beside a name it takes so many words of meaning to tell by strange ones. */
const MANY = 3;
/** From this share of strange words on, a message is about something else, whatever it resembles. */
const STRANGE = { bare: 0.4, inTalk: 0.7, named: 0.8 } as const;
/** A topic read with less than this score gives way to a matter that is named and not covered. */
const DOUBTED = 0.6;
/** A topic read with this score stands though the message resembles small talk, up to so much more, as a margin. */
const CERTAIN = 0.8;
const RESEMBLES = 0.6;

/** Asks for what is kept of oneself, not for the bot to go. */
const OF_ONESELF =
  /^(?!.*\b(?:yourself|urself|itself|(?:chat)?bot|website|app)\b).*\b(?:me|my|mine|myself|i|i've|i'm|i'd|us|we|our|all|everything|data|info|information|history|records?|profile|account|conversations?|chats?|messages?|questions?|answers?|that|this|it)\b/;

/** Points at what was talked of, and says nothing else: "and the second one?" */
const ONLY_POINTS =
  /^(?:(?:and|or|so|ok|but|then|what|how|about|of|for|with|in|the|that|this) )*(?:(?:first|second|third|last|other|next) )?(?:one|ones|two|first|second|third|last|other|others|both)$/;

interface Reading {
  /** The message's words in lower case, joined by blanks. */
  readonly said: string;
  readonly scores: readonly Score[];
  /** The surest topic of the message as a whole. */
  readonly topic: TopicRead | undefined;
  /** Whether a program is named outright. */
  readonly isSure: boolean;
  /** Whether a part of it plainly asks about a program, whatever stands beside it. */
  readonly isPlain: boolean;
  readonly knowledge: Knowledge;
  readonly talk: Talk;
  /** Whether it says something of the bot. */
  readonly isToBot: boolean;
  /** Whether it only goes on with the talk, as in "and the second one?". */
  readonly isPart: boolean;
  /** Whether it does so with other programs than those talked of last. */
  readonly turns: boolean;
}

/**
 * How far "outside" lies above the surest topic, as a margin. Words that ask for the topic do not count for it: they stand
 * as well where the same is asked of something that is not covered.
 */
export function straysBy(scores: readonly Score[], topic: TopicRead | undefined): number {
  const marginBy = (label: string | undefined) => scores.find((s) => s.label === label)?.margin;
  return (marginBy(OUTSIDE) ?? -1) - (marginBy(topic?.id) ?? (topic ? marginOf(topic.score) : -1));
}

/** Whether a part of a message asks about a program as surely as a message of its own would. */
export const isPlain = ({ part, scores, topics: [topic] }: PartRead) =>
  part.some(isProgram) && (topic?.score ?? 0) >= CERTAIN && straysBy(scores, topic) < 0;

/** What a part of a message asks by itself, its topics the surest first. */
export interface PartRead {
  readonly part: readonly Token[];
  readonly scores: readonly Score[];
  readonly topics: readonly TopicRead[];
}

/** Takes back what was read where the message is small talk or about something else altogether. */
export function unasked(
  read: Understood,
  { said, scores, topic, isSure, isPlain, knowledge, talk, isPart, turns, isToBot }: Reading,
): Understood {
  const forgets = knowledge.smalltalk.find(({ does }) => does === 'forget');
  const forgetting = SMALLTALK + forgets?.id;
  const meant = scores.filter(({ label }) => label !== forgetting || OF_ONESELF.test(said));
  const chatting = isToBot ? meant.filter(({ label }) => label.startsWith(SMALLTALK)) : [];
  const [top] = highest(chatting.length > 0 ? chatting : meant, 1);
  if (!top) return read;
  const isNamed = read.programs.length > 0;
  const smalltalk = top.label.startsWith(SMALLTALK)
    ? knowledge.smalltalk.find(({ id }) => id === top.label.slice(SMALLTALK.length))
    : undefined;
  const lies = topic ? marginOf(topic.score) : -1;
  const stands = !isToBot && lies > top.margin - (read.confidence > CERTAIN ? RESEMBLES : 0);
  const isTopic = stands && !(smalltalk?.does && top.margin > DOES);
  const chats = smalltalk && !isTopic && read.outside.length === 0 && top.margin > (isToBot ? ADDRESSED : CHATS);
  const isSaid = top.margin > (smalltalk?.does ? SAID : PLAINLY);
  if (chats && !isNamed && !turns && (!isPart || isSaid)) return { ...read, topics: [], smalltalk, confidence: 1 };
  if (isPart) return read;
  const strayness = straysBy(scores, topic);
  const inTalk = talk.programs.length > 0;
  if (!inTalk && ONLY_POINTS.test(said)) return { ...read, topics: [], near: [], confidence: 0 };
  const allowed = isNamed ? (isSure ? STRAYS.named : STRAYS.hinted) : inTalk ? STRAYS.inTalk : STRAYS.bare;
  const isLong = read.stems.length >= MANY || !isNamed;
  const isStrange = isLong && read.strange >= (isNamed ? STRANGE.named : inTalk ? STRANGE.inTalk : STRANGE.bare);
  // What names a program beside something not covered asks at least about the program, unless it plainly does not.
  const isHalfCovered = isNamed && read.outside.length > 0 && !givesWay(read, knowledge);
  // What is asked of another program is not answered, but may be asked of one that is covered next: "ok, and billing?"
  const asks = read.topics.some(({ reasons }) => reasons.length > 0);
  const isOfOther = !isNamed && asks && read.outside.some(({ what }) => what === 'program');
  const strays = !isPlain && !isHalfCovered && !isOfOther && (strayness > allowed || isStrange);
  if (!strays) return read;
  // What is asked of another program may be asked of one that is covered next, however sure it is that it is about something else.
  const asked = [...read.topics, ...read.near].filter(({ reasons }) => reasons.length > 0);
  const near = read.outside.some(({ what }) => what === 'program') ? asked.slice(0, 1) : [];
  // A program named beside a matter that is not covered may be talked of next.
  const isBeside = isSure && read.outside.some(({ what }) => what === 'matter');
  return { ...read, programs: isBeside ? read.programs : [], topics: [], near, strays, confidence: 0 };
}

/** Whether what is asked of a program is rather asked of the matter, or of the place, that is named beside it. */
function givesWay({ outside, topics: [topic], confidence }: Understood, { topics }: Knowledge): boolean {
  const has = (what: string) => outside.some((o) => o.what === what);
  if (has('matter')) return confidence < DOUBTED;
  // Of a place the articles have no figures; that there is no more to say of it is known only where figures are asked for.
  return has('place') && !has('program') && topics.get(topic?.id ?? '')?.scale === undefined;
}
