import { expect, test } from 'vitest';
import { type Claim, disagree, findDisagreements } from '../../knowledge/disagreements.ts';
import { parseFigure } from '../../knowledge/figures.ts';
import type { Topic } from '../../knowledge/index.ts';
import { FILES, loadFolder, problemsOf } from './folder.ts';
import { loadShipped } from './shipped.ts';

const fixture = loadFolder();
const topicOf = (id: string): Topic => {
  const topic = fixture.topics.get(id);
  if (!topic) throw new Error(`the folder has no topic ${id}`);
  return topic;
};

/** A fact about framing in the oak guide, changed as said. */
const claim = (figure: string, rest: Partial<Claim> = {}): Claim => ({
  id: `says-${figure}`,
  article: 'oak-guide',
  programs: ['framing'],
  topic: 'cost',
  aspects: ['tuition'],
  figures: [parseFigure(figure)],
  ...rest,
});
const elsewhere = { article: 'trade_review' };

test.each<[what: string, one: Claim, other: Claim, disagree: boolean]>([
  ['two amounts', claim('$2,000 in all'), claim('$3,000 in all', elsewhere), true],
  ['one article that gives two amounts for the topic in general', claim('$2,000 in all'), claim('$3,000 in all'), true],
  ['the same amount', claim('$2,000 in all'), claim('$2,000 in all', elsewhere), false],
  ['ranges that lie apart', claim('$2,000–$3,000 in all'), claim('$4,000–$5,000 in all', elsewhere), true],
  ['a range within a range', claim('$2,000–$5,000 in all'), claim('$3,000–$4,000 in all', elsewhere), false],
  ['ranges that overlap', claim('$2,000–$4,000 in all'), claim('$3,000–$5,000 in all', elsewhere), false],
  ['ranges that touch', claim('$2,000–$3,000 in all'), claim('$3,000–$5,000 in all', elsewhere), false],
  ['an amount below an upper end', claim('up to $4,000 in all'), claim('$3,000 in all', elsewhere), false],
  ['an end above the other end', claim('up to $4,000 in all'), claim('at least $5,000 in all', elsewhere), true],
  ['a rounded amount and the exact one', claim('about $4,000 in all'), claim('$4,100 in all', elsewhere), false],
  ['more than rounding makes good', claim('about $4,000 in all'), claim('$5,000 in all', elsewhere), true],
  ['"over" is a little over', claim('over $4,000 in all'), claim('$5,000 in all', elsewhere), true],
  ['a little over', claim('over $4,000 in all'), claim('$4,150 in all', elsewhere), false],
  ['units that measure different things', claim('$2,000 in all'), claim('$3,000 per year', elsewhere), false],
  ['kinds that measure different things', claim('$2,000 in all'), claim('6 months', elsewhere), false],
  ['a difference from something else', claim('$2,000 in all'), claim('$900 less per year', elsewhere), false],
  ['another matter', claim('$2,000 in all'), claim('$90 in all', { ...elsewhere, aspects: ['tools'] }), false],
  ['the topic in general, unnamed', claim('$2,000 in all'), claim('$90 in all', { ...elsewhere, aspects: [] }), true],
  [
    'a closer matter and the topic in general',
    claim('$2,000 in all', { aspects: ['tools'] }),
    claim('$90 in all', { ...elsewhere, aspects: [] }),
    false,
  ],
  [
    'a closer matter in two articles',
    claim('$50 in all', { aspects: ['tools'] }),
    claim('$90 in all', { ...elsewhere, aspects: ['tools'] }),
    true,
  ],
  [
    "a closer matter's cases in one article",
    claim('$50 in all', { aspects: ['tools'] }),
    claim('$90 in all', { aspects: ['tools'] }),
    false,
  ],
  [
    'a contrast, whose figure may be of the other program',
    claim('$2,000 in all', { contrast: { more: 'framing' } }),
    claim('$3,000 in all', elsewhere),
    false,
  ],
  [
    'a claim that is said of both programs alike',
    claim('$2,000 in all', { contrast: 'even' }),
    claim('$3,000 in all', elsewhere),
    true,
  ],
])('%s', (_, one, other, expected) => {
  expect(disagree(one, other, topicOf('cost'))).toBe(expected);
  expect(disagree(other, one, topicOf('cost'))).toBe(expected);
});

test.each<[one: string, other: string, disagree: boolean]>([
  ['11% by 2030', '16% from 2023 to 2033', true],
  ['16% through 2033', '16% from 2023 to 2033', false],
  ['9–16%', '11% by 2030', false],
  ['9–12 months', '9–18 months', false],
  ['6 months', 'under 1 year', false],
  ['2 years', 'under 1 year', true],
])('%s beside %s', (one, other, expected) => {
  const of = (figure: string, article: string) => claim(figure, { article, topic: 'duration', aspects: [] });
  expect(disagree(of(one, 'oak-guide'), of(other, 'trade_review'), topicOf('duration'))).toBe(expected);
});

const found = (claims: readonly Claim[]) =>
  findDisagreements({ ...fixture, facts: new Map(claims.map((one) => [one.id, one])) });

test('all figures of a program on one measure are one disagreement, a side each, in the order of the facts', () => {
  const [three, ...others] = found([
    claim('$5,000 in all'),
    claim('$2,000 in all', { id: 'b' }),
    claim('$2,000 in all', { id: 'c', ...elsewhere }),
    claim('$9,000 in all'),
    claim('$90 in all', { aspects: ['tools'] }),
  ]);
  expect(others).toEqual([]);
  expect(three).toMatchObject({ programs: ['framing'], topic: 'cost', about: 'cost for framing' });
  expect(three?.sides).toEqual([
    { says: '$5,000 in all', facts: ['says-$5,000 in all'] },
    { says: '$2,000 in all', facts: ['b', 'c'] },
    { says: '$9,000 in all', facts: ['says-$9,000 in all'] },
  ]);
});

test('a side is said by its most exact figure: the narrower one, the one with its years', () => {
  const saysOf = (claims: readonly Claim[]) => found(claims)[0]?.sides.map(({ says }) => says);
  const of = (figure: string) => claim(figure, { topic: 'salary', aspects: [] });
  expect(saysOf([of('9–16%'), of('9%'), of('9% through 2033'), of('5%')])).toEqual(['9% through 2033', '5%']);
});

test('a claim that sets programs against each other joins the side that states one of its figures', () => {
  const contrast = claim('$1 in all', { id: 'both', programs: ['framing', 'finish'], contrast: { more: 'finish' } });
  const figures = [parseFigure('$7,000 in all'), parseFigure('$2,000 in all')];
  const [one] = found([claim('$2,000 in all'), claim('$3,000 in all', elsewhere), { ...contrast, figures }]);
  expect(one?.sides.map(({ facts }) => facts)).toEqual([['says-$2,000 in all', 'both'], ['says-$3,000 in all']]);
});

test('facts about other programs or topics never disagree', () => {
  expect(found([claim('$2,000 in all'), claim('$3,000 in all', { programs: ['finish'] })])).toEqual([]);
  expect(found([claim('$2,000 in all'), claim('$3,000 in all', { topic: 'salary', aspects: [] })])).toEqual([]);
});

test('a closer matter is named', () => {
  const tools = { aspects: ['tools'] };
  const [one] = found([claim('$50 in all', tools), claim('$90 in all', { ...tools, ...elsewhere })]);
  expect(one?.about).toBe('cost for framing (tools of your own)');
});

const declared = `- id: cabinets-price
  programs: [cabinets]
  topic: cost
  about: the price of cabinetmaking
  sides:
    - says: $9,500
      facts: [cabinets-cost]
    - says: $12,000
      facts: [cabinets-cost-review]
`;

test('what is declared stands before what is found, and in its place where it holds the same facts', () => {
  expect(fixture.disagreements.map(({ about }) => about)).toEqual(['cost for cabinetmaking']);
  const { disagreements } = loadFolder({ 'disagreements.yaml': declared });
  expect(disagreements.map(({ id }) => id)).toEqual(['cabinets-price']);
});

test.each([
  ['a fact that does not stand', '[cabinets-cost]', '[cabinets-prize]', /no fact "cabinets-prize"/],
  ['an unknown program', '[cabinets]', '[cupboards]', /no program "cupboards"/],
  ['an unknown topic', 'topic: cost', 'topic: price', /no topic "price"/],
  ['a fact about another program', '[cabinets-cost]', '[framing-cost, cabinets-cost]', /"framing-cost" is not about/],
  ['a fact on two sides', '[cabinets-cost]', '[cabinets-cost, cabinets-cost-review]', /"cabinets-cost-review" stands/],
  ['an amount that no fact of the side says', 'says: $9,500', 'says: $9,400', /says 9,400, but none of its facts/],
  ['too many words', 'the price of cabinetmaking', 'a '.repeat(26), /"about" and the sides have 28 words in all/],
  ['a single side', declared.slice(declared.indexOf('    - says: $12,000')), '', /at least two sides/],
  ['a side without facts', '[cabinets-cost-review]', '[]', /Too small/],
  ['an id twice', /^/, declared, /"cabinets-price" is taken already/],
] as const)('reports %s', (_, passage, instead, message) => {
  const text = declared.replace(passage, () => instead);
  const problems = problemsOf({ 'disagreements.yaml': text });
  expect(problems.map((p) => p.message).join('\n')).toMatch(message);
  for (const { file, line } of problems) {
    expect(file).toBe('disagreements.yaml');
    expect(line).toBeGreaterThan(0);
  }
});

test('a folder may declare none, but has the file', () => {
  expect(FILES['disagreements.yaml']).toBe('[]\n');
  expect(problemsOf({})).toEqual([]);
  expect(problemsOf({ 'disagreements.yaml': undefined })).toMatchObject([{ file: 'disagreements.yaml' }]);
});

const shipped = loadShipped();
const saidOf = (topic: string, program: string) =>
  shipped.disagreements
    .filter((d) => d.topic === topic && d.programs.includes(program))
    .map(({ sides }) => sides.map(({ says }) => says));

test.each([
  ['outlook', 'him', [/^16% from 2023 to 2033$/, /^11% by 2030$/]],
  ['outlook', 'mbc', [/^9% through 2033$/, /^8% from 2019 to 2029$/]],
  ['outlook', 'billing', [/^9%/, /strong/, /^2% .*slower than average/]],
  ['salary', 'coding', [/\$60,000–\$75,000/, /\$54,789/, /\$44,000/]],
  ['salary', 'billing', [/\$58,000–\$70,000/, /\$15–\$20 per hour/, /\$4,500 less/, /\$42,000–\$58,000/]],
  ['salary', 'mbc', [/\$42,000–\$58,000/, /median of \$46,660/, /\$58,000–\$70,000/]],
  ['cost', 'mbc', [/\$4,000/, /\$2,500–\$15,000/, /\$3,000–\$7,000/]],
  ['outlook', 'hit', [/^16% from 2023 to 2033$/, /^8% from 2019 to 2029$/]],
  ['focus', 'hit', [/^HIM$/, /^HIT$/]],
  ['responsibilities', 'billing', [/^billers$/, /^coders$/]],
  ['certification', 'coding', [/^AAPC$/, /^AAPC or AHIMA$/]],
  ['duration', 'coding', [/9–18 months/, /about 10 months/]],
  ['duration', 'mbc', [/10 months–1 year/, /9–18 months/, /under 1 year/, /under 6 months/]],
  ['duration', 'him', [/^2–4 years$/, /^2–3 years/, /under 1 year/]],
  ['certification', 'mbc', [/must/, /recommended/, /employer/]],
  ['relationship', 'mbc', [/inside HIM/, /inside HIT/, /beside HIT/, /beside HIM/]],
  ['remote-work', 'billing', [/significant/, /office/]],
  ['admission', 'him', [/diploma/, /GPA/]],
  ['patient-interaction', 'hit', [/healthcare providers/, /insurance/]],
  ['difficulty', 'coding', [/depends/, /neither/]],
])('the shipped articles disagree on the %s of %s', (topic, program, patterns) => {
  const matching = saidOf(topic, program).filter((sides) => patterns.every((p) => sides.some((says) => p.test(says))));
  expect(matching).toHaveLength(1);
  expect(matching[0]).toHaveLength(patterns.length);
});

test('few more are found in the shipped figures than were looked for: pay by workplace is none, nor are two exams', () => {
  expect(findDisagreements(shipped).map(({ about }) => about)).toEqual([
    'job growth for HIM',
    'job growth for HIT',
    'job growth for billing and coding',
    'pay for coding',
  ]);
});
