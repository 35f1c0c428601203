import type { Activity } from 'botbuilder';
import { z } from 'zod/v4';

const kinds = z.union([z.string(), z.array(z.string())]);

/** What a right reply to one message shows: its kind, a pattern of every `must` group, none of `mustNot`. */
export const expectationSchema = z.object({
  kind: kinds.optional(),
  must: z.array(z.union([z.string(), z.array(z.string())])).default([]),
  mustNot: z.array(z.string()).default([]),
  /** Ids of articles of which at least one must be cited. */
  articles: z.array(z.string()).default([]),
});
export type Expectation = z.infer<typeof expectationSchema>;

export interface Grade {
  /** What is wrong; empty when the reply is right. */
  readonly reasons: readonly string[];
  readonly text: string;
  readonly kind?: string;
  /** How sure the bot said it was that it understood, 0–1. */
  readonly confidence?: number;
  /** Words a reader sees, cards and source lines included. */
  readonly words: number;
}

/** Grades the messages that answered one message of the user. */
export function grade(expected: Expectation, messages: readonly Partial<Activity>[]): Grade {
  const text = normalise(readable(messages));
  const answers = messages.flatMap((m) => (m.channelData?.answer ? [m.channelData.answer as Answer] : []));
  const { kind, confidence } = answers.at(-1) ?? {};
  const reasons = [
    ...(messages.length === 0 ? ['no reply'] : []),
    ...wrongKind(expected, kind),
    ...expected.must
      .map((group) => [group].flat())
      .filter((group) => !group.some((p) => new RegExp(p, 'i').test(text)))
      .map((group) => `lacks /${group.join('|').slice(0, 90)}/`),
    ...expected.mustNot.filter((p) => new RegExp(p, 'i').test(text)).map((p) => `shows /${p.slice(0, 90)}/`),
    ...(/\bundefined\b|\[object |\bnan\b|\{\{/.test(text) ? ['shows a programming slip'] : []),
    ...uncited(expected, kind, answers),
  ];
  return { reasons, text, kind, confidence, words: text ? text.split(' ').length : 0 };
}

interface Answer {
  readonly kind: string;
  readonly confidence: number;
  readonly citations: readonly { readonly article: string }[];
}

/** An answer may be drawn as a comparison and the other way round. */
const ALIKE: Readonly<Record<string, string>> = { answer: 'comparison', comparison: 'answer' };

function wrongKind({ kind: expected }: Expectation, kind: string | undefined): string[] {
  const wanted = [expected ?? []].flat();
  if (!kind || wanted.length === 0 || wanted.includes(kind) || wanted.includes(ALIKE[kind] ?? '')) return [];
  return [`kind ${kind}, not ${wanted.join(' or ')}`];
}

function uncited({ articles }: Expectation, kind: string | undefined, answers: readonly Answer[]): string[] {
  if (articles.length === 0 || !kind || !(kind in ALIKE)) return [];
  const cited = answers.flatMap((a) => a.citations.map((c) => c.article));
  return cited.some((id) => articles.includes(id))
    ? []
    : [`cites ${cited.join(', ') || 'nothing'}, not ${articles.join(' or ')}`];
}

/** Lower case, no markup, no thousands commas, one kind of dash and quote, "%" for percent. */
export function normalise(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/<[^>]{1,200}>/g, ' ')
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/\\([$*_~`|[\]()#+\-.!>])/g, '$1')
    .replace(/[‐-―−]/g, '-')
    .replace(/[‘’]/g, "'")
    .replace(/[“”]/g, '"')
    .replace(/(?<=\d),(?=\d{3})/g, '')
    .replace(/(?<!\s)\s*(?:percent|per cent)\b/g, '%')
    .replace(/[*_`]+/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

const READ = new Set(['text', 'title', 'subtitle', 'value', 'altText', 'label']);
const UNREAD = new Set(['channelData', 'entities', 'data', 'msteams', 'fallback']);

/** Every string of the messages that a person sees: text, cards, tables. */
function readable(messages: readonly Partial<Activity>[]): string {
  const seen: string[] = [];
  const walk = (value: unknown, key: string): void => {
    if (typeof value === 'string') {
      if (READ.has(key)) seen.push(value);
    } else if (Array.isArray(value)) for (const item of value) walk(item, key);
    else if (typeof value === 'object' && value !== null) {
      for (const [name, item] of Object.entries(value)) if (!UNREAD.has(name)) walk(item, name);
    }
  };
  for (const { text, attachments } of messages) {
    if (text) seen.push(text);
    walk(attachments ?? [], 'attachments');
  }
  return seen.join('\n');
}
