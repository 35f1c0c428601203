/** What a student has answered so far. Plain JSON. */
export interface GuideState {
  /** Ids of the programs to choose among; empty for all. */
  readonly programs: readonly string[];
  readonly answers: readonly GuideAnswer[];
}

export interface GuideAnswer {
  readonly question: string;
  /** The id of one of the question's options, or `skip` or `enough`. */
  readonly option: string;
  /** The student's own limit in place of the option's: `$4,000 in all`. */
  readonly atMost?: string;
}

/** The answers that every question has: it does not matter, and no more questions. */
export const SKIP = 'skip';
export const ENOUGH = 'enough';

/** The state with the answer taken; an earlier one to the same question gives way. */
export const take = ({ programs, answers }: GuideState, answer: GuideAnswer): GuideState => ({
  programs,
  answers: [...answers.filter(({ question }) => question !== answer.question), answer],
});

/** What a tapped choice of the guide means. */
export type GuideTap = { readonly begin: readonly string[] } | { readonly answer: GuideAnswer };

const BEGIN = 'begin';

export const beginId = (programs: readonly string[]) => `guide/${BEGIN}/${programs.join(',')}`;

export const answerId = ({ question, option }: GuideAnswer) => `guide/${question}/${option}`;

/** Reads the id of a choice: `guide/begin/<program>,<program>` or `guide/<question>/<option>`; `undefined` for any other. */
export function readGuideId(id: string): GuideTap | undefined {
  const [kind, question, option, ...rest] = id.split('/');
  if (kind !== 'guide' || !question || option === undefined || rest.length > 0) return undefined;
  if (question === BEGIN) return { begin: option.split(',').filter(Boolean) };
  return option ? { answer: { question, option } } : undefined;
}
