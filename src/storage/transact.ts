import type { Kysely, Transaction } from 'kysely';
import { DatabaseUnavailable } from './errors.ts';
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

/** Tells whoever asked what came of it, once the transaction it was done in has ended. */
type Settle = () => void;

interface Job {
  /** Does the work in a transaction that others share. */
  run(trx: Transaction<Schema>): Promise<Settle>;
  /** Does the work in a transaction of its own, and settles it. */
  runAlone(): Promise<void>;
  fail(error: unknown): void;
}

/**
 * What comes in while a transaction is being made durable is done in the next one together. Should anything of it fail,
 * nothing is done, and each is tried again by itself, so work is done twice where another's fails; unless it is the
 * database that cannot be written to. For SQLite, which
 * writes one transaction after another and waits for the disk at the end of each.
 */
export function inGroups(db: Kysely<Schema>): Transact {
  const alone = oneByOne(db);
  let waiting: Job[] = [];
  let isRunning = false;

  async function runAll(): Promise<void> {
    isRunning = true;
    // Whoever asks in the same moment comes along.
    await new Promise((resolve) => setImmediate(resolve));
    while (waiting.length > 0) {
      const group = waiting.slice(0, largestGroup);
      waiting = waiting.slice(largestGroup);
      await runTogether(alone, group);
    }
    isRunning = false;
  }

  return (work) =>
    new Promise((resolve, reject) => {
      waiting.push({
        async run(trx) {
          const result = await work(trx);
          return () => resolve(result);
        },
        runAlone: () => alone(work).then(resolve, reject),
        fail: reject,
      });
      if (!isRunning) void runAll();
    });
}

async function runTogether(transact: Transact, group: readonly Job[]): Promise<void> {
  try {
    const settles = await transact(async (trx) => {
      const done: Settle[] = [];
      for (const job of group) done.push(await job.run(trx));
      return done;
    });
    for (const settle of settles) settle();
  } catch (error) {
    // What keeps one from being written keeps all, and each would wait for it in its turn.
    if (error instanceof DatabaseUnavailable) for (const job of group) job.fail(error);
    else for (const job of group) await job.runAlone();
  }
}
