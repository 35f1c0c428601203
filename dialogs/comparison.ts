import type { Fact, RankedFact, TopicRead, Understood, Wanted } from '../knowledge/index.ts';
import { nextChoices, rivalsOf } from './answer.ts';
import { type Compose, type Kit, notCovered } from './ask.ts';
import { chartOf } from './chart.ts';
import { disagreementNotes, leavingRoom } from './disagreement.ts';
import type { Statement, Table } from './reply.ts';
import { type Room, select, withMeasure } from './select.ts';
import { Sources } from './sources.ts';
import { computeVerdict, type Verdict } from './verdict.ts';
import { capitalised, list, named } from './wording.ts';

/** Words of one row of the table over all its cells: in a table of one row, of two, of three; and of more. */
const ROW_WORDS = [96, 66, 52];
const OVERVIEW_WORDS = 40;
const MOST_IN_CELL = 3;
/** Facts said of all programs alike. */
const MOST_SHARED = 4;
/** The score from which a fact that is no cell is said, too, and how many of them. */
const ALSO = 1.3;
const ALSO_ROOM = { most: 2, words: 28, form: 'text' } as const;
/** Words of a cell below which it says one fact only. */
const FEW_WORDS = 25;
/** Notes on disagreements; in a general comparison, which is long already, one. */
const MOST_NOTES = 2;

const rowWords = (rows: number) => ROW_WORDS[rows - 1] ?? OVERVIEW_WORDS;

/** Sets programs side by side: the deciding difference in a sentence, then a table with a source in every cell. */
export const composeComparison: Compose = (understood, kit) => {
  const { programs, confidence } = understood;
  const asked = [...understood.topics, ...rivalsOf(understood)].map((topic) => rowFor(topic, understood, kit));
  const rows = rowsOf(asked, understood, kit);
  const { opening, points, table, notes, charts, sources } = leavingRoom(rows.length * rowWords(rows.length), (words) =>
    compareWithin(words, { asked, rows, programs }, kit),
  );
  return {
    kind: 'comparison',
    programs,
    topics: understood.topics.map((t) => t.id),
    confidence,
    blocks: [
      { kind: 'paragraph', statements: opening },
      ...points,
      ...table,
      ...charts,
      ...notes,
      ...notCovered(understood),
    ],
    citations: sources.citations,
    facts: sources.facts.map((fact) => fact.id),
    choices: nextChoices(understood, kit),
  };
};

interface Compared {
  readonly asked: readonly Row[];
  readonly rows: readonly Row[];
  readonly programs: readonly string[];
}

function compareWithin(words: number, { asked, rows, programs }: Compared, kit: Kit) {
  const { knowledge } = kit;
  const sources = new Sources(knowledge.articles);
  const names = named(programs, knowledge);
  const lead = asked.flatMap((row) => leadFor(row, programs, kit, sources));
  const most = rowWords(rows.length) / programs.length < FEW_WORDS ? 1 : MOST_IN_CELL;
  const inWords = words / rows.length;
  const shared = rows.map((row) => sharedOf(row, programs, { most: MOST_SHARED, words: inWords }));
  const also = rows.length > ROW_WORDS.length ? [] : alsoOf(asked, [...sources.facts, ...shared.flat()]);
  const points = [...shared.flat(), ...also].map((fact) => sources.state(fact));
  const apart = rows.filter((_, i) => shared[i]?.length === 0);
  const room = { most, words: inWords / programs.length };
  const table: Table = {
    kind: 'table',
    caption: `${capitalised(list(names, 'or'))}: ${apart.map((r) => r.name.toLowerCase()).join(', ')}`,
    columns: programs.map((id) => ({ program: id, name: knowledge.programs.get(id)?.name ?? id })),
    rows: apart.map((row) => ({
      topic: row.wanted.topic,
      name: row.name,
      cells: programs.map((program) => cellFor(row, program, { room, sources, kit })),
    })),
  };
  const notes = disagreementNotes(programs, sources, knowledge, rows.length > ROW_WORDS.length ? 1 : MOST_NOTES);
  const [row] = asked;
  const unknown = row && sources.facts.length === 0 ? knowledge.topics.get(row.wanted.topic)?.unknown : undefined;
  const text = unknown
    ? `The articles do not say ${unknown}, for ${list(names)}.`
    : `Here is what the articles say about ${list(names)}.`;
  const opening = lead.length > 0 ? lead : [{ text, citations: [] }];
  // A general comparison is long already; one on a few topics shows the figures it has said on each.
  const charted = rows.length > ROW_WORDS.length ? [] : rows;
  const charts = charted.flatMap(
    ({ wanted }) => chartOf(knowledge.topics.get(wanted.topic), programs, sources.facts, { knowledge, sources }) ?? [],
  );
  return {
    opening,
    points: points.length > 0 ? [{ kind: 'points', statements: points } as const] : [],
    table: apart.length > 0 ? [table] : [],
    notes,
    charts,
    sources,
  };
}

/** What a row says of all the programs alike: where the first thing to say of each is the same, there is nothing to set side by side. */
function sharedOf({ wanted, ranked }: Row, programs: readonly string[], room: Room): Fact[] {
  const firsts = programs.map((program) => ranked.get(program)?.find(({ fact }) => isOwn(fact, wanted)));
  const [first] = firsts;
  if (!first || firsts.some((other) => other?.fact !== first.fact)) return [];
  const said = (fact: Fact) => programs.every((program) => ranked.get(program)?.some((other) => other.fact === fact));
  const own = (ranked.get(programs[0] as string) ?? []).filter(({ fact }) => isOwn(fact, wanted) && said(fact));
  return select(own, { ...room, form: 'text' }).map(({ fact }) => fact);
}

const isOwn = (fact: Fact, { topic }: Wanted) => fact.topic === topic && !fact.contrast;

/** Facts that answer the very question though they are no cells: on another topic, or on the programs in comparison. */
function alsoOf(asked: readonly Row[], said: readonly Fact[]): Fact[] {
  const found = asked.flatMap(({ wanted, ranked }) =>
    [...ranked.values()].flat().filter(({ fact, score }) => !isOwn(fact, wanted) && score >= ALSO),
  );
  const best = [...new Map(found.sort((a, b) => b.score - a.score).map((r) => [r.fact, r])).values()];
  return select(
    best.filter(({ fact }) => !said.includes(fact)),
    ALSO_ROOM,
  ).map(({ fact }) => fact);
}

/** One row of the table before it is worded. */
interface Row {
  readonly wanted: Wanted;
  readonly name: string;
  /** Facts by program, best first. */
  readonly ranked: ReadonlyMap<string, readonly RankedFact[]>;
}

type Asked = Pick<TopicRead, 'id' | 'aspects'>;

/** The rows to show: those asked for; where only programs are named, those of a general comparison instead. */
function rowsOf(asked: readonly Row[], understood: Understood, kit: Kit): Row[] {
  const isByName = ({ wanted }: Row) => kit.knowledge.topics.get(wanted.topic)?.byName !== undefined;
  const specific = asked.filter((row) => !isByName(row));
  if (specific.length === asked.length && asked.length > 0) return [...asked];
  const general = overview(kit).map((topic) => rowFor(topic, { ...understood, stems: [], answers: [] }, kit));
  const first = general.slice(0, 1).filter(({ wanted }) => !specific.some((row) => row.wanted.topic === wanted.topic));
  return specific.length === 0 ? general : [...first, ...specific];
}

const overview = ({ knowledge }: Kit): Asked[] =>
  [...knowledge.topics.values()]
    .filter((t) => t.overview !== undefined)
    .sort((a, b) => (a.overview ?? 0) - (b.overview ?? 0))
    .map(({ id }) => ({ id, aspects: [] }));

function rowFor({ id, aspects }: Asked, { programs, stems, answers }: Understood, { knowledge, retriever }: Kit): Row {
  const byName = knowledge.topics.get(id)?.byName;
  const wanted = { topic: id, aspects, stems: byName ? [] : stems, answers };
  const { name = id, together = false } = knowledge.topics.get(id) ?? {};
  const ranked = programs.map((program) => retriever.about(program, wanted));
  const met = (fact: Fact) => ranked.filter((facts) => facts.some((r) => r.fact === fact)).length;
  const said = together
    ? ranked.map((facts) => facts.filter(({ fact }) => fact.topic !== id || met(fact) > 1))
    : ranked;
  return { wanted, name, ranked: new Map(programs.map((program, i) => [program, said[i] ?? []])) };
}

/** What a row says of a program; what is said of its whole or of a part of it is marked as such. */
function cellFor(
  { wanted, ranked }: Row,
  program: string,
  { room, sources, kit }: { room: Room; sources: Sources; kit: Kit },
): Statement[] {
  const own = (ranked.get(program) ?? []).filter(({ fact }) => isOwn(fact, wanted));
  const facts = select(withMeasure(own, kit.knowledge.topics.get(wanted.topic)), {
    ...room,
    form: 'cell',
    within: 0.8,
  });
  if (facts.length === 0) return [{ text: 'not stated in the articles', citations: [] }];
  const labelFor = (via: string) => (via === program ? undefined : named([via], kit.knowledge).map(capitalised)[0]);
  return facts.map(({ fact, via }) => sources.state(fact, 'cell', labelFor(via)));
}

/** The sentences that decide a row: computed from figures where they allow it, and what an article says of the programs. */
function leadFor({ wanted, ranked }: Row, programs: readonly string[], kit: Kit, sources: Sources): Statement[] {
  const contrast = kit.retriever.between(programs, wanted)[0]?.fact;
  const topic = kit.knowledge.topics.get(wanted.topic);
  const verdict = topic && computeVerdict(topic, ranked, { aspects: wanted.aspects, more: leaderOf(contrast) });
  if (!verdict) return contrast ? [sources.state(contrast)] : [];
  const computed = sources.say(sentenceFor(verdict, kit), verdict.facts);
  const saysMore = contrast && !verdict.facts.some((fact) => fact.article === contrast.article);
  return saysMore ? [computed, sources.state(contrast)] : [computed];
}

const leaderOf = (contrast: Fact | undefined) =>
  typeof contrast?.contrast === 'object' ? contrast.contrast.more : undefined;

function sentenceFor({ topic, winner, others, figures }: Verdict, { knowledge }: Kit): string {
  const predicate = topic.scale?.[topic.scale.prefer] ?? '';
  const [own, ...theirs] = figures.map((figure) => figure.text);
  const against = theirs.map((figure, i) => `${figure} for ${named(others.slice(i, i + 1), knowledge)[0]}`);
  return `${capitalised(named([winner], knowledge)[0] ?? winner)} ${predicate}: ${own} against ${list(against)}.`;
}
