/** What SQLite has written is acknowledged once it is on the disk, and nothing else waits for the disk. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import type { Database } from '../../src/storage/storage.ts';
import { disk } from './disk.ts';
import { message, noon } from './samples.ts';

const { openDatabase } = await import('../../src/storage/open.ts');
afterAll(disk.restore);

let folder: string;
let database: Database;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'crossroads-'));
  database = await openDatabase(`sqlite:${join(folder, 'a.db')}`);
  await database.conversations.open({ id: 'c', now: noon });
});
afterEach(async () => {
  disk.release();
  disk.failures = 0;
  await database.close();
  rmSync(folder, { recursive: true });
});

/** What of several things is done after a while, by name. */
async function doneOf(all: Record<string, Promise<unknown>>): Promise<string[]> {
  const done: string[] = [];
  for (const [name, one] of Object.entries(all)) void one.then(() => done.push(name));
  await new Promise((resolve) => setTimeout(resolve, 100));
  return done;
}

test('what is written waits for the disk, and so does who reads on from it', async () => {
  disk.hold();
  const { conversations, states } = database;
  const written = {
    append: conversations.append('c', message('one'), noon),
    write: states.write({ a: { n: 1 } }),
  };
  expect(await doneOf(written)).toEqual([]);
  const read = { list: conversations.list('c', 0, 10), find: conversations.find('c'), read: states.read(['a']) };
  expect(await doneOf(read)).toEqual(['find', 'read']);
  disk.release();
  await Promise.all([written.append, written.write]);
  expect(await read.list).toHaveLength(1);
});

test('those who write in the meantime wait for one flush together', async () => {
  disk.hold();
  const first = database.conversations.append('c', message('one'), noon);
  await doneOf({});
  const others = Array.from({ length: 20 }, (_, n) => database.states.write({ [`${n}`]: { n } }));
  await doneOf({});
  disk.flushes = 0;
  disk.release();
  await Promise.all([first, ...others]);
  expect(disk.flushes).toBe(1);
});

test('those who read in the meantime wait for the flush under way, and for no other', async () => {
  disk.hold();
  disk.flushes = 0;
  const written = database.conversations.append('c', message('one'), noon);
  await doneOf({});
  const read = Array.from({ length: 20 }, () => database.conversations.list('c', 0, 10));
  expect(await doneOf({ one: read[0] as Promise<unknown> })).toEqual([]);
  disk.release();
  await Promise.all([written, ...read]);
  expect(disk.flushes).toBe(1);
});

test('who reads what was written while the disk was at work waits for the flush after', async () => {
  disk.hold();
  const before = database.states.write({ a: { n: 1 } });
  await doneOf({});
  const append = database.conversations.append('c', message('one'), noon);
  await doneOf({});
  disk.release();
  disk.hold();
  await before;
  const list = database.conversations.list('c', 0, 10);
  expect(await doneOf({ append, list })).toEqual([]);
  disk.release();
  await append;
  expect(await list).toHaveLength(1);
});

test('what cannot be put on the disk is not acknowledged; what comes later is, when it can', async () => {
  disk.failures = 2;
  const unavailable = { code: 'DATABASE_UNAVAILABLE' };
  await expect(database.conversations.append('c', message('one'), noon)).rejects.toMatchObject(unavailable);
  await expect(database.states.write({ a: { n: 1 } })).rejects.toMatchObject(unavailable);
  await database.states.write({ a: { n: 2 } });
  expect(await database.states.read(['a'])).toMatchObject({ a: { n: 2 } });
});

test('a database that is closed while the disk is at work lets go of the file afterwards', async () => {
  disk.hold();
  const written = database.conversations.append('c', message('one'), noon);
  await doneOf({});
  await database.close();
  disk.release();
  await written;
});
