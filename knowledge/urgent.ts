import type { Knowledge } from './load.ts';
import { PhraseTable } from './phrases.ts';
import type { Smalltalk } from './schema.ts';
import { type Token, tokenise } from './text.ts';

/** Small talk that is listened for anywhere in a message, by whole phrases. */
export function createUrgentFinder(knowledge: Knowledge) {
  const table = new PhraseTable<Smalltalk>('word');
  for (const entry of knowledge.smalltalk) {
    if (entry.always) for (const phrasing of entry.phrasings) table.add(tokenise(phrasing), entry);
  }
  return (tokens: readonly Token[]) => table.find(tokens)[0]?.meanings[0];
}
