/** A disk that fails at the worst moment, when a message and its answer are in the file and not yet safe. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Activity } from 'botbuilder';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import type { App } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { createLog } from '../../src/log.ts';
import { startTalk } from '../contracts/client.ts';
import { disk } from '../storage/disk.ts';

const { createApp } = await import('../../src/app.ts');
const folder = mkdtempSync(join(tmpdir(), 'crossroads-flush-'));
let app: App;
let url: string;
beforeAll(async () => {
  const settings = { PORT: '0', DATABASE_URL: `sqlite:${join(folder, 'a.db')}`, RATE_LIMIT_PER_MINUTE: '0' };
  app = await createApp(readConfig(settings), { log: createLog('silent') });
  url = await app.start();
});
afterAll(async () => {
  await app.stop();
  disk.restore();
  rmSync(folder, { recursive: true });
});

test('is answered 503; sent again, the message is the one that stands, and who follows sees both once', async () => {
  const talk = await startTalk(url);
  const socket = new WebSocket(talk.streamUrl);
  const seen: Activity[] = [];
  socket.on('message', (data) => seen.push(...(`${data}` ? JSON.parse(`${data}`).activities : [])));
  await vi.waitFor(() => expect(seen).toHaveLength(1), 5000);

  const message = { type: 'message', text: 'HIM vs HIT', channelData: { clientActivityID: 'mine' } };
  disk.failures = 1;
  expect((await talk.post(message)).status).toBe(503);
  const { status, body } = await talk.post(message);
  expect(status).toBe(200);

  await vi.waitFor(() => expect(seen).toHaveLength(3), 5000);
  expect(seen.slice(1)).toMatchObject([{ id: body.id, text: 'HIM vs HIT' }, { replyToId: body.id }]);
  expect(await talk.activities('1')).toHaveLength(2);
  socket.terminate();
});
