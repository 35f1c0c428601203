import type { Block, Statement } from '../../../dialogs/reply.ts';

/** Text on one line that Slack shows as it stands: what it takes for mentions, links and entities is escaped. */
export function escapeMrkdwn(text: string): string {
  return text.replace(/\s+/g, ' ').trim().replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** A link; its text is escaped. */
export const mrkdwnLink = (url: string, text: string) =>
  `<${url.replace(/[<>|\s]/g, encodeURIComponent).replaceAll('&', '&amp;')}|${escapeMrkdwn(text)}>`;

/** Several lines, each escaped. */
export const escapeLines = (text: string) => text.split('\n').map(escapeMrkdwn).join('\n');

/** A block as mrkdwn. */
export function mrkdwnBlock(block: Exclude<Block, { kind: 'table' | 'chart' }>): string {
  switch (block.kind) {
    case 'paragraph':
      return mrkdwnStatements(block.statements);
    case 'points':
      return block.statements.map((statement) => `• ${mrkdwnStatement(statement)}`).join('\n');
    case 'note':
      return `*Note:* ${mrkdwnStatements(block.statements)}`;
    default:
      return block satisfies never;
  }
}

/**
 * Cuts text into pieces of so many characters at most, at the end of a line or word where there is one, and never
 * inside a link or an entity.
 */
export function cutMrkdwn(text: string, atMost: number): string[] {
  const pieces: string[] = [];
  let rest = text;
  while (rest.length > atMost) {
    const end = endOfPiece(rest, atMost);
    pieces.push(rest.slice(0, end).trimEnd());
    rest = rest.slice(end).trimStart();
  }
  return [...pieces, rest].filter(Boolean);
}

/**
 * What a user wrote, read as they saw it: mentions of the bot are left out, other mentions, channels and links become
 * the text they show, entities the characters they stand for.
 */
export function decodeMrkdwn(text: string, botUser?: string): string {
  return text
    .replace(/<([^<>]*)>/g, (_, inside: string) => shown(inside, botUser))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replace(/[ \t\u00a0]+/g, ' ')
    .trim();
}

function mrkdwnStatements(statements: readonly Statement[]): string {
  return statements.map(mrkdwnStatement).join(' ');
}

function mrkdwnStatement({ label, text, citations }: Statement): string {
  const markers = citations.map((position) => `[${position}]`);
  return [label && `*${escapeMrkdwn(label)}:*`, escapeMrkdwn(text), ...markers].filter(Boolean).join(' ');
}

function endOfPiece(text: string, atMost: number): number {
  const start = text.slice(0, atMost + 1);
  for (const boundary of [/\n/g, /\s/g]) {
    const ends = [...start.matchAll(boundary)]
      .map(({ index }) => index)
      .filter((end) => end > 0 && !isInLink(text, end));
    const end = ends.at(-1);
    if (end !== undefined && end > atMost / 2) return end;
  }
  const unfinished = /(?:&\w{0,4}|<[^<>]*|[\ud800-\udbff])$/.exec(text.slice(0, atMost));
  return unfinished && unfinished.index > 0 ? unfinished.index : atMost;
}

const isInLink = (text: string, place: number) => text.lastIndexOf('<', place - 1) > text.lastIndexOf('>', place - 1);

/** What Slack shows for what stands between angle brackets. */
function shown(inside: string, botUser: string | undefined): string {
  const [target = '', label] = inside.split('|', 2);
  if (target.startsWith('@')) return target.slice(1) === botUser || !label ? '' : `@${label}`;
  if (target.startsWith('#')) return label ? `#${label}` : '';
  if (target.startsWith('!')) return label ?? `@${target.slice(1).split('^')[0]}`;
  return label || target.replace(/^(?:mailto|tel):/, '');
}
