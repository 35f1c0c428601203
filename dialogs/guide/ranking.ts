import { type Fact, type Figure, type GuideOption, type GuideQuestion, parseFigure } from '../../knowledge/index.ts';
import type { Lead } from './evidence.ts';
import type { GuideKit } from './guide-kit.ts';
import { type Dropped, dropAbove, fits } from './limits.ts';
import type { GuideState } from './state.ts';

/** An answer that counts. */
export interface Chosen {
  readonly question: GuideQuestion;
  readonly option: GuideOption;
  /** The student's own limit, or the option's. */
  readonly limit?: Figure | undefined;
}

/** A fact that counts; with the lead that it shows, where it is about more than one program. */
export interface Reason {
  readonly fact: Fact;
  readonly lead?: Lead;
}

/** A program with what speaks for and against it, the weightiest first. */
export interface Placed {
  readonly program: string;
  /** The sum of -1 to 1 for each answer. */
  readonly score: number;
  readonly pros: readonly Reason[];
  readonly cons: readonly Reason[];
  /** Questions of which the articles say nothing to place the program by. */
  readonly open: readonly GuideQuestion[];
}

export interface Ranking {
  /** Best first. */
  readonly placed: readonly Placed[];
  readonly dropped: readonly Dropped[];
}

/** The answers that count; skipped questions, and what the guide no longer knows, do not. */
export function chosenIn({ answers }: GuideState, { guide, evidence }: GuideKit): Chosen[] {
  return answers.flatMap(({ question: asked, option: given, atMost }) => {
    const question = guide.questions.find(({ id }) => id === asked);
    const option = question?.options.find(({ id }) => id === given);
    const limit = atMost ? parseFigure(atMost) : option && evidence.get(option)?.limit;
    return question && option ? [{ question, option, limit }] : [];
  });
}

/** The programs to choose among, in their order; fewer than two are no choice, so they mean all. */
export function programsIn({ programs }: GuideState, { knowledge }: GuideKit): string[] {
  const known = [...knowledge.programs.keys()];
  const among = known.filter((id) => programs.includes(id));
  return among.length > 1 ? among : known;
}

/** Drops what lies above a limit, and orders the others by what the articles say of them on each answer. */
export function rank(chosen: readonly Chosen[], programs: readonly string[], kit: GuideKit): Ranking {
  const dropped = programs.flatMap((program) => droppedBy(chosen, program, kit) ?? []);
  const left = programs.filter((program) => !dropped.some((d) => d.program === program));
  const placed = left.map((program) => place(program, chosen, left, kit));
  return { placed: placed.sort((a, b) => b.score - a.score || b.pros.length - a.pros.length), dropped };
}

function droppedBy(chosen: readonly Chosen[], program: string, { measures }: GuideKit): Dropped | undefined {
  for (const { question, limit } of chosen) {
    const measured = measures.get(question)?.get(program);
    const drop = limit && measured && dropAbove(limit, measured);
    if (drop) return { program, question, ...drop };
  }
  return undefined;
}

function place(program: string, chosen: readonly Chosen[], among: readonly string[], kit: GuideKit): Placed {
  const weighed = chosen.map((one) => ({ ...weigh(one.option, program, among, kit), one }));
  const shown = (side: 1 | -1) =>
    weighed.filter(({ weight }) => weight * side > 0).sort((a, b) => (b.weight - a.weight) * side);
  const fitting = weighed.filter(({ weight }) => weight === 0).flatMap(({ one }) => fitOf(one, program, kit));
  return {
    program,
    score: Math.round(weighed.reduce((sum, { weight }) => sum + weight, 0) * 1000) / 1000,
    pros: [...shown(1).flatMap(({ reason }) => reason ?? []), ...fitting],
    cons: shown(-1).flatMap(({ reason }) => reason ?? []),
    open: weighed.filter(({ one }) => isOpen(one, program, kit)).map(({ one }) => one.question),
  };
}

/** How much an answer speaks for a program among others, -1 to 1: by what is said of it, and by how it stands to them. */
export function weigh(option: GuideOption, program: string, among: readonly string[], { evidence }: GuideKit) {
  const { pros, cons, leads } = evidence.get(option) ?? NOTHING;
  const met = leads.filter(({ ahead, behind }) => among.includes(ahead) && among.includes(behind));
  const [won, lost] = [reasonsOf(met, program, 'ahead'), reasonsOf(met, program, 'behind')];
  const said = Number(pros.has(program)) - Number(cons.has(program));
  const standing = (won.length - lost.length) / Math.max(1, among.length - 1);
  const weight = Math.max(-1, Math.min(1, said + standing));
  const [facts, stands] = weight > 0 ? [pros.get(program), won] : [cons.get(program), lost];
  const reason: Reason | undefined = facts?.[0] ? { fact: facts[0] } : stands[0];
  return { weight, reason };
}

const NOTHING = { pros: new Map<string, Fact[]>(), cons: new Map<string, Fact[]>(), leads: [] };

/** The facts by which a program leads, or is led, those about it alone first. */
export function reasonsOf(leads: readonly Lead[], program: string, side: 'ahead' | 'behind'): Reason[] {
  const reasons = leads.filter((lead) => lead[side] === program).map((lead) => ({ fact: lead.facts[side], lead }));
  const own = ({ fact: { programs } }: Reason) => Number(programs.includes(program)) + Number(programs.length === 1);
  return reasons.sort((a, b) => own(b) - own(a));
}

/** What shows that the program is within the answer's limit, from end to end if possible. */
function fitOf({ question, limit }: Chosen, program: string, { measures }: GuideKit): Reason[] {
  const fitting = limit ? (measures.get(question)?.get(program)?.counted ?? []).filter(fits(limit)) : [];
  const [fact = fitting[0]] = fitting.filter(({ figures: [figure] }) => (figure?.high ?? 0) <= (limit?.high ?? 0));
  return fact ? [{ fact }] : [];
}

/** Whether the answer asks something of programs that no article says of this one. */
function isOpen({ question, option, limit }: Chosen, program: string, { evidence, measures }: GuideKit): boolean {
  const { pros, cons, leads } = evidence.get(option) ?? NOTHING;
  const isLed = leads.some(({ ahead, behind }) => ahead === program || behind === program);
  const isMeasured = limit !== undefined && (measures.get(question)?.get(program)?.counted ?? []).length > 0;
  const asks = limit !== undefined || leads.length + pros.size + cons.size > 0;
  return asks && !pros.has(program) && !cons.has(program) && !isLed && !isMeasured;
}
