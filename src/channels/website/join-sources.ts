import type { Block, Citation, Reply, Statement } from '../../../dialogs/reply.ts';

/** Replies as sections of one page. */
export interface Joined {
  /** The blocks of each reply, their markers renumbered. */
  readonly sections: readonly (readonly Block[])[];
  /** Each article once, in the order of first use over all sections. */
  readonly citations: readonly Citation[];
}

/** Puts replies one after the other over one list of sources. */
export function joinSources(replies: readonly Pick<Reply, 'blocks' | 'citations'>[]): Joined {
  const citations = new Map<string, Citation>();
  const sections = replies.map((reply) => {
    const positions = new Map<number, number>();
    for (const citation of reply.citations) {
      const known = citations.get(citation.article) ?? { ...citation, position: citations.size + 1 };
      citations.set(citation.article, known);
      positions.set(citation.position, known.position);
    }
    return reply.blocks.map((block) => renumbered(block, (position) => positions.get(position) ?? position));
  });
  return { sections, citations: [...citations.values()] };
}

type Renumber = (position: number) => number;

function renumbered(block: Block, to: Renumber): Block {
  const cited = <T extends Pick<Statement, 'citations'>>(one: T): T => ({ ...one, citations: one.citations.map(to) });
  switch (block.kind) {
    case 'paragraph':
    case 'points':
    case 'note':
      return { ...block, statements: block.statements.map(cited) };
    case 'table':
      return {
        ...block,
        rows: block.rows.map((row) => ({ ...row, cells: row.cells.map((cell) => cell.map(cited)) })),
      };
    case 'chart':
      return { ...block, bars: block.bars.map(cited) };
    default:
      return block satisfies never;
  }
}
