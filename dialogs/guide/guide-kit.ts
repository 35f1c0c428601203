import { type Guide, type GuideOption, type GuideQuestion, parseFigure } from '../../knowledge/index.ts';
import type { Kit } from '../ask.ts';
import { createLeads, type Evidence, gatherEvidence, type Lead } from './evidence.ts';
import { type Measures, measuresOf } from './limits.ts';

/** What the guide asks, weighs and words with, gathered once: the articles do not change while it asks. */
export interface GuideKit extends Kit {
  readonly guide: Guide;
  readonly evidence: ReadonlyMap<GuideOption, Evidence>;
  /** By question and program; empty for a question without limits. */
  readonly measures: ReadonlyMap<GuideQuestion, ReadonlyMap<string, Measures>>;
  /** How the programs stand on the scales that figures measure, the better one ahead. */
  readonly standings: readonly Lead[];
}

export function gather(guide: Guide, kit: Kit): GuideKit {
  const { knowledge } = kit;
  const findLeads = createLeads(kit);
  const options = guide.questions.flatMap((question) => question.options);
  const scales = [...knowledge.topics.values()].flatMap(({ id, scale }) => (scale?.figure ? [{ id, ...scale }] : []));
  return {
    ...kit,
    guide,
    evidence: new Map(options.map((option) => [option, gatherEvidence(option, knowledge, findLeads)])),
    measures: new Map(guide.questions.map((question) => [question, measuresFor(question, kit)])),
    standings: scales.flatMap(({ id, prefer }) => findLeads(id, prefer)),
  };
}

/** The limits of a question share one unit. */
function measuresFor(question: GuideQuestion, { knowledge }: Kit): Map<string, Measures> {
  const atMost = question.options.find((option) => option.atMost !== undefined)?.atMost;
  if (!atMost) return new Map();
  const limit = parseFigure(atMost);
  return new Map(
    [...knowledge.programs.keys()].map((program) => [program, measuresOf(program, limit, question, knowledge)]),
  );
}
