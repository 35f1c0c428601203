import { Kysely, sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DatabaseUnavailable } from '../../src/storage/errors.ts';
import type { Schema } from '../../src/storage/schema.ts';
import { openSqlite } from '../../src/storage/sqlite.ts';
import { inGroups, type Transact } from '../../src/storage/transact.ts';
import { ask, type Work } from '../../src/storage/work.ts';

let db: Kysely<Schema>;
let transact: Transact;
let commits: number;
beforeEach(async () => {
  commits = 0;
  const { dialect, answer } = openSqlite(':memory:');
  db = new Kysely<Schema>({ dialect });
  await sql`create table numbers (n integer primary key)`.execute(db);
  transact = inGroups(db, (query) => {
    if (query.sql === 'commit') commits += 1;
    return answer(query);
  });
});
afterEach(() => db.destroy());

function* insert(n: number): Work<number> {
  yield* ask((db) => ({ compile: () => sql`insert into numbers values (${n})`.compile(db) }));
  return n;
}

const put = (n: number) => transact(() => insert(n));
const stored = async () =>
  (await sql<{ n: number }>`select n from numbers order by n`.execute(db)).rows.map(({ n }) => n);
const numbers = Array.from({ length: 250 }, (_, n) => n);

test('what is asked for at once is done together, in order, each with its own result', async () => {
  expect(await Promise.all(numbers.map(put))).toEqual(numbers);
  expect(await stored()).toEqual(numbers);
});

test('what fails fails alone and leaves nothing', async () => {
  const half = transact(function* () {
    yield* insert(7);
    throw new Error('half done');
  });
  const outcomes = await Promise.allSettled([put(1), half, put(1), put(2)]);
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled']);
  expect(await stored()).toEqual([1, 2]);
});

test('what is asked for at once costs a few commits', async () => {
  await Promise.all(numbers.map(put));
  expect(commits).toBe(3);
});

test('a group whose transaction cannot begin fails as a whole, and the next is tried', async () => {
  await sql`begin`.execute(db);
  const outcomes = await Promise.allSettled([put(1), put(2)]);
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  await sql`rollback`.execute(db);
  expect(await put(3)).toBe(3);
  expect(await stored()).toEqual([3]);
});

test('where the database cannot be written to, nobody of a group is tried again alone', async () => {
  let tries = 0;
  const unwritable = () =>
    // biome-ignore lint/correctness/useYield: it fails before it asks for anything
    transact(function* () {
      tries += 1;
      throw new DatabaseUnavailable(new Error('the disk is full'));
    });
  const outcomes = await Promise.allSettled([put(1), unwritable(), put(2), unwritable()]);
  expect(outcomes.map(({ status }) => status)).toEqual(Array(4).fill('rejected'));
  expect(tries).toBe(1);
  expect(await put(3)).toBe(3);
});
