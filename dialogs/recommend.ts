import type { Understood } from '../knowledge/index.ts';
import type { Decision } from './compose.ts';
import { type Adviser, beginGuide, type Recommendation } from './guide/index.ts';
import type { Memory } from './memory.ts';

/** What else the bot would have said to a wish. */
const INSTEAD: readonly Decision[] = ['faq', 'comparison', 'clarification', 'not-covered'];
/** A wish in the first person may ask for a choice with this score of the guide's own topic. */
const LIKELY = 0.5;
const WISHES =
  /\b(?:my (?:\w+ )?(?:daughter|son|kid|child|girl|boy|sister|brother|wife|husband|niece|nephew|cousin|friend|mom|mum|dad|mother|father)|she|he)\b.*\b(?:wants|needs|likes|loves|hates|prefers|enjoys|dislikes)\b|\b(?:i|i'm|im|i'd|i'll|i've|ive)\b.*\b(?:want|wanna|need|like|love|hate|prefer|enjoy|dislike|looking|can't|cannot|cant|don't|dont|have|good|bad|shy|introvert|introverted|squeamish|afraid)\b/;

/** A wish that asks nothing: "I don't want to deal with customers". */
const STATES =
  /^(?:(?:and|but|so|ok|well),? )*(?:my (?:daughter|son|kid|child|sister|brother|wife|husband|friend) .*(?:wants|likes|loves|hates|prefers)|i(?:['’]?(?:m|d|ve))? .*(?:want|need|like|love|hate|prefer|enjoy|dislike|can['’]?t|shy|good at|bad at))/i;
const ASKS = /\?|\b(?:how|what|which|who|when|where|why|tell me|know|compare)\b/i;

/**
 * What is recommended to a student who wishes for something and names no program, or asks which of those talked of fits
 * a wish; `undefined` for any other message, and where the wish cannot be read.
 */
export function recommended(
  text: string,
  decision: Decision,
  understood: Understood,
  adviser: Adviser | undefined,
  { advised }: Pick<Memory, 'advised'> = {},
): Recommendation | undefined {
  const { carried, outside, topics, near, programs } = understood;
  const isNamed = programs.length > 0 && !carried.programs && !understood.every && !understood.superlative;
  if (!adviser || !INSTEAD.includes(decision) || isNamed || outside.length > 0) return undefined;
  // A wish beside those that the last recommendation rests on: "and cheap, please".
  if (advised && adviser.statedWishes(text).length > 0) return adviser.recommend(text, advised);
  // What only goes on with the talk, or is about the one program of it, wishes for nothing new.
  if (carried.topics || (carried.programs && programs.length === 1 && !/\bwhich\b/i.test(text))) return undefined;
  const asksToChoose = topics.some(({ id }) => id === adviser.topic);
  const isLikely = near.some(({ id, score }) => id === adviser.topic && score >= LIKELY);
  const isOpen = decision === 'not-covered' || decision === 'clarification' || isLikely;
  const isStated =
    (programs.length === 0 || (carried.programs && programs.length > 1)) && STATES.test(text) && !ASKS.test(text);
  const wishes = isOpen && programs.length === 0 && WISHES.test(text.toLowerCase().replace(/’/g, "'"));
  if (!asksToChoose && !wishes && !isStated) return undefined;
  return adviser.recommend(text, beginGuide(carried.programs && programs.length > 1 ? programs : []));
}
