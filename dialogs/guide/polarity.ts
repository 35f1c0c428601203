import type { Token } from '../../knowledge/index.ts';

/** Words that turn the meaning of what follows them. */
const TURNS = new Set(
  (
    'not no never without hate hates hating dislike avoid detest loathe despise scared afraid terrified fear nervous tired sick bad ' +
    'awful terrible cannot dont cant wont isnt nobody nothing neither nor less minus except stop quit unable refuse than over ' +
    'away anxious anxiety shy uncomfortable worried panic'
  ).split(' '),
);
/** Words that do it for what stands before them. */
const SPOILS =
  /^(?:boring|bores?|drain(?:s|ing)?|exhaust(?:s|ing)?|stress(?:es|ful)?|annoy(?:s|ing)?|scares?|scary|sucks?|awful|terrible|horrible|nightmare|torture|tiring|tires?|worst|crazy)$/;
const WISHES = new Set(
  'love like likes prefer want enjoy rather need good great happy comfortable interested okay ok fine'.split(' '),
);
const JOINS = new Set(['and', 'or', 'but', 'so', 'because', 'then', 'though', 'although', 'just']);

const turns = ({ word }: Token) => TURNS.has(word) || word.endsWith("n't");

/** Where a phrase stands among tokens: `from` (inclusive) to `to` (exclusive), and where the next one begins. */
interface Place {
  readonly from: number;
  readonly to: number;
  readonly next?: number | undefined;
}

/**
 * Whether a phrase is negated in its clause: "I don't like phones", "hate phones and people", "phones are not for me",
 * but not "hate phones and love data" nor "not afraid of people".
 */
export function isNegated(tokens: readonly Token[], { from, to, next = tokens.length }: Place): boolean {
  const isSameClause = ({ clause }: Token) => clause === tokens[from]?.clause;
  const before = tokens.slice(0, from).filter(isSameClause);
  const after = sameThought(tokens.slice(to, next).filter(isSameClause));
  const isLast = next === tokens.length || tokens[next]?.clause !== tokens[from]?.clause;
  const isSpoilt = after.some(({ word }) => SPOILS.test(word)) || (isLast && after.some(turns));
  return isTurned(before) !== isSpoilt;
}

/** Without what a join and a negation begin: "at home and not much money". */
function sameThought(after: readonly Token[]): readonly Token[] {
  const begun = after.findIndex(({ word }, i) => JOINS.has(word) && after[i + 1] && turns(after[i + 1] as Token));
  return begun < 0 ? after : after.slice(0, begun);
}

/** A word that turns and one that follows it in the same breath cancel out; a new wish begins anew. */
function isTurned(before: readonly Token[]): boolean {
  let [turned, isFresh] = [false, true];
  for (const token of before) {
    if (isFresh && WISHES.has(token.word)) turned = false;
    if (JOINS.has(token.word)) isFresh = true;
    if (!turns(token)) continue;
    turned = isFresh || !turned;
    isFresh = false;
  }
  return turned;
}
