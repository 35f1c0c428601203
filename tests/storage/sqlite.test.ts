import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'esbuild';
import Libsql from 'libsql';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openDatabase } from '../../src/storage/open.ts';
import { lastingContract, storageContract } from './contract.ts';

storageContract('sqlite in memory', (clock) => openDatabase('sqlite::memory:', clock));

describe('with a file', () => {
  let folder: string;
  let url: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'crossroads-'));
    url = `sqlite:${folder}/made/when/needed.db`;
  });
  afterEach(() => rm(folder, { recursive: true }));

  storageContract('sqlite on a file', (clock) => openDatabase(url, clock));
  lastingContract('sqlite on a file', (clock) => openDatabase(url, clock));

  test('what was acknowledged survives a kill', { timeout: 30_000 }, async () => {
    const acknowledged = await withAppender((script) => appendUntilKilled(script, url, 25));

    const database = await openDatabase(url);
    const places = (await database.conversations.list('c', 0, 1_000_000)).map(({ sequence }) => sequence);
    const next = await database.conversations.append('c', () => ({}), 0);
    await database.close();

    expect(acknowledged.length).toBeGreaterThanOrEqual(25);
    expect(places).toEqual(expect.arrayContaining(acknowledged));
    expect(places).toEqual(places.map((_, index) => index + 1));
    expect(next.sequence).toBe(places.length + 1);
    expect(integrityOf(url)).toEqual([{ integrity_check: 'ok' }]);
  });

  test('processes that start on a new file together share it', { timeout: 30_000 }, async () => {
    const reported = await withAppender((script) =>
      Promise.all([1, 2, 3].map(() => appendUntilKilled(script, url, 10))),
    );
    expect(reported.flat().length).toBeGreaterThanOrEqual(30);
    expect(new Set(reported.flat()).size).toBe(reported.flat().length);
  });

  test('a change of tables that was cut off before it was noted is taken up again', async () => {
    await (await openDatabase(url)).close();
    const file = new Libsql(url.slice('sqlite:'.length));
    file.prepare('delete from kysely_migration where name > ?').run('0006_inbox');
    file.close();
    const database = await openDatabase(url);
    expect(await database.feedback.list(0, 1)).toEqual([]);
    await database.close();
  });

  test('a boolean or a NUL is refused and ends nothing', async () => {
    const database = await openDatabase(url);
    const id = true as unknown as string;
    await expect(database.conversations.open({ id, now: 0 })).rejects.toThrow(TypeError);
    await expect(database.conversations.open({ id: 'c\0d', now: 0 })).rejects.toThrow(TypeError);
    expect((await database.conversations.open({ id: 'c', now: 0 })).created).toBe(true);
    await database.close();
  });

  test('a file that is no database is named as the reason', async () => {
    await writeFile(join(folder, 'notes.txt'), 'a page of notes '.repeat(500));
    await expect(openDatabase(`sqlite:${folder}/notes.txt`)).rejects.toMatchObject({
      code: 'DATABASE_UNAVAILABLE',
      message: expect.stringContaining('not a database'),
    });
  });
});

test.each([
  ['mysql://root:secret@db/x', 'begins with "mysql:"'],
  ['constructor:x', 'begins with "constructor:"'],
  ['sqlite:', 'begins with "sqlite:"'],
  ['data.db', 'names no scheme'],
])('the URL %s is refused, saying which are possible', async (url, reason) => {
  const error = await openDatabase(url).catch((refusal: Error) => refusal);
  expect(error).toMatchObject({ code: 'DATABASE_URL_INVALID', message: expect.stringContaining(reason) });
  expect(error).toMatchObject({ message: expect.stringContaining('sqlite:./path/to/file.db') });
  expect(error).not.toMatchObject({ message: expect.stringContaining('secret') });
});

/** Builds the appender for `use`, beneath node_modules, so that it finds the packages. */
async function withAppender<T>(use: (script: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(import.meta.dirname, '../../node_modules/.appender-'));
  const outfile = join(folder, 'appender.mjs');
  const entry = join(import.meta.dirname, 'appender.ts');
  try {
    await build({ entryPoints: [entry], outfile, bundle: true, packages: 'external', platform: 'node', format: 'esm' });
    return await use(outfile);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Kills a process that appends after it has reported `count` places; resolves to all it reported. */
async function appendUntilKilled(script: string, url: string, count: number): Promise<number[]> {
  const child = spawn(process.execPath, [script, url], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  const places: number[] = [];
  for await (const line of createInterface(child.stdout)) {
    if (places.push(Number(line)) === count) child.kill('SIGKILL');
  }
  expect(await exited).toEqual([null, 'SIGKILL']);
  return places;
}

function integrityOf(url: string): unknown {
  const database = new Libsql(url.replace('sqlite:', ''));
  try {
    return database.pragma('integrity_check');
  } finally {
    database.close();
  }
}

test('nothing of what a user wrote stays in the inbox once it is answered', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'crossroads-'));
  const database = await openDatabase(`sqlite:${folder}/c.db`);
  const delivery = { channel: 'slack', conversationId: 'c', id: 'a', payload: { text: 'a secret' } };
  const accepted = await database.inbox.accept(delivery, { now: 0, until: 1 });
  if (accepted.outcome === 'claimed') await database.finish(accepted.item, {}, 1);
  await database.close();
  expect(await readFile(join(folder, 'c.db'), 'latin1')).not.toContain('a secret');
  await rm(folder, { recursive: true });
});
