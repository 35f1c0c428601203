import { expect, test } from 'vitest';
import { composeComparison } from '../../dialogs/comparison.ts';
import { loadFolder } from '../knowledge/folder.ts';
import { loadShipped } from '../knowledge/shipped.ts';
import { asked, kitOf, statementsOf, tableOf, textOf } from './asked.ts';

const kit = kitOf(loadFolder());
const compare = (...question: Parameters<typeof asked>) => composeComparison(asked(...question), kit);
const leadOf = (reply: ReturnType<typeof compare>) => reply.blocks.slice(0, 1).flatMap(statementsOf);

test('one row a topic, one column a program, in the order asked, each cell with its source', () => {
  const reply = compare(['finish', 'framing'], ['cost', 'duration']);
  expect(reply).toMatchObject({ kind: 'comparison', programs: ['finish', 'framing'], topics: ['cost', 'duration'] });
  expect(tableOf(reply)).toEqual([
    ['cost', '$3,000–$4,000 in all', 'About $2,000 in all'],
    ['duration', '9–12 months', '6 months'],
  ]);
  const table = reply.blocks.find((b) => b.kind === 'table');
  expect(table).toMatchObject({
    columns: [
      { program: 'finish', name: 'Finish Carpentry' },
      { program: 'framing', name: 'Framing Carpentry' },
    ],
    rows: [{ name: 'Cost' }, { name: 'How long it takes' }],
  });
  for (const cell of table?.kind === 'table' ? table.rows.flatMap((r) => r.cells) : [])
    expect(cell.flatMap((s) => s.citations)).toEqual([1]);
});

test('beside its whole a part is told by what is its own', () => {
  const shipped = kitOf(loadShipped());
  const [row] = tableOf(composeComparison(asked(['coding', 'mbc'], ['cost']), shipped));
  expect(row?.[1]).toContain('$2,000–$5,000');
  expect(row?.[1]).not.toContain('Billing');
});

test('where no claim sets all of them against each other, a sentence on each opens a general comparison', () => {
  const shipped = kitOf(loadShipped());
  const of = (...programs: string[]) => composeComparison(asked(programs, ['differences']), shipped);
  expect(leadOf(of('him', 'hit')).map(({ text }) => text)).toEqual([
    expect.stringMatching(/^HIM programs concentrate on/),
    expect.stringMatching(/^Health IT, as HHS defines it, deals with electronic/),
  ]);
  expect(tableOf(of('him', 'hit')).map(([topic]) => topic)).toEqual(['duration', 'cost', 'salary', 'outlook']);
  expect(leadOf(of('him', 'hit', 'coding')).map(({ label }) => label)).toEqual(['HIM', 'HIT', 'Coding']);
  expect(leadOf(of('him', 'hit', 'billing', 'coding'))).toHaveLength(1);
  // One that speaks of the whole speaks of its parts.
  expect(leadOf(of('him', 'billing'))).toHaveLength(1);
});

test('a cell speaks to what is asked of its own program', () => {
  const shipped = kitOf(loadShipped());
  const [topic] = asked(['him', 'mbc'], ['duration']).topics;
  const ofEach = new Map([['mbc', ['certificate']]]);
  const reply = composeComparison(asked(['him', 'mbc'], [], { topics: topic ? [{ ...topic, ofEach }] : [] }), shipped);
  const [row] = tableOf(reply);
  expect(row?.[1]).not.toContain('certificate');
  expect(row?.[2]).toContain('certificate');
});

test('the caption names what is compared', () => {
  const [table] = compare(['finish', 'framing'], ['cost']).blocks.filter((b) => b.kind === 'table');
  expect(table?.caption).toMatch(/finish work.*framing.*cost/i);
});

test('the deciding difference comes first, computed from the figures of both', () => {
  const [lead] = leadOf(compare(['finish', 'framing'], ['cost']));
  expect(lead?.text).toMatch(/^Framing is cheaper\b.*about \$2,000 in all.*\$3,000–\$4,000 in all.*finish work/);
  expect(lead?.citations).toEqual([1]);
});

test('who pays more is the better paid', () => {
  expect(leadOf(compare(['finish', 'cabinets'], ['salary']))[0]?.text).toMatch(
    /^Cabinetmaking pays more\b.*\$52,000.*\$48,000.*finish work/,
  );
});

test('pay by the hour is not set against pay by the year; what an article says of the two is said instead', () => {
  const reply = compare(['framing', 'cabinets'], ['salary']);
  expect(leadOf(reply).map((s) => s.text)).toEqual(['Cabinetmakers out-earn framers.']);
  expect(tableOf(reply)).toEqual([['salary', 'Framers earn $21 per hour.', 'Cabinetmakers earn $52,000 per year.']]);
});

test('how they differ in general is a row where that is asked first, not where something else is', () => {
  const shipped = kitOf(loadShipped());
  const rowsFor = (...topics: string[]) =>
    tableOf(composeComparison(asked(['him', 'mbc'], topics), shipped)).map(([topic]) => topic);
  expect(rowsFor('differences', 'technology')).toEqual(['focus', 'technology']);
  expect(rowsFor('technology', 'differences')).toEqual(['technology']);
});

test('no row is shown that is empty, where a sentence has said it all', () => {
  const base = loadFolder();
  const facts = [...base.facts].filter(([, fact]) => fact.topic !== 'salary' || fact.contrast);
  const reply = composeComparison(
    asked(['framing', 'cabinets'], ['salary']),
    kitOf({ ...base, facts: new Map(facts) }),
  );
  expect(leadOf(reply).map((s) => s.text)).toEqual(['Cabinetmakers out-earn framers.']);
  expect(tableOf(reply)).toEqual([]);
});

test('a cell that no article fills says so and cites nothing', () => {
  const reply = compare(['framing', 'cabinets'], ['dust']);
  const [row] = reply.blocks.flatMap((b) => (b.kind === 'table' ? b.rows : []));
  expect(row?.cells[1]).toEqual([{ text: 'not stated in the articles', citations: [] }]);
  expect(row?.cells[0]?.[0]?.text).toContain('masks');
});

test('where articles disagree, the cell shows both', () => {
  const [row] = tableOf(compare(['cabinets', 'framing'], ['cost']));
  expect(row?.[1]).toContain('$9,500');
  expect(row?.[1]).toContain('$12,000');
});

test('asked for the difference as such, it shows the topics of a general comparison in their order', () => {
  for (const topics of [['differences'], []]) {
    const reply = compare(['framing', 'finish'], topics);
    expect(tableOf(reply).map(([topic]) => topic)).toEqual(['duration', 'cost', 'salary']);
  }
  expect(textOf(compare(['framing', 'finish'], ['differences']))).toContain('what you lean on');
});

test('a general question beside a particular one keeps the particular row, and the table short', () => {
  const rows = tableOf(compare(['framing', 'finish'], ['differences', 'cost'])).map(([topic]) => topic);
  expect(rows).toContain('cost');
  expect(rows.length).toBeLessThan(3);
});

test.each(['duration', 'cost', 'salary', 'dust'])('no row stands twice: the difference as such, and %s', (topic) => {
  const rows = tableOf(compare(['framing', 'finish'], ['differences', topic])).map(([id]) => id);
  expect(rows).toEqual([...new Set(rows)]);
});

test('a claim that sets programs against each other stands in the lead, not in a cell', () => {
  const reply = compare(['framing', 'cabinets'], ['salary']);
  expect(tableOf(reply).flat().join()).not.toContain('out-earn');
});

test('three programs have three columns', () => {
  const [row] = tableOf(compare(['framing', 'finish', 'cabinets'], ['duration']));
  expect(row?.map((cell) => cell.match(/\d+–?\d* \w+/)?.[0])).toEqual([
    undefined,
    '6 months',
    '9–12 months',
    '18 months',
  ]);
  expect(leadOf(compare(['framing', 'finish', 'cabinets'], ['duration']))[0]?.text).toMatch(/^Framing is quicker/);
});

test('what is not covered is remarked on', () => {
  const reply = compare(['framing', 'finish'], ['cost'], { outside: [{ what: 'program', name: 'plumbing' }] });
  expect(textOf(reply)).toContain('do not cover plumbing');
});
