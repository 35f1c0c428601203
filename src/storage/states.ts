import { randomUUID } from 'node:crypto';
import type { Storage, StoreItem, StoreItems } from 'botbuilder';
import type { Kysely } from 'kysely';
import { StateConflict } from './errors.ts';
import type { Schema, StateRow } from './schema.ts';
import type { Transact } from './transact.ts';

/**
 * The SDK's storage over the `states` table. A write is all or nothing: one stale ETag and none of its items is stored.
 * `clock` dates the writes, in milliseconds since 1970.
 */
export function createStates(db: Kysely<Schema>, transact: Transact, clock: () => number): Storage {
  return {
    async read(keys) {
      if (keys.length === 0) return {};
      const rows = await db.selectFrom('states').selectAll().where('key', 'in', keys).execute();
      return Object.fromEntries(rows.map((row) => [row.key, toItem(row)]));
    },

    async write(changes) {
      if (Object.keys(changes).length === 0) return;
      await transact((trx) => writeStates(trx, changes, clock(), 'put'));
    },

    async delete(keys) {
      if (keys.length === 0) return;
      await db.deleteFrom('states').where('key', 'in', keys).execute();
    },
  };
}

/**
 * Writes states in a transaction of the caller's. What has no ETag is put over whatever stands, or must not stand yet
 * (`create`). Rejects with `StateConflict`.
 */
export async function writeStates(
  trx: Kysely<Schema>,
  changes: StoreItems,
  now: number,
  without: 'put' | 'create',
): Promise<void> {
  for (const { row, expected } of toRows(changes, now)) {
    if (expected === '*' || (!expected && without === 'put')) await put(trx, row);
    else if (expected) await replace(trx, row, expected);
    else await create(trx, row);
  }
}

interface StateChange {
  row: StateRow;
  /** The ETag the stored state must still have; `*` for any. */
  expected: string | undefined;
}

/** In the order of their keys, so that two writers of the same keys cannot wait for each other. */
function toRows(changes: StoreItems, now: number): StateChange[] {
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

async function put(db: Kysely<Schema>, { key, ...values }: StateRow): Promise<void> {
  await db
    .insertInto('states')
    .values({ key, ...values })
    .onConflict((conflict) => conflict.column('key').doUpdateSet(values))
    .execute();
}

async function create(db: Kysely<Schema>, row: StateRow): Promise<void> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('states')
    .values(row)
    .onConflict((conflict) => conflict.column('key').doNothing())
    .executeTakeFirst();
  if (numInsertedOrUpdatedRows === 0n) throw new StateConflict(row.key);
}

async function replace(db: Kysely<Schema>, { key, ...values }: StateRow, expected: string): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('states')
    .set(values)
    .where('key', '=', key)
    .where('etag', '=', expected)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) throw new StateConflict(key);
}
