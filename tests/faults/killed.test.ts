/** Processes that are killed at random instants under load. `KILLS` says how often; 50 take some ten minutes. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Outcome } from '../../src/commands/load/converse.ts';
import { killAgainAndAgain, load } from '../../src/commands/load/load.ts';
import { createReplica, type Replica } from '../../src/commands/load/replica.ts';
import { type Postgres, startPostgres } from '../postgres/server.ts';

const kills = Number(process.env.KILLS ?? 3);
// A start takes a second, on a machine that has nothing to do.
const within = 120_000 + kills * 30_000;
const folder = mkdtempSync(join(tmpdir(), 'crossroads-killed-'));
let postgres: Postgres;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(async () => {
  await postgres?.stop();
  rmSync(folder, { recursive: true });
});

async function loadWhileKilling(replicas: readonly Replica[], pauseOf: () => number): Promise<Outcome> {
  for (const replica of replicas) await replica.start();
  const urls = replicas.map(({ url }) => url);
  try {
    return await load({
      conversations: 40,
      turns: 20,
      meanwhile: () => killAgainAndAgain(replicas, kills, pauseOf),
      urls,
      within,
    });
  } finally {
    for (const replica of replicas) await replica.stop();
  }
}

function expectExactlyOne({ latencies, tally, ...outcome }: Outcome): void {
  process.stdout.write(`${JSON.stringify({ ...outcome, ...tally })}\n`);
  expect(outcome.acknowledged).toBeGreaterThan(20);
  expect(outcome).toMatchObject({ lost: 0, doubled: 0, crossed: 0 });
  expect(tally).toMatchObject({ serverErrors: 0, refused: 0 });
  expect(latencies.length).toBe(outcome.acknowledged);
}

test('whatever was acknowledged is answered exactly once, though the service is killed', {
  timeout: within,
}, async () => {
  const replica = await createReplica({ DATABASE_URL: `sqlite:${join(folder, 'killed.db')}` });
  expectExactlyOne(await loadWhileKilling([replica], () => 500 + Math.random() * 3000));
});

test('and though one of two replicas is killed every five seconds', { timeout: within }, async () => {
  const env = { DATABASE_URL: await postgres.create() };
  const replicas = await Promise.all([createReplica(env), createReplica(env)]);
  expectExactlyOne(await loadWhileKilling(replicas, () => 5000));
});
