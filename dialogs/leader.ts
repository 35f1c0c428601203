import type { Fact, Topic } from '../knowledge/index.ts';
import type { Kit } from './ask.ts';
import { rowFor } from './rows.ts';
import { computeVerdict } from './verdict.ts';

/** The program that a claim says has more on its topic's scale. */
export const saysMore = (claim: Fact | undefined): string | undefined =>
  typeof claim?.contrast === 'object' ? claim.contrast.more : undefined;

/**
 * The program that stands first of several on a side of a topic's scale, by figures or else by an article's word;
 * `undefined` where neither puts one first.
 */
export function leaderOn(
  topic: Topic,
  side: 'more' | 'less',
  programs: readonly string[],
  kit: Kit,
): string | undefined {
  if (!topic.scale) return undefined;
  const { wanted, ranked } = rowFor({ id: topic.id, aspects: [] }, { programs, stems: [], answers: [] }, kit);
  const more = saysMore(kit.retriever.between(programs, wanted)[0]?.fact);
  const turned = { ...topic, scale: { ...topic.scale, prefer: side } };
  const verdict = computeVerdict(turned, ranked, { aspects: [], more });
  return verdict?.winner ?? (more && saidToLead(more, side, programs));
}

/** Who has less is known of two only. */
function saidToLead(more: string, side: 'more' | 'less', programs: readonly string[]): string | undefined {
  if (side === 'more') return programs.includes(more) ? more : undefined;
  const others = programs.filter((id) => id !== more);
  return others.length === 1 && others.length < programs.length ? others[0] : undefined;
}
