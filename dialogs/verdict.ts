import { comparable, type Fact, type Figure, order, type RankedFact, type Topic } from '../knowledge/index.ts';

/** The program that leads on a topic's scale, computed from figures, with the facts that show it. */
export interface Verdict {
  readonly winner: string;
  readonly others: readonly string[];
  /** One fact per program, the winner's first. */
  readonly facts: readonly Fact[];
  readonly figures: readonly Figure[];
}

interface Measured {
  readonly program: string;
  readonly fact: Fact;
  readonly figure: Figure;
}

/**
 * Compares programs by figures of the same kind, unit and aspect, from one article where one measures them all.
 * `undefined` where the figures do not measure the same, or do not put one program ahead of all others.
 */
export function computeVerdict(topic: Topic, ranked: ReadonlyMap<string, readonly RankedFact[]>): Verdict | undefined {
  const kind = topic.scale?.figure;
  if (!kind || ranked.size < 2) return undefined;
  const measured = [...ranked].map(([program, facts]) => measuresOf(program, facts, topic.id, kind));
  const [first = [], ...rest] = measured;
  const rows = first.flatMap((start) => {
    const others = rest.map(
      (list) =>
        list.find((m) => alike(start, m) && m.fact.article === start.fact.article) ?? list.find((m) => alike(start, m)),
    );
    return others.every((m) => m !== undefined) ? [[start, ...others]] : [];
  });
  const oneArticle = rows.filter((row) => new Set(row.map((m) => m.fact.article)).size === 1);
  for (const row of [...oneArticle, ...rows]) {
    const verdict = ahead(row, topic);
    if (verdict) return verdict;
  }
  return undefined;
}

function measuresOf(program: string, ranked: readonly RankedFact[], topic: string, kind: Figure['kind']): Measured[] {
  return ranked.flatMap(({ fact, via }) => {
    const [figure] = fact.figures;
    if (via !== program || fact.topic !== topic || fact.contrast || fact.programs.length > 1) return [];
    return figure?.kind === kind && !figure.difference ? [{ program, fact, figure }] : [];
  });
}

const alike = (a: Measured, b: Measured) =>
  comparable(a.figure, b.figure) && (a.fact.aspects[0] ?? '') === (b.fact.aspects[0] ?? '');

function ahead(row: readonly Measured[], topic: Topic): Verdict | undefined {
  const wanted = topic.scale?.prefer;
  const winner = row.find((one) => row.every((other) => other === one || order(one.figure, other.figure) === wanted));
  if (!winner) return undefined;
  const sorted = [winner, ...row.filter((m) => m !== winner)];
  return {
    winner: winner.program,
    others: sorted.slice(1).map((m) => m.program),
    facts: sorted.map((m) => m.fact),
    figures: sorted.map((m) => m.figure),
  };
}
