/** Claims of processes that end, stand still, or are out of the database's sight for a moment. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { build } from 'esbuild';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { openDatabase } from '../../src/storage/open.ts';
import type { Database } from '../../src/storage/storage.ts';
import { type Postgres, startPostgres } from '../postgres/server.ts';

let postgres: Postgres;
let folder: string;
let script: string;
beforeAll(async () => {
  postgres = await startPostgres();
  // Beneath node_modules, so that what is built there finds the packages.
  folder = await mkdtemp(join(import.meta.dirname, '../../node_modules/.holder-'));
  script = join(folder, 'holder.mjs');
  const entryPoints = [join(import.meta.dirname, 'holder.ts')];
  await build({ entryPoints, outfile: script, bundle: true, platform: 'node', format: 'esm', packages: 'external' });
});
afterAll(async () => {
  await rm(folder, { recursive: true });
  await postgres.stop();
});

let url: string;
let survivor: Database;
let holder: ChildProcess;
beforeEach(async () => {
  url = await postgres.create();
  survivor = await openDatabase(url);
  holder = spawn(process.execPath, [script, url], { stdio: ['ignore', 'pipe', 'inherit'] });
  expect(`${await once(holder.stdout as NodeJS.ReadableStream, 'data')}`).toBe('claimed\n');
});
afterEach(async () => {
  holder.kill('SIGKILL');
  await survivor.close();
});

// As long as the one of the holder.
const halfAnHour = 30 * 60_000;
const lease = () => ({ now: Date.now(), until: Date.now() + halfAnHour });
const waiting = () => survivor.inbox.waiting('slack', lease(), 10);

/** What is waiting, looked for again and again for some seconds, as replicas do. */
async function waitingMeanwhile(): Promise<string[]> {
  const found: string[] = [];
  for (let n = 0; n < 12; n++) {
    found.push(...(await waiting()));
    await pause(250);
  }
  return found;
}

test('what a dead process held is for others long before its claim runs out', async () => {
  expect(await waiting()).toEqual([]);
  holder.kill('SIGKILL');
  await expect.poll(waiting, { timeout: 20_000, interval: 250 }).toEqual(['c']);
  expect(await survivor.inbox.claim('slack', 'c', lease())).toMatchObject({ id: 'a', claims: 1 });
});

test('what one holds that stands still is its own until then', async () => {
  holder.kill('SIGSTOP');
  expect(await waitingMeanwhile()).toEqual([]);
  const much = halfAnHour + 1000;
  const later = { now: Date.now() + much, until: Date.now() + much + halfAnHour };
  expect(await survivor.inbox.waiting('slack', later, 10)).toEqual(['c']);
});

test('what one holds whose session broke stays its own, since it has another at once', async () => {
  const client = new pg.Client(url);
  await client.connect();
  const { rowCount } = await client.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'crossroads listening' and datname = current_database()",
  );
  await client.end();
  expect(rowCount).toBe(2);
  expect(await waitingMeanwhile()).toEqual([]);
});
