import { NOTHING_UNDERSTOOD, type Understood } from '../knowledge/index.ts';
import type { Choice } from './reply.ts';

/** What a tapped choice asks for. */
export interface Asked {
  readonly topic?: string;
  readonly programs: readonly string[];
}

/** The id of a choice: `ask/<topic>/<program>,<program>`, with `-` for no topic. */
export const askId = ({ topic, programs }: Asked) => `ask/${topic ?? '-'}/${programs.join(',')}`;

/** Reads a choice's id back; `undefined` for anything that is not one. */
export function readAskId(id: string): Asked | undefined {
  const [kind, topic, programs, ...rest] = id.split('/');
  if (kind !== 'ask' || !topic || programs === undefined || rest.length > 0) return undefined;
  return { programs: [...new Set(programs.split(',').filter(Boolean))], ...(topic === '-' ? {} : { topic }) };
}

export const choice = (label: string, asked: Asked): Choice => ({ id: askId(asked), label });

/** What a tapped choice says, as if it had been asked in words that leave no doubt. */
export const understoodFrom = ({ topic, programs }: Asked): Understood => ({
  ...NOTHING_UNDERSTOOD,
  programs,
  topics: topic ? [{ id: topic, aspects: [], score: 1, reasons: [] }] : [],
  confidence: 1,
  reasons: ['a choice was tapped'],
});
