import { mkdir } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type Kysely,
  type QueryResult,
  SqliteAdapter,
  type SqliteDatabase,
  SqliteDialect,
  type SqliteDialectConfig,
  SqliteDriver,
  type SqliteStatement,
  sql,
} from 'kysely';
import Libsql from 'libsql';
import { DatabaseUnavailable } from './errors.ts';
import { createFlush, type Flush } from './flush.ts';

const inMemory = ':memory:';

/** How long a statement waits for another process that is writing, in milliseconds. */
const busyTimeout = 5000;

export interface Sqlite {
  /** Kysely's dialect for it. */
  readonly dialect: Dialect;
  /** Resolves once all that was written before is on the disk. */
  flushed(): Promise<void>;
  /** Runs a statement at once. For whoever holds Kysely's connection, that is, once that has been opened. */
  answer(query: CompiledQuery): QueryResult<unknown>;
}

/** An SQLite file, or `:memory:`. The file and its folder are made when first needed. */
export function openSqlite(path: string): Sqlite {
  let opened: SqliteDatabase | undefined;
  const flush = createFlush(`${resolve(path)}-wal`);
  const database = async () => {
    opened = await connect(path, flush);
    return opened;
  };
  return {
    dialect: new LibsqlDialect({ database }, flush),
    flushed: flush.flushed,
    answer({ sql, parameters }) {
      const statement = (opened as SqliteDatabase).prepare(sql);
      if (statement.reader) return { rows: statement.all(parameters) };
      return { rows: [], numAffectedRows: BigInt(statement.run(parameters).changes) };
    },
  };
}

class LibsqlDialect extends SqliteDialect {
  readonly #config: SqliteDialectConfig;
  readonly #flush: Flush;

  constructor(config: SqliteDialectConfig, flush: Flush) {
    super(config);
    this.#config = config;
    this.#flush = flush;
  }

  override createDriver(): Driver {
    return new FlushingDriver(this.#config, this.#flush);
  }

  override createAdapter(): SqliteAdapter {
    return new LockingAdapter();
  }
}

/** Whoever wrote waits until that is on the disk; the next may have the connection meanwhile. */
class FlushingDriver extends SqliteDriver {
  readonly #flush: Flush;
  #writesBefore = 0;

  constructor(config: SqliteDialectConfig, flush: Flush) {
    super(config);
    this.#flush = flush;
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    const connection = await super.acquireConnection();
    this.#writesBefore = this.#flush.writes;
    return connection;
  }

  override async releaseConnection(): Promise<void> {
    const hasWritten = this.#flush.writes > this.#writesBefore;
    await super.releaseConnection();
    if (hasWritten) await this.#flush.flushed();
  }
}

/** Kysely takes no lock for SQLite's migrations, so two processes that start on a new file would both make its tables. */
class LockingAdapter extends SqliteAdapter {
  override async acquireMigrationLock(db: Kysely<unknown>): Promise<void> {
    await sql`begin immediate`.execute(db);
  }

  override async releaseMigrationLock(db: Kysely<unknown>): Promise<void> {
    await sql`commit`.execute(db);
  }
}

/**
 * A file, or memory. A statement that waited in vain for another process stays begun, which the driver has no way to end
 * and SQLite ends no transaction beside: the file is opened anew then.
 */
async function connect(path: string, flush: Flush): Promise<SqliteDatabase> {
  const place = path === inMemory ? inMemory : await makeRoomFor(path);
  let connection = open(place, flush);
  const renew = () => {
    const before = connection;
    connection = attempt(() => open(place, flush));
    before.close();
  };
  return {
    prepare(sql) {
      if (connection.isStuck()) renew();
      return connection.prepare(sql);
    },
    close() {
      flush.close();
      connection.checkpoint();
      connection.close();
    },
  };
}

function open(place: string, flush: Flush) {
  const database = new Libsql(place, { timeout: busyTimeout });
  let hasLog = false;
  try {
    hasLog = (database.prepare('pragma journal_mode = wal').get() as JournalMode).journal_mode === 'wal';
    // A log alone keeps a commit through a killed process. One that is flushed keeps it through a power cut as well:
    // otherwise places in a conversation would be given out twice, and a client that asks for what follows the last would
    // miss replies. SQLite would flush it with everything waiting (`full`), so that is left to `flush`.
    database.pragma(`synchronous = ${hasLog ? 'normal' : 'full'}`);
    // In pages of 4 KB: copying what is logged into the file makes everything wait.
    database.pragma('wal_autocheckpoint = 4000');
    database.pragma('foreign_keys = on');
    // Overwrites what is deleted, which otherwise stays in the file until its place is needed.
    database.pragma('secure_delete = on');
  } catch (error) {
    database.close();
    throw error;
  }
  let isStuck = false;
  const notice = (error: unknown) => {
    isStuck ||= codeOf(error).startsWith('SQLITE_BUSY');
  };
  const written = hasLog ? flush.written : undefined;
  const prepare = (sql: string) => {
    const statement = guarded(database.prepare(sql), notice, changesNothing.test(sql) ? undefined : written);
    // On a full disk, SQLite has rolled back by itself; to do it again would fail and hide why.
    return sql === 'rollback' ? { ...statement, run: whileIn(database, statement.run) } : statement;
  };
  return {
    prepare: keeping(prepare),
    /** Whether a statement stays begun; a transaction is to be rolled back first. */
    isStuck: () => isStuck && !database.inTransaction,
    /** Leaves everything in the one file, so that a copy of it is a whole backup. */
    checkpoint: () => void database.pragma('wal_checkpoint(TRUNCATE)'),
    close: () => void database.close(),
  };
}

/** What SQLite says: there is no log in memory, nor on some network drives. */
interface JournalMode {
  readonly journal_mode: string;
}

const changesNothing = /^\s*(select|begin|rollback)\b/i;

/** How many prepared statements are kept; the service has some fifty, of which a list of values makes a few more. */
const mostKept = 200;

/** Prepares each statement once: Kysely asks for it again every time. */
function keeping(prepare: (sql: string) => SqliteStatement): (sql: string) => SqliteStatement {
  const kept = new Map<string, SqliteStatement>();
  return (sql) => {
    const statement = kept.get(sql) ?? prepare(sql);
    if (kept.size < mostKept) kept.set(sql, statement);
    return statement;
  };
}

function whileIn(database: Libsql.Database, run: SqliteStatement['run']): SqliteStatement['run'] {
  return (parameters) => (database.inTransaction ? run(parameters) : { changes: 0, lastInsertRowid: 0 });
}

/** Absolute, because libsql takes a path such as `http:…` for a server's address. */
async function makeRoomFor(path: string): Promise<string> {
  const absolute = resolve(path);
  await mkdir(dirname(absolute), { recursive: true });
  return absolute;
}

/** @param written is told before something may be written. */
function guarded(
  statement: SqliteStatement,
  notice: (error: unknown) => void,
  written: () => void = () => {},
): SqliteStatement {
  const attempted = <T>(act: () => T): T => {
    written();
    return attempt(act, notice);
  };
  return {
    reader: statement.reader,
    all: (parameters) => attempted(() => statement.all(parameters.map(bindable))),
    run: (parameters) => attempted(() => statement.run(parameters.map(bindable))),
    iterate: (parameters) => attempted(() => statement.iterate(parameters.map(bindable))),
  };
}

/** The disk is full or fails, or another process keeps the file to itself: nothing that the statement could help. */
const passing = /^SQLITE_(BUSY|LOCKED|FULL|IOERR|CANTOPEN|READONLY|NOMEM|PROTOCOL)/;

function attempt<T>(act: () => T, notice: (error: unknown) => void = () => {}): T {
  try {
    return act();
  } catch (error) {
    notice(error);
    throw passing.test(codeOf(error)) ? new DatabaseUnavailable(error) : error;
  }
}

const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : '');

/** libsql aborts the whole process on a boolean, and reads a text back only as far as its first NUL. */
function bindable(value: unknown): unknown {
  if (typeof value === 'boolean') throw new TypeError('SQLite stores no booleans');
  if (typeof value === 'string' && value.includes('\0')) throw new TypeError('Text with a NUL cannot be stored');
  return value;
}
