import { NOTHING_UNDERSTOOD, type Understand, type Understood } from '../knowledge/index.ts';
import type { Kit } from './ask.ts';
import { pick, readAskId, readSayId, understoodFrom } from './choices.ts';
import type { Memory } from './memory.ts';

/** What a user said, or the id of the choice that was tapped; a choice's label comes as the text. */
export interface Heard {
  readonly text: string;
  readonly choice?: string;
}

interface Parts {
  readonly kit: Kit;
  readonly understand: Understand;
}

/** Understands what was heard. A choice that is unknown, or no longer means anything, is read by its label. */
export function understandHeard({ text, choice }: Heard, memory: Memory, { kit, understand }: Parts): Understood {
  const picked = choice ?? pick(text, memory.offered ?? [])?.id;
  return understoodTap(picked ?? '', kit) ?? bothOf(text, memory, kit) ?? understand(text, memory);
}

function understoodTap(id: string, { knowledge }: Kit): Understood | undefined {
  const asked = readAskId(id);
  if (asked) {
    const isKnown =
      asked.programs.every((program) => knowledge.programs.has(program)) &&
      (asked.topic === undefined || knowledge.topics.has(asked.topic));
    return isKnown ? understoodFrom(asked) : undefined;
  }
  const entry = readSayId(id);
  const smalltalk = knowledge.smalltalk.find((s) => s.id === entry);
  return smalltalk && { ...NOTHING_UNDERSTOOD, smalltalk, confidence: 1, reasons: ['a choice was tapped'] };
}

const BOTH = /^(?:both|both of them|all|all of them|all three|either|any|any of them|everything)[.!]?$/i;

/** "Both", where a clarification offers programs: all that it offers. */
function bothOf(text: string, { offered = [] }: Memory, kit: Kit): Understood | undefined {
  if (offered.length === 0 || !BOTH.test(text.trim())) return undefined;
  const asked = offered.flatMap(({ id }) => readAskId(id) ?? []);
  const programs = [...new Set(asked.flatMap((a) => a.programs))].filter((id) => kit.knowledge.programs.has(id));
  const [topic] = new Set(asked.map((a) => a.topic));
  return programs.length > 1 ? understoodFrom({ programs, ...(topic && { topic }) }) : undefined;
}
