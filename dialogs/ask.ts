import type { Fact, Knowledge, Retriever, Understood } from '../knowledge/index.ts';
import type { Note, Reply } from './reply.ts';
import { list } from './wording.ts';

/** What replies are composed from. */
export interface Kit {
  readonly knowledge: Knowledge;
  readonly retriever: Retriever;
  /** How many days what a user leaves is kept. */
  readonly retentionDays: number;
}

/** What was last told of, for "more", "why" and "sources". Plain data. */
export interface Told {
  readonly programs: readonly string[];
  readonly topics: readonly { readonly id: string; readonly aspects: readonly string[] }[];
  readonly stems: readonly string[];
  /** Ids of the facts said, in the order in which they were said first. */
  readonly facts: readonly string[];
}

/** Composes the reply to what was understood, given what was told before. Pure. */
export type Compose = (understood: Understood, kit: Kit, told?: Told) => Reply;

/** A remark for what was asked beside the programs and no article covers. */
export function notCovered({ outside, leavesOpen }: Understood): Note[] {
  if (outside.length === 0)
    return leavesOpen ? [note('The articles do not cover the other part of your question.')] : [];
  const names = list([...new Set(outside.map((o) => o.name))], 'or');
  const places = outside.every((o) => o.what === 'place');
  const text = places
    ? `The articles give no figures for ${names} in particular.`
    : `The articles do not cover ${names}.`;
  return [note(text)];
}

/** A remark for the job or degree whose figures are asked for, where those told are of its program and not its own. */
export function notStated({ particulars, topics }: Understood, said: readonly Fact[], { knowledge }: Kit): Note[] {
  if (!topics.some(({ id }) => knowledge.topics.get(id)?.scale?.figure)) return [];
  const missing = particulars.filter(({ facts }) => !said.some(({ id }) => facts.includes(id)));
  const names = list(
    missing.map(({ name }) => name),
    'or',
  );
  return missing.length > 0 ? [note(`The articles give no figures for ${names} in particular.`)] : [];
}

const note = (text: string): Note => ({ kind: 'note', statements: [{ text, citations: [] }] });

export const plain = (text: string) => ({ kind: 'paragraph', statements: [{ text, citations: [] }] }) as const;
