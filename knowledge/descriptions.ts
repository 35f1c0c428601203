import { type Found, PhraseTable } from './phrases.ts';
import type { Program } from './schema.ts';
import { type Token, tokenise } from './text.ts';

/** Half a description of a program: what its people do, or what they do it to. */
interface Half {
  readonly program: string;
  /** Which of the program's descriptions it belongs to. */
  readonly at: number;
  readonly does: boolean;
}

/** A program described by what its people do, from a token (inclusive) to another (exclusive). */
export interface Described {
  readonly from: number;
  readonly to: number;
  readonly phrase: string;
  readonly program: string;
}

/** Finds programs that are described rather than named: "the one who chases unpaid invoices". */
export type FindDescribed = (tokens: readonly Token[]) => readonly Described[];

/** The most words between what is done and what it is done to: "chases down all of the unpaid invoices". */
const MOST_BETWEEN = 4;

export function createDescribedFinder(programs: Iterable<Program>): FindDescribed {
  const halves = new PhraseTable<Half>('stem');
  for (const { id, descriptions } of programs) {
    descriptions.forEach(({ does, to }, at) => {
      for (const phrase of does) halves.add(tokenise(phrase), { program: id, at, does: true });
      for (const phrase of to) halves.add(tokenise(phrase), { program: id, at, does: false });
    });
  }
  return (tokens) => {
    const found = halves.find(tokens);
    const described: Described[] = [];
    found.forEach((half, i) => {
      const other = found.slice(i + 1).find((next) => isNear(half, next, tokens) && programOf(half, next));
      const program = other && programOf(half, other);
      if (!program || half.from < (described.at(-1)?.to ?? 0)) return;
      const phrase = tokens.slice(half.from, other.to).map((t) => t.word);
      described.push({ from: half.from, to: other.to, phrase: phrase.join(' '), program });
    });
    return described;
  };
}

const isNear = (half: Found<Half>, next: Found<Half>, tokens: readonly Token[]) =>
  next.from - half.to <= MOST_BETWEEN && tokens[half.from]?.clause === tokens[next.from]?.clause;

/** The program that both halves together describe, in either order: "invoices to chase". */
const programOf = (half: Found<Half>, other: Found<Half>) =>
  half.meanings.find((a) => other.meanings.some((b) => a.program === b.program && a.at === b.at && a.does !== b.does))
    ?.program;
