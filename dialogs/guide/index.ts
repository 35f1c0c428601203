import { type GuideQuestion, NOTHING_UNDERSTOOD } from '../../knowledge/index.ts';
import { type Kit, plain } from '../ask.ts';
import { understoodFrom } from '../choices.ts';
import { composeComparison } from '../comparison.ts';
import type { Choice, Reply } from '../reply.ts';
import { composeConclusion } from './conclusion.ts';
import { type GuideKit, gather } from './guide-kit.ts';
import { composeQuestion, questionsLeft } from './questions.ts';
import { chosenIn, programsIn, rank } from './ranking.ts';
import { createReader } from './reader.ts';
import { beginId, ENOUGH, type GuideAnswer, type GuideState, take } from './state.ts';

export { beginId, type GuideAnswer, type GuideState, type GuideTap, readGuideId, take } from './state.ts';

/** Helps to choose a program by a few questions. Pure: the conversation holds the state. */
export interface Adviser {
  /** The id of the topic that asks which program to choose, as the guide's last question is about it. */
  readonly topic: string | undefined;
  /**
   * The next question; `undefined` where none is left that could tell the programs apart.
   * @param understood answers that were read from words rather than tapped: they are said again.
   */
  ask(state: GuideState, understood?: readonly GuideAnswer[]): Reply | undefined;
  /** The answer to the open question in a text; `undefined` where the text does not answer it. */
  read(state: GuideState, text: string): GuideAnswer | undefined;
  /** What a text says on any of the questions. */
  wishes(text: string): readonly GuideAnswer[];
  /** The same, of a text that asks nothing itself and is about no program. */
  statedWishes(text: string): readonly GuideAnswer[];
  /** The answer that ends the questions; `undefined` where nothing is answered that a recommendation could rest on. */
  enough(state: GuideState): GuideAnswer | undefined;
  /** Whether a text asks for the open question again. */
  resumes(text: string): boolean;
  /** The recommendation by the answers given so far. */
  conclude(state: GuideState): Reply;
  /**
   * A recommendation asked for in one line, such as "which should I pick if I hate phones", given what was wished before;
   * `undefined` where the line wishes nothing.
   */
  recommend(text: string, before: GuideState): Recommendation | undefined;
}

/** What is recommended, and the programs that fit best: several, where they are level; none, where nothing speaks for any. */
export interface Recommendation {
  readonly reply: Reply;
  readonly best: readonly string[];
  /** What it rests on. */
  readonly state: GuideState;
}

/** The state in which nothing is answered. Fewer than two programs mean all. */
export const beginGuide = (programs: readonly string[] = []): GuideState => ({ programs, answers: [] });

/** The adviser by the knowledge's guide; `undefined` where the knowledge has none. */
export function createAdviser(kit: Kit): Adviser | undefined {
  const { guide } = kit.knowledge;
  if (!guide) return undefined;
  const own = once(() => gather(guide, kit));
  const reader = once(() => createReader(guide, kit.knowledge));
  return {
    topic: guide.questions.at(-1)?.topic,
    ask: (state, understood) => composeQuestion(state, own(), understood),
    read(state, text) {
      const [open] = questionsLeft(state, own());
      return open && reader().answer(text, open);
    },
    wishes: (text) => reader().wishes(text),
    statedWishes: (text) => reader().statedWishes(text),
    enough(state) {
      const [open] = questionsLeft(state, own());
      return open && chosenIn(state, own()).length > 0 ? { question: open.id, option: ENOUGH } : undefined;
    },
    resumes: (text) => reader().resumes(text),
    conclude: (state) => conclude(state, own()),
    recommend(text, before) {
      const answers = reader().wishes(text);
      if (answers.length === 0) return undefined;
      const state = answers.reduce(take, before);
      const { placed } = rank(chosenIn(state, own()), programsIn(state, own()), own());
      const most = placed[0]?.score ?? 0;
      const best = placed.filter(({ score }) => most > 0 && score === most).map(({ program }) => program);
      return { reply: { ...conclude(state, own()), kind: 'comparison' }, best, state };
    },
  };
}

/** What the guide needs is gathered when it is first asked for: a start does not wait for it. */
function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

function conclude(state: GuideState, kit: GuideKit): Reply {
  const chosen = chosenIn(state, kit);
  const programs = programsIn(state, kit);
  const { placed, dropped } = rank(chosen, programs, kit);
  const isDecided = dropped.length > 0 || placed.some(({ pros, cons }) => pros.length + cons.length > 0);
  const again: Choice = { id: beginId(state.programs), label: 'Start again' };
  const reply = isDecided ? composeConclusion(chosen, programs, kit) : compareInstead(programs, chosen.length > 0, kit);
  return { ...reply, choices: [...reply.choices, again] };
}

/** Where the answers decide nothing: the programs side by side on what the guide can measure. */
function compareInstead(programs: readonly string[], isAnswered: boolean, kit: GuideKit): Reply {
  const isMeasured = ({ topic }: GuideQuestion) => kit.knowledge.topics.get(topic)?.scale?.figure;
  const topics = kit.guide.questions
    .filter(isMeasured)
    .slice(0, 2)
    .flatMap(({ topic }) => understoodFrom({ topic, programs }).topics);
  const comparison = composeComparison({ ...NOTHING_UNDERSTOOD, programs, topics, confidence: 1 }, kit);
  const why = isAnswered
    ? 'What you said puts no program ahead of the others, by what the articles say, so I recommend none above the rest. It comes down to this:'
    : 'You left it open, so none comes first and I recommend none above the rest; this is how they compare.';
  return { ...comparison, kind: 'guide', blocks: [plain(why), ...comparison.blocks] };
}
