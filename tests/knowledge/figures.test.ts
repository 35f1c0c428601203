import { expect, test } from 'vitest';
import { comparable, FigureError, order, parseFigure } from '../../knowledge/figures.ts';

test.each([
  ['$9,500 in all', { kind: 'money', unit: 'in all', low: 9500, high: 9500 }],
  ['$7,000–$25,000 in all', { kind: 'money', unit: 'in all', low: 7000, high: 25_000 }],
  ['$7,000–25,000 in all', { kind: 'money', unit: 'in all', low: 7000, high: 25_000 }],
  ['about $4,500 less per year', { kind: 'money', unit: 'per year', low: 4500, high: 4500, difference: 'less' }],
  ['$2,000 more per month', { kind: 'money', unit: 'per month', low: 2000, high: 2000, difference: 'more' }],
  ['$21.53 per hour', { kind: 'money', unit: 'per hour', low: 21.53, high: 21.53 }],
  ['$50–$300 per credit', { kind: 'money', unit: 'per credit', low: 50, high: 300 }],
  ['up to $20,000 in all', { kind: 'money', unit: 'in all', high: 20_000 }],
  ['under $800 per week', { kind: 'money', unit: 'per week', high: 800 }],
  ['less than $800 per week', { kind: 'money', unit: 'per week', high: 800 }],
  ['over $100,000 per year', { kind: 'money', unit: 'per year', low: 100_000 }],
  ['more than $100,000 per year', { kind: 'money', unit: 'per year', low: 100_000 }],
  ['at least $5 in all', { kind: 'money', unit: 'in all', low: 5 }],
  ['from $5 in all', { kind: 'money', unit: 'in all', low: 5 }],
  ['starting near $5 in all', { kind: 'money', unit: 'in all', low: 5 }],
  ['nearly $5 in all', { kind: 'money', unit: 'in all', low: 5, high: 5 }],
  [
    '$60,000 per year in 2023',
    { kind: 'money', unit: 'per year', low: 60_000, high: 60_000, span: { from: 2023, to: 2023 } },
  ],
  ['6 months', { kind: 'duration', unit: 'months', low: 6, high: 6 }],
  ['1 month', { kind: 'duration', unit: 'months', low: 1, high: 1 }],
  ['9–18 months', { kind: 'duration', unit: 'months', low: 9, high: 18 }],
  ['2 years', { kind: 'duration', unit: 'months', low: 24, high: 24 }],
  ['1–2 years', { kind: 'duration', unit: 'months', low: 12, high: 24 }],
  ['10 months–1 year', { kind: 'duration', unit: 'months', low: 10, high: 12 }],
  ['26 weeks', { kind: 'duration', unit: 'months', low: 6, high: 6 }],
  ['less than 2 years', { kind: 'duration', unit: 'months', high: 24 }],
  ['at least 6 months', { kind: 'duration', unit: 'months', low: 6 }],
  ['1.5 years', { kind: 'duration', unit: 'months', low: 18, high: 18 }],
  ['16%', { kind: 'share', unit: '%', low: 16, high: 16 }],
  ['16 %', { kind: 'share', unit: '%', low: 16, high: 16 }],
  ['60–70%', { kind: 'share', unit: '%', low: 60, high: 70 }],
  ['20% more', { kind: 'share', unit: '%', low: 20, high: 20, difference: 'more' }],
  ['16% from 2023 to 2033', { kind: 'share', unit: '%', low: 16, high: 16, span: { from: 2023, to: 2033 } }],
  ['9% through 2033', { kind: 'share', unit: '%', low: 9, high: 9, span: { to: 2033 } }],
  ['nearly 30,000 jobs by 2029', { kind: 'count', unit: 'jobs', low: 30_000, high: 30_000, span: { to: 2029 } }],
  ['60–64 credits', { kind: 'count', unit: 'credits', low: 60, high: 64 }],
  ['18 years of age', { kind: 'count', unit: 'years of age', low: 18, high: 18 }],
])('reads %s', (text, figure) => {
  const read = parseFigure(text);
  const { low, high, ...rest } = figure as { low?: number; high?: number };
  expect(read).toMatchObject({ ...rest, text });
  if (low === undefined) expect(read).not.toHaveProperty('low');
  else expect(read.low).toBeCloseTo(low, 9);
  if (high === undefined) expect(read).not.toHaveProperty('high');
  else expect(read.high).toBeCloseTo(high, 9);
  expect(read.difference).toBe((figure as { difference?: string }).difference);
  expect(read.span).toEqual((figure as { span?: object }).span);
});

test.each([
  ['', /begin with an amount/],
  ['half a year', /begin with an amount/],
  ['roughly $5 in all', /begin with an amount/],
  ['$', /begin with an amount/],
  ['-5 months', /begin with an amount/],
  ['$5', /after an amount of money say "in all"/],
  ['$5 a year', /after an amount of money say/],
  ['$1,00 in all', /after an amount of money say/],
  ['$25,000–$7,000 in all', /the lower amount comes first/],
  ['18–9 months', /the lower amount comes first/],
  ['1 year–10 months', /the lower amount comes first/],
  ['16', /end it with a unit/],
  ['16 percent!', /end it with a unit/],
  ['5–6', /end it with a unit/],
])('refuses "%s" and says why', (text, why) => {
  const read = () => parseFigure(text);
  expect(read).toThrow(FigureError);
  expect(read).toThrow(why);
  expect(read).toThrow(`"${text}"`);
  expect(read).toThrow('as in "$7,000–$25,000 in all"');
});

test('a refusal carries a code', () => {
  expect(() => parseFigure('many')).toThrow(
    expect.objectContaining({ code: 'FIGURE_UNREADABLE', name: 'FigureError' }),
  );
});

test.each([
  ['$5 in all', '$9 in all', true],
  ['$5 per year', '$9 per hour', false],
  ['$5 in all', '5 months', false],
  ['5 months', '2 years', true],
  ['16%', '3%', true],
  ['16% more', '3%', false],
  ['$5 in all', '$9 less in all', false],
  ['5 jobs', '9 jobs', true],
  ['5 jobs', '9 credits', false],
])('%s beside %s: comparable is %s', (a, b, expected) => {
  expect(comparable(parseFigure(a), parseFigure(b))).toBe(expected);
  expect(comparable(parseFigure(b), parseFigure(a))).toBe(expected);
});

const OPPOSITE = { less: 'more', more: 'less', same: 'same', mixed: 'mixed' } as const;

test.each([
  ['6 months', '9 months', 'less'],
  ['1 year', '12 months', 'same'],
  ['9–12 months', '9–18 months', 'less'],
  ['9–12 months', '12–18 months', 'less'],
  ['9–18 months', '10–12 months', 'mixed'],
  ['9–18 months', '6–24 months', 'mixed'],
  ['up to $5,000 in all', '$4,000–$6,000 in all', 'less'],
  ['over $5,000 in all', '$4,000–$6,000 in all', 'more'],
  ['over $3,000 in all', '$4,000–$6,000 in all', 'mixed'],
  ['over $3,000 in all', 'over $4,000 in all', 'less'],
  ['up to $3,000 in all', 'up to $4,000 in all', 'less'],
  ['up to $3,000 in all', 'over $3,000 in all', 'less'],
] as const)('%s is to %s: %s', (a, b, expected) => {
  expect(order(parseFigure(a), parseFigure(b))).toBe(expected);
  expect(order(parseFigure(b), parseFigure(a))).toBe(OPPOSITE[expected]);
});
