import { randomInt } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import type { Client } from 'pg';
import type { Schema } from './schema.ts';

/**
 * Which of the processes that share a PostgreSQL are alive. Each holds a lock for as long as its session lasts; the server
 * ends the session at once when the process dies, and gives the lock back.
 */
export interface Presence {
  /** The number of this process; none while the server would not know that it is alive. */
  self(): number | undefined;
  /** Ends the claims of those that have been gone for a moment. */
  releaseAbandoned(): Promise<void>;
}

/** The first of the lock's two numbers, which keeps it apart from other programs' locks. */
const space = 0x63726f73;

/** Who has lost the session and is alive has another one sooner than after so many milliseconds. */
const grace = 900;

/** @param connect makes the connection whose session counts, and which the caller of the `connect` returned holds open. */
export function createPresence(
  db: Kysely<Schema>,
  connect: () => Promise<Client>,
): Presence & { connect(): Promise<Client> } {
  const id = randomInt(2 ** 31);
  let session: Client | undefined;
  /** Since when those that have claims were not seen any more. */
  let missing = new Map<number, number>();

  return {
    async connect() {
      const client = await connect();
      client.once('end', () => {
        if (session === client) session = undefined;
      });
      // Shared, since the server may not have noticed the end of the session before.
      const lock = client.query('select pg_advisory_lock_shared($1, $2)', [space, id]);
      await lock.catch(async (error: unknown) => {
        await client.end();
        throw error;
      });
      session = client;
      return client;
    },

    self: () => (session ? id : undefined),

    async releaseAbandoned() {
      const now = performance.now();
      const absent = await findAbsent(db);
      missing = new Map(absent.map((one) => [one, missing.get(one) ?? now]));
      const gone = absent.filter((one) => now - (missing.get(one) ?? now) >= grace);
      if (gone.length > 0) await release(db, gone);
    },
  };
}

const present = sql<number>`select objid::bigint from pg_locks
  where locktype = 'advisory' and classid::bigint = ${sql.lit(space)} and objsubid = 2
  and database = (select oid from pg_database where datname = current_database())`;

async function findAbsent(db: Kysely<Schema>): Promise<number[]> {
  const rows = await db
    .selectFrom('inbox')
    .select('claimed_by')
    .distinct()
    .where('done_at', 'is', null)
    .where('claimed_until', 'is not', null)
    .where(sql<boolean>`claimed_by not in (${present})`)
    .execute();
  return rows.flatMap(({ claimed_by }) => claimed_by ?? []);
}

async function release(db: Kysely<Schema>, gone: readonly number[]): Promise<void> {
  await db
    .updateTable('inbox')
    .set({ claimed_until: null })
    .where('done_at', 'is', null)
    .where('claimed_by', 'in', gone)
    // Not of one that has come back meanwhile.
    .where(sql<boolean>`claimed_by not in (${present})`)
    .execute();
}
