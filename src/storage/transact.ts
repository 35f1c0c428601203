import { CompiledQuery, type Kysely, type QueryResult } from 'kysely';
import { DatabaseUnavailable } from './errors.ts';
import type { Schema } from './schema.ts';
import { doAtOnce, doInTurn, type Work } from './work.ts';

/** Does work in a transaction, all of it or nothing, from the beginning where it has to be tried again. Resolves once it is durable. */
export type Transact = <T>(work: () => Work<T>) => Promise<T>;

/** Each in a transaction of its own, for databases that many connections write to. */
export const oneByOne =
  (db: Kysely<Schema>): Transact =>
  (work) =>
    db.transaction().execute((trx) => doInTurn(work(), trx));

/** A bound on how long the first of a group waits for the last. */
const largestGroup = 100;

/** Tells whoever asked what came of it, once the transaction it was done in is durable. */
type Settle = () => void;

interface Job {
  /** Does the work, in a transaction that others may share. */
  run(): Settle;
  fail(error: unknown): void;
}

/**
 * What comes in while a transaction is being made durable is done in the next one together. Should anything of it fail,
 * nothing is done, and each is tried again by itself, so work is done twice where another's fails; unless it is the
 * database that cannot be written to. For SQLite, which
 * writes one transaction after another and waits for the disk at the end of each.
 * @param answer runs a statement at once, for whoever holds the connection.
 */
export function inGroups(db: Kysely<Schema>, answer: (query: CompiledQuery) => QueryResult<unknown>): Transact {
  let waiting: Job[] = [];
  let isRunning = false;

  const transaction = (act: () => Settle[]): Promise<Settle[]> =>
    db.connection().execute(async () => {
      answer(begin);
      try {
        const settles = act();
        answer(commit);
        return settles;
      } catch (error) {
        answer(rollback);
        throw error;
      }
    });

  async function runGroup(group: readonly Job[]): Promise<void> {
    try {
      const settles = await transaction(() => group.map((job) => job.run()));
      for (const settle of settles) settle();
    } catch (error) {
      // What keeps one from being written keeps all, and each would wait for it in its turn.
      if (error instanceof DatabaseUnavailable || group.length === 1) for (const job of group) job.fail(error);
      else for (const job of group) await runGroup([job]);
    }
  }

  async function runAll(): Promise<void> {
    isRunning = true;
    // Whoever asks in the same moment comes along.
    await new Promise((resolve) => setImmediate(resolve));
    while (waiting.length > 0) {
      const group = waiting.slice(0, largestGroup);
      waiting = waiting.slice(largestGroup);
      await runGroup(group);
    }
    isRunning = false;
  }

  return (work) =>
    new Promise((resolve, reject) => {
      waiting.push({
        run() {
          const result = doAtOnce(work(), (step) => answer(step(db)));
          return () => resolve(result);
        },
        fail: reject,
      });
      if (!isRunning) void runAll();
    });
}

const begin = CompiledQuery.raw('begin');
const commit = CompiledQuery.raw('commit');
const rollback = CompiledQuery.raw('rollback');
