import { comparable, type Figure } from './figures.ts';
import type { Article, DisagreementEntry, FactEntry, Program, Topic } from './schema.ts';

/** Facts about the same programs and topic whose figures or claims cannot both hold. */
export type Disagreement = DisagreementEntry;

/** A claim with its figures as data: as much of a fact as is compared. */
export interface Claim extends Pick<FactEntry, 'id' | 'programs' | 'topic' | 'aspects' | 'contrast'> {
  readonly article: Article['id'];
  readonly figures: readonly Figure[];
}

export interface Compared {
  readonly programs: ReadonlyMap<string, Program>;
  readonly topics: ReadonlyMap<string, Topic>;
  readonly facts: ReadonlyMap<string, Claim>;
}

/** The declared disagreements and those found, without any whose facts another one holds as well. */
export function allDisagreements(declared: readonly Disagreement[], compared: Compared): Disagreement[] {
  const all = [...declared, ...findDisagreements(compared)].map((one) => ({ one, facts: factsOf(one) }));
  const holds = (facts: ReadonlySet<string>, others: ReadonlySet<string>) => [...others].every((id) => facts.has(id));
  const isRepeated = (facts: ReadonlySet<string>, i: number) =>
    all.some((other, j) => j !== i && holds(other.facts, facts) && (j < i || other.facts.size > facts.size));
  return all.filter(({ facts }, i) => i < declared.length || !isRepeated(facts, i)).map(({ one }) => one);
}

const factsOf = ({ sides }: Disagreement) => new Set(sides.flatMap((side) => side.facts));

/**
 * Finds the disagreements that show in figures. Two facts about one program and topic disagree where
 *
 * - they measure the same: their first aspect is the same, or one has none and the other's is a general one;
 * - the first figures of both are comparable, are amounts of their own rather than differences, and lie apart. A range
 *   that holds the other or overlaps it may be said of the same thing (9–12 months and 9–18 months): too mild to show.
 *   The years a figure holds for excuse nothing: 11% by 2030 beside 16% through 2033 leaves a reader in doubt;
 * - they come from two articles, or measure the topic in general: on a closer matter one article's figures are its cases
 *   (pay in hospitals, pay in doctors' offices).
 *
 * Facts that set programs against each other say whose figure is whose only in their text. They join the side that
 * states their figure, and make none. All figures of a program on one measure become one disagreement, a side for each
 * of them, in the order of the facts.
 */
export function findDisagreements({ programs, topics, facts }: Compared): Disagreement[] {
  const all = [...facts.values()];
  return [...programs.values()].flatMap((program) =>
    [...topics.values()].flatMap((topic) => {
      const about = all.filter((fact) => fact.topic === topic.id && fact.programs.includes(program.id));
      return findAmong(about, program, topic);
    }),
  );
}

function findAmong(facts: readonly Claim[], program: Program, topic: Topic): Disagreement[] {
  const measured = facts.filter((fact) => figureOf(fact) !== undefined);
  return unique(measured.map(measureOf)).flatMap((measure) => {
    const same = measured.filter((fact) => meansSame(measureOf(fact), measure, topic));
    return unique(same.map(unitOf)).flatMap((unit) => {
      const sides = sidesOf(
        same.filter((fact) => unitOf(fact) === unit),
        topic,
      );
      if (sides.length === 0) return [];
      const id = [program.id, topic.id, measure, unit].filter(Boolean).join(' ');
      const about = nameOf(measure, program, topic);
      return [{ id, programs: [program.id], topic: topic.id, about, sides: sides.map((side) => say(side, facts)) }];
    });
  });
}

const unique = (values: readonly string[]) => [...new Set(values)];

/** Whether the figures of two facts about the same program cannot both hold; see `findDisagreements`. */
export function disagree(a: Claim, b: Claim, topic: Topic): boolean {
  const [one, other] = [figureOf(a), figureOf(b)];
  if (!one || !other || !comparable(one, other) || !meansSame(measureOf(a), measureOf(b), topic)) return false;
  return (a.article !== b.article || isGeneral(measureOf(a), topic)) && lieApart(one, other);
}

/** The figure that a fact says of its programs, if any. */
function figureOf({ figures: [first], contrast }: Claim): Figure | undefined {
  return first && !first.difference && (!contrast || contrast === 'even') ? first : undefined;
}

const measureOf = (fact: Claim) => fact.aspects[0] ?? '';
const unitOf = (fact: Claim) => `${fact.figures[0]?.kind} ${fact.figures[0]?.unit}`;
const isGeneral = (measure: string, topic: Topic) => measure === '' || topic.general.includes(measure);

const meansSame = (a: string, b: string, topic: Topic) =>
  a === b || ((a === '' || b === '') && isGeneral(a, topic) && isGeneral(b, topic));

/** How far beside the number a rounded figure may mean, as a share of it. */
const ROUNDING = 0.05;

/** The amounts a figure may mean: "about" a little on both sides, "over" a little more, an open end anything. */
function reach({ low = Number.NEGATIVE_INFINITY, high = Number.POSITIVE_INFINITY, text }: Figure): [number, number] {
  if (/^(?:about|nearly) /.test(text)) return [low * (1 - ROUNDING), high * (1 + ROUNDING)];
  if (/^(?:over|more than) /.test(text)) return [low, low * (1 + ROUNDING)];
  return [low, high];
}

function lieApart(a: Figure, b: Figure): boolean {
  const [[low, high], [otherLow, otherHigh]] = [reach(a), reach(b)];
  return high < otherLow || otherHigh < low;
}

/** The facts that disagree with another, each put to the first side with which it can hold. */
function sidesOf(facts: readonly Claim[], topic: Topic): Claim[][] {
  const sides: Claim[][] = [];
  for (const fact of facts) {
    if (!facts.some((other) => disagree(fact, other, topic))) continue;
    const side = sides.find((members) => members.every((member) => !disagree(fact, member, topic)));
    if (side) side.push(fact);
    else sides.push([fact]);
  }
  return sides;
}

/** A side in the words of its most exact figure, with every fact that states it. */
function say(side: readonly Claim[], facts: readonly Claim[]): Disagreement['sides'][number] {
  const sorted = [...side].sort(byExactness);
  const all = [...sorted, ...facts.filter((fact) => repeats(fact, side))];
  return { says: sorted.flatMap((fact) => figureOf(fact) ?? [])[0]?.text ?? '', facts: all.map((fact) => fact.id) };
}

/** Narrow figures before wide ones, and those with their years before those without. */
function byExactness(a: Claim, b: Claim): number {
  const [one, other] = [figureOf(a), figureOf(b)];
  const width = (figure: Figure | undefined) => (figure ? reach(figure)[1] - reach(figure)[0] : 0);
  return width(one) - width(other) || Number(other?.span !== undefined) - Number(one?.span !== undefined);
}

/** Whether a fact that sets programs against each other states a side's figure. */
function repeats(fact: Claim, side: readonly Claim[]): boolean {
  const said = side.flatMap((member) => figureOf(member) ?? []);
  const equal = (a: Figure, b: Figure) => comparable(a, b) && a.low === b.low && a.high === b.high;
  return figureOf(fact) === undefined && fact.figures.some((figure) => said.some((other) => equal(figure, other)));
}

/** "job growth for HIM"; with a closer matter, "cost for HIM (an associate degree)". */
function nameOf(measure: string, { short }: Program, topic: Topic): string {
  const aspect = topic.aspects.find(({ id }) => id === measure && !isGeneral(id, topic));
  return `${topic.name.charAt(0).toLowerCase()}${topic.name.slice(1)} for ${short}${aspect ? ` (${aspect.name})` : ''}`;
}
