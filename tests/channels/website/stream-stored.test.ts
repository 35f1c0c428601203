/** A stream that is handed what was stored, which is all that it need not read. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Activity } from 'botbuilder';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { Stream } from '../../../src/channels/website/stream.ts';
import { createTranscript, type Transcript } from '../../../src/channels/website/transcript.ts';
import { openDatabase } from '../../../src/storage/open.ts';
import type { Database } from '../../../src/storage/storage.ts';
import { message, noon } from '../../storage/samples.ts';

let database: Database;
let transcript: Transcript;
let server: WebSocketServer;
let socket: WebSocket;
let texts: (string | undefined)[];

const append = (text: string) => database.conversations.append('c', message(text), noon);

beforeEach(async () => {
  texts = [];
  database = await openDatabase('sqlite::memory:');
  await database.conversations.open({ id: 'c', now: noon });
  await append('first');
  transcript = createTranscript(database.conversations, () => noon);
  server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  server.on('connection', (each) => new Stream(each, transcript, 'c', 0));
  await once(server, 'listening');
  socket = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  socket.on('message', (data) => {
    const { activities }: { activities: Partial<Activity>[] } = JSON.parse(`${data}`);
    texts.push(...activities.map(({ text }) => text));
  });
  await expect.poll(() => texts).toEqual(['first']);
});
afterEach(async () => {
  socket.terminate();
  server.close();
  await database.close();
});

test('sends what it was not told of before that', async () => {
  await append('second');
  transcript.wake('c', [await append('third')]);
  await expect.poll(() => texts).toEqual(['first', 'second', 'third']);
});

test('sends nothing again', async () => {
  const [second, third] = [await append('second'), await append('third')];
  transcript.wake('c');
  await expect.poll(() => texts).toEqual(['first', 'second', 'third']);
  transcript.wake('c', [second, third]);
  await sleep(20);
  transcript.wake('c', [await append('fourth')]);
  await expect.poll(() => texts).toContain('fourth');
  expect(texts).toEqual(['first', 'second', 'third', 'fourth']);
});

test('sends all that comes in the same moment', async () => {
  const [second, third] = [await append('second'), await append('third')];
  transcript.wake('c', [second]);
  transcript.wake('c', [third]);
  await expect.poll(() => texts).toEqual(['first', 'second', 'third']);
});
