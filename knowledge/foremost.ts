import { PhraseTable } from './phrases.ts';
import type { Topic } from './schema.ts';
import { type Token, token, tokenise, wordsOf } from './text.ts';

/** A program pointed at by where it stands on a topic's scale: "the cheaper one". */
export interface Foremost {
  readonly topic: string;
  readonly side: 'more' | 'less';
}

/** A message with such words, and its tokens with "it" in their place. */
export interface ForemostRead {
  readonly foremost: Foremost;
  readonly tokens: readonly Token[];
}

/** The ids of what was talked of last. */
interface TalkedOf {
  readonly topics: readonly string[];
  readonly programs: readonly string[];
}

/** Finds a program pointed at by where it stands; `undefined` where none is, or where just that is asked: "which is the cheaper one?" */
export type ReadForemost = (tokens: readonly Token[], talk: TalkedOf) => ForemostRead | undefined;

const CLASS = /^(?:ones?|1|program|option|choice|course|path|track|field|career|job|degree|route|side)$/;
const ONE = /^(?:ones?|1)$/;
const THE = /^(?:the|that|this)$/;
const NONE_YET = /^(?:a|an|any|some|no|another)$/;
/** What may follow "the cheaper" where it stands alone for a program. */
const FOLLOWS =
  /^(?:|is|are|was|does|do|did|can|could|will|would|has|have|takes?|costs?|pays?|requires?|needs?|be|in|for|and|or|with|then|please|now|of|from|online|vs)$/;
/** "The one that pays more", "whichever is cheaper". */
const RELATIVE =
  /(?:\b(?:the |that )?(?:one|program|option|course|path|field|job) (?:(?:that|which|who|with|has|is|are|that's|thats|gives|the) ?)+|\bwhichever (?:(?:one|program|is|has) ?)*)$/;

/** Asks which of several it is, and points at none. */
const ASKS_WHICH =
  /(?:^|\b(?:and|so|but|then|ok|know|me) )(?:which|who|what|whats|what's)(?: (?:one|1|program|of \w+(?: \w+)?))*(?: (?:is|are|was|would be))?$/;
/** Says or asks of one that it is the one: "so coding is", "is it". */
const SAYS_WHICH =
  /^(?:(?:and|so|but|ok|then) )*(?:is|are|isn't|was)(?: \w+){1,3}$|^(?!.*\b(?:how|what|where|when|why)\b).*\b(?:is|are|was|be|it's|that's)$/;
/** What may stand before it in a message that says nothing else, and as well asks which one it is. */
const LEADS = /^(?:(?:and|so|but|ok|then|or|hm+|now) ?)*$/;

export function createForemostReader(topics: ReadonlyMap<string, Topic>): ReadForemost {
  const table = new PhraseTable<Foremost>('word');
  for (const { id, scale } of topics.values())
    for (const side of ['more', 'less'] as const)
      for (const phrase of scale?.called?.[side] ?? []) table.add(tokenise(phrase), { topic: id, side });

  /** "That one", where several were just ordered, is the one that was put first. */
  const thatOne = (tokens: readonly Token[], { topics: [topic = '', ...others], programs }: TalkedOf) => {
    const scale = others.length === 0 && programs.length > 1 ? topics.get(topic)?.scale : undefined;
    const at = tokens.findIndex(({ word }, i) => THAT.test(word) && tokens[i + 1]?.word === 'one');
    if (!scale || at < 0 || /^(?:not|than)$/.test(tokens[at - 1]?.word ?? '')) return undefined;
    return { foremost: { topic, side: scale.prefer }, tokens: withIt(tokens, { from: at, to: at + 2 }) };
  };

  return (tokens, talk) => {
    for (const found of table.find(tokens)) {
      const span = spanOf(tokens, found);
      const [foremost] = found.meanings;
      if (!span || !foremost) continue;
      const before = wordsOf(inClause(tokens.slice(0, span.from), tokens[span.from]));
      const isEnd = inClause(tokens.slice(span.to), tokens[span.from]).length === 0;
      const isAlone = isEnd && span.to === tokens.length && LEADS.test(before);
      if (ASKS_WHICH.test(before) || (isEnd && SAYS_WHICH.test(before))) continue;
      if (isAlone && !talk.topics.includes(foremost.topic)) continue;
      return { foremost, tokens: withIt(tokens, span) };
    }
    return thatOne(tokens, talk);
  };
}

const THAT = /^(?:that|this)$/;

const withIt = (tokens: readonly Token[], { from, to }: Span) => [
  ...tokens.slice(0, from),
  token('it', tokens[from]?.clause ?? 0),
  ...tokens.slice(to),
];

interface Span {
  readonly from: number;
  readonly to: number;
}

/** The words that stand for the program as a whole, around what it is called by. */
function spanOf(tokens: readonly Token[], { from, to }: Span): Span | undefined {
  const start = tokens[from];
  const earlier = inClause(tokens.slice(0, from), start);
  const [before = '', after = ''] = [earlier.at(-1)?.word, inClause(tokens.slice(to), start)[0]?.word];
  const end = CLASS.test(after) ? to + 1 : to;
  const [relative] = RELATIVE.exec(`${wordsOf(earlier)} `) ?? [];
  if (relative) return { from: from - relative.trim().split(' ').length, to };
  if (THE.test(before) && (end > to || FOLLOWS.test(after))) return { from: from - 1, to: end };
  return ONE.test(after) && !NONE_YET.test(before) ? { from, to: end } : undefined;
}

const inClause = (tokens: readonly Token[], of: Token | undefined) =>
  tokens.filter(({ clause }) => clause === of?.clause);
