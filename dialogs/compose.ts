import type { Understood } from '../knowledge/index.ts';
import { composeAnswer } from './answer.ts';
import type { Compose, Kit, Told } from './ask.ts';
import { composeClarification } from './clarification.ts';
import { composeComparison } from './comparison.ts';
import { composeMore, composeSources, composeWhy } from './follow-up.ts';
import { composeRefusal, untoldOfSchool } from './refusal.ts';
import type { Reply } from './reply.ts';
import { settle } from './settle.ts';
import { composeSmalltalk } from './small-talk.ts';

/** What the bot does next. Each is a dialog. */
export type Decision =
  | 'smalltalk'
  | 'help'
  | 'start-over'
  | 'leave'
  | 'more'
  | 'why'
  | 'sources'
  | 'guide'
  | 'form'
  | 'forget'
  | 'not-covered'
  | 'clarification'
  | 'comparison'
  | 'faq';

/** Shared words of a question and a fact from which the fact answers a question about no program in particular. */
const SPEAKS_FOR_ITSELF = 1.6;
/** The same on a topic that orders programs by figures, and for what sets several programs against each other. */
const SPEAKS_OF_FIGURES = 2;
const SPEAKS_OF_SEVERAL = 2.6;
/** How surely a topic is asked that is answered for all programs rather than asked back about. */
const ASKED_OF_ALL = 0.75;

/** Decides what to do with what was understood and settled: one place, in the order in which it matters. */
export function decide(understood: Understood, kit: Kit, before?: Decision): Decision {
  const decision = decideAnew(understood, kit);
  // Nobody is asked the same twice in a row: what is known in general is better than no answer.
  return decision === 'clarification' && before === 'clarification' && understood.topics.length > 0 ? 'faq' : decision;
}

function decideAnew(understood: Understood, { knowledge, retriever }: Kit): Decision {
  const { smalltalk, language, programs, topics, outside, stems, answers } = understood;
  if (smalltalk?.does) return smalltalk.does;
  if (smalltalk || language) return 'smalltalk';
  if (untoldOfSchool(understood, { knowledge })) return 'not-covered';
  const covered = programs.length > 0 && (topics.length > 0 || !outside.some((o) => o.what === 'matter'));
  if (outside.length > 0 && !covered) return 'not-covered';
  if (programs.length > 1) return 'comparison';
  const [topic] = topics;
  if (programs.length === 1) return topic ? 'faq' : 'not-covered';
  if (!topic) return 'not-covered';
  const { scale, byName } = knowledge.topics.get(topic.id) ?? {};
  // What asks for a difference and nothing else leaves open between what, though it is asked in known words.
  const known = byName ? [] : answers;
  const [best] = retriever.anywhere({ topic: topic.id, aspects: topic.aspects, stems, answers: known });
  const enough = byName === 'several' ? SPEAKS_OF_SEVERAL : scale ? SPEAKS_OF_FIGURES : SPEAKS_FOR_ITSELF;
  if (best && best.score >= enough) return 'faq';
  return topic.score >= ASKED_OF_ALL && !byName && !scale?.figure ? 'faq' : 'clarification';
}

const COMPOSERS: Record<Decision, Compose> = {
  smalltalk: composeSmalltalk,
  help: composeSmalltalk,
  'start-over': composeSmalltalk,
  leave: composeSmalltalk,
  more: composeMore,
  why: composeWhy,
  sources: composeSources,
  // Where the knowledge has a guide, the conversation begins it instead, and the form where somebody takes it.
  guide: composeSmalltalk,
  form: composeSmalltalk,
  forget: composeSmalltalk,
  'not-covered': composeRefusal,
  clarification: composeClarification,
  comparison: composeComparison,
  faq: composeAnswer,
};

export const DECISIONS = Object.keys(COMPOSERS) as readonly Decision[];

/** The reply of one decision to what was understood. */
export const composeAs = (decision: Decision, understood: Understood, kit: Kit, told?: Told) =>
  COMPOSERS[decision](understood, kit, told);

/** Composes the reply of one decision from a kit of its own. Pure. */
export type ComposeAs = (decision: Decision, understood: Understood, told?: Told) => Reply;

/** The reply to what was understood. */
export function compose(understood: Understood, kit: Kit): Reply {
  const settled = settle(understood, kit);
  return composeAs(decide(settled, kit), settled, kit);
}
