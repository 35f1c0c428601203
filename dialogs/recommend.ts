import type { TopicRead, Understood } from '../knowledge/index.ts';
import type { Decision } from './compose.ts';
import { type Adviser, beginGuide, type Recommendation } from './guide/index.ts';
import type { Memory } from './memory.ts';

/** What else the bot would have said to a wish. */
const INSTEAD: readonly Decision[] = ['faq', 'comparison', 'clarification', 'not-covered'];
/** From this score on a topic that is not the surest may be asked about as well. */
const LIKELY = 0.5;
const WISHES =
  /\b(?:my (?:\w+ )?(?:daughter|son|kid|child|girl|boy|sister|brother|wife|husband|niece|nephew|cousin|friend|mom|mum|dad|mother|father)|she|he)\b.*\b(?:wants|needs|likes|loves|hates|prefers|enjoys|dislikes)\b|\b(?:i|i'm|im|i'd|i'll|i've|ive)\b.*\b(?:want|wanna|need|like|love|hate|prefer|enjoy|dislike|looking|can't|cannot|cant|don't|dont|have(?! to)|good|bad|shy|introvert|introverted|squeamish|afraid)\b/;

/** Speaks of whoever is to choose. */
const OF_SOMEBODY = /\b(?:i|i['’]?(?:m|d|ve)|me|my|she|he|her|his)\b/i;

/** A wish that asks nothing: "I don't want to deal with customers". */
const STATES =
  /^(?:(?:and|but|so|ok|well),? )*(?:my (?:daughter|son|kid|child|sister|brother|wife|husband|friend) .*(?:wants|likes|loves|hates|prefers)|i(?:['’]?(?:m|d|ve))? .*(?:want|need|like|love|hate|prefer|enjoy|dislike|can['’]?t|shy|good at|bad at))/i;
const ASKS = /\?|\b(?:how|what|which|who|when|where|why|tell me|know|compare)\b/i;

/**
 * What is recommended to a student who wishes for something and names no program, or asks which of those named or talked
 * of fits a wish; `undefined` for any other message, where the wish cannot be read, and where it puts none of those named first.
 */
export function recommended(
  text: string,
  decision: Decision,
  understood: Understood,
  adviser: Adviser | undefined,
  { advised }: Pick<Memory, 'advised'> = {},
): Recommendation | undefined {
  const { carried, outside, topics, near, programs } = understood;
  if (!adviser || !INSTEAD.includes(decision) || outside.length > 0) return undefined;
  const isOfAll = understood.every || (understood.superlative && programs.length < 2);
  if (programs.length > 0 && !carried.programs && !isOfAll) return recommendedAmong(text, understood, adviser);
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

/** What is recommended of several programs that a message names and asks to choose between; not where it asks anything else. */
function recommendedAmong(
  text: string,
  { programs, topics, near }: Understood,
  adviser: Adviser,
): Recommendation | undefined {
  const asked = [...topics, ...near.filter(({ score }) => score >= LIKELY)];
  if (programs.length < 2 || topics[0]?.id !== adviser.topic || !OF_SOMEBODY.test(text)) return undefined;
  const advice = adviser.recommend(text, beginGuide(programs));
  const isTold = ({ id }: TopicRead) => id === adviser.topic || advice?.reply.topics.includes(id);
  return advice?.best.length === 1 && asked.every(isTold) ? advice : undefined;
}
