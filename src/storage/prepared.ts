import type { Compilable, CompiledQuery, DialectAdapter, Kysely, QueryResult } from 'kysely';
import type { Schema } from './schema.ts';
import type { Work } from './work.ts';

/** Stands where a value is put in. */
class Slot {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

export interface Prepared<Given extends object, Row> {
  /** Runs the statement by itself. */
  (db: Kysely<Schema>, values: Given): Promise<QueryResult<Row>>;
  /** The statement as a step of work. */
  step(values: Given): Work<QueryResult<Row>>;
}

const names = new Map<string, string>();

/** The name under which a database may keep a statement that was made by `prepare`. */
export const nameOf = (sql: string): string | undefined => names.get(sql);

/**
 * A statement that is built and put into SQL once for each kind of database instead of at every run: a turn makes a dozen.
 * It must name the columns it reads, since one that is added while a PostgreSQL keeps it would make that refuse it.
 * @param build builds it from placeholders, one for each value that is given at the runs.
 */
export function prepare<Given extends object, Row = unknown>(
  build: (db: Kysely<Schema>, slots: { readonly [Name in keyof Given]-?: Given[Name] }) => Compilable<Row>,
): Prepared<Given, Row> {
  const compiled = new WeakMap<DialectAdapter, CompiledQuery<Row>>();
  const slots = new Proxy({}, { get: (_, name) => new Slot(String(name)) });
  const compile = (db: Kysely<Schema>, values: Given): CompiledQuery<Row> => {
    const { adapter } = db.getExecutor();
    const query = compiled.get(adapter) ?? build(db, slots as never).compile();
    compiled.set(adapter, query);
    if (!names.has(query.sql)) names.set(query.sql, `crossroads_${names.size}`);
    const parameters = query.parameters.map((value) =>
      value instanceof Slot ? Reflect.get(values, value.name) : value,
    );
    return { ...query, parameters };
  };
  return Object.assign((db: Kysely<Schema>, values: Given) => db.executeQuery(compile(db, values)), {
    *step(values: Given): Work<QueryResult<Row>> {
      return (yield (db) => compile(db, values)) as QueryResult<Row>;
    },
  });
}
