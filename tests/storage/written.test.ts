import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openDatabase } from '../../src/storage/open.ts';
import type { Database } from '../../src/storage/storage.ts';
import { watchWritten } from '../../src/storage/written.ts';
import { message, noon } from './samples.ts';

let folder: string;
let file: string;
/** Ends of the syncs that were begun and wait, in their order. */
let syncs: (() => void)[];
let failure: Error | undefined;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'crossroads-written-'));
  file = join(folder, 'file');
  writeFileSync(file, '');
  syncs = [];
  failure = undefined;
  const handle = await open(file);
  const prototype: FileHandle = Object.getPrototypeOf(handle);
  await handle.close();
  const { datasync } = prototype;
  vi.spyOn(prototype, 'datasync').mockImplementation(async function (this: FileHandle) {
    await new Promise<void>((resolve) => syncs.push(resolve));
    if (failure) throw failure;
    await datasync.call(this);
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

/** Whether a promise is settled by now, whatever else could go on having gone on. */
async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  const pending = Symbol('pending');
  const later = new Promise((resolve) => setTimeout(resolve, 50, pending));
  return (await Promise.race([promise.catch(() => undefined), later])) !== pending;
}

const nextSync = async () => {
  await vi.waitFor(() => expect(syncs.length).toBeGreaterThan(0), 5000);
  syncs.shift()?.();
};

test('what was written is safe when a sync that began after it has ended, one for all that wait', async () => {
  const written = watchWritten(file);
  await written.safe();
  written.note();
  const first = written.safe();
  await vi.waitFor(() => expect(syncs).toHaveLength(1), 5000);
  written.note();
  const others = [written.safe(), written.safe()];
  await nextSync();
  await first;
  expect(await isSettled(Promise.race(others))).toBe(false);
  await nextSync();
  await Promise.all(others);
  await written.safe();
  expect(syncs).toHaveLength(0);
  await written.close();
});

test('a sync that fails is told to all that wait for it, and tried again', async () => {
  const written = watchWritten(file);
  written.note();
  failure = new Error('the disk is gone');
  const waiting = Promise.allSettled([written.safe(), written.safe()]);
  await nextSync();
  expect((await waiting).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  failure = undefined;
  const again = written.safe();
  await nextSync();
  await again;
  await written.close();
});

test('nobody is told of what an SQLite file holds before that is on the disk, while others go on', async () => {
  const opening = openDatabase(`sqlite:${join(folder, 'c.db')}`);
  const flow = setInterval(() => syncs.splice(0).forEach((end) => end()), 1);
  const database: Database = await opening;
  await database.conversations.open({ id: 'c', now: noon });
  clearInterval(flow);

  const said = database.conversations.append('c', message('hello'), noon);
  await vi.waitFor(() => expect(syncs).toHaveLength(1), 5000);
  const read = database.conversations.list('c', 0, 10);
  expect(await isSettled(Promise.race([said, read]))).toBe(false);
  await nextSync();
  expect((await said).sequence).toBe(1);
  expect(await read).toHaveLength(1);
  await database.close();
});
