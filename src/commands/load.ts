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
import { createReplica, type Figures, type Replica } from './load/replica.ts';
import { isGood, print, report, timed } from './load/report.ts';
import { type Growth, growthOf, watch } from './load/soak.ts';

const USAGE = `npm run load -- [options]
  --conversations N  at the same time, 1 to 5000 (200)
  --turns N          messages in each, 1 to 100 (5)
  --kills N          kills the service so many times meanwhile, 0 to 100 (0); conversations follow one another until then
  --minutes N        conversations follow one another for so long, a message a second in each, 3 to 60; says what the
                     service holds minute by minute, and fails if that grows
  --replicas N       services on one PostgreSQL, 1 to 4 (1); more than one need --database
  --database URL     where they store (a new SQLite file)
  --url URL          a service of this machine that runs already, instead of one of its own
`;

const { values } = parseArgs({
  options: {
    conversations: { type: 'string', default: '200' },
    turns: { type: 'string', default: '5' },
    kills: { type: 'string', default: '0' },
    minutes: { type: 'string' },
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

/** A part by which what is held may differ without growing. */
const mostGrowth = 0.1;

try {
  const asked = {
    conversations: number(values.conversations, 1, 5000),
    turns: number(values.turns, 1, 100),
    kills: number(values.kills, 0, 100),
    minutes: values.minutes === undefined ? 0 : number(values.minutes, 3, 60),
    replicas: number(values.replicas, 1, values.database ? 4 : 1),
  };
  const outcome = values.url
    ? await loadRunning(values.url, asked)
    : asked.minutes > 0
      ? await soak(asked, values.database)
      : await loadOwn(asked, values.database);
  process.exitCode = isGood(outcome) ? 0 : 1;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}

interface Asked {
  readonly conversations: number;
  readonly turns: number;
  readonly kills: number;
  readonly minutes: number;
  readonly replicas: number;
}

async function loadRunning(url: string, { conversations, turns }: Asked): Promise<Outcome> {
  requireLoopback([url]);
  return report(await timed(() => load({ conversations, turns, urls: [url], within: longest })));
}

function loadOwn({ conversations, turns, kills, replicas: count }: Asked, database?: string): Promise<Outcome> {
  return withReplicas(count, database, async (replicas, urls) => {
    const figures = () => Promise.all(replicas.map((one) => one.figures()));
    const memory = async () => (await figures()).map((one) => Math.round(one.memory));
    const computed = async () => (await figures()).reduce((sum, { cpu }) => sum + cpu, 0);
    const killing = () => killAgainAndAgain(replicas, kills, () => 500 + Math.random() * 3000);
    // What a service needs once it has answered is not what it needs as it starts.
    await load({ conversations: 50, turns: 5, urls, within: minute });
    await pause(5000);
    const before = await memory();
    const begun = await computed();
    const meanwhile = kills > 0 ? killing : undefined;
    const outcome = report(await timed(() => load({ conversations, turns, meanwhile, urls, within: longest })));
    const full = await memory();
    const each = ((await computed()) - begun) / outcome.acknowledged;
    // A process that was killed has taken its figures along.
    if (kills === 0) print(`computed          ${(1000 * each).toFixed(1)} ms a message, with all that belongs to it`);
    await pause(kills > 0 ? 0 : settle);
    print(`memory in MB      idle ${before}, under load ${full}, ${settle / 1000} s after ${await memory()}`);
    return outcome;
  });
}

function soak({ conversations, turns, minutes, replicas: count }: Asked, database?: string): Promise<Outcome> {
  return withReplicas(count, database, async (replicas, urls) => {
    let growth: Growth | undefined;
    const tell = ({ memory, heap, handles, files }: Figures) =>
      print(`${memory.toFixed(0).padStart(6)} MB  heap ${heap.toFixed(1)} MB  handles ${handles}  files ${files}`);
    const meanwhile = async () => {
      growth = growthOf(await watch(replicas[0] as Replica, minutes, tell));
    };
    const within = (minutes + 5) * minute;
    const outcome = report(await timed(() => load({ conversations, turns, thinking: 1000, meanwhile, urls, within })));
    const parts = Object.entries(growth ?? {}).map(([name, part]) => `${name} ${(100 * part).toFixed(1)} %`);
    print(`growth            ${parts.join(', ')}`);
    if (!growth || Object.values(growth).some((part) => part > mostGrowth))
      throw new Error('What the service holds grows');
    return outcome;
  });
}

/** Starts so many services on one database, and clears up whatever becomes of the work. */
async function withReplicas(
  count: number,
  database: string | undefined,
  work: (replicas: readonly Replica[], urls: readonly string[]) => Promise<Outcome>,
): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'crossroads-load-'));
  const env = { DATABASE_URL: database ?? `sqlite:${join(folder, 'load.db')}`, LOG_LEVEL: 'info' };
  const replicas = await Promise.all(Array.from({ length: count }, () => createReplica(env)));
  try {
    for (const replica of replicas) await replica.start();
    return await work(
      replicas,
      replicas.map(({ url }) => url),
    );
  } finally {
    for (const replica of replicas) await replica.stop();
    rmSync(folder, { recursive: true });
  }
}

function number(given: string, from: number, to: number): number {
  const value = /^\d+$/.test(given) ? Number(given) : Number.NaN;
  if (!(value >= from && value <= to)) throw new Error(USAGE);
  return value;
}
