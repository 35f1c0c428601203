import { describe, expect, test } from 'vitest';
import { computeVerdict } from '../../dialogs/verdict.ts';
import { parseFigure } from '../../knowledge/figures.ts';
import type { Fact, Figure, RankedFact, Topic } from '../../knowledge/index.ts';
import { loadFolder } from '../knowledge/folder.ts';
import { loadShipped } from '../knowledge/shipped.ts';
import { kitOf, rankedFor } from './asked.ts';

const { topics } = loadFolder();
const cost = topics.get('cost') as Topic;
const salary = topics.get('salary') as Topic;

let made = 0;
function fact(program: string, topic: string, figures: string | readonly string[], rest: Partial<Fact> = {}): Fact {
  made += 1;
  return {
    id: `fact-${made}`,
    programs: [program],
    topic,
    aspects: [],
    text: 'x',
    words: [],
    article: 'oak-guide',
    figures: [figures].flat().map(parseFigure),
    ...rest,
  };
}

const verdictOf = (
  topic: Topic,
  byProgram: Record<string, readonly Fact[]>,
  { aspects = [], more }: { aspects?: readonly string[]; more?: string } = {},
) => {
  const ranked = Object.entries(byProgram).map(([program, facts]) => [program, rankedFor(program, facts)] as const);
  return computeVerdict(topic, new Map(ranked), { aspects, more });
};

const shown = (verdict: ReturnType<typeof computeVerdict>) =>
  verdict && [verdict.winner, ...verdict.others, ...verdict.figures.map((f) => f.text)];

test('the side a student looks for wins: the cheaper, the better paid', () => {
  expect(
    shown(
      verdictOf(cost, {
        framing: [fact('framing', 'cost', '$5 in all')],
        finish: [fact('finish', 'cost', '$9 in all')],
      }),
    ),
  ).toEqual(['framing', 'finish', '$5 in all', '$9 in all']);
  expect(
    shown(
      verdictOf(salary, {
        framing: [fact('framing', 'salary', '$5 per hour')],
        finish: [fact('finish', 'salary', '$9 per hour')],
      }),
    ),
  ).toEqual(['finish', 'framing', '$9 per hour', '$5 per hour']);
});

test('of three programs one must be ahead of both others', () => {
  const [five, nine, more] = ['$5 in all', '$9 in all', '$3–$20 in all'];
  const of = (a: string, b: string, c: string) =>
    verdictOf(cost, {
      framing: [fact('framing', 'cost', a)],
      finish: [fact('finish', 'cost', b)],
      cabinets: [fact('cabinets', 'cost', c)],
    })?.winner;
  expect(of(nine, five, nine)).toBe('finish');
  expect(of(five, five, nine)).toBeUndefined();
  expect(of(five, nine, more)).toBeUndefined();
});

test.each([
  ['the same figures', '$5 in all', '$5 in all'],
  ['ranges that cross', '$3–$9 in all', '$4–$5 in all'],
  ['pay by the hour and by the year', '$5 per hour', '$9 per year'],
  ['an amount and a difference', '$5 in all', '$9 more in all'],
  ['money and time', '$5 in all', '9 months'],
])('no verdict from %s', (_, a, b) => {
  expect(
    verdictOf(cost, { framing: [fact('framing', 'cost', a)], finish: [fact('finish', 'cost', b)] }),
  ).toBeUndefined();
});

test.each([
  ['of another aspect', { aspects: ['tools'] }],
  ['on another topic', { topic: 'salary' }],
  ['that set programs against each other', { contrast: 'unlike', programs: ['finish', 'framing'] }],
  ['of several programs together', { programs: ['finish', 'cabinets'] }],
] as const)('no verdict from facts %s', (_, rest) => {
  const other = fact('finish', 'cost', '$9 in all', {
    ...rest,
    programs: [...('programs' in rest ? rest.programs : ['finish'])],
    aspects: [...('aspects' in rest ? rest.aspects : [])],
  });
  expect(verdictOf(cost, { framing: [fact('framing', 'cost', '$5 in all')], finish: [other] })).toBeUndefined();
});

test('no verdict from what is only said of the whole', () => {
  const ranked: RankedFact[] = [{ fact: fact('carpentry', 'cost', '$9 in all'), score: 2, via: 'carpentry' }];
  expect(
    computeVerdict(
      cost,
      new Map([
        ['framing', rankedFor('framing', [fact('framing', 'cost', '$5 in all')])],
        ['finish', ranked],
      ]),
      { aspects: [] },
    ),
  ).toBeUndefined();
});

test('figures of one article are set against each other before those of two', () => {
  expect(
    shown(
      verdictOf(cost, {
        framing: [
          fact('framing', 'cost', '$5 in all'),
          fact('framing', 'cost', '$8 in all', { article: 'trade_review' }),
        ],
        finish: [fact('finish', 'cost', '$7 in all', { article: 'trade_review' })],
      }),
    ),
  ).toEqual(['finish', 'framing', '$7 in all', '$8 in all']);
});

test('figures that say otherwise than an article does decide nothing', () => {
  const byProgram = {
    framing: [fact('framing', 'cost', '$5 in all')],
    finish: [fact('finish', 'cost', '$9 in all')],
  };
  expect(verdictOf(cost, byProgram, { more: 'finish' })?.winner).toBe('framing');
  expect(verdictOf(cost, byProgram, { more: 'framing' })).toBeUndefined();
  expect(verdictOf(cost, byProgram, { more: 'cabinets' })?.winner).toBe('framing');
});

test('only figures of what was asked count: of the aspect, or of the topic in general', () => {
  const of = (aspect: string) => ({
    framing: [fact('framing', 'cost', '$5 in all', { aspects: [aspect] })],
    finish: [fact('finish', 'cost', '$9 in all', { aspects: [aspect] })],
  });
  expect(verdictOf(cost, of('tuition'))?.winner).toBe('framing');
  expect(verdictOf(cost, of('tools'))).toBeUndefined();
  expect(verdictOf(cost, of('tools'), { aspects: ['tools'] })?.winner).toBe('framing');
  expect(verdictOf(cost, of('tuition'), { aspects: ['tools'] })).toBeUndefined();
});

test('a fact measures what its first figure says', () => {
  expect(
    verdictOf(cost, {
      framing: [fact('framing', 'cost', ['6 months', '$5 in all'])],
      finish: [fact('finish', 'cost', '$9 in all')],
    }),
  ).toBeUndefined();
});

test('nothing is decided about one program, none, or a topic without a scale', () => {
  expect(verdictOf(cost, { framing: [fact('framing', 'cost', '$5 in all')] })).toBeUndefined();
  expect(verdictOf(cost, {})).toBeUndefined();
  const dust = topics.get('dust') as Topic;
  const facts = { framing: [fact('framing', 'dust', '5%')], finish: [fact('finish', 'dust', '9%')] };
  expect(verdictOf(dust, facts)).toBeUndefined();
});

/** Whether the first figure lies on the wanted side of the second: no end on the other side, and not both alike. */
function isAhead(a: Figure, b: Figure, prefer: 'more' | 'less'): boolean {
  const [aLow, aHigh] = [a.low ?? 0, a.high ?? Number.POSITIVE_INFINITY];
  const [bLow, bHigh] = [b.low ?? 0, b.high ?? Number.POSITIVE_INFINITY];
  if (aLow === bLow && aHigh === bHigh) return false;
  return prefer === 'less' ? aLow <= bLow && aHigh <= bHigh : aLow >= bLow && aHigh >= bHigh;
}

describe('over the shipped knowledge', () => {
  const { knowledge, retriever } = kitOf(loadShipped());
  const programs = [...knowledge.programs.keys()];
  const pairs = programs.flatMap((a) => programs.filter((b) => b > a).map((b) => [a, b] as const));
  const questions = [...knowledge.topics.values()].flatMap((topic) =>
    topic.scale?.figure ? [[], ...topic.aspects.map((a) => [a.id])].map((aspects) => ({ topic, aspects })) : [],
  );
  /** The verdict on each question and pair, in both orders. */
  const verdicts = questions.flatMap(({ topic, aspects }) => {
    const ranked = new Map(programs.map((p) => [p, retriever.about(p, { topic: topic.id, aspects, stems: [] })]));
    const of = (...ids: string[]) =>
      computeVerdict(topic, new Map(ids.map((id) => [id, ranked.get(id) ?? []])), { aspects });
    return pairs.map(([a, b]) => ({
      topic,
      pair: [a, b],
      where: `${topic.id} ${aspects} ${a} ${b}`,
      there: of(a, b),
      back: of(b, a),
    }));
  });

  test('every verdict agrees with its figures', () => {
    const decided = verdicts.flatMap((v) =>
      [v.there, v.back].flatMap((verdict) => (verdict ? [{ ...v, verdict }] : [])),
    );
    expect(decided.length).toBeGreaterThan(10);
    for (const { topic, pair, where, verdict } of decided) {
      const { winner, others, facts, figures } = verdict;
      expect([winner, ...others].sort(), where).toEqual([...pair].sort());
      const [own, other] = figures as [Figure, Figure];
      expect(isAhead(own, other, topic.scale?.prefer ?? 'more'), `${where}: ${own.text} ${other.text}`).toBe(true);
      expect(new Set(figures.map((f) => `${f.kind} ${f.unit}`)).size, where).toBe(1);
      expect(own.kind, where).toBe(topic.scale?.figure);
      expect(
        facts.map((f) => f.programs),
        where,
      ).toEqual([[winner], others]);
      expect(
        facts.map((f) => f.figures[0]),
        where,
      ).toEqual(figures);
      expect(new Set(facts.map((f) => `${f.topic} ${f.aspects[0]}`)), where).toEqual(
        new Set([`${topic.id} ${facts[0]?.aspects[0]}`]),
      );
    }
  });

  test('the order in which programs are named decides nothing', () => {
    const differing = verdicts.filter(({ there, back }) => there?.winner !== back?.winner);
    expect(differing.map(({ where, there, back }) => `${where}: ${there?.winner} or ${back?.winner}`)).toEqual([]);
  });
});
