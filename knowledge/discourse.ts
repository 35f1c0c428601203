import { type Token, wordsOf } from './text.ts';

/** Sounds and fillers that stand before anything. */
const FILLERS =
  /^(?:ok|okay|okey|k|kk|um+|uh+|er+m?|hm+|oh+|ah+|aha|wow|well|yeah|yep|yup|lol|lmao|haha+|hehe+|huh|alright|aight|ight|bet|yo|bro|bruh|dude|man|damn|dang|oof|ngl|tbh|fr|btw|anyway|anyways|nah|nope|oops)$/;
/** Words of thanks, assent, greeting and correction: on their own they are small talk, before a question they only lead to it. */
const COURTESIES =
  /^(?:thanks?|thank|thx|ty|you|cheers|cool|great|nice|good|perfect|awesome|wonderful|lovely|excellent|fine|right|sure|yes|no|sorry|wait|please|hi|hello|hey|morning|afternoon|evening|there|i|see|got|it|gotcha|makes|sense|interesting|fair|enough|never|mind|nevermind|actually|scratch|that|mean|meant|hold|on|so|very|much|a|lot|again|all|my|bad|mistake|mixed|mix|confused|up|them|wrong|of|course|and|then|now|that's|thats|is|done|bye)$/;
/** What opens a question or a wish of its own, in a clause that begins with a courtesy. */
const OPENS =
  /^(?:and|so|but|what|what's|whats|how|how's|which|who|where|when|why|is|are|do|does|did|can|could|will|would|should|just|only|let's|tell|show|give|compare|forget|drop|add)$/;
/** A correction of what was said before, with what it leaves to be understood: "sorry, I meant how much". */
const CORRECTS = /^(?:(?:no|sorry|wait|oops|actually|i|what) )*i (?:mean|meant)$/;
const MEANS = /^(?:mean|meant)$/;
/** What leads up to a question in speech: "hi, quick question, is it hard". */
const LEADS =
  /^(?:by the way|(?:hey |hi |hello |so |and |just |i have |i've got |got )*(?:(?:a|an|one|another|my|real|quick|last|other|final|next|simple|silly|stupid|dumb|honest|serious|random|more) )+question) (?!about|that|on|of|for|you)/;
const LONGEST_LEAD = 10;
/** What closes a message and adds nothing. */
const ADDS_NOTHING = /(?<=\w) after all$|(?<=\w \w+)(?: and| or)? by how (?:much|many)$/;
const CLOSERS = /^(?:lol|lmao|haha+|hehe+|tho|though|pls|plz|please|btw)$/;

/**
 * A message without what only leads up to what it says, as in "great, thanks! and HIM?" or "sorry, I meant how much lol".
 * Where nothing else is left, as in "ok, thank you", the message as it is.
 */
export function withoutPreamble(tokens: readonly Token[]): readonly Token[] {
  let rest = tokens;
  for (let begun = begin(rest); begun > 0 && begun < rest.length; begun = begin(rest)) rest = rest.slice(begun);
  while (rest.length > 1 && CLOSERS.test(rest.at(-1)?.word ?? '')) rest = rest.slice(0, -1);
  const closing = ADDS_NOTHING.exec(wordsOf(rest));
  if (closing) rest = rest.slice(0, -closing[0].trim().split(' ').length);
  return rest.every(isCourtesy) ? tokens : rest;
}

/** How many of the first words only lead up to what follows. */
function begin(tokens: readonly Token[]): number {
  const [first] = tokens;
  if (!first) return 0;
  if (FILLERS.test(first.word)) return 1;
  const lead = LEADS.exec(wordsOf(tokens.slice(0, LONGEST_LEAD)));
  if (lead) return lead[0].trim().split(' ').length;
  const next = tokens.findIndex(({ clause }) => clause !== first.clause);
  const clause = next < 0 ? tokens : tokens.slice(0, next);
  if (
    next > 0 &&
    (clause.every(isCourtesy) || isReaction(clause, tokens.slice(next)) || isAside(clause, tokens.slice(next)))
  )
    return next;
  const corrected = clause.findIndex(
    ({ word }, i) => MEANS.test(word) && CORRECTS.test(wordsOf(clause.slice(0, i + 1))),
  );
  if (corrected >= 0) return corrected + 1;
  const opened = clause.findIndex(({ word }) => OPENS.test(word));
  const leading = clause.slice(0, Math.max(0, opened));
  return leading.length > 0 && leading.every(isCourtesy) ? leading.length : 0;
}

/** A word on what was said, before another question: "I hate that. what about coding?" */
const REACTS =
  /^(?:i|i'd|that|that's|thats|it|it's|its|this|too|sounds|seems|looks|not)\b.*\b(?:that|that's|thats|it|it's|this|those|them)\b|^(?:that|that's|thats|too|sounds|not) /;
const GOES_ON = /^(?:what about|how about|and|or|what of)\b/;
const LONGEST_REACTION = 5;

const isReaction = (clause: readonly Token[], rest: readonly Token[]) =>
  clause.length <= LONGEST_REACTION && REACTS.test(wordsOf(clause)) && GOES_ON.test(wordsOf(rest));

/** A few words of courtesy before what goes on: "sorry my English. and the time?" */
const isAside = (clause: readonly Token[], rest: readonly Token[]) =>
  clause.length <= LONGEST_REACTION &&
  /^(?:sorry|thanks|thank|thx|great|ok|excuse|pardon)$/.test(clause[0]?.word ?? '') &&
  GOES_ON.test(wordsOf(rest));

const isCourtesy = ({ word }: Token) => FILLERS.test(word) || COURTESIES.test(word);

/** "By how much?", "how much more?": how far what was said or asked before holds. */
const DEGREE =
  '(?:and |so )?(?:by how (?:much|many)|how (?:much|many)(?: years| months)? (?:more|less|longer|cheaper|better|higher|lower|faster|quicker))';
const BY_DEGREE = new RegExp(`^${DEGREE}\\b`);
const ONLY_BY_DEGREE = new RegExp(`^${DEGREE}$`);
export const isByDegree = (said: string) => BY_DEGREE.test(said);
/** The same and nothing else: not "how much more do they earn". */
export const asksOnlyByDegree = (said: string) => ONLY_BY_DEGREE.test(said);
