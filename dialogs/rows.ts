import type { Fact, RankedFact, Retriever, Topic, TopicRead, Understood, Wanted } from '../knowledge/index.ts';
import type { Kit } from './ask.ts';
import { select, sidesOf } from './select.ts';

/** Facts said of all programs alike. */
const MOST_SHARED = 4;
/** The score from which a fact that is no cell is said, too, and how many of them. */
const ALSO = 1.3;
const ALSO_ROOM = { most: 2, words: 28, form: 'text' } as const;

/** One row of the table before it is worded. */
export interface Row {
  readonly wanted: Wanted;
  readonly name: string;
  /** Facts by program, best first. */
  readonly ranked: ReadonlyMap<string, readonly RankedFact[]>;
}

type Asked = Pick<TopicRead, 'id' | 'aspects' | 'ofEach'>;

/**
 * The rows to show: those asked for; where only programs are named, those of a general comparison instead, and its first one
 * where that is what is asked before anything else.
 */
export function rowsOf(asked: readonly Row[], understood: Understood, kit: Kit): Row[] {
  const specific = asked.filter((row) => !isByName(row, kit));
  if (specific.length === asked.length && asked.length > 0) return [...asked];
  const general = overview(kit).map((topic) => rowFor(topic, { ...understood, stems: [], answers: [] }, kit));
  const first = general.slice(0, 1).filter(({ wanted }) => !specific.some((row) => row.wanted.topic === wanted.topic));
  const [surest] = asked;
  return specific.length === 0 ? general : surest && isByName(surest, kit) ? [...first, ...specific] : specific;
}

/** Whether a row is for what is asked where programs are only named. */
export const isByName = ({ wanted }: Row, { knowledge }: Kit) =>
  knowledge.topics.get(wanted.topic)?.byName !== undefined;

const overview = ({ knowledge }: Kit): Asked[] =>
  [...knowledge.topics.values()]
    .filter((t) => t.overview !== undefined)
    .sort((a, b) => (a.overview ?? 0) - (b.overview ?? 0))
    .map(({ id }) => ({ id, aspects: [] }));

export function rowFor(
  { id, aspects, ofEach }: Asked,
  { programs, stems, answers }: Pick<Understood, 'programs' | 'stems' | 'answers'>,
  { knowledge, retriever }: Kit,
): Row {
  const byName = knowledge.topics.get(id)?.byName;
  const wanted = { topic: id, aspects, stems: byName ? [] : stems, answers };
  const { name = id, together = false } = knowledge.topics.get(id) ?? {};
  const ranked = programs.map((program) => {
    const facts = factsFor(program, wanted, ofEach, retriever);
    // Beside the whole that it is a part of, a program is told by what is its own.
    const isBesideWhole = programs.includes(knowledge.programs.get(program)?.partOf ?? '');
    const ofItself = facts.filter(({ fact, via }) => via === program || fact.topic !== id);
    return isBesideWhole && ofItself.some(({ fact }) => fact.topic === id) ? ofItself : facts;
  });
  const met = (fact: Fact) => ranked.filter((facts) => facts.some((r) => r.fact === fact)).length;
  const said = together
    ? ranked.map((facts) => facts.filter(({ fact }) => fact.topic !== id || met(fact) > 1))
    : ranked;
  return { wanted, name, ranked: new Map(programs.map((program, i) => [program, said[i] ?? []])) };
}

/** The facts of one program, less those on what is asked of another one only, unless there are no others. */
function factsFor(program: string, wanted: Wanted, ofEach: TopicRead['ofEach'], retriever: Retriever): RankedFact[] {
  if (!ofEach) return retriever.about(program, wanted);
  const own = ofEach.get(program) ?? wanted.aspects;
  const facts = retriever.about(program, { ...wanted, aspects: own });
  const others = [...ofEach.values()].flat().filter((aspect) => !own.includes(aspect));
  const fitting = facts.filter(({ fact }) => !fact.aspects.some((aspect) => others.includes(aspect)));
  return fitting.some(({ fact }) => fact.topic === wanted.topic) ? fitting : facts;
}

/** What a row says of all the programs alike: where the first thing to say of each is the same, there is nothing to set side by side. */
export function sharedOf(
  { wanted, ranked }: Row,
  programs: readonly string[],
  words: number,
  topic: Topic | undefined,
): Fact[] {
  const firsts = (side?: string) =>
    programs.map((program) =>
      ranked.get(program)?.find(({ fact }) => isOwn(fact, wanted) && (!side || fact.aspects.includes(side))),
    );
  const isAlike = ([first, ...others]: ReturnType<typeof firsts>) =>
    others.every((other) => other?.fact === first?.fact);
  const isShared = isAlike(firsts()) && sidesOf(topic, wanted.aspects).every((side) => isAlike(firsts(side)));
  if (!isShared) return [];
  const said = (fact: Fact) => programs.every((program) => ranked.get(program)?.some((other) => other.fact === fact));
  const own = (ranked.get(programs[0] as string) ?? []).filter(({ fact }) => isOwn(fact, wanted) && said(fact));
  return select(own, { most: MOST_SHARED, words, form: 'text' }).map(({ fact }) => fact);
}

export const isOwn = (fact: Fact, { topic }: Wanted) => fact.topic === topic && !fact.contrast;

/**
 * Facts that answer the very question though they are no cells: on another topic, or on the programs in comparison. Which
 * of them is ahead is what the comparison opens with.
 */
export function alsoOf(asked: readonly Row[], said: readonly Fact[]): Fact[] {
  const found = asked.flatMap(({ wanted, ranked }) => {
    const of = (fact: Fact) => [...ranked.values()].filter((facts) => facts.some((r) => r.fact === fact)).length;
    const fits = ({ fact, score }: RankedFact) =>
      score >= ALSO && !isOwn(fact, wanted) && typeof fact.contrast !== 'object' && (!fact.contrast || of(fact) > 1);
    return [...ranked.values()].flat().filter(fits);
  });
  const best = [...new Map(found.sort((a, b) => b.score - a.score).map((r) => [r.fact, r])).values()];
  const figures = new Set(said.flatMap((fact) => fact.figures.map(({ text }) => text)));
  const isNew = ({ fact }: RankedFact) =>
    !said.includes(fact) && (fact.figures.length === 0 || fact.figures.some(({ text }) => !figures.has(text)));
  return select(best.filter(isNew), ALSO_ROOM).map(({ fact }) => fact);
}
