import { STOP_WORDS, type Token } from './text.ts';

/** What tells one field of study or trade from another. */
export interface FieldWords {
  /** Words, and their stems, that the knowledge of its own field consists of; without them only `others` are found. */
  readonly familiar?: ReadonlySet<string> | undefined;
  /** Words that name another field or trade where they stand beside a word for learning it, though they may be familiar. */
  readonly others: ReadonlySet<string>;
}

/** A field or trade named by what leads into it, the tokens `from` (inclusive) to `to` (exclusive). */
export interface OtherField {
  readonly from: number;
  readonly to: number;
  readonly phrase: string;
  readonly name: string;
}

/** What is studied or held in a field. */
const HELD =
  "degrees?|diplomas?|certificates?|certifications?|certs?|licen[sc]es?|licensure|courses?|class|classes|lessons?|majors?|minors?|bachelors?|bachelor's|masters?|master's|phd|doctorate|training|apprenticeships?|bootcamps?|academy|tutoring";
const LEADS = new RegExp(`^(?:${HELD}|certified|licensed|trained|majoring|associates?|associate's|instructors?)$`);
const FOLLOWS = new RegExp(`^(?:${HELD}|schools?|studies|coaching)$`);
/** Joins it to the field: "a degree in …", "licensed to …"; "for" may as well join those it is meant for. */
const JOINS = /^(?:in|of|to|on|as|for)$/;
const IS_LICENSE = /^licen/;
/** Stands between the two and names nothing. */
const BETWEEN =
  /^(?:a|an|the|become|becoming|be|being|teach|teaching|learn|learning|study|studying|do|doing|sell|selling|drive|driving|operate|own|carry|practice|practise|work|working|how|to|with|as|in|using|basic|advanced|professional|online|my|some|beginner|beginners)$/;
/** Somebody's trade: "to be a vet". */
const BECOMES = /^(?:become|becomes|becoming|be|being)$/;
const ARTICLE = /^(?:an?|the)$/;
const NAMES_TRADE = /(?:[^e]er|[^o]or|ist|ian|eer|smith|wright|man|woman)s?$/;
/** What so many words at most say of the field: "a degree in agricultural and food science". */
const LONGEST = 3;
/** Ends the name of what is studied, as a rule: what else is not known may be a student's word for how it is. */
const NAMES_STUDY =
  /(?:olog(?:y|ies)|graphy|nomy|metry|therapy|istry|urgy|ery|ics|ing|ism|smith|craft|work|keeping|ture|ship|ish)$/;

/** Finds other fields of study and trades, also those that nobody has listed, by the words that lead into them. */
export function otherFields(tokens: readonly Token[], words: FieldWords | undefined): OtherField[] {
  if (!words) return [];
  return tokens.flatMap(({ word }, at) => {
    const found =
      (LEADS.test(word) ? behind(tokens, at, words) : undefined) ??
      (FOLLOWS.test(word) ? before(tokens, at, words) : undefined) ??
      (BECOMES.test(word) ? trade(tokens, at, words) : undefined);
    return found === undefined ? [] : [fieldAt(tokens, found, words)];
  });
}

function fieldAt(tokens: readonly Token[], at: number, { others }: FieldWords): OtherField {
  const { word = '' } = tokens[at] ?? {};
  return { from: at, to: at + 1, phrase: word, name: others.has(word) ? word : 'that field' };
}

/** Where the field stands behind what is studied in it. */
function behind(tokens: readonly Token[], at: number, words: FieldWords): number | undefined {
  const first = tokens[at];
  let next = at + 1;
  const joins = tokens[next]?.word ?? '';
  if (!JOINS.test(joins) || (joins === 'for' && !IS_LICENSE.test(first?.word ?? ''))) return undefined;
  while (BETWEEN.test(tokens[next]?.word ?? '') || JOINS.test(tokens[next]?.word ?? '')) next += 1;
  for (let i = next; i < next + LONGEST; i += 1) {
    const t = tokens[i];
    if (!t || t.clause !== first?.clause || (STOP_WORDS.has(t.word) && t.word !== 'and')) return undefined;
    if (isOther(t, words) || (isStrange(t, words) && !/(?:ly|'s)$/.test(t.word))) return i;
  }
  return undefined;
}

/** Where it stands before it. */
function before(tokens: readonly Token[], at: number, words: FieldWords): number | undefined {
  for (let i = at - 1; i >= Math.max(0, at - 2); i -= 1) {
    const t = tokens[i];
    if (!t || t.clause !== tokens[at]?.clause || STOP_WORDS.has(t.word)) return undefined;
    if (isOther(t, words) || (isStrange(t, words) && NAMES_STUDY.test(t.word))) return i;
  }
  return undefined;
}

/** Where a trade stands that somebody becomes. */
function trade(tokens: readonly Token[], at: number, words: FieldWords): number | undefined {
  const hasArticle = ARTICLE.test(tokens[at + 1]?.word ?? '');
  if (!hasArticle && !/^becom/.test(tokens[at]?.word ?? '')) return undefined;
  const first = at + (hasArticle ? 2 : 1);
  for (let i = first; i < first + 2; i += 1) {
    const t = tokens[i];
    if (!t || t.clause !== tokens[at]?.clause || STOP_WORDS.has(t.word)) return undefined;
    if (isStrange(t, words) ? NAMES_TRADE.test(t.word) : isOther(t, words)) return i;
  }
  return undefined;
}

const isOther = ({ word, stem }: Token, { others }: FieldWords) => others.has(word) || others.has(stem);

const isStrange = ({ word, stem }: Token, { familiar }: FieldWords) =>
  familiar !== undefined && /^[a-z]{4,}$/.test(word) && !familiar.has(word) && !familiar.has(stem);
