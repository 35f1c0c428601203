/** Messages that are stored with their answers, and those that are not, by the service as it ships. */
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Activity } from 'botbuilder';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { type App, createApp } from '../../../src/app.ts';
import { readConfig } from '../../../src/config.ts';
import { createLog } from '../../../src/log.ts';
import { openDatabase } from '../../../src/storage/open.ts';
import { startTalk, type Talk } from '../../contracts/client.ts';

const folder = mkdtempSync(join(tmpdir(), 'exchange-'));
const databaseUrl = `sqlite:${join(folder, 'a.db')}`;
let app: App;
let url: string;
beforeAll(async () => {
  const settings = { PORT: '0', DATABASE_URL: databaseUrl, RATE_LIMIT_PER_MINUTE: '0' };
  app = await createApp(readConfig(settings), { log: createLog('silent') });
  url = await app.start();
});
afterAll(async () => {
  await app.stop();
  rmSync(folder, { recursive: true });
});

/** The activities after the greeting. */
const following = async (talk: Talk) => (await talk.activities('1')) as Activity[];

async function read<T>(look: (database: Awaited<ReturnType<typeof openDatabase>>) => Promise<T>): Promise<T> {
  const database = await openDatabase(databaseUrl);
  try {
    return await look(database);
  } finally {
    await database.close();
  }
}

test('once a message is acknowledged its answer stands, and both are sent in one piece', async () => {
  const talk = await startTalk(url);
  const socket = new WebSocket(talk.streamUrl);
  const sets: { activities: Activity[]; watermark: string }[] = [];
  socket.on('message', (data) => sets.push(JSON.parse(`${data}`)));
  await vi.waitFor(() => expect(sets).toHaveLength(1), 5000);
  const { body } = await talk.say('HIM vs HIT');
  const [asked, answered, ...further] = await following(talk);
  expect(further).toEqual([]);
  expect(asked).toMatchObject({ id: body.id, text: 'HIM vs HIT', from: { id: talk.user } });
  expect(answered).toMatchObject({ replyToId: body.id, from: { role: 'bot' } });
  await vi.waitFor(() => expect(sets).toHaveLength(2), 5000);
  expect(sets[1]).toMatchObject({ activities: [{ id: asked?.id }, { id: answered?.id }], watermark: '3' });
  socket.terminate();
});

/** Sends messages over one connection, none waiting for the answer to the one before. */
async function sendAtOnce({ at, token, user }: Talk, texts: readonly string[]): Promise<void> {
  const { host, hostname, port, pathname } = new URL(at('/activities'));
  const requests = texts.map((text, n) => {
    const body = JSON.stringify({ type: 'message', from: { id: user }, text });
    return [
      `POST ${pathname} HTTP/1.1`,
      `Host: ${host}`,
      `Authorization: Bearer ${token}`,
      'Content-Type: application/json',
      `Content-Length: ${Buffer.byteLength(body)}`,
      `Connection: ${n === texts.length - 1 ? 'close' : 'keep-alive'}`,
      '',
      body,
    ].join('\r\n');
  });
  const socket = connect(Number(port), hostname).resume();
  socket.write(requests.join(''));
  await once(socket, 'close');
}

test('messages that are sent at once are stored and answered in the order in which they came', async () => {
  const texts = ['HIM vs HIT', 'hello', 'How much does medical coding cost?', 'thanks', 'and billing?'];
  for (let round = 0; round < 5; round++) {
    const talk = await startTalk(url);
    // The token is checked with its first request; while that lasts, others may overtake each other.
    await talk.activities();
    await sendAtOnce(talk, texts);
    await vi.waitFor(async () => expect(await following(talk)).toHaveLength(10), 5000);
    const all = await following(talk);
    const asked = all.filter(({ from }) => from.role === 'user');
    expect(asked.map(({ text }) => text)).toEqual(texts);
    const answers = all.filter(({ from }) => from.role === 'bot');
    expect(answers.map(({ replyToId }) => replyToId)).toEqual(asked.map(({ id }) => id));
  }
});

test('messages that are sent at once are answered one after another, each in the light of those before', async () => {
  const talk = await startTalk(url);
  const texts = ['How much does medical coding cost?', 'and billing?', 'how long do they take?', 'thanks', 'hello'];
  const posts = await Promise.all(texts.map((text) => talk.say(text)));
  await vi.waitFor(async () => expect(await following(talk)).toHaveLength(10), 5000);
  const all = await following(talk);
  expect(new Set(posts.map(({ body }) => body.id)).size).toBe(5);
  for (const { body } of posts) {
    const at = all.findIndex(({ id }) => id === body.id);
    expect(all.slice(at).some(({ replyToId }) => replyToId === body.id)).toBe(true);
  }
});

test('a message that comes again under the client’s id is the one that stands, and is not answered again', async () => {
  const talk = await startTalk(url);
  const message = { type: 'message', text: 'HIM vs HIT', channelData: { clientActivityID: 'mine' } };
  const [first, ...again] = await Promise.all([1, 2, 3].map(() => talk.post(message)));
  for (const { status, body } of again) expect([status, body.id]).toEqual([200, first?.body.id]);
  expect((await talk.post(message)).body.id).toBe(first?.body.id);
  expect(await following(talk)).toHaveLength(2);
});

test('who has everything deleted leaves no word behind, not even the last', async () => {
  const talk = await startTalk(url);
  await talk.say('HIM vs HIT');
  await talk.say('delete my data');
  await vi.waitFor(async () => expect((await talk.activities()).at(-1)?.text).toMatch(/deleted/i), 5000);
  const kept = await read((database) => database.find(talk.user));
  expect(kept.activities.map(({ activity }) => JSON.parse(activity).from.role)).toEqual(['bot']);
});

test('what is left for a person is left once, after the message that sends it was stored', async () => {
  const talk = await startTalk(url);
  for (const text of [
    'I want to talk to a person',
    'Leave a question',
    'Ada',
    'ada@school.example',
    'Is there a waiting list?',
    'Send',
  ]) {
    const { actions = [] } = (await talk.activities()).at(-1)?.suggestedActions ?? {};
    const value = actions.find(({ title }) => title === text)?.value;
    const { body } = await talk.post({ type: 'message', text, ...(value && { value }) });
    await vi.waitFor(async () => expect((await following(talk)).at(-1)?.replyToId, text).toBe(body.id), 5000);
  }
  const kept = await read((database) => database.find(talk.user));
  expect(kept.handoffs).toHaveLength(1);
});
