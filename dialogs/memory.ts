import { NO_TALK, type Talk, type Understood } from '../knowledge/index.ts';
import type { Told } from './ask.ts';
import type { Decision } from './compose.ts';
import type { FormState } from './form/form.ts';
import type { GuideState } from './guide/index.ts';
import type { Choice, Reply } from './reply.ts';

/** What a conversation remembers from turn to turn. Plain JSON. */
export interface Memory extends Talk {
  readonly welcomed: boolean;
  readonly told?: Told;
  /** The decision of the last turn. */
  readonly decided?: Decision;
  /** The choices of a clarification that waits for an answer. */
  readonly offered?: readonly Choice[];
  /** How many questions in a row were not covered. */
  readonly misses: number;
  /** When the last turn was, in milliseconds since 1970. */
  readonly at?: number;
  readonly guide?: GuideState;
  /** A guide that was left for a person, to be gone on with when it is asked for. */
  readonly paused?: GuideState;
  /** How many questions in a row were asked in between the guide's. */
  readonly asides?: number;
  /** What the recommendation rests on that was given last. */
  readonly advised?: GuideState;
  readonly form?: FormState;
}

export const NEW: Memory = { ...NO_TALK, welcomed: false, misses: 0 };

/** After so long a silence, in milliseconds, what was talked of is forgotten: "it" would mean nothing to anybody. */
const FADES = 12 * 60 * 60 * 1000;

/** The memory as it stands at a time: what was talked of fades, that the user was welcomed does not. */
export const remembered = (memory: Memory, now: number): Memory =>
  memory.at !== undefined && now - memory.at > FADES ? { ...NEW, welcomed: memory.welcomed } : memory;

/** The memory without what was begun and not finished. */
export const withNothingOpen = ({ offered: _, guide: __, asides: ___, form: ____, ...memory }: Memory): Memory =>
  memory;

/** The memory after a reply. */
export function after(memory: Memory, decision: Decision, understood: Understood, reply: Reply): Memory {
  const {
    offered: _,
    programs: __,
    topics: ___,
    together: ____,
    named: _____,
    before: ______,
    advised: _______,
    ...kept
  } = memory;
  if (decision === 'start-over') return { ...NEW, welcomed: memory.welcomed };
  const advised = FOLLOWING_UP.includes(decision) || decision === 'smalltalk' ? memory.advised : undefined;
  return {
    ...kept,
    ...(advised && { advised }),
    decided: decision,
    misses: decision === 'not-covered' ? memory.misses + 1 : 0,
    ...talkAfter(memory, understood, reply),
    ...(asksBack(reply) && { offered: reply.choices }),
    ...toldAfter(memory.told, decision, understood, reply),
  };
}

/** So many programs stay to be chosen from as they are named one by one. */
const MOST_NAMED = 4;

/** What the talk is about after a reply; a reply that is about no program leaves it as it was. */
function talkAfter(memory: Memory, understood: Understood, { programs, topics }: Reply): Talk {
  const { together, named = memory.programs, before, ...talk } = memory;
  const read = understood.strays ? understood.near : understood.topics;
  const asked = topics.length > 0 ? topics : read.map(({ id }) => id);
  const about = { topics: asked.length > 0 ? asked : talk.topics };
  if (programs.length === 0) return { ...about, programs: talk.programs, ...given({ together, named, before }) };
  const isOther = programs.join() !== talk.programs.join();
  const left = isOther && talk.programs.length > 0 ? talk.programs : before;
  if (programs.length > 1)
    return { ...about, programs, together: programs, named: programs, ...given({ before: left }) };
  const isNew = programs.some((id) => !named.includes(id));
  const all = isNew ? [...named, ...programs].slice(-MOST_NAMED) : named;
  return { ...about, programs, named: all, ...given({ before: left, together: isNew ? undefined : together }) };
}

/** Without what is undefined, as JSON has it. */
const given = (talk: { readonly [key in keyof Talk]?: Talk[key] | undefined }): Partial<Talk> =>
  Object.fromEntries(Object.entries(talk).filter(([, value]) => value !== undefined));

/** Whether the choices of a reply say which program is meant, or what about it. */
const asksBack = ({ kind, programs }: Reply) =>
  kind === 'clarification' || (kind === 'answer' && programs.length === 0);

const FOLLOWING_UP: readonly Decision[] = ['more', 'why', 'sources'];

function toldAfter(told: Told | undefined, decision: Decision, understood: Understood, reply: Reply) {
  if (told && FOLLOWING_UP.includes(decision))
    return { told: { ...told, facts: [...new Set([...told.facts, ...(reply.facts ?? [])])] } };
  if (!reply.facts) return {};
  const topics = understood.topics.map(({ id, aspects }) => ({ id, aspects }));
  return { told: { programs: reply.programs, topics, stems: understood.stems, facts: reply.facts } };
}
