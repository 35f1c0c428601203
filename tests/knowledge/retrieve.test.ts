import { expect, test } from 'vitest';
import { parseFigure } from '../../knowledge/figures.ts';
import { createRetriever, type Fact, type Figure, type Knowledge } from '../../knowledge/index.ts';
import { tokenise } from '../../knowledge/text.ts';
import { loadFolder } from './folder.ts';

const base = loadFolder();

/** Knowledge with these facts alone; each has a text of its own words unless one is given. */
function retrieverOf(facts: readonly (Partial<Omit<Fact, 'figures'>> & { id: string; figure?: string })[]) {
  const complete = facts.map(
    ({ figure, ...fact }): Fact => ({
      programs: ['framing'],
      topic: 'cost',
      aspects: [],
      text: fact.id,
      words: [],
      article: fact.id,
      ...fact,
      figures: figure === undefined ? [] : [parseFigure(figure) satisfies Figure],
    }),
  );
  const knowledge: Knowledge = { ...base, facts: new Map(complete.map((fact) => [fact.id, fact])) };
  return createRetriever(knowledge);
}

const cost = { topic: 'cost', aspects: [], stems: [] };
const idsOf = (ranked: readonly { fact: Fact }[]) => ranked.map((r) => r.fact.id);

test('about one program: the topic first, of it what decides and what is about the program alone', () => {
  const { about } = retrieverOf([
    { id: 'other-topic', topic: 'salary' },
    { id: 'whole', programs: ['carpentry'] },
    { id: 'closer', aspects: ['tools'] },
    { id: 'shared', programs: ['framing', 'cabinets'] },
    { id: 'plain' },
    { id: 'decides', aspects: ['tuition'], figure: '$2,000 in all' },
    { id: 'cabinets-alone', programs: ['cabinets'] },
    { id: 'finish-alone', programs: ['finish'] },
  ]);
  expect(idsOf(about('framing', cost))).toEqual([
    'decides', // on the topic, of its general aspect, with a figure of the kind that orders programs
    'plain', // on the topic, about framing alone
    'shared', // on the topic, about framing among others
    'closer', // on the topic, but a closer matter than was asked for
    'whole', // on the topic, but said of the whole that framing is a part of
    // nothing about its pay, which shares no word with the question
    // not of other programs, though another part of the same whole
  ]);
});

test('an aspect asked for comes first, and the other aspects last', () => {
  const { about } = retrieverOf([
    { id: 'tuition', aspects: ['tuition'] },
    { id: 'general' },
    { id: 'tools', aspects: ['tools'] },
  ]);
  expect(idsOf(about('framing', { ...cost, aspects: ['tools'] }))).toEqual([
    'tools', // the aspect asked for
    'general', // of no aspect in particular
    'tuition', // of another aspect
  ]);
});

test('the words of the question decide among facts on a topic, rare words before frequent ones', () => {
  const { about } = retrieverOf([
    { id: 'fees', text: 'The yearly fees are low.' },
    { id: 'apron', text: 'An apron is yearly bought.' },
    { id: 'gloves', text: 'The yearly gloves.' },
  ]);
  expect(idsOf(about('framing', { ...cost, stems: ['yearly', 'apron'] }))[0]).toBe('apron');
  expect(idsOf(about('framing', { ...cost, stems: ['glov'] }))[0]).toBe('gloves');
});

test('a fact known to answer the question comes first, the surer the nearer the question is', () => {
  const { about } = retrieverOf([{ id: 'fees' }, { id: 'apron' }, { id: 'kit' }]);
  const answers = [
    { fact: 'kit', similarity: 0.9 },
    { fact: 'apron', similarity: 0.7 },
    { fact: 'gone', similarity: 1 },
  ];
  expect(idsOf(about('framing', { ...cost, answers }))).toEqual(['kit', 'apron', 'fees']);
  expect(idsOf(about('framing', { ...cost, answers: [{ fact: 'kit', similarity: 0.3 }] }))[0]).toBe('fees');
});

test('words that no fact has change nothing', () => {
  const { about } = retrieverOf([{ id: 'first' }, { id: 'second' }]);
  expect(about('framing', { ...cost, stems: ['zebra', 'constructor', '__proto__'] })).toEqual(about('framing', cost));
});

test("words that only the fact's list of words has count, too", () => {
  const { about } = retrieverOf([{ id: 'fees' }, { id: 'kit', words: ['apron'] }]);
  expect(idsOf(about('framing', { ...cost, stems: ['apron'] }))).toEqual(['kit', 'fees']);
});

test('among equals the order of the article stays, since editors put the most important first', () => {
  const one = ['a', 'b', 'c'].map((id) => ({ id, article: 'oak-guide' }));
  expect(idsOf(retrieverOf(one).about('framing', cost))).toEqual(['a', 'b', 'c']);
  expect(idsOf(retrieverOf([...one].reverse()).about('framing', cost))).toEqual(['c', 'b', 'a']);
});

test('via tells whether a fact is of the program, of its whole or of a part of it', () => {
  const { about } = retrieverOf([
    { id: 'whole', programs: ['carpentry'] },
    { id: 'part', programs: ['framing'] },
    { id: 'parts-apart', programs: ['framing', 'finish'], contrast: 'unlike' },
    { id: 'parts-alike', programs: ['framing', 'finish'], contrast: 'even' },
  ]);
  const via = (program: string) => Object.fromEntries(about(program, cost).map((r) => [r.fact.id, r.via]));
  const ofPart = { whole: 'carpentry', part: 'framing', 'parts-apart': 'framing', 'parts-alike': 'framing' };
  expect(via('framing')).toEqual(ofPart);
  // Parts set against each other say nothing of the whole; what they share does.
  expect(via('carpentry')).toEqual({ whole: 'carpentry', part: 'framing', 'parts-alike': 'framing' });
  expect(via('cabinets')).toEqual({});
});

test('a claim that sets programs against each other comes behind one about the program', () => {
  const { about } = retrieverOf([
    { id: 'against', programs: ['framing', 'cabinets'], contrast: { more: 'cabinets' } },
    { id: 'alone', programs: ['framing'] },
  ]);
  expect(idsOf(about('framing', cost))).toEqual(['alone', 'against']);
});

test('between programs: only claims on the topic that set at least two of them against each other', () => {
  const { between } = retrieverOf([
    { id: 'all-three', programs: ['framing', 'finish', 'cabinets'], contrast: 'unlike' },
    { id: 'whole-and-cabinets', programs: ['carpentry', 'cabinets'], contrast: 'unlike' },
    { id: 'exact', programs: ['framing', 'cabinets'], contrast: 'even' },
    { id: 'no-contrast', programs: ['framing', 'cabinets'] },
    { id: 'other-topic', programs: ['framing', 'cabinets'], topic: 'salary', contrast: 'even' },
    { id: 'other-pair', programs: ['framing', 'finish'], contrast: 'unlike' },
  ]);
  expect(idsOf(between(['framing', 'cabinets'], cost))).toEqual([
    'exact', // exactly these two
    'all-three', // these two and one more
    'whole-and-cabinets', // framing only as a part of carpentry
  ]);
  expect(between(['framing'], cost)).toEqual([]);
  expect(between([], cost)).toEqual([]);
});

test('anywhere: facts of any program, by topic and shared words', () => {
  const kit = 'apron boots gloves goggles helmet mask overalls visor';
  const { anywhere } = retrieverOf([
    { id: 'salary-kit', programs: ['cabinets'], topic: 'salary', text: kit },
    { id: 'cost-kit', programs: ['finish'], text: kit },
    { id: 'cost-plain', text: 'Tuition is low.' },
    { id: 'salary-plain', topic: 'salary', text: 'The wage is low.' },
  ]);
  const stems = tokenise(kit).map((t) => t.stem);
  expect(idsOf(anywhere({ ...cost, stems }))).toEqual([
    'cost-kit', // topic and words
    'salary-kit', // all the words, of which there are many and rare ones
    'cost-plain', // the topic alone
    // nothing that has neither
  ]);
});

test('scores fall from place to place, and a list handed out may be changed freely', () => {
  const retriever = createRetriever(base);
  for (const program of base.programs.keys()) {
    for (const topic of base.topics.keys()) {
      const ranked = retriever.about(program, { topic, aspects: [], stems: [] });
      const scores = ranked.map((r) => r.score);
      expect(scores).toEqual([...scores].sort((a, b) => b - a));
      const before = idsOf(ranked);
      ranked.reverse();
      expect(idsOf(retriever.about(program, { topic, aspects: [], stems: [] }))).toEqual(before);
    }
  }
});

test('an unknown program, topic or aspect is nothing to throw over', () => {
  const { about, between, anywhere } = createRetriever(base);
  expect(about('masonry', cost)).toEqual([]);
  expect(between(['masonry', 'tiling'], cost)).toEqual([]);
  expect(about('framing', { topic: 'glue', aspects: ['smell'], stems: [] })).toEqual([]);
  expect(anywhere({ topic: 'glue', aspects: [], stems: [] })).toEqual([]);
});

test('of facts that use abbreviations of the question, the one that uses more of them comes first', () => {
  const { about } = retrieverOf([
    { id: 'spells-out', text: 'The Framing Craft Card (FCC) and the Old Framing Pass (OFP).', topic: 'dust' },
    { id: 'one', text: 'Take the FCC, as every framer does.' },
    { id: 'both', text: 'The FCC is harder than any OFP, so that few hold it at their very first attempt in framing.' },
  ]);
  const ranked = about('framing', { ...cost, stems: ['fcc', 'ofp'] }).filter(({ fact }) => fact.topic === 'cost');
  expect(idsOf(ranked)).toEqual(['both', 'one']);
  expect((ranked[0]?.score ?? 0) - (ranked[1]?.score ?? 0)).toBeGreaterThan(0.4);
});
