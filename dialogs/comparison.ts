import type { Fact } from '../knowledge/index.ts';
import { nextChoices, rivalsOf } from './answer.ts';
import { type Compose, type Kit, notCovered, notStated } from './ask.ts';
import { chartOf } from './chart.ts';
import { disagreementNotes, leavingRoom } from './disagreement.ts';
import { saysMore } from './leader.ts';
import type { Statement, Table } from './reply.ts';
import { alsoOf, isByName, isOwn, type Row, rowFor, rowsOf, sharedOf } from './rows.ts';
import { type Room, select, withEachSide, withMeasure } from './select.ts';
import { Sources } from './sources.ts';
import { computeVerdict, type Verdict } from './verdict.ts';
import { capitalised, list, named } from './wording.ts';

/** Words of one row of the table over all its cells: in a table of one row, of two, of three; and of more. */
const ROW_WORDS = [96, 66, 52];
const OVERVIEW_WORDS = 40;
const MOST_IN_CELL = 3;
/** Words of a cell below which it says one fact only. */
const FEW_WORDS = 25;
/** Of so many programs a general comparison opens with what each is about. */
const MOST_TOLD = 3;
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
      ...table,
      ...points,
      ...charts,
      ...notes,
      ...notCovered(understood),
      ...notStated(understood, sources.facts, kit),
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
  const isGeneral = rows.length > ROW_WORDS.length;
  const told = isGeneral && programs.length <= MOST_TOLD ? toldOfEach(asked, rows[0], programs, kit) : [];
  // "Compare all of them on pay" asks first how they differ in pay.
  const leading = [...asked.filter((row) => !isByName(row, kit)), ...asked.filter((row) => isByName(row, kit))];
  // Of three in few words, of more none: on a phone the table is to begin in view.
  const inShort = (fact: Fact, i: number) => sources.state(fact, 'cell', names.slice(i, i + 1).map(capitalised)[0]);
  const lead =
    told.length > 0
      ? told.map(programs.length > 2 ? inShort : (fact) => sources.state(fact))
      : leading.flatMap((row) => leadFor(row, programs, kit, sources));
  const most = rowWords(rows.length) / programs.length < FEW_WORDS ? 1 : MOST_IN_CELL;
  const inWords = words / rows.length;
  const left = told.length > 0 ? rows.slice(1) : rows;
  const shared = left.map((row) => sharedOf(row, programs, inWords, knowledge.topics.get(row.wanted.topic)));
  const also = isGeneral ? [] : alsoOf(asked, [...sources.facts, ...shared.flat()]);
  const isSaid = (row: Row) => [...row.ranked.values()].flat().some(({ fact }) => isOwn(fact, row.wanted));
  // Where a sentence has said it all, nobody is told that the cells are empty.
  const apart = left.filter((row, i) => shared[i]?.length === 0 && (lead.length === 0 || isSaid(row)));
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
  const points = [...shared.flat(), ...also].map((fact) => sources.state(fact));
  const notes = disagreementNotes(programs, sources, knowledge, isGeneral ? 1 : MOST_NOTES);
  // A general comparison is long already; one on a few topics shows the figures it has said on each.
  const charted = isGeneral ? [] : rows;
  const charts = charted.flatMap(
    ({ wanted }) => chartOf(knowledge.topics.get(wanted.topic), programs, sources.facts, { knowledge, sources }) ?? [],
  );
  return {
    opening: lead.length > 0 ? lead : [{ text: introduction(asked, sources, names, kit), citations: [] }],
    points: points.length > 0 ? [{ kind: 'points', statements: points } as const] : [],
    table: apart.length > 0 ? [table] : [],
    notes,
    charts,
    sources,
  };
}

/**
 * What the first row says of each program, in sentences, where no claim sets all of them against each other; nothing where it
 * has nothing to say of one.
 */
function toldOfEach(
  asked: readonly Row[],
  first: Row | undefined,
  programs: readonly string[],
  { retriever, knowledge }: Kit,
): Fact[] {
  const spans = ({ programs: of }: Fact) =>
    programs.every((id) => of.includes(id) || of.includes(knowledge.programs.get(id)?.partOf ?? ''));
  if (
    !first ||
    asked.some(({ wanted }) =>
      retriever
        .between(programs, wanted)
        .slice(0, 1)
        .some((r) => spans(r.fact)),
    )
  )
    return [];
  const facts = programs.flatMap(
    (id) => first.ranked.get(id)?.find(({ fact }) => isOwn(fact, first.wanted))?.fact ?? [],
  );
  return new Set(facts).size === programs.length ? facts : [];
}

/** What a comparison opens with that nothing decides. */
function introduction([row]: readonly Row[], sources: Sources, names: readonly string[], { knowledge }: Kit): string {
  const unknown = row && sources.facts.length === 0 ? knowledge.topics.get(row.wanted.topic)?.unknown : undefined;
  return unknown
    ? `The articles do not say ${unknown}, for ${list(names)}.`
    : `Here is what the articles say about ${list(names)}.`;
}

/** What a row says of a program; what is said of its whole or of a part of it is marked as such. */
function cellFor(
  { wanted, ranked }: Row,
  program: string,
  { room, sources, kit }: { room: Room; sources: Sources; kit: Kit },
): Statement[] {
  const own = (ranked.get(program) ?? []).filter(({ fact }) => isOwn(fact, wanted));
  const topic = kit.knowledge.topics.get(wanted.topic);
  const facts = select(withMeasure(withEachSide(own, topic, wanted.aspects), topic), {
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
  const verdict = topic && computeVerdict(topic, ranked, { aspects: wanted.aspects, more: saysMore(contrast) });
  if (!verdict) return contrast ? [sources.state(contrast)] : [];
  const computed = sources.say(sentenceFor(verdict, kit), verdict.facts);
  const isNew = contrast && !verdict.facts.some((fact) => fact.article === contrast.article);
  return isNew ? [computed, sources.state(contrast)] : [computed];
}

function sentenceFor({ topic, winner, others, figures }: Verdict, { knowledge }: Kit): string {
  const predicate = topic.scale?.[topic.scale.prefer] ?? '';
  const [own, ...theirs] = figures.map((figure) => figure.text);
  const against = theirs.map((figure, i) => `${figure} for ${named(others.slice(i, i + 1), knowledge)[0]}`);
  return `${capitalised(named([winner], knowledge)[0] ?? winner)} ${predicate}: ${own} against ${list(against)}.`;
}
