import { randomUUID } from 'node:crypto';
import type { Storage, StoreItem, StoreItems } from 'botbuilder';
import type { Kysely } from 'kysely';
import { StateConflict } from './errors.ts';
import { prepare } from './prepared.ts';
import type { Schema, StateRow } from './schema.ts';
import type { Transact } from './transact.ts';

/**
 * The SDK's storage over the `states` table. A write is all or nothing: one stale ETag and none of its items is stored.
 * `clock` dates the writes, in milliseconds since 1970.
 */
export function createStates(db: Kysely<Schema>, transact: Transact, clock: () => number): Storage {
  return {
    async read(keys) {
      const found = await Promise.all(keys.map((key) => select(db, { key })));
      return Object.fromEntries(found.flatMap(({ rows }) => rows.map((row) => [row.key, toItem(row)])));
    },

    async write(changes) {
      const count = Object.keys(changes).length;
      if (count > 0) await transact((trx) => writeStates(trx, changes, clock(), 'put'), count === 1);
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
    const isForced = expected === '*' || (!expected && without === 'put');
    const written = isForced ? put(trx, row) : expected ? replace(trx, { ...row, expected }) : create(trx, row);
    if ((await written).numAffectedRows === 0n) throw new StateConflict(row.key);
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

const select = prepare<{ key: string }, StateRow>((db, { key }) =>
  db.selectFrom('states').select(['key', 'value', 'etag', 'updated_at']).where('key', '=', key),
);

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
