import { type Kysely, sql, type Transaction } from 'kysely';
import type { Schema } from './schema.ts';

/** Does work in a transaction, all of it or nothing. Resolves once it is durable. */
export type Transact = <T>(work: (trx: Transaction<Schema>) => Promise<T>) => Promise<T>;

/** Each in a transaction of its own, for databases that many connections write to. */
export const oneByOne =
  (db: Kysely<Schema>): Transact =>
  (work) =>
    db.transaction().execute(work);

/** A bound on how long the first of a group waits for the last. */
const largestGroup = 100;

/** Settles what was asked for, once the group it was done in has ended. */
type Settle = () => void;

interface Job {
  /** Does the work; resolves to what tells whoever asked, once all is durable. */
  run(trx: Transaction<Schema>): Promise<Settle>;
  fail(error: unknown): void;
}

/**
 * What comes in while a transaction is being made durable is done in the next one together, each behind a savepoint of its
 * own. For SQLite, which writes one transaction after another and waits for the disk at the end of each.
 */
export function inGroups(db: Kysely<Schema>): Transact {
  let waiting: Job[] = [];
  let isRunning = false;

  async function runAll(): Promise<void> {
    isRunning = true;
    // Whoever asks in the same moment comes along.
    await new Promise((resolve) => setImmediate(resolve));
    while (waiting.length > 0) {
      const group = waiting.slice(0, largestGroup);
      waiting = waiting.slice(largestGroup);
      await runTogether(db, group);
    }
    isRunning = false;
  }

  return (work) =>
    new Promise((resolve, reject) => {
      const run = async (trx: Transaction<Schema>): Promise<Settle> => {
        try {
          const result = await behindSavepoint(trx, work);
          return () => resolve(result);
        } catch (error) {
          if (error instanceof GroupLost) throw error.cause;
          return () => reject(error);
        }
      };
      waiting.push({ run, fail: reject });
      if (!isRunning) void runAll();
    });
}

async function runTogether(db: Kysely<Schema>, group: readonly Job[]): Promise<void> {
  try {
    const settles = await db.transaction().execute(async (trx) => {
      const done: Settle[] = [];
      for (const job of group) done.push(await job.run(trx));
      return done;
    });
    for (const settle of settles) settle();
  } catch (error) {
    for (const job of group) job.fail(error);
  }
}

/** The database has rolled back the whole transaction, as SQLite does when the disk is full. */
class GroupLost extends Error {}

async function undo(trx: Transaction<Schema>, cause: unknown): Promise<void> {
  try {
    await sql`rollback to one`.execute(trx);
    await sql`release one`.execute(trx);
  } catch {
    throw new GroupLost('The transaction is gone', { cause });
  }
}

async function behindSavepoint<T>(
  trx: Transaction<Schema>,
  work: (trx: Transaction<Schema>) => Promise<T>,
): Promise<T> {
  await sql`savepoint one`.execute(trx);
  try {
    const result = await work(trx);
    await sql`release one`.execute(trx);
    return result;
  } catch (error) {
    await undo(trx, error);
    throw error;
  }
}
