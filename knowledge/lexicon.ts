import type { Knowledge } from './load.ts';
import { STOP_WORDS, type Token, tokenise } from './text.ts';

/** Every word of the knowledge. Plain data. */
export interface Lexicon {
  /** The words used anywhere: those that a misspelt one may be corrected to. */
  readonly words: ReadonlySet<string>;
  /** The words, and their stems, of programs, topics, facts and questions alone. */
  readonly familiar: ReadonlySet<string>;
}

export function collectWords(knowledge: Knowledge): Lexicon {
  const field = fieldWords(knowledge);
  const words = [...field, ...otherWords(knowledge)].map((t) => t.word);
  return { words: new Set([...STOP_WORDS, ...words]), familiar: new Set(field.flatMap((t) => [t.word, t.stem])) };
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
