import { comparable, type Fact, type Figure, type GuideQuestion, type Knowledge } from '../../knowledge/index.ts';

/** A program whose figures all lie above the student's limit. */
export interface Dropped {
  readonly program: string;
  readonly question: GuideQuestion;
  /** The fact with the lowest figure. */
  readonly fact: Fact;
  /** A fact of another measure that would do after all: a certificate, where the program as a whole takes too long. */
  readonly exception?: Fact;
}

/** What the articles measure of a program on a question's topic: what a limit is held against, and what else there is. */
export interface Measures {
  readonly counted: readonly Fact[];
  readonly general: readonly Fact[];
}

/** The program's figures in the limit's unit; where there are none, those of the whole that it is a part of. */
export function measuresOf(program: string, limit: Figure, question: GuideQuestion, knowledge: Knowledge): Measures {
  const { facts, programs, topics } = knowledge;
  const all = [...facts.values()].filter(
    ({ topic, contrast, figures: [figure] }) =>
      topic === question.topic && !contrast && figure && comparable(limit, figure),
  );
  const about = (id: string | undefined) => all.filter((fact) => id && fact.programs.includes(id));
  const own = about(program);
  const measured = own.length > 0 ? own : about(programs.get(program)?.partOf);
  const general = topics.get(question.topic)?.general ?? [];
  const aspects = question.measures.length > 0 ? question.measures : general;
  return { counted: measured.filter(isOf(aspects)), general: measured.filter(isOf(general)) };
}

const isOf =
  (aspects: readonly string[]) =>
  ({ aspects: [first] }: Fact) =>
    first === undefined || aspects.includes(first);

/** Whether the limit drops the program. One of which no article gives a figure, or an upper end alone, stays. */
export function dropAbove(
  limit: Figure,
  { counted, general }: Measures,
): Pick<Dropped, 'fact' | 'exception'> | undefined {
  const [fact] = counted.filter(({ figures: [figure] }) => figure?.low !== undefined).sort(byLow);
  if (!fact || counted.some(fits(limit))) return undefined;
  const exception = general.find(fits(limit));
  return { fact, ...(exception && { exception }) };
}

/** Whether what a fact measures, at its least, is within the limit. */
export const fits =
  ({ high = 0 }: Figure) =>
  ({ figures: [figure] }: Fact) =>
    figure !== undefined && (figure.low ?? figure.high ?? Number.POSITIVE_INFINITY) <= high;

const byLow = ({ figures: [a] }: Fact, { figures: [b] }: Fact) => (a?.low ?? 0) - (b?.low ?? 0);
