/**
 * `npm run bench -- weight [--conversations N] [--starts N]`: how long the service takes to be ready, what memory it takes
 * idle and with many conversations open, and how much disk an installation for production takes.
 */
import { execFile } from 'node:child_process';
import { cp, lstat, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs, promisify } from 'node:util';
import { Pool } from 'undici';
import { createReplica, type Replica } from '../src/commands/load/replica.ts';
import { packageRoot } from '../src/config.ts';
import { median, spread } from './statistics.ts';
import { short, table } from './table.ts';

const atOnce = 16;
/** How long the service may take to give back what it used, in milliseconds. */
const settle = 20_000;

/** Runs the benchmark with the command line's arguments and gives its table. */
export async function benchWeight(args: readonly string[]): Promise<string> {
  const options = {
    conversations: { type: 'string', default: '10000' },
    starts: { type: 'string', default: '5' },
  } as const;
  const { values } = parseArgs({ args: [...args], options });
  const [conversations, starts] = [Number(values.conversations), Number(values.starts)];
  if (!(conversations >= 1 && conversations <= 20_000 && starts >= 1 && starts <= 50))
    throw new Error('--conversations from 1 to 20000, --starts from 1 to 50');
  const folder = await mkdtemp(join(tmpdir(), 'crossroads-bench-'));
  const replica = await createReplica({ DATABASE_URL: `sqlite:${join(folder, 'bench.db')}` });
  try {
    const ready = await timeStarts(replica, starts);
    const idle = await memoryIdle(replica);
    const full = await openMany(replica, conversations);
    await pause(settle);
    const after = await memoryOf(replica);
    const { whole, slim } = await installSizes(folder);
    return table(
      ['what', 'figure'],
      [
        [
          `ready, median of ${starts} starts`,
          `${short(median(ready))} ms (spread ${Math.round(100 * spread(ready))} %)`,
        ],
        ['resident, idle', `${short(idle)} MB`],
        [`resident, ${conversations} conversations open`, `${short(full)} MB`],
        [`the same, ${settle / 1000} s later`, `${short(after)} MB`],
        ['production install, `npm ci --omit=dev`', `${short(whole)} MB`],
        ['the same after `npm run slim`', `${short(slim)} MB`],
      ],
    );
  } finally {
    await replica.stop();
    await rm(folder, { recursive: true });
  }
}

/** From the start of the process until it says that it is ready. Leaves it running. */
async function timeStarts(replica: Replica, starts: number): Promise<number[]> {
  const took: number[] = [];
  for (let start = 0; start < starts; start += 1) {
    if (start > 0) await replica.stop();
    const began = performance.now();
    await replica.start();
    const { ok } = await fetch(`${replica.url}/readyz`);
    if (!ok) throw new Error('The service is not ready although it listens');
    took.push(performance.now() - began);
  }
  return took;
}

async function memoryIdle(replica: Replica): Promise<number> {
  await pause(settle);
  return memoryOf(replica);
}

/** Opens conversations as pages do, and leaves them open. Resolves to the memory then, in megabytes. */
async function openMany(replica: Replica, count: number): Promise<number> {
  const pool = new Pool(replica.url, { connections: atOnce });
  const post = async (path: string, token = '') => {
    const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) };
    const { statusCode, body } = await pool.request({ method: 'POST', path, headers, body: '{}' });
    const answer = (await body.json()) as { token: string };
    if (statusCode >= 300) throw new Error(`${path} was answered ${statusCode}`);
    return answer;
  };
  let left = count;
  const open = async () => {
    while (left-- > 0) await post('/v3/directline/conversations', (await post('/embed/token')).token);
  };
  await Promise.all(Array.from({ length: atOnce }, open));
  await pool.close();
  return memoryOf(replica);
}

/** What the packages take on disk, in megabytes: as npm installs them, and less what a built service never reads. */
async function installSizes(folder: string): Promise<{ whole: number; slim: number }> {
  const copy = join(folder, 'install');
  for (const name of ['package.json', 'package-lock.json']) await cp(join(packageRoot, name), join(copy, name));
  const npm = (...args: string[]) => promisify(execFile)('npm', args, { cwd: copy });
  await npm('ci', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline');
  const whole = await sizeOf(join(copy, 'node_modules'));
  await npm('run', '--silent', 'slim');
  return { whole, slim: await sizeOf(join(copy, 'node_modules')) };
}

async function sizeOf(directory: string): Promise<number> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const sizes = await Promise.all(files.map(async ({ parentPath, name }) => lstat(join(parentPath, name))));
  return sizes.reduce((sum, { blocks }) => sum + blocks * 512, 0) / 2 ** 20;
}

const memoryOf = async (replica: Replica): Promise<number> => (await replica.figures()).memory;
