import { describe, expect, test } from 'vitest';
import type { Reply, Table } from '../../../dialogs/reply.ts';
import { drawForTeams } from '../../../src/channels/teams/draw.ts';
import { sizeOf } from '../../../src/channels/teams/fit.ts';
import { LIMITS } from '../../../src/channels/teams/limits.ts';
import { comparison, fallback } from '../sample-reply.ts';
import { cardProblems } from './card-problems.ts';

const origin = 'https://school.example';
const draw = (reply: Reply, isPersonal = true) => drawForTeams(reply, { origin, isPersonal });
const cardsOf = (reply: Reply) => draw(reply).flatMap(({ attachments = [] }) => attachments.map((a) => a.content));
const ofType = (body: { type: string }[], type: string) => body.filter((one) => one.type === type);
const table = comparison.blocks.find((block): block is Table => block.kind === 'table') as Table;

/** A comparison of so many programs by so many topics. */
function large(programs: number, topics: number, text = '$1'): Reply {
  const columns = Array.from({ length: programs }, (_, i) => ({ program: `p${i}`, name: `Program ${i}` }));
  const rows = Array.from({ length: topics }, (_, i) => ({
    topic: `t${i}`,
    name: `Topic ${i}`,
    cells: columns.map((_, column) => [{ text: `${text} ${i}/${column}`, citations: [1] }]),
  }));
  return { ...comparison, blocks: [{ ...table, columns, rows }] };
}

test('text and table are sent apart, and the first message stands for the reply', () => {
  const [first, second, ...more] = draw(comparison);
  expect(more).toEqual([]);
  expect(first?.text).toBe(
    [
      'Coding pays more. [1] Both can be done from home.',
      '> The articles differ on coders’ pay. [1] [2]',
      '- **Billing:** more talk with patients [2]\n- **Coding:** more time in records',
    ].join('\n\n'),
  );
  expect(first?.speak).toContain('Remote work – Medical billing: common');
  expect(first?.channelData).toMatchObject({ answer: { kind: 'comparison' }, feedbackLoop: { type: 'default' } });
  expect(first).not.toHaveProperty('attachments');
  for (const key of ['text', 'channelData', 'entities', 'speak']) expect(second).not.toHaveProperty(key);
  expect(second?.summary).toBe('Billing and coding: salary, remote work');
});

test('a reply that is a table alone is one message, which stands for it', () => {
  const drawn = draw({ ...comparison, blocks: [table] });
  expect(drawn).toHaveLength(1);
  expect(drawn[0]?.channelData.answer.kind).toBe('comparison');
});

describe('the card', () => {
  const [card] = cardsOf(comparison);

  test('is one that Teams can draw, over its full width', () => {
    expect(cardProblems(card)).toEqual([]);
    expect(card.msteams).toEqual({ width: 'Full' });
  });

  test('holds the table, and the same as facts program by program', () => {
    const [drawn] = ofType(card.body, 'Table') as unknown as { rows: never[]; fallback: { items: object[] } }[];
    expect(drawn?.rows).toHaveLength(3);
    expect(drawn?.fallback.items).toEqual([
      expect.objectContaining({ type: 'TextBlock', text: 'Medical billing' }),
      {
        type: 'FactSet',
        facts: [
          { title: 'Salary', value: '$46,000 a year [1]' },
          { title: 'Remote work', value: 'common [2]' },
        ],
      },
      expect.objectContaining({ type: 'TextBlock', text: 'Medical coding' }),
      {
        type: 'FactSet',
        facts: [
          { title: 'Salary', value: '$50,250 a year [1] [2] **Certified:** $62,689 a year [2]' },
          { title: 'Remote work', value: 'not stated in the articles' },
        ],
      },
    ]);
  });

  test('names the sources of the table, and leads to them', () => {
    const texts = ofType(card.body, 'TextBlock').map((one) => (one as unknown as { text: string }).text);
    expect(texts.slice(1)).toEqual([
      `[1] [Billing vs. "Coding"](${origin}/sources/002_68e897907d238596), Research.com, 2025`,
      `[2] [Two Careers](${origin}/sources/007_sample), A College`,
    ]);
  });

  test('has a button for each choice, which says its label and sends its id', () => {
    const [set] = ofType(card.body, 'ActionSet') as unknown as { actions: object[] }[];
    expect(set?.actions).toEqual([
      {
        type: 'Action.Submit',
        title: 'What do they cost?',
        data: {
          choice: 'ask:cost',
          msteams: {
            type: 'messageBack',
            text: 'What do they cost?',
            displayText: 'What do they cost?',
            value: { choice: 'ask:cost' },
          },
        },
      },
      expect.objectContaining({ title: 'How long do they take?' }),
      { type: 'Action.OpenUrl', title: 'Share or print', url: `${origin}/compare/billing-vs-coding` },
    ]);
    const many = Array.from({ length: 8 }, (_, i) => ({ id: `ask:${i}`, label: `Choice ${i}` }));
    const sets = ofType(cardsOf({ ...comparison, choices: many })[0].body, 'ActionSet');
    expect(sets.map((one) => (one as unknown as { actions: object[] }).actions.length)).toEqual([6, 3]);
  });

  test('of more than three programs is split so that each table can be read', () => {
    const widths = (programs: number) =>
      ofType(cardsOf(large(programs, 2))[0].body, 'Table').map(
        (one) => (one as unknown as { columns: object[] }).columns.length - 1,
      );
    expect([2, 3, 4, 5, 7].map(widths)).toEqual([[2], [3], [2, 2], [3, 2], [3, 3, 1]]);
  });

  test('shows charts where Teams can load them', () => {
    const chart = { kind: 'chart', id: 'x/y', topic: 'salary', caption: 'Pay', unit: '$', bars: [] } as const;
    const withChart = { ...comparison, blocks: [...comparison.blocks.filter((b) => b.kind !== 'chart'), chart] };
    const images = (from: string) =>
      drawForTeams(withChart, { origin: from, isPersonal: true }).flatMap(({ attachments = [] }) =>
        attachments.flatMap(({ content }) => ofType(content.body, 'Image')),
      );
    expect(images(origin)).toEqual([expect.objectContaining({ url: `${origin}/charts/x/y.png` })]);
    expect(images('http://localhost:3978')).toEqual([]);
  });
});

describe('citations', () => {
  const citationsOf = (reply: Reply) => draw(reply)[0]?.entities?.[0]?.citation ?? [];

  test('are claims by number, in one entity without a label', () => {
    const [entity, ...more] = draw(comparison)[0]?.entities ?? [];
    expect(more).toEqual([]);
    expect(entity).toMatchObject({ type: 'https://schema.org/Message', '@type': 'Message', '@id': '' });
    expect(entity).not.toHaveProperty('additionalType');
    expect(entity?.citation[1]).toEqual({
      '@type': 'Claim',
      position: 2,
      appearance: {
        '@type': 'DigitalDocument',
        name: 'Two Careers',
        url: `${origin}/sources/007_sample`,
        abstract: 'Ana Lim, A College',
      },
    });
  });

  test('keep to the limits, and to what the text cites', () => {
    const long = 'x'.repeat(400);
    const citations = Array.from({ length: 25 }, (_, i) => ({
      position: i + 1,
      article: `a${i}`,
      title: long,
      publisher: long,
    }));
    const positions = citations.map(({ position }) => position);
    const said = [{ kind: 'paragraph', statements: [{ text: 'All.', citations: positions }] } as const];
    const drawn = citationsOf({ ...comparison, citations, blocks: said });
    expect(drawn).toHaveLength(20);
    expect(drawn[0].appearance.name).toHaveLength(80);
    expect(drawn[0].appearance.abstract).toHaveLength(160);
    const one = [{ kind: 'paragraph', statements: [{ text: 'One.', citations: [3] }] } as const];
    expect(citationsOf({ ...comparison, citations, blocks: one }).map((c: { position: number }) => c.position)).toEqual(
      [3],
    );
  });
});

describe('choices without a table', () => {
  const choices = comparison.choices;

  test('are suggested to who is alone with the bot', () => {
    const [message, ...more] = draw({ ...fallback, choices });
    expect(more).toEqual([]);
    expect(message?.suggestedActions?.actions).toEqual([
      { type: 'imBack', title: 'What do they cost?', value: 'What do they cost?' },
      { type: 'imBack', title: 'How long do they take?', value: 'How long do they take?' },
    ]);
  });

  test.each([
    ['among others', choices, false],
    ['that are more than three', [...choices, ...choices], true],
  ] as const)('%s are buttons of a card', (_, given, isPersonal) => {
    const [text, card, ...more] = draw({ ...fallback, choices: given }, isPersonal);
    expect(more).toEqual([]);
    expect(text).not.toHaveProperty('suggestedActions');
    expect(cardProblems(card?.attachments?.[0]?.content)).toEqual([]);
  });
});

describe('the size of a message', () => {
  test('is kept by sending a large table in several messages', () => {
    const reply = large(5, 60, 'as much as this and that '.repeat(4));
    const drawn = draw(reply);
    expect(drawn.length).toBeGreaterThan(1);
    for (const message of drawn) expect(sizeOf(message)).toBeLessThanOrEqual(LIMITS.messageBytesRefused);
    const rows = drawn.flatMap(({ attachments = [] }) =>
      attachments.flatMap(({ content }) =>
        ofType(content.body, 'Table').map((one) => (one as unknown as { rows: object[] }).rows.length - 1),
      ),
    );
    expect(rows.reduce((sum, n) => sum + n, 0)).toBe(60 * 2);
    expect(drawn.at(-1)?.attachments?.[0]?.content.body.at(-1).type).toBe('ActionSet');
    expect(drawn.slice(1, -1).map((message) => ofType(message.attachments?.[0]?.content.body, 'ActionSet'))).toEqual(
      drawn.slice(1, -1).map(() => []),
    );
  });

  test('is kept by cutting what cannot be shared out', () => {
    const text = 'word '.repeat(20_000);
    const endless = { kind: 'paragraph', statements: [{ text, citations: [] }] } as const;
    const drawn = draw({ ...large(2, 1, text), blocks: [endless, ...large(2, 1, text).blocks] });
    for (const message of drawn) expect(sizeOf(message)).toBeLessThanOrEqual(LIMITS.messageBytesRefused);
    expect(drawn[0]?.text).toMatch(/…$/);
  });
});

test('only what can be rated asks to be rated', () => {
  const isRated = (kind: Reply['kind']) => draw({ ...fallback, kind })[0]?.channelData.feedbackLoop !== undefined;
  expect(['answer', 'comparison', 'fallback'].map((kind) => isRated(kind as Reply['kind']))).toEqual([
    true,
    true,
    true,
  ]);
  expect(['clarification', 'guide', 'smalltalk', 'handoff'].some((kind) => isRated(kind as Reply['kind']))).toBe(false);
});
