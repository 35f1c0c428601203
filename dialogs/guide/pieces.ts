import type { Fact } from '../../knowledge/index.ts';
import type { Note, Paragraph, Points } from '../reply.ts';
import type { Sources } from '../sources.ts';

/** Something to say, with the facts it rests on. */
export interface Piece {
  readonly block: 'opening' | 'points' | 'note';
  readonly label?: string;
  readonly text: string;
  readonly facts: readonly Fact[];
  /** Where room is short, the highest goes first; what has none stays. */
  readonly spare?: number;
}

export const said = (block: Piece['block'], text: string, facts: readonly Fact[] = []): Piece => ({
  block,
  text,
  facts,
});

const KINDS = { opening: 'paragraph', points: 'points', note: 'note' } as const;

/** Lays pieces out in blocks, leaving out what can be spared until they have at most so many words. */
export function layOut(pieces: readonly Piece[], words: number, sources: Sources): (Paragraph | Points | Note)[] {
  const kept = within(words, pieces);
  return (['opening', 'points', 'note'] as const).flatMap((block) => {
    const statements = kept
      .filter((piece) => piece.block === block)
      .map(({ text, facts, label }) => sources.say(text, facts, label));
    return statements.length > 0 ? [{ kind: KINDS[block], statements }] : [];
  });
}

function within(words: number, pieces: readonly Piece[]): readonly Piece[] {
  const spare = pieces.filter((piece) => piece.spare !== undefined);
  if (spare.length === 0 || wordsOf(pieces) <= words) return pieces;
  const least = spare.reduce((a, b) => ((b.spare ?? 0) > (a.spare ?? 0) ? b : a));
  return within(
    words,
    pieces.filter((piece) => piece !== least),
  );
}

/** Words of statements with their labels. */
export const wordsOf = (statements: readonly { readonly text: string; readonly label?: string }[]) =>
  statements.reduce((sum, { label = '', text }) => sum + `${label} ${text}`.trim().split(/\s+/).length, 0);
