/**
 * `npm run bench -- turns [--repeats N] [--seconds N]`: turns a second and their times, through each way into the service,
 * beside a bot on the same framework that only says back what it hears.
 */
import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { createReplica } from '../src/commands/load/replica.ts';
import { packageRoot } from '../src/config.ts';
import { startPostgres } from '../tests/postgres/server.ts';
import { median, percentile, spread } from './statistics.ts';
import { bars, short, table, tell } from './table.ts';
import type { Job, Taken } from './turns/client.ts';

const built = (name: string) => join(packageRoot, 'dist/bench/turns', `${name}.js`);
const connections = [1, 32, 256] as const;
const warmUp = 1500;
/** How long a client may take beyond the time it measures, milliseconds. */
const patience = 120_000;

/** A way into a service that runs. */
interface Way {
  readonly name: string;
  readonly url: string;
  readonly way: Job['way'];
  readonly misspelt?: boolean;
}

/** One repeat's figures. */
interface Run {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  readonly bytes: number;
  /** Milliseconds of processor time that the service took for each turn; a busy machine changes it least. */
  readonly processor: number;
  /** The same of the client, which takes turns on the processor with the service. */
  readonly client: number;
}

/** Runs the benchmark with the command line's arguments and gives its tables. */
export async function benchTurns(args: readonly string[]): Promise<string> {
  const options = { repeats: { type: 'string', default: '3' }, seconds: { type: 'string', default: '3' } } as const;
  const { values } = parseArgs({ args: [...args], options });
  const [repeats, seconds] = [Number(values.repeats), Number(values.seconds)];
  if (!(repeats >= 1 && repeats <= 50 && seconds >= 1 && seconds <= 60))
    throw new Error('--repeats from 1 to 50, --seconds from 1 to 60');
  const { ways, stop } = await startAll();
  try {
    const runs = new Map<string, Run[]>();
    for (let repeat = 0; repeat < repeats; repeat += 1)
      // Interleaved, so that a slow minute of the machine falls on all of them.
      for (const count of connections)
        for (const way of ways) {
          const key = `${way.name} ${count}`;
          const one = await run(way, count, seconds * 1000);
          runs.set(key, [...(runs.get(key) ?? []), one]);
          tell(`${way.name}, ${count} connections, repeat ${repeat + 1}: ${short(one.perSecond)} turns/s`);
        }
    return report(ways, runs, `${repeats} repeats of ${seconds} s`);
  } finally {
    await stop();
  }
}

async function startAll(): Promise<{ ways: Way[]; stop(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'crossroads-bench-'));
  const postgres = await startPostgres();
  const echo = await startEcho();
  const onSqlite = await createReplica({ DATABASE_URL: `sqlite:${join(folder, 'bench.db')}` });
  const onPostgres = await createReplica({ DATABASE_URL: await postgres.create() });
  await onSqlite.start();
  await onPostgres.start();
  return {
    ways: [
      { name: 'echo', url: echo.url, way: 'messages' },
      { name: '/api/messages, SQLite', url: onSqlite.url, way: 'messages' },
      { name: '/api/messages, SQLite, misspelt', url: onSqlite.url, way: 'messages', misspelt: true },
      { name: 'Direct Line, SQLite', url: onSqlite.url, way: 'direct line' },
      { name: '/api/messages, PostgreSQL', url: onPostgres.url, way: 'messages' },
      { name: 'Direct Line, PostgreSQL', url: onPostgres.url, way: 'direct line' },
    ],
    async stop() {
      await Promise.all([echo.stop(), onSqlite.stop(), onPostgres.stop()]);
      await postgres.stop();
      await rm(folder, { recursive: true });
    },
  };
}

async function startEcho(): Promise<{ url: string; stop(): Promise<void> }> {
  const child = spawn(process.execPath, ['--max-semi-space-size=8', built('echo')], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  const stop = async () => {
    child.kill();
    await once(child, 'exit');
  };
  return { url: JSON.parse(line).url, stop };
}

async function run({ url, way, misspelt = false }: Way, count: number, measured: number): Promise<Run> {
  const client = fork(built('client'), { serialization: 'advanced' });
  const job: Job = { url, way, misspelt, connections: count, warmUp, measured };
  const before = await processorSeconds(url);
  client.send(job);
  const timer = setTimeout(() => client.kill('SIGKILL'), measured + patience);
  const failed = once(client, 'exit').then(() => {
    clearTimeout(timer);
    throw new Error(`${url} with ${count} connections: the client failed, or waited too long for an answer`);
  });
  failed.catch(() => undefined);
  const [{ turns, bytes, taken, processor }] = (await Promise.race([once(client, 'message'), failed])) as [Taken];
  await failed.catch(() => undefined);
  const seconds = (await processorSeconds(url)) - before;
  return {
    perSecond: turns.length / (measured / 1000),
    p50: percentile(turns, 0.5),
    p99: percentile(turns, 0.99),
    bytes: bytes / turns.length,
    processor: (1000 * seconds) / taken,
    client: processor / taken,
  };
}

/** What a service has taken of the processor so far. */
async function processorSeconds(url: string): Promise<number> {
  const figures = await (await fetch(`${url}/metrics`)).text();
  return Number(/^process_cpu_seconds_total (\S+)/m.exec(figures)?.[1]);
}

function report(ways: readonly Way[], runs: ReadonlyMap<string, readonly Run[]>, how: string): string {
  const of = (way: Way, count: number, read: (run: Run) => number) =>
    (runs.get(`${way.name} ${count}`) ?? []).map((one) => read(one));
  const [echo] = ways as [Way];
  const perSecond = (one: Run) => one.perSecond;
  const row = (way: Way, count: number) => {
    // By repeats, each beside the echo of its own minute.
    const beside = (read: (run: Run) => number) => {
      const own = of(way, count, read);
      return median(of(echo, count, read).map((value, i) => (own[i] ?? Number.NaN) / value));
    };
    return [
      `${count}`,
      way.name,
      short(median(of(way, count, perSecond))),
      `${Math.round(100 * spread(of(way, count, perSecond)))} %`,
      beside(perSecond).toFixed(2),
      short(median(of(way, count, (one) => one.p50))),
      short(median(of(way, count, (one) => one.p99))),
      beside((one) => one.p99).toFixed(2),
      short(median(of(way, count, (one) => one.processor))),
      short(median(of(way, count, (one) => one.client))),
      short(median(of(way, count, (one) => one.bytes))),
    ];
  };
  const head = [
    'connections',
    'bot',
    'turns/s',
    'spread',
    '× echo',
    'p50 ms',
    'p99 ms',
    'p99 × echo',
    'CPU ms',
    'client’s',
    'bytes back',
  ];
  const chart = ways.map((way) => [way.name, median(of(way, 32, perSecond))] as const);
  return [
    `${how}, interleaved; medians; spread is what lies between the slowest and the fastest repeat.`,
    table(
      head,
      connections.flatMap((count) => ways.map((way) => row(way, count))),
    ),
    'At 32 connections:',
    bars(chart, 'turns/s'),
  ].join('\n\n');
}
