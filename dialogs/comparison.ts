import type { RankedFact, Topic, TopicRead, Understood } from '../knowledge/index.ts';
import { nextChoices } from './answer.ts';
import { type Compose, type Kit, notCovered } from './ask.ts';
import type { Block, Statement, Table } from './reply.ts';
import { select } from './select.ts';
import { Sources } from './sources.ts';
import { computeVerdict } from './verdict.ts';
import { capitalised, list, named } from './wording.ts';

const GENERAL = 'differences';
/** Words of one row of the table, over all its cells. */
const ROW_WORDS = { single: 90, several: 55, general: 40 } as const;

/** Sets programs side by side: the deciding difference in a sentence, then a table with a source in every cell. */
export const composeComparison: Compose = (understood, kit) => {
  const sources = new Sources(kit.knowledge.articles);
  const { programs } = understood;
  const asked = understood.topics.filter((t) => !isGeneral(t.id, kit) || understood.topics.length === 1);
  const rows = rowsOf(asked, kit);
  const general = rows.length > asked.length || asked.length === 0;
  const words = general ? ROW_WORDS.general : rows.length > 1 ? ROW_WORDS.several : ROW_WORDS.single;
  const facts = rows.map((row) => ({
    row,
    byProgram: new Map(programs.map((p) => [p, kit.retriever.about(p, wantedFor(row, understood))])),
  }));

  const leads =
    asked.length === 0
      ? [leadFor({ id: GENERAL, aspects: [] }, new Map(), understood, kit, sources)]
      : asked.map((topic) =>
          leadFor(topic, facts.find((f) => f.row.id === topic.id)?.byProgram ?? new Map(), understood, kit, sources),
        );
  const lead = leads.flatMap((l) => l ?? []);
  const table: Table = {
    kind: 'table',
    caption: `${capitalised(list(named(programs, kit.knowledge), 'or'))}: ${rows.map((r) => nameOf(r.id, kit).toLowerCase()).join(', ')}`,
    columns: programs.map((id) => ({ program: id, name: kit.knowledge.programs.get(id)?.name ?? id })),
    rows: facts.map(({ row, byProgram }) => ({
      topic: row.id,
      name: nameOf(row.id, kit),
      cells: programs.map((program) => cellOf(row.id, byProgram.get(program) ?? [], words / programs.length, sources)),
    })),
  };
  const blocks: Block[] = [
    { kind: 'paragraph', statements: lead.length > 0 ? lead : [opening(programs, kit)] },
    table,
    ...notCovered(understood.outside),
  ];
  return {
    kind: 'comparison',
    programs,
    topics: asked.length > 0 ? asked.map((t) => t.id) : [GENERAL],
    confidence: understood.confidence,
    blocks,
    citations: sources.citations,
    choices: nextChoices({ ...understood, topics: asked }, kit),
  };
};

type Row = Pick<TopicRead, 'id' | 'aspects'>;

const nameOf = (topic: string, { knowledge }: Kit) => knowledge.topics.get(topic)?.name ?? topic;
const wantedFor = (row: Row, { stems }: Understood) => ({ topic: row.id, aspects: row.aspects, stems });
const isGeneral = (topic: string, { knowledge }: Kit) =>
  topic === GENERAL || topic === 'definition' || !knowledge.topics.has(topic);

/** The topics to tabulate: those asked, or for "what is the difference" the ones that a general comparison shows. */
function rowsOf(asked: readonly TopicRead[], kit: Kit): Row[] {
  if (asked.length > 0 && !asked.every((t) => isGeneral(t.id, kit))) return [...asked];
  return [...kit.knowledge.topics.values()]
    .filter((t) => t.overview !== undefined)
    .sort((a, b) => (a.overview ?? 0) - (b.overview ?? 0))
    .map(({ id }) => ({ id, aspects: [] }));
}

function cellOf(topic: string, ranked: readonly RankedFact[], words: number, sources: Sources): Statement[] {
  const own = ranked.filter(({ fact }) => fact.topic === topic && !fact.contrast);
  const facts = select(own, { most: words < 25 ? 1 : 3, words, form: 'cell', within: 0.8 });
  return facts.length > 0
    ? facts.map(({ fact }) => sources.state(fact, 'cell'))
    : [{ text: 'not stated in the articles', citations: [] }];
}

/** The sentence that decides: computed from figures where they allow it, else what an article says of the two. */
function leadFor(
  row: Row,
  byProgram: ReadonlyMap<string, readonly RankedFact[]>,
  understood: Understood,
  kit: Kit,
  sources: Sources,
): Statement[] {
  const topic = kit.knowledge.topics.get(row.id);
  const computed = topic && sentenceOf(topic, byProgram, kit, sources);
  const said = kit.retriever.between(understood.programs, wantedFor(row, understood))[0];
  const statements = [...(computed ? [computed] : []), ...(said ? [sources.state(said.fact)] : [])];
  return statements.slice(
    0,
    computed && said && computed.citations.join() === String(sources.state(said.fact).citations) ? 1 : 2,
  );
}

function sentenceOf(
  topic: Topic,
  byProgram: ReadonlyMap<string, readonly RankedFact[]>,
  kit: Kit,
  sources: Sources,
): Statement | undefined {
  const verdict = computeVerdict(topic, byProgram);
  if (!verdict || !topic.scale) return undefined;
  const [winner, ...others] = named([verdict.winner, ...verdict.others], kit.knowledge);
  const [own, ...theirs] = verdict.figures.map((f) => f.text);
  const against = theirs.map((figure, i) => `${figure} for ${others[i]}`);
  return sources.say(
    `${capitalised(winner ?? '')} ${topic.scale[topic.scale.prefer]}: ${own} against ${list(against)}.`,
    verdict.facts,
  );
}

const opening = (programs: readonly string[], { knowledge }: Kit): Statement => ({
  text: `Here is what the articles say about ${list(named(programs, knowledge))}.`,
  citations: [],
});
