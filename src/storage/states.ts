import { randomUUID } from 'node:crypto';
import type { Storage, StoreItem, StoreItems } from 'botbuilder';
import type { Kysely } from 'kysely';
import { DatabaseUnavailable, StateConflict } from './errors.ts';
import { prepare } from './prepared.ts';
import type { Schema, StateRow } from './schema.ts';
import { type Find, findTogether } from './together.ts';
import type { Transact } from './transact.ts';
import type { Work } from './work.ts';

/**
 * The SDK's storage over the `states` table. A write is all or nothing: one stale ETag and none of its items is stored.
 * `clock` dates the writes, in milliseconds since 1970; `reader` is asked for single states.
 */
export function createStates(
  db: Kysely<Schema>,
  transact: Transact,
  clock: () => number,
  reader: Kysely<Schema> = db,
): Storage {
  const find = createFinder(reader);
  const putSoon = createPutter(db);
  return {
    async read(keys) {
      const found = await Promise.all(keys.map(find));
      return Object.fromEntries(found.flatMap((row) => (row ? [[row.key, toItem(row)]] : [])));
    },

    async write(changes) {
      const [first, ...others] = toRows(changes, clock());
      if (!first) return;
      if (others.length === 0 && isForced(first, 'put')) await putSoon(first.row);
      else await transact(() => writeRows([first, ...others], 'put'));
    },

    async delete(keys) {
      if (keys.length === 0) return;
      await db.deleteFrom('states').where('key', 'in', keys).execute();
    },
  };
}

/** A time that no state is idle since. */
const forGood = Number.MAX_SAFE_INTEGER;

/** As `Database.keepForGood`. */
export async function keepForGood<State extends object>(db: Kysely<Schema>, key: string, value: State): Promise<State> {
  const row = { key, value: JSON.stringify(value), etag: randomUUID(), updated_at: forGood };
  const stands = await db
    .insertInto('states')
    .values(row)
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ updated_at: forGood }))
    .returning('value')
    .executeTakeFirstOrThrow();
  return JSON.parse(stands.value);
}

/**
 * Writes states. What has no ETag is put over whatever stands, or must not stand yet (`create`). Throws `StateConflict`.
 */
export function writeStates(changes: StoreItems, now: number, without: 'put' | 'create'): Work<void> {
  return writeRows(toRows(changes, now), without);
}

function* writeRows(changes: readonly StateChange[], without: 'put' | 'create'): Work<void> {
  for (const change of changes) {
    const { row, expected } = change;
    const isPut = isForced(change, without);
    const written = isPut ? put.step(row) : expected ? replace.step({ ...row, expected }) : create.step(row);
    if ((yield* written).numAffectedRows === 0n) throw new StateConflict(row.key);
  }
}

/** Whether a state is put over whatever stands. */
const isForced = ({ expected }: StateChange, without: 'put' | 'create') =>
  expected === '*' || (!expected && without === 'put');

/** A state to be written. */
export interface StateChange {
  row: StateRow;
  /** The ETag the stored state must still have; `*` for any. */
  expected: string | undefined;
}

/** States as rows, in the order of their keys, so that two writers of the same keys cannot wait for each other. */
export function toRows(changes: StoreItems, now: number): StateChange[] {
  return Object.keys(changes)
    .sort()
    .map((key) => {
      const { eTag, ...value }: StoreItem = changes[key];
      // Random, so that an ETag from before a deletion fits nothing written after it.
      const row = { key, value: JSON.stringify(value), etag: randomUUID(), updated_at: now };
      return { row, expected: eTag };
    });
}

function toItem(row: StateRow): StoreItem {
  return { ...JSON.parse(row.value), eTag: row.etag };
}

/** Finds a state. */
const createFinder = (db: Kysely<Schema>): Find<StateRow> =>
  findTogether(
    ({ key }) => key,
    async (keys) => (keys.length === 1 ? (await selectOne(db, { key: keys[0] as string })).rows : selectAll(db, keys)),
  );

const columns = ['key', 'value', 'etag', 'updated_at'] as const;

const selectOne = prepare<{ key: string }, StateRow>((db, { key }) =>
  db.selectFrom('states').select(columns).where('key', '=', key),
);

const selectAll = (db: Kysely<Schema>, keys: readonly string[]) =>
  db.selectFrom('states').select(columns).where('key', 'in', keys).execute();

/** Puts a state over whatever stands; all that are put in the same moment with one statement, or each alone where that fails. */
function createPutter(db: Kysely<Schema>): (row: StateRow) => Promise<void> {
  let waiting: StateRow[] = [];
  let done: Promise<boolean> | undefined;

  const putWaiting = async () => {
    await new Promise((resolve) => setImmediate(resolve));
    const rows = waiting;
    waiting = [];
    done = undefined;
    try {
      await putAll(db, rows);
      return true;
    } catch (error) {
      // What keeps one from being written keeps all.
      if (error instanceof DatabaseUnavailable) throw error;
      return false;
    }
  };

  return async (row) => {
    waiting.push(row);
    done ??= putWaiting();
    if (!(await done)) await put(db, row);
  };
}

/** One statement may not write a row twice, so the last that is put under a key stands for all. */
async function putAll(db: Kysely<Schema>, rows: readonly StateRow[]): Promise<void> {
  const [only, ...others] = [...new Map(rows.map((row) => [row.key, row])).values()].sort(byKey);
  if (!only) return;
  if (others.length === 0) await put(db, only);
  else
    await db
      .insertInto('states')
      .values([only, ...others])
      .onConflict((conflict) =>
        conflict.column('key').doUpdateSet(({ ref }) => ({
          value: ref('excluded.value'),
          etag: ref('excluded.etag'),
          updated_at: ref('excluded.updated_at'),
        })),
      )
      .execute();
}

/** So that two writers of the same keys cannot wait for each other. */
const byKey = (a: StateRow, b: StateRow) => (a.key < b.key ? -1 : 1);

const put = prepare<StateRow>((db, { key, value, etag, updated_at }) =>
  db
    .insertInto('states')
    .values({ key, value, etag, updated_at })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value, etag, updated_at })),
);

const create = prepare<StateRow>((db, { key, value, etag, updated_at }) =>
  db
    .insertInto('states')
    .values({ key, value, etag, updated_at })
    .onConflict((conflict) => conflict.column('key').doNothing()),
);

const replace = prepare<StateRow & { expected: string }>((db, { key, value, etag, updated_at, expected }) =>
  db.updateTable('states').set({ value, etag, updated_at }).where('key', '=', key).where('etag', '=', expected),
);
