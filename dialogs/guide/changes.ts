import type { GuideQuestion } from '../../knowledge/index.ts';
import type { GuideKit } from './guide-kit.ts';
import { type Chosen, type Ranking, rank } from './ranking.ts';

/** Another answer that would put another program first. */
export interface Change {
  readonly wish: string;
  readonly winner: string;
  /** Whether it would stand in place of an answer given, or beside them. */
  readonly instead: boolean;
}

const MOST_CHANGES = 2;

/** The single answers that would change the winner, those in place of an answer given first; one for each new winner. */
export function findChanges(chosen: readonly Chosen[], programs: readonly string[], kit: GuideKit): Change[] {
  const [first, second] = rank(chosen, programs, kit).placed;
  const winner = first?.score === second?.score ? undefined : first?.program;
  const given = new Set(chosen.map(({ question }) => question));
  const questions = [...given, ...kit.guide.questions.filter((question) => !given.has(question))];
  const changes = questions.flatMap((question) => {
    const others = chosen.filter((one) => one.question !== question);
    return question.options.flatMap((option): Change[] => {
      const { limit } = kit.evidence.get(option) ?? {};
      const ahead = soleWinner(rank([...others, { question, option, limit }], programs, kit), question);
      const isSame = chosen.some((one) => one.option === option);
      const wish = isSame ? `a looser limit on ${question.name}` : option.wish;
      return ahead && ahead !== winner ? [{ wish, winner: ahead, instead: given.has(question) }] : [];
    });
  });
  const isFirst = (change: Change, i: number) => changes.findIndex((c) => c.winner === change.winner) === i;
  return changes.filter(isFirst).slice(0, MOST_CHANGES);
}

/** The program that something speaks for and that no other is level with, unless the articles leave it open on the question. */
function soleWinner({ placed: [first, second] }: Ranking, question: GuideQuestion): string | undefined {
  const isKnown = first && first.pros.length > 0 && !first.open.includes(question);
  const isAhead = isKnown && (!second || first.score > second.score);
  return isAhead ? first.program : undefined;
}
