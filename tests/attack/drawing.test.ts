/** Whatever words stand in a reply, no drawing of it makes more of them than words. */
import { describe, expect, test } from 'vitest';
import type { Reply, Statement } from '../../dialogs/reply.ts';
import { plainText } from '../../src/channels/plain-text.ts';
import { drawForSlack } from '../../src/channels/slack/draw.ts';
import { drawForTeams } from '../../src/channels/teams/draw.ts';
import { drawForWebChat } from '../../src/channels/website/draw.ts';
import { replyHtml } from '../../src/channels/website/reply-html.ts';
import { HOSTILE_TEXTS } from './hostile.ts';

/** A reply that says the text wherever a reply can say anything. */
function saying(text: string): Reply {
  const statement: Statement = { label: text, text, citations: [1] };
  const table = {
    kind: 'table' as const,
    caption: text,
    columns: [{ program: 'a', name: text }],
    rows: [{ topic: 'cost', name: text, cells: [[statement]] }],
  };
  const words = (['paragraph', 'points', 'note'] as const).map((kind) => ({ kind, statements: [statement] }));
  return {
    kind: 'answer',
    programs: ['a'],
    topics: ['cost'],
    confidence: 1,
    blocks: [...words, table],
    citations: [{ position: 1, article: '001', title: text, short: text, publisher: text, author: text, date: '2025' }],
    choices: [{ id: 'ask/cost/a', label: text }],
  };
}

/** Every string in a drawing that a client reads as Markdown, with the addresses that are ours taken out. */
function markdownIn(drawing: unknown): string[] {
  if (typeof drawing !== 'object' || drawing === null) return [];
  return Object.entries(drawing).flatMap(([key, value]) =>
    typeof value === 'string' && (key === 'text' || key === 'value')
      ? [value]
      : plainPart(key)
        ? []
        : markdownIn(value),
  );
}

/** What clients show as it stands. */
const plainPart = (key: string) => ['actions', 'entities', 'speak', 'fallbackText', 'channelData'].includes(key);

/** Every text in a message of Slack that it reads as markup. */
function mrkdwnIn(drawing: unknown): string[] {
  if (typeof drawing !== 'object' || drawing === null) return [];
  const own = 'type' in drawing && drawing.type === 'mrkdwn' && 'text' in drawing ? [String(drawing.text)] : [];
  return [...own, ...Object.values(drawing).flatMap(mrkdwnIn)];
}

const sourceUrl = (article: string) => `https://chat.school.example/sources/${article}`;
const ours =
  /\]\(https:\/\/chat\.school\.example\/[^)]*\)|^\[1\]: https:\/\/chat\.school\.example\/\S+ "(?:[^"\\]|\\.)*"$/gm;

/** Markdown that would become a link, an image, a definition or markup, escapes taken into account. */
const live = (markdown: string) =>
  /(?<!\\)(?:\\\\)*(?:\]\(|\]\[|!\[|<[a-z!/]|^\s*\[[^\]]*\]:)/im.test(
    markdown.replace(ours, '').replace(/\[\[1\]/g, '[1]'),
  );

describe.each(HOSTILE_TEXTS.map((text) => [text] as const))('%j', (text) => {
  const reply = saying(text);

  test('is words in Web Chat', () => {
    const drawing = drawForWebChat(reply, { origin: 'https://chat.school.example' });
    expect(markdownIn(drawing).length).toBeGreaterThan(3);
    expect(markdownIn(drawing).filter(live)).toEqual([]);
  });

  test('is words in Teams', () => {
    const drawing = drawForTeams(reply, { origin: 'https://chat.school.example', isPersonal: true });
    expect(markdownIn(drawing).length).toBeGreaterThan(3);
    expect(markdownIn(drawing).filter(live)).toEqual([]);
  });

  test('is words in Slack', () => {
    const parsed = drawForSlack(reply, { origin: 'https://chat.school.example' }).flatMap(({ channelData }) => [
      channelData.text,
      ...mrkdwnIn(channelData),
    ]);
    expect(parsed.length).toBeGreaterThan(2);
    const links = parsed.flatMap((words) => [...words.matchAll(/<([^>]*)/g)].map(([, link]) => link ?? ''));
    expect(links.filter((link) => !link.startsWith('https://chat.school.example/'))).toEqual([]);
  });

  test('is words on a page', () => {
    const { markup } = replyHtml(reply);
    const tags = markup.match(/<[^>]*>/g) ?? [];
    expect(tags.length).toBeGreaterThan(10);
    expect(tags.filter((tag) => /^<\/?(?:script|img|svg|title|javascript|https)/i.test(tag))).toEqual([]);
    expect(tags.filter((tag) => /\son\w+=|(?:href|src)="\s*(?:javascript|data|vbscript):/i.test(tag))).toEqual([]);
  });

  test('moves nothing in a terminal', () => {
    expect(plainText(reply)).not.toMatch(/(?!\n)\p{Cc}|[\u202a-\u202e\u2066-\u2069]/u);
  });
});

test('the check tells live Markdown from words', () => {
  for (const markdown of ['[a](javascript:x)', '![a](b)', '<b>', '[a]: b', '\\\\[a](b)', 'x\n[1]: javascript:x'])
    expect(live(markdown), markdown).toBe(true);
  for (const markdown of [
    '\\[a\\](x)',
    '\\<b>',
    'a < b',
    `[[1]](${sourceUrl('1')})`,
    `[1]: ${sourceUrl('1')} "a \\"b"`,
  ])
    expect(live(markdown), markdown).toBe(false);
});
