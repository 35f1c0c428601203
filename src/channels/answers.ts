import type { Reply } from '../../dialogs/reply.ts';
import type { Asked } from './addresses.ts';

/** What a channel can have answered outside of any conversation. */
export interface Answers {
  readonly programs: readonly ProgramName[];
  readonly topics: readonly Named[];
  /** The reply to a question in the student's own words, as the first of a conversation. */
  answer(question: string): Reply;
  /** The reply to what was chosen; `undefined` if one of the programs or the topic is unknown. */
  about(asked: Asked): Reply | undefined;
}

export interface Named {
  readonly id: string;
  readonly name: string;
}

export interface ProgramName extends Named {
  /** As it reads inside a sentence. */
  readonly short: string;
  /** The program this one is a part of; the two are not offered for comparison. */
  readonly partOf?: string | undefined;
}

/** Every two programs that are worth comparing, in their order. */
export function comparablePairs(programs: readonly ProgramName[]): (readonly [ProgramName, ProgramName])[] {
  const pairs = programs.flatMap((one, i) => programs.slice(i + 1).map((other) => [one, other] as const));
  return pairs.filter(([one, other]) => one.partOf !== other.id && other.partOf !== one.id);
}
