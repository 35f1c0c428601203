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

/**
 * On a topic that is asked as a whole and has several sides to it, one of the first facts speaks to each: whether
 * certificates are required, and which there are.
 */
export function withEachSide(
  ranked: readonly RankedFact[],
  topic: Topic | undefined,
  aspects: readonly string[],
): readonly RankedFact[] {
  const [best] = ranked;
  if (!best || sidesOf(topic, aspects).length === 0) return ranked;
  const others = sidesOf(topic, aspects)
    .filter((side) => !best.fact.aspects.includes(side))
    .flatMap((side) => ranked.find(({ fact }) => fact.topic === topic?.id && fact.aspects.includes(side)) ?? [])
    .filter((other) => other !== best);
  const rest = ranked.filter((r) => r !== best && !others.includes(r));
  return [best, ...others.map((other) => ({ ...other, score: best.score })), ...rest];
}

/** The sides of a topic that no figure orders, where it is asked as a whole. */
export function sidesOf(topic: Topic | undefined, aspects: readonly string[]): readonly string[] {
  const { general = [], scale } = topic ?? {};
  return general.length > 1 && !scale?.figure && aspects.every((aspect) => general.includes(aspect)) ? general : [];
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
