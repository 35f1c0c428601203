import { describe, expect, test } from 'vitest';
import { chartById } from '../../dialogs/chart.ts';
import { composeComparison } from '../../dialogs/comparison.ts';
import type { Chart } from '../../dialogs/reply.ts';
import { loadFolder } from '../knowledge/folder.ts';
import { loadShipped } from '../knowledge/shipped.ts';
import { asked, kitOf } from './asked.ts';

const made = kitOf(loadFolder());
const shipped = kitOf(loadShipped());

const chartsOf = (programs: readonly string[], topics: readonly string[], kit = made): Chart[] =>
  composeComparison(asked(programs, topics), kit).blocks.filter((block) => block.kind === 'chart');

test('a bar a program, in the order asked, with the figure as data and in words', () => {
  const [chart, ...more] = chartsOf(['finish', 'framing'], ['cost']);
  expect(more).toEqual([]);
  expect(chart).toMatchObject({
    topic: 'cost',
    caption: 'Cost',
    unit: '$',
    bars: [
      { name: 'Finish work', low: 3000, high: 4000, text: '$3,000–$4,000', citations: [1] },
      { name: 'Framing', low: 2000, high: 2000, text: 'about $2,000', citations: [1] },
    ],
  });
});

test('several topics have a chart each; a general comparison has none', () => {
  expect(chartsOf(['him', 'mbc'], ['cost', 'duration'], shipped).map(({ topic }) => topic)).toEqual([
    'cost',
    'duration',
  ]);
  expect(chartsOf(['him', 'mbc'], [], shipped)).toEqual([]);
});

test('what is paid per year is not set against what is paid per hour', () => {
  expect(chartsOf(['framing', 'cabinets'], ['salary'])).toEqual([]);
});

test('shares over years of their own are left to the table', () => {
  expect(chartsOf(['him', 'mbc'], ['outlook'], shipped)).toEqual([]);
});

test('an open end stays open, and the unit of a wage is said once', () => {
  const [time] = chartsOf(['him', 'mbc'], ['duration'], shipped);
  const under = time?.bars.find(({ text }) => text === 'under 2 years');
  expect(under).toMatchObject({ high: 24 });
  expect(under).not.toHaveProperty('low');
  const [pay] = chartsOf(['billing', 'coding'], ['salary'], shipped);
  expect(pay).toMatchObject({ caption: 'Pay per year', unit: '$' });
  expect(pay?.bars.map(({ text }) => text)).toContain('$54,789 in 2025');
});

test('bars of several articles name theirs, bars of one share its name', () => {
  const [one] = chartsOf(['billing', 'coding'], ['cost'], shipped);
  expect(one?.source).toBe('Research.com, 2025');
  for (const bar of one?.bars ?? []) expect(bar).not.toHaveProperty('note');
  const [several] = chartsOf(['him', 'mbc'], ['cost'], shipped);
  expect(several).not.toHaveProperty('source');
  for (const { note } of several?.bars ?? []) expect(note).toMatch(/, Research\.com, 202\d$/);
});

test('a program is shown by its whole only where it has no figure of its own', () => {
  const names = (programs: string[]) => chartsOf(programs, ['cost'], shipped)[0]?.bars.map(({ name }) => name);
  expect(names(['coding', 'him'])).toEqual(['Coding', 'HIM']);
});

describe('an id', () => {
  const id = chartsOf(['him', 'mbc'], ['cost'], shipped)[0]?.id ?? '';
  const [, facts = ''] = id.split('/');

  test('gives the chart back', () => expect(chartById(id, shipped.knowledge)?.bars).toHaveLength(3));

  test.each([
    ['nothing', ''],
    ['no facts', 'him,mbc/'],
    ['an unknown program', `him,nursing/${facts}`],
    ['a program twice', `him,him,mbc/${facts}`],
    ['a fact twice', `him,mbc/${facts},${facts.split(',')[0]}`],
    ['an unknown fact', `him,mbc/${facts},nothing`],
    ['a fact that has no figure', `him,mbc/${facts},a0-him-definition`],
    ['a single program', `him/${facts}`],
    ['another part', `him,mbc/${facts}/more`],
    ['a name that every object has', 'constructor,__proto__/toString'],
  ])('of %s gives none', (_, wrong) => expect(chartById(wrong, shipped.knowledge)).toBeUndefined());
});
