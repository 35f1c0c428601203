import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { PACE } from '../../src/handoff/backoff.ts';
import { createOutbox } from '../../src/handoff/outbox.ts';
import { createWebhook } from '../../src/handoff/webhook.ts';
import { createLog } from '../../src/log.ts';
import { openDatabase } from '../../src/storage/open.ts';
import { hang, startReceiver } from './receiver.ts';
import { submission } from './sample.ts';

let folder: string;
beforeEach(async () => {
  // Beneath node_modules, so that what is built there finds the packages.
  folder = await mkdtemp(join(import.meta.dirname, '../../node_modules/.submitter-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('a process that is killed while it delivers leaves the handoff to the next, under the same id', async () => {
  const data = await mkdtemp(join(tmpdir(), 'crossroads-'));
  const receiver = await startReceiver(hang, 200);
  await killedInDelivery(`sqlite:${data}/c.db`, receiver);

  const database = await openDatabase(`sqlite:${data}/c.db`);
  let now = Date.now();
  const deliver = createWebhook({ url: receiver.url });
  const outbox = createOutbox({ store: database.handoffs, deliver, log: createLog('silent'), now: () => now });
  outbox.start();
  // The delivery might still be running in another process: not before it must have ended.
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(receiver.received).toHaveLength(1);

  now += PACE.attempt + PACE.firstDelay;
  outbox.start();
  const id = String(receiver.received[0]?.headers['idempotency-key']);
  await vi.waitFor(async () => expect((await database.handoffs.find(id))?.deliveredAt).toBe(now), 3000);
  expect(receiver.received.map(({ headers }) => headers['idempotency-key'])).toEqual([id, id]);
  expect(JSON.parse(receiver.received[1]?.body ?? '')).toMatchObject(submission);

  await outbox.stop();
  await database.close();
  await receiver.close();
  await rm(data, { recursive: true });
});

async function killedInDelivery(url: string, receiver: Awaited<ReturnType<typeof startReceiver>>): Promise<void> {
  const outfile = join(folder, 'submitter.mjs');
  const entry = join(import.meta.dirname, 'submitter.ts');
  await build({ entryPoints: [entry], outfile, bundle: true, packages: 'external', platform: 'node', format: 'esm' });
  const child = spawn(process.execPath, [outfile, url, receiver.url], { stdio: ['ignore', 'inherit', 'inherit'] });
  const exited = once(child, 'exit');
  await vi.waitFor(() => expect(receiver.received).toHaveLength(1), 20_000);
  child.kill('SIGKILL');
  await exited;
}
