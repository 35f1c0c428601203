import { comparable, type Fact, type Figure, order, type RankedFact, type Topic } from '../knowledge/index.ts';

/** The program that leads on a topic's scale, computed from figures, with the facts that show it. */
export interface Verdict {
  readonly topic: Topic;
  /** The program a student usually looks for on the scale: the cheapest, the best paid. */
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
 * Only figures of the aspects asked for count, or of the topic in general where none was asked.
 * `more` is the program that an article says has more; figures that say otherwise decide nothing. `undefined` where the
 * figures do not measure the same, or do not put one program ahead of all others.
 */
export function computeVerdict(
  topic: Topic,
  ranked: ReadonlyMap<string, readonly RankedFact[]>,
  { aspects, more }: { readonly aspects: readonly string[]; readonly more?: string | undefined },
): Verdict | undefined {
  if (!topic.scale?.figure || ranked.size < 2) return undefined;
  const wanted = new Set(aspects.length > 0 ? aspects : topic.general);
  const counts = ({ fact }: Measured) => fact.aspects[0] === undefined || wanted.has(fact.aspects[0]);
  const measured = [...ranked].map(([program, facts]) => measuresOf(program, facts, topic).filter(counts));
  const rows = combine(measured);
  const agrees = ({ winner }: Verdict) =>
    !more || !ranked.has(more) || (winner === more) === (topic.scale?.prefer === 'more');
  return [...rows.filter(fromOneArticle), ...rows].flatMap((row) => ahead(row, topic) ?? []).find(agrees);
}

/** Figures about the program itself: what is said of a whole or of several programs sets none of them ahead. */
function measuresOf(program: string, ranked: readonly RankedFact[], topic: Topic): Measured[] {
  return ranked.flatMap(({ fact, via }) => {
    const [figure] = fact.figures;
    if (via !== program || fact.topic !== topic.id || fact.contrast || fact.programs.length > 1) return [];
    return figure?.kind === topic.scale?.figure && !figure?.difference
      ? [{ program, fact, figure: figure as Figure }]
      : [];
  });
}

const alike = (a: Measured, b: Measured) =>
  comparable(a.figure, b.figure) && (a.fact.aspects[0] ?? '') === (b.fact.aspects[0] ?? '');

/** How many choices are looked at: with every program there are several times as many. */
const MOST_ROWS = 1000;

/** Choices of one figure for each program in which all measure the same, those of the best facts first. */
function combine(measured: readonly (readonly Measured[])[]): Measured[][] {
  return measured.reduce<Measured[][]>(
    (rows, list) =>
      rows
        .flatMap((row) => list.filter((m) => row.every((other) => alike(other, m))).map((m) => [...row, m]))
        .slice(0, MOST_ROWS),
    [[]],
  );
}

const fromOneArticle = (row: readonly Measured[]) => new Set(row.map((m) => m.fact.article)).size === 1;

function ahead(row: readonly Measured[], topic: Topic): Verdict | undefined {
  const winner = row.find((one) =>
    row.every((other) => other === one || order(one.figure, other.figure) === topic.scale?.prefer),
  );
  if (!winner) return undefined;
  const sorted = [winner, ...row.filter((m) => m !== winner)];
  return {
    topic,
    winner: winner.program,
    others: sorted.slice(1).map((m) => m.program),
    facts: sorted.map((m) => m.fact),
    figures: sorted.map((m) => m.figure),
  };
}
