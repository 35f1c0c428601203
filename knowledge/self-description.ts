import type { Knowledge } from './load.ts';
import { isProgram } from './names.ts';
import { OPENS_QUESTION } from './parts.ts';
import { type Token, wordsOf } from './text.ts';
import type { TopicRead } from './topics.ts';

/** What may stand beside names between which it is chosen: "or is … better for me", "should I train as a …". */
const CHOICE =
  /^(?:or|and|vs|versus|the|a|an|so|but|which|what|where|one|is|are|it|be|would|should|do|does|could|i|me|my|mine|we|us|she|her|he|someone|like|that|this|better|best|good|right|wise|fits?|suits?|for|to|go|with|pick|choose|take|train|study|try|learn|become|belong|land|thing|either|maybe|then|as|of|in|into|these|those|two|both|here|jobs?|desk|then|more|think|say|you|tell|please|pls)$/;
/** Says something of whoever is to choose. */
const SELF = /^(?:i|i'm|im|i've|ive|i'd|i'll|me|my|we|we're|our|she|she's|he|he's|they|person)$/;
const LEADS = /^(?:and|but|so|ok|okay|well|um|uh|hi|hey|hello)$/;
/** Says what somebody takes to be so, not what they are. */
const SUPPOSES =
  /^(?:\w+ )?(?:i|he|she|they|we) (?:\w+ )?(?:think|thinks|thought|guess|assume|assumed|believe|heard|hear|figure|figured|read|say|says|said|swears|told)\b/;
/** The fewest words that describe anybody. */
const FEWEST = 3;
/** How sure it is then that it is asked what suits whom. */
const SURE = 0.9;

/**
 * Whether a message describes whoever asks, or somebody near, and for the rest only names programs to choose between: "I was
 * a treasurer all my life. HIT or billing?"
 */
export function asksForChoice(masked: readonly Token[]): boolean {
  const clauses = clausesOf(masked);
  const choice = clauses.find(isChoice);
  const others = clauses.filter((clause) => clause !== choice);
  return choice !== undefined && others.some(isOfSelf) && !others.some(isQuestion);
}

const clausesOf = (tokens: readonly Token[]) =>
  [...new Set(tokens.map((t) => t.clause))].map((clause) => tokens.filter((t) => t.clause === clause));
const isChoice = (clause: readonly Token[]) =>
  clause.filter(isProgram).length > 1 && clause.every((t) => isProgram(t) || CHOICE.test(t.word));
const isOfSelf = (clause: readonly Token[]) =>
  clause.length >= FEWEST && clause.some((t) => SELF.test(t.word)) && !SUPPOSES.test(wordsOf(clause));
const isQuestion = (clause: readonly Token[]) =>
  OPENS_QUESTION.test(clause.find((t) => !LEADS.test(t.word))?.word ?? '');

/**
 * The topics of such a message: whom the programs suit, which the guide's last question is about, and beside it only what is
 * asked for by words of its own.
 */
export function withChoice(asked: readonly TopicRead[], { guide }: Pick<Knowledge, 'guide'>): readonly TopicRead[] {
  const choosing = guide?.questions.at(-1)?.topic;
  if (!choosing) return asked;
  const chosen = asked.find(({ id }) => id === choosing);
  const read = { id: choosing, aspects: [], reasons: ['describes somebody and names programs to choose between'] };
  const others = asked.filter(({ id, reasons }) => id !== choosing && reasons.length > 0);
  return [chosen ?? { ...read, score: SURE }, ...others];
}
