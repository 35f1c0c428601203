import type { GuideQuestion } from '../../knowledge/index.ts';
import { plain } from '../ask.ts';
import type { Choice, Paragraph, Reply } from '../reply.ts';
import { list, named } from '../wording.ts';
import type { GuideKit } from './guide-kit.ts';
import { dropAbove } from './limits.ts';
import { chosenIn, programsIn, rank, weigh } from './ranking.ts';
import { answerId, ENOUGH, type GuideAnswer, type GuideState, SKIP } from './state.ts';

/** Nobody is asked more than so many questions. */
const MOST_QUESTIONS = 5;

/** The questions still worth asking, the next one first: those that can tell the programs apart that are left. */
export function questionsLeft(state: GuideState, kit: GuideKit): GuideQuestion[] {
  const { answers } = state;
  const { placed } = rank(chosenIn(state, kit), programsIn(state, kit), kit);
  if (placed.length < 2 || answers.some(({ option }) => option === ENOUGH)) return [];
  const left = placed.map(({ program }) => program);
  return kit.guide.questions
    .filter(({ id }) => !answers.some(({ question }) => question === id))
    .filter((question) => tellsApart(question, left, kit))
    .slice(0, Math.max(0, MOST_QUESTIONS - answers.length));
}

/** Whether some answer to the question drops one of the programs, or weighs more for one than for another. */
export const tellsApart = (question: GuideQuestion, among: readonly string[], kit: GuideKit): boolean =>
  question.options.some((option) => {
    const weights = new Set(among.map((program) => weigh(option, program, among, kit).weight));
    const limit = kit.evidence.get(option)?.limit;
    const measured = [...(kit.measures.get(question) ?? [])].filter(([program]) => among.includes(program));
    return weights.size > 1 || (limit && measured.some(([, measures]) => dropAbove(limit, measures)));
  });

/** Asks the next question, after what was understood of words; `undefined` where none is left. */
export function composeQuestion(
  state: GuideState,
  kit: GuideKit,
  understood: readonly GuideAnswer[] = [],
): Reply | undefined {
  const left = questionsLeft(state, kit);
  const [question] = left;
  if (!question) return undefined;
  const asked = state.answers.length;
  const { statements } = plain(question.ask);
  const label = `Question ${asked + 1} of ${asked + left.length}`;
  return {
    kind: 'guide',
    programs: state.programs,
    topics: [question.topic],
    confidence: 1,
    blocks: [
      ...standing(state, kit, understood),
      { kind: 'paragraph', statements: statements.map((said) => ({ ...said, label })) },
    ],
    citations: [],
    choices: choicesOf(question, asked),
  };
}

/** What was understood of a student's own words, and which program is ahead so far: a wrong guess is seen at once. */
function standing(state: GuideState, kit: GuideKit, understood: readonly GuideAnswer[]): Paragraph[] {
  const wishes = chosenIn({ ...state, answers: understood }, kit).map(({ option }) => option.wish);
  const isBegun = state.answers.length > 0;
  const among = list(named(state.programs, kit.knowledge));
  if (wishes.length === 0) return isBegun || !among ? [] : [plain(`A few questions on ${among}:`)];
  const [first, second] = rank(chosenIn(state, kit), programsIn(state, kit), kit).placed;
  const isAhead = first && second && first.pros.length > 0 && first.score > second.score;
  const ahead = isAhead ? ` So far ${named([first.program], kit.knowledge)[0]} is ahead.` : '';
  return [plain(`Noted: ${list(wishes)}.${ahead}`)];
}

/** Who has answered a few questions may have the result at once. */
const FEW = 2;

const choicesOf = ({ id, options }: GuideQuestion, asked: number): Choice[] => [
  ...options.map((option) => ({ id: answerId({ question: id, option: option.id }), label: option.label })),
  { id: answerId({ question: id, option: SKIP }), label: 'It does not matter' },
  ...(asked < FEW ? [] : [{ id: answerId({ question: id, option: ENOUGH }), label: 'Show me the result' }]),
];
