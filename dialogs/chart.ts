import type { Fact, Figure, Knowledge, Topic } from '../knowledge/index.ts';
import type { Bar, Chart } from './reply.ts';
import { Sources } from './sources.ts';
import { capitalised, named } from './wording.ts';

/** More would not be taken in at once. */
const MOST_BARS = 8;

/** What a chart shows, by ids: programs side by side, and facts on one topic whose figures are its bars. */
export interface Charted {
  readonly programs: readonly string[];
  readonly facts: readonly string[];
}

/** The id of a chart, fit for an address: `him,mbc/a0-him-cost,a0-mbc-cost`. */
export const chartId = ({ programs, facts }: Charted) => `${programs.join(',')}/${facts.join(',')}`;

/** The chart of an id; `undefined` where there is none such, as when the knowledge has changed since. */
export function chartById(id: string, knowledge: Knowledge): Chart | undefined {
  const { programs = [], facts: ids = [] } = readChartId(id) ?? {};
  const facts = ids.flatMap((fact) => knowledge.facts.get(fact) ?? []);
  const topic = knowledge.topics.get(facts[0]?.topic ?? '');
  const isKnown = programs.every((program, i) => knowledge.programs.has(program) && programs.indexOf(program) === i);
  if (!isKnown || new Set(ids).size < ids.length) return undefined;
  const chart = chartOf(topic, programs, facts, { knowledge, sources: new Sources(knowledge.articles) });
  return chart?.id === id ? chart : undefined;
}

/** Reads a chart's id back; `undefined` for anything that is not one. */
export function readChartId(id: string): Charted | undefined {
  const [programs, facts, ...rest] = id.split('/').map((part) => part.split(',').filter(Boolean));
  return programs?.length && facts?.length && rest.length === 0 ? { programs, facts } : undefined;
}

/**
 * Sets the programs side by side on a topic that money or time orders: the figures among the facts that share a unit, a bar
 * for each program and article, or for each figure where one article states several of the same measure. A program without
 * one is shown by its whole or its parts. `undefined` where fewer than two have one.
 */
export function chartOf(
  topic: Topic | undefined,
  programs: readonly string[],
  facts: readonly Fact[],
  { knowledge, sources }: { readonly knowledge: Knowledge; readonly sources: Sources },
): Chart | undefined {
  const measured = topic ? measuresOf(topic, programs, facts, knowledge) : [];
  const shown = withinOneUnit(measured).filter(isFirstOfItsMeasure).slice(0, MOST_BARS);
  const [first] = shown;
  if (!topic || !first || countOf(shown, ({ of }) => of) < 2) return undefined;
  const { kind, unit } = first.figure;
  const several = countOf(shown, ({ fact }) => fact.article) > 1;
  const unlike = countOf(shown, ({ fact }) => fact.aspects[0] ?? '') > 1;
  const shortOf = (article: string) => {
    const { short, title = article } = knowledge.articles.get(article) ?? {};
    return short ?? title;
  };
  return {
    kind: 'chart',
    // In the order given, so that the same chart comes of the id.
    id: chartId({ programs, facts: facts.filter((one) => shown.some(({ fact }) => fact === one)).map(({ id }) => id) }),
    topic: topic.id,
    caption: kind === 'money' && unit !== IN_ALL ? `${topic.name} ${unit}` : topic.name,
    unit: kind === 'money' ? '$' : unit,
    ...(several ? {} : { source: shortOf(first.fact.article) }),
    bars: shown.map(({ of, fact, figure }): Bar => {
      const aspect = unlike ? topic.aspects.find(({ id }) => id === fact.aspects[0])?.name : undefined;
      const note = [aspect, several ? shortOf(fact.article) : undefined].filter(Boolean).join(', ');
      const { text, citations } = sources.say(wordsOf(figure), [fact]);
      const { low, high } = figure;
      return {
        name: capitalised(named([of], knowledge)[0] ?? of),
        ...(note && { note }),
        ...(low !== undefined && { low }),
        ...(high !== undefined && { high }),
        text,
        citations,
      };
    }),
  };
}

/** Shares and counts are left to the table: they are taken over years of their own. */
const KINDS = ['money', 'duration'] as const;
const IN_ALL = 'in all';

/** A figure of a fact, as the measure of a program. */
interface Measure {
  readonly of: string;
  readonly fact: Fact;
  readonly figure: Figure;
}

/** Program by program: each by its own figures, or else by those of its whole and its parts. */
function measuresOf(
  topic: Topic,
  programs: readonly string[],
  facts: readonly Fact[],
  knowledge: Knowledge,
): Measure[] {
  const kind = KINDS.find((one) => one === topic.scale?.figure);
  const measuring = facts.filter((fact) => fact.topic === topic.id && !fact.contrast);
  const all = programs.flatMap((program) => {
    const found = measuring.flatMap((fact): Measure[] => {
      const of = subjectOf(fact, program, knowledge);
      const figure = fact.figures.find((f) => f.kind === kind && !f.difference);
      return of && figure ? [{ of, fact, figure }] : [];
    });
    const own = found.filter(({ of }) => of === program);
    return own.length > 0 ? own : found;
  });
  const subjects = [...new Set(all.map(({ of }) => of))];
  return subjects.flatMap((subject) => {
    const its = all.filter(({ of }) => of === subject);
    return its.filter(({ fact }, i) => its.findIndex((one) => one.fact === fact) === i);
  });
}

function subjectOf({ programs: told }: Fact, program: string, { programs }: Knowledge): string | undefined {
  if (told.includes(program)) return program;
  return told.find((id) => id === programs.get(program)?.partOf || programs.get(id)?.partOf === program);
}

/** Those in the unit that measures most programs. */
function withinOneUnit(measures: readonly Measure[]): readonly Measure[] {
  const groups = [...new Set(measures.map(({ figure }) => figure.unit))].map((unit) =>
    measures.filter(({ figure }) => figure.unit === unit),
  );
  return groups.sort((a, b) => countOf(b, ({ of }) => of) - countOf(a, ({ of }) => of))[0] ?? [];
}

/** Whether a program's figure is the first of an article, or measures the same as that and differs. */
function isFirstOfItsMeasure(one: Measure, place: number, all: readonly Measure[]): boolean {
  const before = all.slice(0, place).filter(({ of, fact }) => of === one.of && fact.article === one.fact.article);
  const alike = ({ fact }: Measure) => (fact.aspects[0] ?? '') === (one.fact.aspects[0] ?? '');
  return before.every(({ figure }) => figure.text !== one.figure.text) && (!before[0] || alike(before[0]));
}

const wordsOf = ({ kind, unit, text }: Figure) => (kind === 'money' ? text.replace(` ${unit}`, '') : text);

const countOf = (measures: readonly Measure[], by: (one: Measure) => string) => new Set(measures.map(by)).size;
