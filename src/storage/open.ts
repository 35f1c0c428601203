import { type Dialect, Kysely, sql } from 'kysely';
import { createConversations } from './conversations.ts';
import { DatabaseUnavailable, DatabaseUrlInvalid } from './errors.ts';
import { createFeedbackStore } from './feedback.ts';
import { forget } from './forget.ts';
import { createHandoffs } from './handoffs.ts';
import { migrateToLatest } from './migrations.ts';
import type { Schema } from './schema.ts';
import { sqliteDialect } from './sqlite.ts';
import { createStates } from './states.ts';
import type { Database } from './storage.ts';

/** The databases that can be stored in, by the scheme of their URL; each takes what follows `scheme:`, less a `//`. */
const dialects: Readonly<Record<string, (rest: string) => Dialect>> = {
  sqlite: sqliteDialect,
};

const examples = ['sqlite:./path/to/file.db', 'sqlite::memory:'];

/**
 * Opens the database a URL names, making it and bringing its tables up to date where needed. `clock` dates the writes
 * of states, in milliseconds since 1970.
 * Rejects with `DatabaseUrlInvalid` or `DatabaseUnavailable`.
 */
export async function openDatabase(url: string, clock: () => number = Date.now): Promise<Database> {
  const db = new Kysely<Schema>({ dialect: dialectOf(url) });
  try {
    await migrateToLatest(db);
  } catch (cause) {
    await db.destroy();
    throw new DatabaseUnavailable(cause);
  }
  return {
    states: createStates(db, clock),
    conversations: createConversations(db),
    feedback: createFeedbackStore(db),
    handoffs: createHandoffs(db),
    ping: () => ping(db),
    forget: (whom) => forget(db, whom),
    removeIdle: (before) => removeIdle(db, before),
    close: () => db.destroy(),
  };
}

function dialectOf(url: string): Dialect {
  const [, scheme = '', rest = ''] = /^([a-z]+):(?:\/\/)?(.*)$/i.exec(url) ?? [];
  const dialect = Object.hasOwn(dialects, scheme) ? dialects[scheme] : undefined;
  if (!dialect || !rest) throw new DatabaseUrlInvalid(scheme, examples);
  return dialect(rest);
}

async function ping(db: Kysely<Schema>): Promise<boolean> {
  try {
    await sql`select 1`.execute(db);
    return true;
  } catch {
    return false;
  }
}

/** A conversation's activities go with it: their foreign key cascades. */
function removeIdle(db: Kysely<Schema>, before: number): Promise<number> {
  return db.transaction().execute(async (trx) => {
    await trx.deleteFrom('states').where('updated_at', '<', before).execute();
    await trx.deleteFrom('feedback').where('voted_at', '<', before).execute();
    const { numDeletedRows } = await trx
      .deleteFrom('conversations')
      .where('last_active_at', '<', before)
      .executeTakeFirst();
    return Number(numDeletedRows);
  });
}
