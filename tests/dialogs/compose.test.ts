import { describe, expect, test } from 'vitest';
import { chartById, readChartId } from '../../dialogs/chart.ts';
import { readAskId } from '../../dialogs/choices.ts';
import { compose, type Decision, decide } from '../../dialogs/compose.ts';
import { readFormId } from '../../dialogs/form/form.ts';
import type { Reply, Statement } from '../../dialogs/reply.ts';
import { capitalised } from '../../dialogs/wording.ts';
import type { Fact, Understood } from '../../knowledge/index.ts';
import { loadFolder } from '../knowledge/folder.ts';
import { loadShipped } from '../knowledge/shipped.ts';
import { asked, kitOf, statementsOf } from './asked.ts';

describe('what is done next', () => {
  const kit = kitOf(loadFolder());
  const smalltalk = (id: string) =>
    ({ smalltalk: kit.knowledge.smalltalk.find((s) => s.id === id) }) as Partial<Understood>;
  const parking = { what: 'matter', name: 'parking' } as const;
  const plumbing = { what: 'program', name: 'plumbing' } as const;
  const ohio = { what: 'place', name: 'Ohio' } as const;

  test.each<[string, Understood, Decision]>([
    ['small talk', asked([], [], smalltalk('greeting')), 'smalltalk'],
    ['small talk that asks for help', asked([], [], smalltalk('help')), 'help'],
    ['small talk that starts over', asked([], [], smalltalk('start-over')), 'start-over'],
    ['an accident, whatever else is asked', asked(['framing'], ['cost'], smalltalk('accident')), 'smalltalk'],
    ['another language', asked([], [], { language: kit.knowledge.languages[0] } as Partial<Understood>), 'smalltalk'],
    ['one program and a topic', asked(['framing'], ['cost']), 'faq'],
    ['one program and two topics', asked(['framing'], ['cost', 'salary']), 'faq'],
    ['two programs and a topic', asked(['framing', 'finish'], ['cost']), 'comparison'],
    ['two programs', asked(['framing', 'finish']), 'comparison'],
    ['a topic that no program was named for', asked([], ['cost']), 'clarification'],
    ['nothing', asked([]), 'not-covered'],
    ['another program alone', asked([], [], { outside: [plumbing] }), 'not-covered'],
    ["another program's cost", asked([], ['cost'], { outside: [plumbing] }), 'not-covered'],
    ['another program beside one of ours', asked(['framing'], ['cost'], { outside: [plumbing] }), 'faq'],
    ['a matter of the school', asked(['framing'], [], { outside: [parking] }), 'not-covered'],
    ['a matter of the school beside a topic', asked(['framing'], ['cost'], { outside: [parking] }), 'faq'],
    ['a place beside a topic', asked(['framing'], ['cost'], { outside: [ohio] }), 'faq'],
  ])('%s', (_, understood, decision) => {
    expect(decide(understood, kit)).toBe(decision);
  });
});

/** Numbers as written, thousands' commas included, so that 1,200 is not found in 11,200. */
const numbersOf = (text: string) => text.match(/\d+(?:[.,]\d+)*/g) ?? [];

const kit = kitOf(loadShipped());
const { knowledge } = kit;
const programs = [...knowledge.programs.keys()];
const topics = [...knowledge.topics.keys()];
const pairs = programs.flatMap((a) => programs.flatMap((b) => (a === b ? [] : [[a, b]])));

const questions: readonly Understood[] = [
  ...[[], ...programs.map((p) => [p]), ...pairs, ['him', 'hit', 'mbc'], programs].flatMap((ids) => [
    asked(ids),
    ...topics.map((topic) => asked(ids, [topic])),
  ]),
  ...[...knowledge.topics.values()].flatMap((topic) =>
    topic.aspects.flatMap(({ id }) => [
      asked(['him'], [topic.id], {}, [id]),
      asked(['coding'], [topic.id], {}, [id]),
      asked(['billing', 'coding'], [topic.id], {}, [id]),
    ]),
  ),
  ...topics.flatMap((topic, i) => {
    const other = topics[(i + 5) % topics.length] as string;
    return [
      asked(['mbc'], [topic, other]),
      asked(['him', 'coding'], [topic, other]),
      asked(['billing', 'coding'], [...new Set([other, topic, 'cost'])]),
    ];
  }),
  ...[...knowledge.smalltalk].map((smalltalk) => asked([], [], { smalltalk })),
  ...[...knowledge.languages].map((language) => asked([], [], { language })),
  asked(['him'], ['cost'], { outside: [{ what: 'place', name: 'Texas' }] }),
  asked(['him', 'hit'], [], { outside: [{ what: 'program', name: 'nursing' }] }),
];

/** Every reply with the question it answers, as it is shown when an expectation fails. */
const replies = questions.map((question) => ({
  question,
  reply: compose(question, kit),
  about: `${question.programs} × ${question.topics.map((t) => `${t.id}:${t.aspects}`)} ${question.smalltalk?.id ?? ''}`,
}));

const factsOf = new Map<string, Fact[]>();
for (const fact of knowledge.facts.values()) factsOf.set(fact.article, [...(factsOf.get(fact.article) ?? []), fact]);

const numbersOfFact = (fact: Fact) =>
  new Set(numbersOf([fact.text, fact.cell ?? '', ...fact.figures.map((f) => f.text)].join(' ')));
/** A note on a disagreement also says the article's year. */
const yearOf = (article: string) => new Set(numbersOf(knowledge.articles.get(article)?.date?.slice(0, 4) ?? ''));
const yearsOf = (facts: readonly Fact[]) => new Set(facts.flatMap(({ article }) => [...yearOf(article)]));
const stated = new Map(
  [...factsOf].map(([article, facts]) => [article, [...facts.map(numbersOfFact), yearOf(article)]]),
);

describe('truth by construction, over every program, pair and topic', () => {
  test('there are questions of every kind of reply', () => {
    expect(replies.length).toBeGreaterThan(700);
    const kinds = new Set(replies.map((r) => r.reply.kind));
    expect([...kinds].sort()).toEqual(['answer', 'clarification', 'comparison', 'fallback', 'handoff', 'smalltalk']);
  });

  test('every number in a claim stands in a fact of an article it cites', () => {
    let checked = 0;
    for (const { reply, about } of replies) {
      const articles = new Map(reply.citations.map((c) => [c.position, c.article]));
      for (const { text, citations } of reply.blocks.flatMap(statementsOf)) {
        const sources = citations.flatMap((position) => stated.get(articles.get(position) ?? '') ?? []);
        if (citations.length === 0) continue;
        for (const number of numbersOf(text)) {
          checked += 1;
          expect(
            sources.some((numbers) => numbers.has(number)),
            `${about}: ${number} in "${text}"`,
          ).toBe(true);
        }
      }
    }
    expect(checked).toBeGreaterThan(1000);
  });

  test('a number never stands in a statement that cites nothing, but in words the editors wrote', () => {
    for (const { question, reply, about } of replies) {
      if (question.smalltalk || question.language || reply.kind === 'fallback') continue;
      for (const { text, citations } of reply.blocks.flatMap(statementsOf))
        if (citations.length === 0) expect(numbersOf(text), `${about}: ${text}`).toEqual([]);
    }
  });

  test('every claim is of a fact about the programs asked, their whole or their parts', () => {
    const near = (program: string) => [
      program,
      knowledge.programs.get(program)?.partOf ?? program,
      ...programs.filter((p) => knowledge.programs.get(p)?.partOf === program),
    ];
    for (const { reply, about } of replies.filter((r) => r.question.programs.length > 0)) {
      const allowed = new Set(reply.programs.flatMap(near));
      const sayable = [...knowledge.facts.values()].filter((fact) => fact.programs.some((p) => allowed.has(p)));
      const known = new Set(sayable.flatMap((fact) => [fact.text, capitalised(fact.cell ?? fact.text)]));
      const [first] = reply.blocks.flatMap(statementsOf);
      // Notes are the bot's own; disagreement.test.ts checks them.
      for (const statement of reply.blocks.filter((block) => block.kind !== 'note').flatMap(statementsOf)) {
        // The computed sentence that opens a comparison is the bot's own; verdict.test.ts checks it.
        const own = reply.kind === 'comparison' && (statement === first || / against /.test(statement.text));
        if (statement.citations.length > 0 && !own)
          expect(known.has(statement.text), `${about}: ${statement.text}`).toBe(true);
      }
    }
  });

  test('a cell of a table states something, with its source or as not stated', () => {
    let cells = 0;
    for (const { reply, about } of replies) {
      for (const block of reply.blocks) {
        if (block.kind !== 'table') continue;
        expect(
          block.columns.map((c) => c.program),
          about,
        ).toEqual(reply.programs);
        expect(block.rows.length, about).toBeGreaterThan(0);
        for (const { cells: row } of block.rows) {
          expect(row.length, about).toBe(block.columns.length);
          for (const cell of row) {
            cells += 1;
            expect(cell.length, about).toBeGreaterThan(0);
            const cited = (s: Statement) => s.citations.length > 0;
            if (!cell.every(cited)) expect(cell.map((s) => s.text).join(), about).toMatch(/not stated/);
          }
        }
      }
    }
    expect(cells).toBeGreaterThan(1000);
  });

  test('a chart shows two programs or more by figures of facts that the reply says and cites, as those have them', () => {
    const charts = replies.flatMap(({ reply, about }) =>
      reply.blocks.flatMap((block) => (block.kind === 'chart' ? [{ chart: block, reply, about }] : [])),
    );
    let bars = 0;
    for (const { chart, reply, about } of charts) {
      const { programs: sides, facts: ids } = readChartId(chart.id) ?? { programs: [], facts: [] };
      expect(sides, about).toEqual(reply.programs);
      expect(reply.topics, about).toContain(chart.topic);
      const facts = ids.flatMap((id) => knowledge.facts.get(id) ?? []);
      const articles = new Map(reply.citations.map((c) => [c.position, c.article]));
      expect(facts.length, about).toBe(ids.length);
      for (const fact of facts) expect(reply.facts, about).toContain(fact.id);
      for (const bar of chart.bars) {
        bars += 1;
        const cited = bar.citations.map((position) => articles.get(position));
        expect(cited.length, about).toBe(1);
        const isBehind = (fact: Fact) =>
          cited.includes(fact.article) &&
          fact.topic === chart.topic &&
          fact.figures.some(({ low, high, text }) => {
            const numbers = new Set(numbersOf(text));
            return low === bar.low && high === bar.high && numbersOf(bar.text).every((n) => numbers.has(n));
          });
        expect(facts.some(isBehind), `${about}: ${bar.name} ${bar.text}`).toBe(true);
        expect(bar.low ?? bar.high, about).toBeGreaterThan(0);
        const said = [bar.name, bar.note, chart.source, chart.caption].join(' ');
        for (const number of numbersOf(said)) expect([...yearsOf(facts)], `${about}: ${said}`).toContain(number);
      }
      expect(new Set(chart.bars.map(({ name }) => name)).size, about).toBeGreaterThan(1);
    }
    expect(charts.length).toBeGreaterThan(40);
    expect(bars).toBeGreaterThan(120);
  });

  test('a chart is made again from its id', () => {
    for (const { reply, about } of replies) {
      for (const chart of reply.blocks.filter((block) => block.kind === 'chart')) {
        const again = chartById(chart.id, knowledge);
        const withoutMarkers = (bars: typeof chart.bars = []) => bars.map(({ citations: _, ...bar }) => bar);
        expect({ ...again, bars: withoutMarkers(again?.bars) }, about).toEqual({
          ...chart,
          bars: withoutMarkers(chart.bars),
        });
      }
    }
  });

  test('citations are numbered from 1 without gaps, each used, each once, in the order of first use', () => {
    for (const { reply, about } of replies) {
      const used = [...new Set(reply.blocks.flatMap(statementsOf).flatMap((s) => s.citations))];
      expect(
        reply.citations.map((c) => c.position),
        about,
      ).toEqual(used.map((_, i) => i + 1));
      expect(
        [...used].sort((a, b) => a - b),
        about,
      ).toEqual(reply.citations.map((c) => c.position));
      expect(new Set(reply.citations.map((c) => c.article)).size, about).toBe(reply.citations.length);
      for (const { article, title } of reply.citations) expect(knowledge.articles.get(article)?.title).toBe(title);
    }
  });

  test('a reader meets the sources in their order', () => {
    for (const { reply, about } of replies) {
      const met = [...new Set(reply.blocks.flatMap(statementsOf).flatMap((s) => s.citations))];
      expect(met, about).toEqual([...met].sort((a, b) => a - b));
    }
  });

  test('nothing that is not a word slips through', () => {
    for (const { reply, about } of replies) {
      const shown = JSON.stringify(reply);
      expect(shown, about).not.toMatch(/undefined|NaN|\[object|\[native|null|[{]\w+[}]|\\n/);
      for (const { text } of reply.blocks.flatMap(statementsOf)) {
        expect(text.trim(), about).toBe(text);
        expect(text, about).not.toBe('');
        expect(text, about).not.toMatch(/ {2}| [.,;!?]|\.\.$/);
      }
    }
  });

  test('a reply is plain JSON', () => {
    for (const { reply, about } of replies) expect(JSON.parse(JSON.stringify(reply)) as Reply, about).toEqual(reply);
  });

  test('a reply is about the programs and topics asked', () => {
    for (const { question, reply, about } of replies) {
      if (question.programs.length > 0) expect(reply.programs, about).toEqual(question.programs);
      if (reply.kind === 'answer' && question.topics.length > 0)
        expect(reply.topics, about).toEqual(question.topics.map((t) => t.id));
      for (const topic of reply.topics) expect(topics, about).toContain(topic);
      expect(reply.confidence, about).toBeGreaterThanOrEqual(0);
      expect(reply.confidence, about).toBeLessThanOrEqual(1);
    }
  });

  test('a comparison tabulates each particular topic asked, or says what the programs share on it', () => {
    for (const { question, reply, about } of replies.filter((r) => r.reply.kind === 'comparison')) {
      const rows = reply.blocks.flatMap((b) => (b.kind === 'table' ? b.rows.map((r) => r.topic) : []));
      const particular = question.topics.map((t) => t.id).filter((id) => !knowledge.topics.get(id)?.byName);
      const said = (reply.facts ?? []).map((id) => knowledge.facts.get(id)?.topic);
      for (const topic of particular) expect([...rows, ...said], about).toContain(topic);
      expect(new Set(rows).size, about).toBe(rows.length);
    }
  });

  test('what may be said next can be read back, is known, and is not the same again', () => {
    for (const { question, reply, about } of replies) {
      expect(reply.choices.length, about).toBeLessThanOrEqual(4);
      expect(new Set(reply.choices.map((c) => c.id)).size, about).toBe(reply.choices.length);
      for (const { id, label } of reply.choices) {
        const next = readAskId(id);
        expect(next ?? readFormId(id), about).toBeDefined();
        if (next?.topic !== undefined) expect(topics, about).toContain(next.topic);
        for (const program of next?.programs ?? []) expect(programs, about).toContain(program);
        expect(label.length, about).toBeGreaterThan(0);
        // An answer for no program in particular asks for which one it is meant.
        if (reply.kind === 'answer' && reply.programs.length > 0)
          expect(
            question.topics.map((t) => t.id),
            about,
          ).not.toContain(next?.topic);
      }
    }
  });

  test('nothing is said twice in one paragraph, list or cell', () => {
    for (const { reply, about } of replies) {
      for (const block of reply.blocks) {
        const lists = block.kind === 'table' ? block.rows.flatMap((row) => row.cells) : [statementsOf(block)];
        for (const list of lists) expect(new Set(list.map((s) => s.text)).size, about).toBe(list.length);
      }
    }
  });

  test('an answer says nothing twice', () => {
    for (const { reply, about } of replies.filter((r) => r.reply.kind === 'answer')) {
      const said = reply.blocks.flatMap(statementsOf).filter((s) => s.citations.length > 0);
      expect(new Set(said.map((s) => s.text)).size, about).toBe(said.length);
    }
  });

  test('a single question is answered in what reads in about ten seconds', () => {
    for (const { reply, about } of replies.filter((r) => r.reply.kind === 'answer' && r.question.topics.length === 1)) {
      const words = reply.blocks.flatMap(statementsOf).flatMap((s) => s.text.split(/\s+/));
      expect(words.length, about).toBeLessThanOrEqual(110);
    }
  });
});
