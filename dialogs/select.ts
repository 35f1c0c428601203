import type { Fact, RankedFact, Topic } from '../knowledge/index.ts';

export interface Room {
  /** At most so many facts. */
  readonly most: number;
  /** At most so many words in all; the first fact is taken whatever its length. */
  readonly words: number;
}

export interface Selection extends Room {
  readonly form: 'text' | 'cell';
  /** How far below the best one a fact may score and still be said. Default 2. */
  readonly within?: number;
}

/** Puts the best fact for each closer question first, so that every one asked is answered. */
export function answeringEach(ranked: readonly RankedFact[], aspects: readonly string[]): RankedFact[] {
  const first = aspects.flatMap((aspect) => ranked.find(({ fact }) => fact.aspects.includes(aspect)) ?? []);
  return [...new Set([...first, ...ranked])];
}

/** On a topic that figures order, one of the first two facts has a figure: nothing on pay without pay. */
export function withMeasure(ranked: readonly RankedFact[], topic: Topic | undefined): readonly RankedFact[] {
  const kind = topic?.scale?.figure;
  const measured = ranked.find(({ fact }) => fact.figures.some((f) => f.kind === kind && !f.difference));
  const [best] = ranked;
  if (!kind || !measured || !best || measured === best) return ranked;
  return [best, { ...measured, score: best.score }, ...ranked.filter((r) => r !== best && r !== measured)];
}

/** The facts to say, in order: the best ones that do not repeat each other, as many as a reader takes in at once. */
export function select(ranked: readonly RankedFact[], { most, words, form, within = 2 }: Selection): RankedFact[] {
  const best = Math.max(0, ...ranked.map((r) => r.score));
  const chosen: RankedFact[] = [];
  let left = words;
  for (const candidate of ranked) {
    if (chosen.length === most) break;
    if (candidate.score < best - within) continue;
    const length = said(candidate.fact, form).split(/\s+/).length;
    if (chosen.length > 0 && (length > left || chosen.some((c) => repeats(candidate.fact, c.fact)))) continue;
    chosen.push(candidate);
    left -= length;
  }
  return chosen;
}

export const said = (fact: Fact, form: 'text' | 'cell') => (form === 'cell' ? (fact.cell ?? fact.text) : fact.text);

/** Whether two facts tell a reader the same: the same figures, or mostly the same words without figures. */
function repeats(a: Fact, b: Fact): boolean {
  const figures = (fact: Fact) =>
    fact.figures
      .map((f) => f.text)
      .sort()
      .join();
  if (a.figures.length > 0 || b.figures.length > 0) return figures(a) === figures(b);
  const [one, other] = [wordsOf(a), wordsOf(b)];
  const shared = [...one].filter((w) => other.has(w)).length;
  return shared / Math.min(one.size, other.size) > 0.7;
}

const wordsOf = (fact: Fact) => new Set(fact.text.toLowerCase().match(/\p{L}{4,}/gu));
