import { type Knowledge, NOTHING_UNDERSTOOD, tokenise, type Understand, type Understood } from '../knowledge/index.ts';
import type { Kit } from './ask.ts';
import { pick, readAskId, readSayId, understoodFrom } from './choices.ts';
import { readFormId } from './form/actions.ts';
import { ENOUGH, readGuideId, SKIP } from './guide/state.ts';
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

/** What was heard, less a choice that never was or no longer means anything: then its label is all there is to read. */
export function recognised({ text, choice }: Heard, { kit }: Pick<Parts, 'kit'>): Heard {
  const means = choice && (readFormId(choice) || isGuideTap(choice, kit.knowledge) || understoodTap(choice, kit));
  return means ? { text, choice } : { text };
}

/** Understands what was recognised; a choice of those offered last may also be named. */
export function understandHeard({ text, choice }: Heard, memory: Memory, { kit, understand }: Parts): Understood {
  const picked = choice ?? pick(text, memory.offered ?? [])?.id;
  return understoodTap(picked ?? '', kit) ?? bothOf(text, memory, kit) ?? offering(understand(text, memory), text);
}

/** A form that nobody asked for in so many words is offered rather than begun. */
function offering(understood: Understood, text: string): Understood {
  const { smalltalk } = understood;
  if (smalltalk?.does !== 'form' || isPhrasing(text, smalltalk)) return understood;
  const { does: _, ...entry } = smalltalk;
  return { ...understood, smalltalk: entry };
}

/** Whether a text is what an entry of the small talk listens for, and nothing else. */
export function isPhrasing(text: string, { phrasings }: { readonly phrasings: readonly string[] }): boolean {
  const said = wordsOf(text);
  return phrasings.some((phrasing) => wordsOf(phrasing) === said);
}

const wordsOf = (text: string) =>
  tokenise(text)
    .flatMap(({ word }) => (word === 'please' ? [] : word))
    .join(' ');

function isGuideTap(id: string, { guide, programs }: Knowledge): boolean {
  const tap = readGuideId(id);
  if (!tap || !guide) return false;
  if ('begin' in tap) return tap.begin.every((program) => programs.has(program));
  const options = guide.questions.find((question) => question.id === tap.answer.question)?.options ?? [];
  return options.length > 0 && [SKIP, ENOUGH, ...options.map((option) => option.id)].includes(tap.answer.option);
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

const BOTH =
  /^(?:(?:ok|well|hm+|i don't know),? )?(?:both|all|either|any|everything)(?: (?:of (?:them|those)|three|programs))?(?:,? (?:please|then|thanks))?[.!]?$/i;

/** "Both", where a clarification offers programs: all that it offers. */
function bothOf(text: string, { offered = [] }: Memory, kit: Kit): Understood | undefined {
  if (offered.length === 0 || !BOTH.test(text.trim())) return undefined;
  const asked = offered.flatMap(({ id }) => readAskId(id) ?? []);
  const programs = [...new Set(asked.flatMap((a) => a.programs))].filter((id) => kit.knowledge.programs.has(id));
  const [topic] = new Set(asked.map((a) => a.topic));
  return programs.length > 1 ? understoodFrom({ programs, ...(topic && { topic }) }) : undefined;
}
