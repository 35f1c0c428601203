/** The container file, as far as it can be tried without an engine: what it copies, what it runs, who it is. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { packageRoot } from '../src/config.ts';

const read = (file: string) => readFileSync(join(packageRoot, file), 'utf8');
const lines = read('Dockerfile').split('\n');
const all = (instruction: string) =>
  lines.flatMap((line) => (line.startsWith(`${instruction} `) ? line.slice(instruction.length + 1) : []));
const { scripts } = JSON.parse(read('package.json'));
/** The sources of each copy, from the build's context or from its first stage. */
const copies = all('COPY').map((line) => ({
  built: line.startsWith('--from=build '),
  from: line.replace('--from=build ', '').split(' ').slice(0, -1),
}));

const folder = mkdtempSync(join(tmpdir(), 'crossroads-container-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Puts what is copied where it would be; the packages are linked. */
function lay(name: string, paths: readonly string[], source: string): string {
  const app = join(folder, name);
  for (const path of paths) {
    mkdirSync(dirname(join(app, path)), { recursive: true });
    if (path === 'node_modules') symlinkSync(join(packageRoot, path), join(app, path));
    else cpSync(join(source, path), join(app, path), { recursive: true });
  }
  return app;
}

const relative = (path: string) => path.replace('/app/', '');

describe('the container file', () => {
  test('names its base by its full version, the same for both stages', () => {
    const bases = all('FROM').map((line) => line.split(' ')[0]);
    expect(bases).toHaveLength(2);
    expect(new Set(bases).size).toBe(1);
    expect(bases[0]).toMatch(/^node:\d+\.\d+\.\d+-/);
  });

  test('copies what there is and what is let through', () => {
    const allowed = read('.dockerignore').split('\n');
    expect(allowed[0]).toBe('*');
    for (const path of copies.filter(({ built }) => !built).flatMap(({ from }) => from)) {
      expect(existsSync(join(packageRoot, path)), path).toBe(true);
      expect(allowed, path).toContain(`!${path}`);
    }
    expect(copies.flatMap(({ from }) => from).join()).not.toMatch(/\.env|data|\.git/);
  });

  test('runs scripts that there are', () => {
    const run = all('RUN').flatMap((line) => /^npm run (\S+)/.exec(line)?.[1] ?? []);
    expect(run).toEqual(['build', 'slim']);
    for (const name of run) expect(scripts).toHaveProperty(name);
    expect(scripts.slim).toMatch(/^npm prune --omit=dev --ignore-scripts && /);
    expect(all('RUN').filter((line) => line.startsWith('npm ci'))).toEqual(['npm ci --ignore-scripts']);
  });

  test('gives up root, and says how to stop and to check it', () => {
    expect(all('USER')).toEqual(['node']);
    expect(lines.findIndex((line) => line.startsWith('USER'))).toBeGreaterThan(
      lines.findLastIndex((line) => /^(?:COPY|RUN)/.test(line)),
    );
    expect(all('STOPSIGNAL')).toEqual(['SIGTERM']);
    expect(all('HEALTHCHECK')).toHaveLength(1);
  });

  test('is started with nothing it does not need', () => {
    const { crossroads } = parse(read('compose.yaml')).services;
    expect(crossroads).toMatchObject({ read_only: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'] });
    expect(crossroads.volumes).toEqual(['data:/data']);
  });
});

/** The command of an instruction, as a list. */
const commandOf = (line = ''): string[] => JSON.parse(/\[.*\]/.exec(line)?.[0] ?? '[]');

test('what it builds from what it copies starts, is ready, and stops', { timeout: 300_000 }, async () => {
  const sources = copies.filter(({ built }) => !built).flatMap(({ from }) => from);
  const builder = lay('builder', [...sources, 'node_modules'], packageRoot);
  const built = spawnSync('npm', ['run', 'build'], { cwd: builder, encoding: 'utf8' });
  expect(built.status, built.stderr).toBe(0);

  const app = lay(
    'app',
    copies
      .filter(({ built }) => built)
      .flatMap(({ from }) => from)
      .map(relative),
    builder,
  );
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  const env = {
    PATH: process.env.PATH,
    NODE_ENV: 'production',
    HOST: '0.0.0.0',
    PORT: `${port}`,
    DATABASE_URL: `sqlite:${folder}/data/crossroads.db`,
    TEAMS: 'off',
  };
  const check = () => {
    const [command = '', ...args] = commandOf(all('HEALTHCHECK')[0]?.replace(/^.*CMD /, ''));
    return spawnSync(command, args, { cwd: app, env }).status;
  };
  expect(check()).toBe(1);
  const [command = '', ...args] = commandOf(all('CMD')[0]);
  // As the docs start it, it is said that Teams is not used: the image listens on all addresses.
  expect(read('docs/dependencies.md')).toMatch(/docker run .*-e TEAMS=off/);
  expect(all('ENV').join()).toContain(`HOST=${env.HOST}`);
  const unsaid = spawnSync(command, args, { cwd: app, env: { ...env, TEAMS: '' }, encoding: 'utf8' });
  expect([unsaid.status, unsaid.stderr]).toEqual([1, expect.stringContaining('TEAMS=off')]);
  const service: ChildProcess = spawn(command, args, { cwd: app, env, stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(service, 'exit');
  await once(service.stdout as NodeJS.ReadableStream, 'data');
  expect(check()).toBe(0);
  expect((await fetch(`http://127.0.0.1:${port}/ask?q=what+does+coding+pay`)).status).toBe(200);
  service.kill('SIGTERM');
  expect((await exited)[0]).toBe(0);
});
