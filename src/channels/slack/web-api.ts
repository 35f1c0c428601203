import { setTimeout as pause } from 'node:timers/promises';
import type { KnownBlock } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import type { Log } from '../../log.ts';
import type { Answer } from '../answer.ts';
import { quietLogger } from './quiet-logger.ts';

/** A message as Slack takes it. */
export interface Message {
  readonly text: string;
  readonly blocks: readonly KnownBlock[];
  /** What it says of itself, for programs; unseen. */
  readonly answer?: Answer | undefined;
}

/** The calls of Slack's Web API that the channel makes. */
export interface WebApi {
  /**
   * Posts a message; resolves to its timestamp. Tries again when Slack is busy or fails. Rejects with `BlocksRefused`
   * where it takes the text only, and else as Slack's client does.
   * @param event the id of what it answers, which the message carries along, unseen.
   */
  post(where: { channel: string; thread?: string | undefined }, message: Message, event: string): Promise<void>;
  /** Whether a message of the thread carries the event's id; never for want of permission to look. */
  isAnswered(where: { channel: string; thread: string }, event: string): Promise<boolean>;
  /** Shows that an answer is being looked up, until one is posted. Never rejects: it is only a courtesy. */
  showStatus(where: { channel: string; thread: string }): Promise<void>;
  /** Shows what may be asked, above the message box. Never rejects. */
  suggest(where: { channel: string; thread?: string | undefined }, prompts: readonly string[]): Promise<void>;
}

/** Slack does not take a message's blocks. */
export class BlocksRefused extends Error {
  override readonly name = 'BlocksRefused';
  readonly code: string;

  constructor(code: string) {
    super('Slack does not take the blocks');
    this.code = code.toUpperCase();
  }
}

/** What Slack calls blocks that it does not take. */
export const refusals = /\b(?:invalid_blocks(?:_format)?|msg_blocks_too_long|msg_too_long)\b/;

export interface WebApiOptions {
  readonly botToken: string;
  readonly apiUrl?: string | undefined;
  readonly log: Log;
}

/** Marks what the channel posts: with the event that it answers, and with `channelData.answer`. */
const metadataType = 'crossroads_answer';

/** Half a minute of trying in all. */
const persistent = { retries: 5, minTimeout: 500, factor: 2, randomize: true };
const courtesyTimeout = 1500;

/** Loads Slack's client, which is not needed where Slack is not used. */
export async function createWebApi({ botToken, apiUrl, log }: WebApiOptions): Promise<WebApi> {
  const { WebClient } = await import('@slack/web-api');
  const shared = { logger: quietLogger(log), ...(apiUrl && { slackApiUrl: `${apiUrl}/` }) };
  const client = new WebClient(botToken, { ...shared, retryConfig: persistent });
  const once = { retryConfig: { retries: 0 }, rejectRateLimitedCalls: true, timeout: courtesyTimeout };
  return { ...posting(client), ...courtesies(new WebClient(botToken, { ...shared, ...once })) };
}

function posting(client: WebClient): Pick<WebApi, 'post' | 'isAnswered'> {
  return {
    async post({ channel, thread }, { text, blocks, answer }, event) {
      const metadata = {
        event_type: metadataType,
        event_payload: { event, ...(answer && { answer: JSON.stringify(answer) }) },
      };
      const options = { unfurl_links: false, unfurl_media: false, metadata, ...(thread && { thread_ts: thread }) };
      await patiently(() => client.chat.postMessage({ channel, text, blocks: [...blocks], ...options })).catch(rethrow);
    },

    async isAnswered({ channel, thread }, event) {
      const options = { channel, ts: thread, include_all_metadata: true, limit: 200 };
      const { messages = [] } = await client.conversations.replies(options).catch(() => ({ messages: [] }));
      return messages.some(
        ({ metadata }) =>
          metadata?.event_type === metadataType && (metadata.event_payload as { event?: string })?.event === event,
      );
    },
  };
}

/** Waits as long as Slack asks for where it says so in its answer rather than, as mostly, by its status. */
async function patiently<T>(call: () => Promise<T>): Promise<T> {
  for (let left = persistent.retries; ; left--) {
    try {
      return await call();
    } catch (error) {
      if (left === 0 || !/^rate_?limited$/.test(codeOf(error))) throw error;
      await pause(1000 * retryAfter(error));
    }
  }
}

function courtesies(client: WebClient): Pick<WebApi, 'showStatus' | 'suggest'> {
  return {
    async showStatus({ channel, thread }) {
      const status = { status: 'is looking it up…', channel_id: channel, thread_ts: thread };
      await client.assistant.threads.setStatus(status).catch(() => {});
    },

    async suggest({ channel, thread }, prompts) {
      const where = { channel_id: channel, ...(thread && { thread_ts: thread }) };
      const [first, ...rest] = prompts.map((prompt) => ({ title: prompt, message: prompt }));
      if (first)
        await client.assistant.threads.setSuggestedPrompts({ ...where, prompts: [first, ...rest] }).catch(() => {});
    },
  };
}

function rethrow(error: unknown): never {
  const [code] = refusals.exec(codeOf(error)) ?? [];
  throw code ? new BlocksRefused(code) : error;
}

/** Whether Slack could not be reached or failed, as against its having refused what was asked. */
export function isPassing(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  return code === 'slack_webapi_http_error' || code === 'slack_webapi_request_error';
}

interface Refusal {
  readonly data?: { readonly error?: unknown; readonly response_metadata?: { readonly retryAfter?: number } };
}

/** The code in Slack's answer, where it answered with one. */
const codeOf = (error: unknown) => String((error as Refusal).data?.error ?? '');

/** Seconds. */
const retryAfter = (error: unknown) => (error as Refusal).data?.response_metadata?.retryAfter ?? 1;
