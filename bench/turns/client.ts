/** A process that holds conversations with a service and tells how long each turn took. Takes one `Job`, sends one `Taken`. */
import { randomUUID } from 'node:crypto';
import type { Activity } from 'botbuilder';
import { Pool } from 'undici';
import { WebSocket } from 'ws';
import { misspell } from '../typos.ts';
import { script } from './script.ts';

export interface Job {
  readonly url: string;
  readonly way: 'messages' | 'direct line';
  readonly connections: number;
  /** Whether each question has a typo, so that hardly one is asked twice in the same words. */
  readonly misspelt?: boolean;
  /** Milliseconds. */
  readonly warmUp: number;
  readonly measured: number;
}

export interface Taken {
  /** Milliseconds of each turn that ended within the measured time. */
  readonly turns: readonly number[];
  /** How many turns there were in all, from warming up to the last that was awaited. */
  readonly taken: number;
  /** What the turns brought back, in bytes of bodies. */
  readonly bytes: number;
  /** Milliseconds of processor time that this process took for all turns. */
  readonly processor: number;
}

/** Says something and resolves, once it is answered, to the bytes that came back. */
type Say = (text: string) => Promise<number>;

process.once('message', async (job: Job) => {
  const pool = new Pool(job.url, { connections: job.connections, pipelining: 1 });
  const open = job.way === 'messages' ? openMessages : openDirectLine;
  const conversations = await Promise.all(Array.from({ length: job.connections }, () => open(pool, job.url)));
  const begin = performance.now() + job.warmUp;
  const end = begin + job.measured;
  const turns: number[] = [];
  let bytes = 0;
  let count = 0;
  const before = process.cpuUsage();
  await Promise.all(
    conversations.map(async (say, i) => {
      for (let turn = i; performance.now() < end; turn += 1) {
        const plain = script[turn % script.length] as string;
        const text = job.misspelt ? misspell(plain, Math.random) : plain;
        const asked = performance.now();
        const received = await say(text);
        const answered = performance.now();
        count += 1;
        if (answered < begin || answered > end) continue;
        turns.push(answered - asked);
        bytes += received;
      }
    }),
  );
  const { user, system } = process.cpuUsage(before);
  const taken: Taken = { turns, taken: count, bytes, processor: (user + system) / 1000 };
  process.send?.(taken, () => process.exit(0));
});

/** A conversation in which the replies come in the response. */
async function openMessages(pool: Pool): Promise<Say> {
  const message = {
    type: 'message',
    channelId: 'test',
    serviceUrl: 'http://127.0.0.1',
    deliveryMode: 'expectReplies',
    conversation: { id: randomUUID() },
    from: { id: randomUUID() },
    recipient: { id: 'bot' },
  };
  return async (text) => {
    const answer = await post(pool, '/api/messages', { ...message, id: randomUUID(), text });
    if (!answer.includes('"activities":[{')) throw new Error(`not answered: ${answer.slice(0, 200)}`);
    return answer.length;
  };
}

/** A conversation as Web Chat holds it: what is said goes by REST, what is answered comes over a WebSocket. */
async function openDirectLine(pool: Pool, url: string): Promise<Say> {
  const { token } = JSON.parse(await post(pool, '/embed/token', {}));
  const path = '/v3/directline/conversations';
  const { conversationId, streamUrl } = JSON.parse(await post(pool, path, {}, token));
  const replies = new Map<string, (bytes: number) => void>();
  const early = new Map<string, number>();
  let watermark = '';
  const take = (data: Buffer) => {
    const set: { activities?: Partial<Activity>[]; watermark?: string } = data.length > 0 ? JSON.parse(`${data}`) : {};
    watermark = set.watermark ?? watermark;
    for (const { replyToId } of set.activities ?? []) {
      if (!replyToId) continue;
      const arrive = replies.get(replyToId);
      if (arrive) arrive(data.length);
      else early.set(replyToId, data.length);
    }
  };
  // A connection that breaks, as on a machine too busy for its pings, is taken up where it was, as Web Chat does.
  const connect = async (stream: string) => {
    const { pathname, search } = new URL(stream);
    const socket = new WebSocket(`${url.replace('http', 'ws')}${pathname}${search}`);
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    socket.on('message', take).on('error', () => socket.terminate());
    socket.once('close', async () => {
      const again = `${path}/${conversationId}?watermark=${watermark}`;
      const answer = await pool.request({ method: 'GET', path: again, headers: { authorization: `Bearer ${token}` } });
      await connect(((await answer.body.json()) as { streamUrl: string }).streamUrl);
    });
  };
  await connect(streamUrl);
  return async (text) => {
    const said = { type: 'message', text, channelData: { clientActivityID: randomUUID() } };
    const { id } = JSON.parse(await post(pool, `${path}/${conversationId}/activities`, said, token));
    const bytes = early.get(id) ?? (await new Promise<number>((resolve) => replies.set(id, resolve)));
    replies.delete(id);
    early.clear();
    return bytes;
  };
}

async function post(pool: Pool, path: string, body: object, token = ''): Promise<string> {
  const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) };
  const answer = await pool.request({ method: 'POST', path, headers, body: JSON.stringify(body) });
  const text = await answer.body.text();
  if (answer.statusCode >= 300) throw new Error(`${path} was answered ${answer.statusCode}: ${text.slice(0, 200)}`);
  return text;
}
