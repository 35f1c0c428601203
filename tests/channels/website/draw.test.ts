import { AdaptiveCard, SerializationContext, Versions } from 'adaptivecards';
import type { Activity, Entity } from 'botbuilder';
import MarkdownIt from 'markdown-it';
import { describe, expect, test } from 'vitest';
import type { Reply } from '../../../dialogs/reply.ts';
import { drawForWebChat } from '../../../src/channels/website/draw.ts';
import { comparison, fallback } from '../sample-reply.ts';

// Stricter than the chat itself, which lets no HTML through: other Direct Line clients may draw what is sent.
const markdownIt = new MarkdownIt({ html: true, linkify: true });

function draw(reply: Reply): Partial<Activity> {
  const drawn = drawForWebChat(reply, { origin: 'https://school.example' });
  expect(drawn).toHaveLength(1);
  return drawn[0] ?? {};
}

function drawText(text: string): string {
  return draw({ ...fallback, blocks: [{ kind: 'paragraph', statements: [{ text, citations: [] }] }] }).text ?? '';
}

describe('text', () => {
  const { text = '' } = draw(comparison);

  test('holds everything but the table, then a link definition for each citation', () => {
    expect(text).toBe(
      [
        'Coding pays more. [1] Both can be done from home.',
        '',
        '> The articles differ on coders’ pay. [1] [2]',
        '',
        '- **Billing:** more talk with patients [2]',
        '- **Coding:** more time in records',
        '',
        '[1]: https://school.example/sources/002_68e897907d238596 "Billing vs. \\"Coding\\""',
        '[2]: https://school.example/sources/007_sample "Two Careers"',
      ].join('\n'),
    );
  });

  test('links each marker to its own source, neighbours included', () => {
    const html = markdownIt.render(text);
    expect(html).toContain('sources/002_68e897907d238596" title="Billing vs. &quot;Coding&quot;">1</a> <a');
    expect(html).toContain('sources/007_sample" title="Two Careers">2</a></p>');
  });

  test.each([
    'a *star*, an _underscore_, `code`, ~~struck~~, \\ and [1]',
    '<b>not bold</b> &amp; AT&T',
    '1. not a list',
    '# not a heading',
    '- not a point',
    '> not a quote',
    '$7,000–$25,000 (in all), ~9 months, 16 % from 2023 to 2033!',
  ])('shows %j as it stands', (words) => {
    const html: string = markdownIt.render(drawText(words));
    const shown = html
      .replace(/^<p>|<\/p>\n$/g, '')
      .replace(/&lt;/g, '<')
      .replace(/&gt;/g, '>')
      .replace(/&amp;/g, '&');
    expect(shown).toBe(words);
  });

  test('leaves figures without backslashes', () => {
    expect(drawText('$7,000–$25,000 (in all), ~9 months, +16 %')).toBe('$7,000–$25,000 (in all), ~9 months, +16 %');
  });
});

describe('the chart', () => {
  const bodyOf = (reply: Reply) => draw(reply).attachments?.[0]?.content.body;

  test('stands below the table as an image that says the same in words', () => {
    expect(bodyOf(comparison).at(-2)).toEqual({
      type: 'Image',
      url: 'https://school.example/charts/billing,coding/pay-1,pay-2.svg',
      altText: 'Salary per year. Billing: $46,000; Coding (certified): over $62,689.',
      size: 'Stretch',
    });
  });

  test('leaves no word in the text', () => expect(draw(comparison).text).not.toContain('62,689'));

  test('a comparison leads to its page, on the topic if there is one', () => {
    const linkOf = (topics: string[]) => bodyOf({ ...comparison, topics }).at(-1).text;
    expect(linkOf([])).toBe('[Share or print](https://school.example/compare/billing-vs-coding)');
    expect(linkOf(['cost', 'salary'])).toBe(linkOf([]));
    expect(linkOf(['salary'])).toBe('[Share or print](https://school.example/compare/billing-vs-coding/salary)');
  });
});

describe('the table', () => {
  const card = draw(comparison).attachments?.[0];

  test('is an Adaptive Card that the renderer reads without a complaint', () => {
    const context = new SerializationContext(Versions.v1_5);
    const parsed = new AdaptiveCard();
    parsed.parse(card?.content, context);
    expect(context.eventCount).toBe(0);
    expect(parsed.validateProperties().validationEvents).toEqual([]);
    expect(card?.contentType).toBe('application/vnd.microsoft.card.adaptive');
  });

  test('has programs across, topics down and markers that lead to the sources', () => {
    const [caption, table] = card?.content.body ?? [];
    const texts = table.rows.map((row: { cells: { items: { text: string }[] }[] }) =>
      row.cells.map((cell) => cell.items.map((item) => item.text)),
    );
    const [one, two] = [
      '[[1]](https://school.example/sources/002_68e897907d238596)',
      '[[2]](https://school.example/sources/007_sample)',
    ];
    expect(caption.text).toBe('Billing and coding: salary, remote work');
    expect(table.firstRowAsHeader).toBe(true);
    expect(table.columns).toHaveLength(3);
    expect(texts).toEqual([
      [['Topic'], ['Medical billing'], ['Medical coding']],
      [['Salary'], [`$46,000 a year ${one}`], [`$50,250 a year ${one} ${two}`, `**Certified:** $62,689 a year ${two}`]],
      [['Remote work'], [`common ${two}`], ['not stated in the articles']],
    ]);
  });

  test('says the same in words', () => {
    expect(card?.content.speak).toMatch(/^Billing and coding: salary, remote work\nSalary – Medical billing: \$46,000/);
    expect(card?.content.fallbackText).toBe(card?.content.speak);
  });

  test('is not drawn where the reply has none', () => {
    expect(draw(fallback)).not.toHaveProperty('attachments');
  });
});

test('citations are claims that Web Chat finds by position', () => {
  const [message] = draw(comparison).entities ?? [];
  expect(message).toMatchObject({ '@type': 'Message', type: 'https://schema.org/Message', '@id': '' });
  expect(message?.citation.map((claim: { position: string }) => claim.position)).toEqual(['1', '2']);
  expect(message?.citation[0].appearance).toEqual({
    '@type': 'DigitalDocument',
    name: 'Billing vs. "Coding"',
    url: 'https://school.example/sources/002_68e897907d238596',
    abstract: 'Research.com, 2025',
  });
  expect(draw(fallback).entities?.[0]).not.toHaveProperty('citation');
});

test('answers, comparisons and fallbacks carry thumbs, other replies none', () => {
  const thumbsOf = (reply: Reply) => draw(reply).entities?.[0]?.potentialAction?.map((a: Entity) => a['@type']);
  for (const reply of [comparison, fallback, { ...comparison, kind: 'answer' } as const]) {
    expect(thumbsOf(reply)).toEqual(['LikeAction', 'DislikeAction']);
  }
  for (const kind of ['clarification', 'guide', 'smalltalk', 'handoff'] as const) {
    expect(thumbsOf({ ...comparison, kind })).toBeUndefined();
    expect(draw({ ...fallback, kind })).not.toHaveProperty('entities');
  }
});

test('a choice shows its label and sends its id', () => {
  expect(draw(comparison).suggestedActions?.actions[0]).toEqual({
    type: 'messageBack',
    title: 'What do they cost?',
    displayText: 'What do they cost?',
    text: 'What do they cost?',
    value: { choice: 'ask:cost' },
  });
  expect(draw(fallback)).not.toHaveProperty('suggestedActions');
});

test('speak holds the whole reply, channelData what it rests on', () => {
  const { speak, channelData } = draw(comparison);
  for (const part of ['Coding pays more.', 'Remote work – Medical billing: common', '2. Two Careers']) {
    expect(speak).toContain(part);
  }
  expect(channelData.answer).toEqual({
    kind: 'comparison',
    programs: ['billing', 'coding'],
    topics: ['salary', 'remote'],
    confidence: 0.93,
    citations: [
      {
        article: '002_68e897907d238596',
        title: 'Billing vs. "Coding"',
        publisher: 'Research.com',
        date: '2025',
      },
      { article: '007_sample', title: 'Two Careers', publisher: 'A College', date: undefined },
    ],
  });
});
