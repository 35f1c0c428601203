import { expect, test } from 'vitest';
import { drawForTeams } from '../../../src/channels/teams/draw.ts';
import { comparison } from '../sample-reply.ts';
import { cardProblems } from './card-problems.ts';

const origin = 'https://school.example';
const card = () =>
  structuredClone(
    drawForTeams(comparison, { origin, isPersonal: true }).flatMap(({ attachments = [] }) => attachments)[0]?.content,
  );

test('a card as it is drawn has none', () => expect(cardProblems(card())).toEqual([]));

type Card = ReturnType<typeof card>;
const tableIn = ({ body }: Card) => body.find(({ type }: { type: string }) => type === 'Table');
const broken: [string, (card: Card) => void, RegExp][] = [
  ['an element nobody knows', ({ body }) => body.push({ type: 'Tabel', rows: [] }), /^\/body\/\d+\/type: .*allowed/m],
  ['a property nobody knows', ({ body }) => Object.assign(body[0], { bold: true }), /^\/body\/0: .*"bold"/m],
  ['a property missing', ({ body }) => delete body[0].text, /^\/body\/0: .*'text'/m],
  ['a value nobody knows', ({ body }) => Object.assign(body[0], { size: 'Huge' }), /^\/body\/0\/size: /m],
  [
    'a cell deep down',
    (c) => delete tableIn(c).rows[1].cells[1].items[0].text,
    /rows\/1\/cells\/1\/items\/0: .*'text'/,
  ],
  [
    'what stands in place of a table',
    (c) => Object.assign(tableIn(c).fallback.items[0], { text: 7 }),
    /fallback .*text: must be string/,
  ],
  ['an address that is none', ({ body }) => body.push({ type: 'Image', url: 'a b', altText: 'x' }), /url: .*format/],
  ['a property of the root', (c) => Object.assign(c, { width: 'Full' }), /^\/: .*"width"/m],
  ['a row that is short', (c) => tableIn(c).rows[1].cells.pop(), /^a row of another width/m],
  ['too many columns', (c) => tableIn(c).columns.push({ width: 1 }, { width: 1 }), /^columns/m],
  ['a table without another way', (c) => delete tableIn(c).fallback, /^a table without/m],
  ['an empty text', ({ body }) => Object.assign(body[0], { text: '' }), /^an empty text/m],
  ['no words for who sees no card', (c) => delete c.fallbackText, /without words/],
  ['a newer version', (c) => Object.assign(c, { version: '1.6' }), /another version/],
  ['a narrow card', (c) => delete c.msteams, /full width/],
];

test.each(broken)('%s is found', (_, breakIt, problem) => {
  const one = card();
  breakIt(one);
  expect(cardProblems(one).join('\n')).toMatch(problem);
});
