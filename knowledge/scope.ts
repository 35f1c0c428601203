/** What a message says of the programs it is about, without naming them; `said` is its words in lower case, joined by blanks. */
import type { Token } from './text.ts';

const EVERY =
  /\b(?:each|everything|all of them|every one|(?<!\b(?:first|best|most) )of all|(?:all|every|each)(?: the| of the| your)? (?:program|option|degree|field|choice|career)s?)\b/;
export const isOfEvery = (said: string) => EVERY.test(said);

const UNDECIDED =
  /\b(?:(?:help|guide|assist|advise) (?:me|us)|(?:can't|cant|cannot|can not|couldn't|unable to|hard to) (?:\w+ )?(?:decide|choose|pick|make)|(?:don't|dont|do not|not|no|never) (?:\w+ )?(?:know|sure|idea|clue|certain) (?:if|which|whether|what|between)|idk|dunno|undecided|torn|unsure|stuck between)\b/;
export const isUndecided = (said: string) => UNDECIDED.test(said);

const SUPERLATIVE = /^(?:most|least|best|worst|\p{L}{3,}est)$/u;
export const isSuperlative = (tokens: readonly Token[]) => tokens.some((t) => SUPERLATIVE.test(t.word));
