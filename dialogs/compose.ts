import type { Understood } from '../knowledge/index.ts';
import { composeAnswer } from './answer.ts';
import type { Compose, Kit } from './ask.ts';
import { composeClarification } from './clarification.ts';
import { composeComparison } from './comparison.ts';
import { composeRefusal } from './refusal.ts';
import type { Reply } from './reply.ts';
import { settle } from './settle.ts';
import { composeSmalltalk } from './small-talk.ts';

/** What the bot does next. Each is a dialog. */
export type Decision = 'smalltalk' | 'help' | 'start-over' | 'not-covered' | 'clarification' | 'comparison' | 'faq';

/** Shared words of a question and a fact from which the fact answers a question about no program in particular. */
const SPEAKS_FOR_ITSELF = 1.6;
/** How surely a topic is asked that is answered for all programs rather than asked back about. */
const ASKED_OF_ALL = 0.75;

/** Decides what to do with what was understood and settled: one place, in the order in which it matters. */
export function decide(understood: Understood, { knowledge, retriever }: Kit): Decision {
  const { smalltalk, language, programs, topics, outside, stems } = understood;
  if (smalltalk?.does) return smalltalk.does;
  if (smalltalk || language) return 'smalltalk';
  const covered = programs.length > 0 && (topics.length > 0 || !outside.some((o) => o.what === 'matter'));
  if (outside.length > 0 && !covered) return 'not-covered';
  if (programs.length > 1) return 'comparison';
  const [topic] = topics;
  if (programs.length === 1) return topic ? 'faq' : 'not-covered';
  if (!topic) return 'not-covered';
  const [best] = retriever.anywhere({ topic: topic.id, aspects: topic.aspects, stems });
  const { scale, byName } = knowledge.topics.get(topic.id) ?? {};
  if (best && best.score >= (scale ? SPEAKS_FOR_ITSELF + 0.4 : SPEAKS_FOR_ITSELF)) return 'faq';
  return topic.score >= ASKED_OF_ALL && !byName && !scale ? 'faq' : 'clarification';
}

const COMPOSERS: Record<Decision, Compose> = {
  smalltalk: composeSmalltalk,
  help: composeSmalltalk,
  'start-over': composeSmalltalk,
  'not-covered': composeRefusal,
  clarification: composeClarification,
  comparison: composeComparison,
  faq: composeAnswer,
};

export const DECISIONS = Object.keys(COMPOSERS) as readonly Decision[];

/** The reply of one decision to what was understood. */
export const composeAs = (decision: Decision, understood: Understood, kit: Kit) => COMPOSERS[decision](understood, kit);

/** The reply to what was understood. */
export function compose(understood: Understood, kit: Kit): Reply {
  const settled = settle(understood, kit);
  return composeAs(decide(settled, kit), settled, kit);
}
