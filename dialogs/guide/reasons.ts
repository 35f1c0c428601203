import type { Fact, Knowledge } from '../../knowledge/index.ts';
import { capitalised, named } from '../wording.ts';
import { type Piece, said } from './pieces.ts';
import type { Placed, Reason } from './ranking.ts';

/** A reason as a sentence: what a fact says, or how the figures of two stand to each other. */
export function inFull(block: Piece['block'], { fact, lead }: Reason, knowledge: Knowledge): Piece {
  if (!lead || lead.facts.ahead === lead.facts.behind) return said(block, fact.text, [fact]);
  const [ahead = '', behind] = named([lead.ahead, lead.behind], knowledge);
  const { ahead: own, behind: others } = lead.facts;
  const figures = `${own.figures[0]?.text} against ${others.figures[0]?.text} for ${behind}`;
  return said(block, `${capitalised(ahead)} ${lead.topic.scale?.[lead.side]}: ${figures}.`, [own, others]);
}

/** A fact as it reads in a table; where it is about the whole that the program is a part of, it says so. */
export function cell(fact: Fact, program: string, knowledge: Knowledge): string {
  const [via = program] = fact.programs;
  const isOther = !fact.contrast && !fact.programs.includes(program);
  const text = `${capitalised(fact.cell ?? fact.text).replace(/\.$/, '')}.`;
  return isOther ? `${capitalised(nameOf(via, knowledge))}: ${text}` : text;
}

/** What speaks for or against a program, fact after fact. */
export const cellsOf = (reasons: readonly Reason[], { program }: Placed, knowledge: Knowledge) =>
  reasons.map(({ fact }) => cell(fact, program, knowledge)).join(' ');

/** The program as it is named in a sentence. */
export const nameOf = (program: string, knowledge: Knowledge) => named([program], knowledge)[0] ?? program;
