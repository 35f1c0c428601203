import { understoodFrom } from '../../dialogs/choices.ts';
import type { Block, Reply, Statement } from '../../dialogs/reply.ts';
import {
  createRetriever,
  type Fact,
  type Knowledge,
  NOTHING_UNDERSTOOD,
  type RankedFact,
  type TopicRead,
  type Understood,
} from '../../knowledge/index.ts';

/** A message understood beyond doubt to ask these topics, each with these closer questions, of these programs. */
export function asked(
  programs: readonly string[],
  topics: readonly string[] = [],
  rest: Partial<Understood> = {},
  aspects: readonly string[] = [],
): Understood {
  const read = topics.flatMap((topic) => understoodFrom({ topic, programs: [] }).topics);
  return {
    ...NOTHING_UNDERSTOOD,
    programs,
    topics: read.map((topic): TopicRead => ({ ...topic, aspects })),
    confidence: 1,
    ...rest,
  };
}

export const kitOf = (knowledge: Knowledge) => ({
  knowledge,
  retriever: createRetriever(knowledge),
  retentionDays: 30,
});

/** Facts in this order, as a retriever would rank them for the program. */
export const rankedFor = (program: string, facts: readonly Fact[], step = 0.1): RankedFact[] =>
  facts.map((fact, i) => ({ fact, score: 2 - i * step, via: program }));

/** The statements of a block, those of a table cell by cell. A chart makes none: its bars show what others state. */
export function statementsOf(block: Block): readonly Statement[] {
  if (block.kind === 'chart') return [];
  return block.kind === 'table' ? block.rows.flatMap((row) => row.cells.flat()) : block.statements;
}

export const textOf = (reply: Reply) =>
  reply.blocks
    .flatMap(statementsOf)
    .map((s) => s.text)
    .join(' ');

/** Each row's topic with its cells' words. */
export const tableOf = (reply: Reply) =>
  reply.blocks.flatMap((block) =>
    block.kind === 'table'
      ? block.rows.map((row) => [row.topic, ...row.cells.map((cell) => cell.map((s) => s.text).join(' '))])
      : [],
  );
