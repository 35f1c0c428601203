/** The parts of a message: it may ask several things, each for itself. */
import { asksOnlyByDegree } from './discourse.ts';
import { isProgram, isStandIn, MATTER_NAME } from './names.ts';
import type { Found } from './phrases.ts';
import { type Token, wordsOf } from './text.ts';
import { type Cue, isContent } from './vocabulary.ts';

/** A part that only names programs asks nothing, and one that names a matter not covered asks for that. */
export const asks = (part: readonly Token[]) =>
  !part.some(isMatter) && part.some((t) => !isStandIn(t) && !JOINS.test(t.word));

/**
 * What stands beside names set against each other, as one part: "HIM vs HIT who do they report to" asks more than how they
 * differ. None where nothing does.
 */
export function besideRivals(tokens: readonly Token[]): (readonly Token[])[] {
  const isVersus = ({ word }: Token) => word === 'vs' || word === 'versus';
  const rest = tokens.some(isVersus) ? tokens.filter((t) => !isStandIn(t) && !isVersus(t)) : [];
  return rest.some(isContent) ? [rest] : [];
}

/** A part asks something of its own by a word of meaning or of asking: "is billing" goes on with what stands before. */
export const asksApart = (part: readonly Token[]) =>
  asks(part) &&
  !asksOnlyByDegree(wordsOf(part)) &&
  part.some((t) => !isStandIn(t) && (isContent(t) || ASKING.test(t.word)));

const ASKING = /^(?:what|whats|what's|who|how|why|which)$/;

/** "… is it any good?", after a part that names a matter not covered: asks of that. */
export const pointsBack = (part: readonly Token[], before: readonly Token[] = []) =>
  before.some(isMatter) &&
  !part.some(isStandIn) &&
  part.some(({ word }) => /^(?:it|its|it's|they|them|there)$/.test(word));

const JOINS = /^(?:or|and|plus|just|only|vs|versus|the|a|an)$/;

const isMatter = ({ word }: Token) => word === MATTER_NAME.word;

export const OPENS_QUESTION =
  /^(?:can|could|is|are|do|does|did|will|would|should|(?:what|how|who|where|when)(?:'s)?|whats|hows|which|why|if)$/;

/**
 * Divided at sentence marks and commas, before an "and" that opens another question or names a matter not covered, and in
 * a list of what is asked: "length and pay".
 */
export function partsOf(tokens: readonly Token[], cues: readonly Found<Cue>[]): (readonly Token[])[] {
  const parts: Token[][] = [[]];
  tokens.forEach((t, i) => {
    const next = tokens.slice(i + 1).find(({ word }) => !/^(?:also|then)$/.test(word));
    const opens =
      (t.word === 'and' && next && (OPENS_QUESTION.test(next.word) || isMatter(next))) ||
      asksAfterTelling(t, next, parts.at(-1) ?? []);
    const isApart = opens || t.clause !== tokens[i - 1]?.clause || lists(t, i, tokens, cues);
    if (i > 0 && (isApart || runsOn(i, tokens, cues, i - (parts.at(-1)?.length ?? 0)))) parts.push([]);
    parts.at(-1)?.push(t);
  });
  return parts.length > 1 ? parts : [tokens];
}

/** "As a nurse on night shift can I study billing": asks something after telling of oneself. */
const asksAfterTelling = ({ word }: Token, next: Token | undefined, told: readonly Token[]) =>
  INVERTS.test(word) &&
  /^(?:i|it|that|this|they|we|he|she)$/.test(next?.word ?? '') &&
  told.some(isMatter) &&
  TELLS.test(wordsOf(told));

const INVERTS = /^(?:can|could|is|are|do|does|did|will|would|should)$/;
const TELLS = /^(?:(?:and|so|but|ok|well|hi|hey) )*(?:i|i'm|im|i've|ive|i'd|my|we|our|as|got|been)\b/;

/** Whether another question begins in mid-sentence, as in speech: "can I get in how long is it". */
function runsOn(at: number, tokens: readonly Token[], cues: readonly Found<Cue>[], from: number): boolean {
  const [before, word, next] = [at - 1, at, at + 1].map((i) => tokens[i]?.word ?? '');
  if (!OPENS_ANOTHER.test(`${word} ${next}`) || LEADS_ON.test(before ?? '')) return false;
  return at - from > FEWEST && cues.some((cue) => cue.from >= from && cue.to <= at) && cues.some((cue) => cue.to > at);
}

/** The fewest words of a question that another follows without a mark. */
const FEWEST = 3;
const OPENS_ANOTHER =
  /^(?:how (?:long|much|hard|many|soon|fast)|what's|whats|what (?:does|do|is|are)|is (?:it|there)|do i|can i)\b/;
const LEADS_ON =
  /^(?:know|knows|tell|me|us|you|about|of|see|wonder|wondering|on|to|for|just|exactly|like|um|uh|so|and|or|but|if|out|idea|sure|matter|not|no|in|at|with|that|than|what|how|is|say|says|ask|asking|asks|depends|curious|question|which)$/;

/** Whether a word stands between what asks for different topics, and only joins it: "the jobs for coders and the pay". */
function lists({ word }: Token, at: number, tokens: readonly Token[], cues: readonly Found<Cue>[]): boolean {
  if (!LISTS.test(word)) return false;
  const to = tokens.findLastIndex((t, i) => i < at && !BETWEEN.test(t.word) && !isProgram(t)) + 1;
  const from = tokens.findIndex((t, i) => i > at && !BETWEEN.test(t.word));
  const before = cues.find((cue) => cue.to === to)?.meanings ?? [];
  const after = cues.find((cue) => cue.from === from)?.meanings ?? [];
  return before.length > 0 && after.length > 0 && !before.some((b) => after.some((a) => a.topic === b.topic));
}

const LISTS = /^(?:and|or|plus|\/)$/;
/** What may stand between such a word and what it joins, beside names: "for him", "the", "also my". */
const BETWEEN = /^(?:the|also|then|for|of)$/;
