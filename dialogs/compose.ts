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
const SPEAKS_FOR_ITSELF = 2;
/** The same on a topic that does not order programs, where it matters less which of them is meant. */
const SPEAKS_FOR_ALL = 1.6;

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
  const enough = knowledge.topics.get(topic.id)?.scale ? SPEAKS_FOR_ITSELF : SPEAKS_FOR_ALL;
  return best && best.score >= enough ? 'faq' : 'clarification';
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
