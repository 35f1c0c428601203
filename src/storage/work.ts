import type { Compilable, CompiledQuery, Kysely, QueryResult } from 'kysely';
import type { Schema } from './schema.ts';

/** One statement, as the kind of database it goes to wants it. */
export type Step = (db: Kysely<Schema>) => CompiledQuery;

/**
 * Work on the database that is to be done as a whole: it yields one statement after another, is given what came of each, and returns
 * what came of all. It waits for nothing else, so a database that answers at once has it done in one go.
 */
export type Work<T> = Generator<Step, T, QueryResult<unknown>>;

/** A piece of work that is one statement: `const { rows } = yield* ask((db) => db.selectFrom('inbox').selectAll())`. */
export function* ask<Row>(build: (db: Kysely<Schema>) => Compilable<Row>): Work<QueryResult<Row>> {
  return (yield (db) => build(db).compile()) as QueryResult<Row>;
}

/** Does work on a database that answers at once. */
export function doAtOnce<T>(work: Work<T>, answer: (step: Step) => QueryResult<unknown>): T {
  let next = work.next(nothing);
  while (!next.done) next = work.next(answer(next.value));
  return next.value;
}

/** Does work on a database that answers later; `db` is a transaction. */
export async function doInTurn<T>(work: Work<T>, db: Kysely<Schema>): Promise<T> {
  let next = work.next(nothing);
  while (!next.done) next = work.next(await db.executeQuery(next.value(db)));
  return next.value;
}

/** What the first step of work is given, which nobody sees. */
const nothing: QueryResult<unknown> = { rows: [] };
