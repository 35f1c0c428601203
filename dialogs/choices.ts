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

/** The id of a choice that says what an entry of the small talk listens for: `say/human`. */
export const sayId = (entry: string) => `say/${entry}`;

/** The entry of the small talk that a choice stands for; `undefined` for anything else. */
export const readSayId = (id: string): string | undefined => /^say\/([a-z0-9-]+)$/.exec(id)?.[1];

const NUMBER = /^(?:option |number |no\.? ?|# ?)?([1-9])[.)]?$/i;
const WORDS = ['first', 'second', 'third', 'fourth'];

/** Which of the choices offered last a text picks, by its number, its place ("the second one") or its name. */
export function pick(text: string, offered: readonly Choice[]): Choice | undefined {
  const said = text
    .trim()
    .toLowerCase()
    .replace(/(?<![.!?])[.!?]+$/, '');
  const place =
    NUMBER.exec(said)?.[1] ?? WORDS.findIndex((word) => new RegExp(`^(?:the )?${word}(?: one)?$`).test(said)) + 1;
  if (/^(?:the )?last(?: one)?$/.test(said)) return offered.at(-1);
  return offered[Number(place) - 1] ?? offered.find(({ label }) => label.toLowerCase() === said);
}

/** What a tapped choice says, as if it had been asked in words that leave no doubt. */
export const understoodFrom = ({ topic, programs }: Asked): Understood => ({
  ...NOTHING_UNDERSTOOD,
  programs,
  topics: topic ? [{ id: topic, aspects: [], score: 1, reasons: [] }] : [],
  confidence: 1,
  reasons: ['a choice was tapped'],
});
