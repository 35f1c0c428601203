import { setTimeout as sleep } from 'node:timers/promises';
import type { Activity } from 'botbuilder';
import { createApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { createLog } from '../../src/log.ts';
import { startTalk, type Talk } from '../contracts/client.ts';
import { type OpenDoor, type Shown, theOnly } from './door.ts';

/** The service itself, spoken to over Direct Line. */
export const openWebsite: OpenDoor = async (engine) => {
  const env = { PORT: '0', DATABASE_URL: 'sqlite::memory:', RATE_LIMIT_PER_MINUTE: '0' };
  const app = await createApp(readConfig(env), { engine, log: createLog('error') });
  const url = await app.start();
  return {
    name: 'website',
    async enter() {
      const talk = await startTalk(url);
      await talk.texts(1);
      return {
        async say(text, choice) {
          const value = choice && { choice: choice.id };
          const { body } = await talk.post({ type: 'message', text, from: { id: talk.user }, ...(value && { value }) });
          return onWebsite(await replyTo(body.id, talk));
        },
      };
    },
    close: () => app.stop(),
  };
};

const PATIENCE = 10_000;

async function replyTo(id: string, talk: Talk): Promise<Partial<Activity>> {
  const place = String(Number(id.split('|')[1]));
  for (const until = Date.now() + PATIENCE; Date.now() < until; await sleep(2)) {
    const replies = (await talk.activities(place)).filter(({ replyToId }) => replyToId === id);
    if (replies.length > 0) return theOnly(replies, id);
  }
  throw new Error(`no reply to ${id}`);
}

function onWebsite({
  text = '',
  speak = '',
  attachments = [],
  suggestedActions,
  channelData,
}: Partial<Activity>): Shown {
  const { kind, programs, topics, citations } = channelData.answer;
  const cards = attachments.flatMap(({ content }) => textsIn(content.body));
  return {
    kind,
    programs,
    topics,
    articles: citations.map((citation: { article: string }) => citation.article),
    body: [text.replace(/^\[\d+\]: .*$/gm, ''), ...cards].map(unmarked).join('\n').trim(),
    spoken: speak,
    choices: (suggestedActions?.actions ?? []).map(({ title, value }) => ({ id: value.choice, label: title })),
  };
}

/** The texts of a card, in their order. */
function textsIn(part: unknown): string[] {
  if (Array.isArray(part)) return part.flatMap(textsIn);
  if (typeof part !== 'object' || part === null) return [];
  const { type, text } = part as { type?: unknown; text?: unknown };
  return type === 'TextBlock' ? [String(text)] : Object.values(part).flatMap(textsIn);
}

/** Markdown as it reads: links as their text, escapes and emphasis gone. */
const unmarked = (markdown: string) =>
  markdown
    .replace(/\[(\[\d+\])\]\([^)]*\)/g, '$1')
    .replace(/\*\*/g, '')
    .replace(/\\([\\`*_[\]<~&#>+.)-])/g, '$1');
