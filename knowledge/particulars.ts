import type { Knowledge } from './load.ts';
import { PhraseTable } from './phrases.ts';
import { type Token, tokenise } from './text.ts';

/** A job, a degree or the like within a program, of which a message asks, and the facts whose figures are about it. */
export interface Particular {
  readonly name: string;
  /** Ids of the facts with figures that name it. */
  readonly facts: readonly string[];
}

export type ReadParticulars = (tokens: readonly Token[]) => readonly Particular[];

export function createParticularsReader({ outside, facts }: Knowledge): ReadParticulars {
  const table = new PhraseTable<string>('stem');
  for (const [name, phrases] of Object.entries(outside.particulars))
    for (const phrase of phrases) table.add(tokenise(phrase), name);
  const namesIn = (tokens: readonly Token[]) => new Set(table.find(tokens).flatMap((found) => found.meanings));
  const naming = new Map<string, string[]>();
  for (const { id, text, figures } of facts.values()) {
    if (figures.length === 0) continue;
    for (const name of namesIn(tokenise(text))) naming.set(name, [...(naming.get(name) ?? []), id]);
  }
  return (tokens) => [...namesIn(tokens)].map((name) => ({ name, facts: naming.get(name) ?? [] }));
}
