/**
 * `npm run load`: starts the service and puts many conversations on it at once, checking that every answer belongs to its
 * question. Bounded, and for this machine alone.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Outcome } from './load/converse.ts';
import { killAgainAndAgain, load, requireLoopback } from './load/load.ts';
import { createReplica } from './load/replica.ts';

const USAGE = `npm run load -- [options]
  --conversations N  at the same time, 1 to 5000 (200)
  --turns N          messages in each, 1 to 100 (5)
  --kills N          kills the service so many times meanwhile, 0 to 100 (0); conversations go on until then
  --replicas N       services on one PostgreSQL, 1 to 4 (1); more than one need --database
  --database URL     where they store (a new SQLite file)
  --url URL          a service of this machine that runs already, instead of one of its own
`;

const { values } = parseArgs({
  options: {
    conversations: { type: 'string', default: '200' },
    turns: { type: 'string', default: '5' },
    kills: { type: 'string', default: '0' },
    replicas: { type: 'string', default: '1' },
    database: { type: 'string' },
    url: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  process.stdout.write(USAGE);
  process.exit(0);
}

const minute = 60_000;
const longest = 15 * minute;
/** How long the service may take to give back what it used. */
const settle = 45_000;

const print = (text: string) => process.stdout.write(`${text}\n`);

try {
  const asked = {
    conversations: number(values.conversations, 1, 5000),
    turns: number(values.turns, 1, 100),
    kills: number(values.kills, 0, 100),
    replicas: number(values.replicas, 1, values.database ? 4 : 1),
  };
  const outcome = values.url ? await loadRunning(values.url, asked) : await loadOwn(asked, values.database);
  process.exitCode = isGood(outcome) ? 0 : 1;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}

interface Asked {
  readonly conversations: number;
  readonly turns: number;
  readonly kills: number;
  readonly replicas: number;
}

async function loadRunning(url: string, { conversations, turns }: Asked): Promise<Outcome> {
  requireLoopback([url]);
  return report(await timed(() => load({ conversations, turns, urls: [url], within: longest })));
}

async function loadOwn({ conversations, turns, kills, replicas: count }: Asked, database?: string): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'crossroads-load-'));
  const env = { DATABASE_URL: database ?? `sqlite:${join(folder, 'load.db')}`, LOG_LEVEL: 'info' };
  const replicas = await Promise.all(Array.from({ length: count }, () => createReplica(env)));
  const urls = replicas.map(({ url }) => url);
  const figures = () => Promise.all(replicas.map((one) => one.figures()));
  const memory = async () => (await figures()).map((one) => Math.round(one.memory));
  const computed = async () => (await figures()).reduce((sum, { cpu }) => sum + cpu, 0);
  const killing = () => killAgainAndAgain(replicas, kills, () => 500 + Math.random() * 3000);
  try {
    for (const replica of replicas) await replica.start();
    // What a service needs once it has answered is not what it needs as it starts.
    await load({ conversations: 50, turns: 5, urls, within: minute });
    await pause(5000);
    const before = await memory();
    const begun = await computed();
    const outcome = report(
      await timed(() =>
        load({ conversations, turns, meanwhile: kills > 0 ? killing : undefined, urls, within: longest }),
      ),
    );
    const full = await memory();
    const each = ((await computed()) - begun) / outcome.acknowledged;
    // A process that was killed has taken its figures along.
    if (kills === 0) print(`computed          ${(1000 * each).toFixed(1)} ms a message, with all that belongs to it`);
    await pause(kills > 0 ? 0 : settle);
    print(`memory in MB      idle ${before}, under load ${full}, ${settle / 1000} s after ${await memory()}`);
    return outcome;
  } finally {
    for (const replica of replicas) await replica.stop();
    rmSync(folder, { recursive: true });
  }
}

async function timed(work: () => Promise<Outcome>): Promise<{ outcome: Outcome; seconds: number }> {
  const began = performance.now();
  return { outcome: await work(), seconds: (performance.now() - began) / 1000 };
}

function report({ outcome, seconds }: { outcome: Outcome; seconds: number }): Outcome {
  const { acknowledged, lost, doubled, crossed, latencies, tally } = outcome;
  const sorted = latencies.toSorted((a, b) => a - b);
  const at = (part: number) => Math.round(sorted[Math.floor((sorted.length - 1) * part)] ?? 0);
  print(
    `acknowledged      ${acknowledged} in ${seconds.toFixed(0)} s, ${(acknowledged / seconds).toFixed(0)} a second`,
  );
  print(`lost              ${lost}`);
  print(`doubled           ${doubled}`);
  print(`crossed           ${crossed}`);
  print(`5xx               ${tally.serverErrors}, and ${tally.unavailable} times 503 with Retry-After`);
  print(`broken, refused   ${tally.broken}, ${tally.refused}`);
  print(`ms to the answer  median ${at(0.5)}, 95 % ${at(0.95)}, 99 % ${at(0.99)}, longest ${at(1)}`);
  return outcome;
}

function isGood({ lost, doubled, crossed, tally }: Outcome): boolean {
  return lost + doubled + crossed + tally.serverErrors + tally.refused === 0;
}

function number(given: string, from: number, to: number): number {
  const value = /^\d+$/.test(given) ? Number(given) : Number.NaN;
  if (!(value >= from && value <= to)) throw new Error(USAGE);
  return value;
}
