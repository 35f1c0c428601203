/** The parts of a message: it may ask several things, each for itself. */
import { isStandIn, MATTER_NAME } from './names.ts';
import type { Token } from './text.ts';
import { isContent } from './vocabulary.ts';

/** A part that only names programs asks nothing, and one that names a matter not covered asks for that. */
export const asks = (part: readonly Token[]) =>
  !part.some(isMatter) && part.some((t) => !isStandIn(t) && !JOINS.test(t.word));

/** A part asks something of its own by a word of meaning or of asking: "is billing" goes on with what stands before. */
export const asksApart = (part: readonly Token[]) =>
  asks(part) && part.some((t) => !isStandIn(t) && (isContent(t) || ASKING.test(t.word)));

const ASKING = /^(?:what|whats|what's|who|how|why|which)$/;

const JOINS = /^(?:or|and|vs|versus|the|a|an)$/;

const isMatter = ({ word }: Token) => word === MATTER_NAME.word;

export const OPENS_QUESTION =
  /^(?:can|could|is|are|do|does|did|will|would|should|what|whats|which|who|how|where|when|why|if)$/;

/** Divided at sentence marks and commas, and before an "and" that opens another question or names a matter not covered. */
export function partsOf(tokens: readonly Token[]): Token[][] {
  const parts: Token[][] = [[]];
  tokens.forEach((t, i) => {
    const next = tokens[i + 1];
    const opens = t.word === 'and' && next && (OPENS_QUESTION.test(next.word) || isMatter(next));
    if (i > 0 && (opens || t.clause !== tokens[i - 1]?.clause)) parts.push([]);
    parts.at(-1)?.push(t);
  });
  return parts;
}
