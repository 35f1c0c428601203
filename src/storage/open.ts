import type { Storage } from 'botbuilder';
import { type Dialect, Kysely, sql } from 'kysely';
import { createRecent } from '../recent.ts';
import { createAnnouncements } from './announcements.ts';
import { createConversations } from './conversations.ts';
import { DatabaseUnavailable, DatabaseUrlInvalid } from './errors.ts';
import { exchangeAtOnce, exchangeIn } from './exchange.ts';
import { createFeedbackStore } from './feedback.ts';
import { forget } from './forget.ts';
import { createHandoffs } from './handoffs.ts';
import { createInbox, finish } from './inbox.ts';
import { migrateToLatest } from './migrations.ts';
import { erasePerson, findPerson } from './person.ts';
import { pipelineDialect } from './pipeline.ts';
import { connectTo, postgresDialect } from './postgres.ts';
import { createPresence } from './presence.ts';
import type { Schema } from './schema.ts';
import { openSqlite } from './sqlite.ts';
import { createStates, keepForGood } from './states.ts';
import type { Database } from './storage.ts';
import { inGroups, oneByOne, type Transact } from './transact.ts';

/** A database that can be stored in, and how it does work as a whole. */
interface Store {
  readonly dialect: Dialect;
  /** Resolves once nothing that can be read can be lost. */
  settled(): Promise<void>;
  transact(db: Kysely<Schema>): Transact;
}

const onPostgres = (_: string, url: string): Store => ({
  dialect: postgresDialect(url),
  settled: async () => {},
  transact: oneByOne,
});

const onSqlite = (path: string): Store => {
  const { dialect, flushed, answer } = openSqlite(path);
  return { dialect, settled: flushed, transact: (db) => inGroups(db, answer) };
};

/** By the scheme of their URL; each takes what follows `scheme:`, less a `//`, and the URL. */
const stores: Readonly<Record<string, (rest: string, url: string) => Store>> = {
  sqlite: onSqlite,
  postgres: onPostgres,
  postgresql: onPostgres,
};

const examples = ['sqlite:./path/to/file.db', 'sqlite::memory:', 'postgres://user:password@host/database'];

/**
 * Opens the database a URL names, making it and bringing its tables up to date where needed. `clock` dates the writes
 * of states, in milliseconds since 1970.
 * Rejects with `DatabaseUrlInvalid` or `DatabaseUnavailable`.
 */
export async function openDatabase(url: string, clock: () => number = Date.now): Promise<Database> {
  const store = storeOf(url);
  const db = new Kysely<Schema>({ dialect: store.dialect });
  try {
    await migrateToLatest(db);
  } catch (cause) {
    await db.destroy();
    throw cause instanceof DatabaseUnavailable ? cause : new DatabaseUnavailable(cause);
  }
  const transact = store.transact(db);
  const presence = isShared(url) ? createPresence(db, () => connectTo(url)) : undefined;
  const announcements = presence && createAnnouncements(db, presence.connect);
  const single = isShared(url) ? new Kysely<Schema>({ dialect: pipelineDialect(url) }) : db;
  const states = createStates(db, transact, clock, single);
  const places = createRecent<number>(mostPlaces);
  const inTransaction = exchangeIn(transact);
  return {
    ...(announcements && { announcements }),
    states,
    keepForGood: (key, value) => keepForGood(db, key, value),
    conversations: createConversations({ db, reader: single, transact, settled: store.settled, places }),
    feedback: createFeedbackStore(db),
    handoffs: createHandoffs(db),
    inbox: createInbox(db, transact, presence),
    finish: (item, outcome, now) => finish(transact, item, outcome, now),
    exchange: isShared(url) ? exchangeAtOnce(single, inTransaction) : inTransaction,
    ping: () => ping(states),
    forget: (whom) => forget(db, whom),
    find: (who) => findPerson(db, who),
    erase: (who) => erasePerson(db, who),
    count: () => countRows(db),
    removeWords: (before) => removeWords(db, before),
    removeIdle: (before) => removeIdle(db, before),
    async close() {
      await announcements?.stop();
      await single.destroy();
      if (single !== db) await db.destroy();
    },
  };
}

/** Of so many conversations at once it is known how far they have gone. */
const mostPlaces = 2_000;

/** Whether other processes use the database too. */
const isShared = (url: string) => url.startsWith('postgres');

function storeOf(url: string): Store {
  const [, scheme = '', rest = ''] = /^([a-z]+):(?:\/\/)?(.*)$/i.exec(url) ?? [];
  const open = Object.hasOwn(stores, scheme) ? stores[scheme] : undefined;
  if (!open || !rest) throw new DatabaseUrlInvalid(scheme, examples);
  return open(rest, url);
}

/** By writing: a database that can only be read is of no use here. */
async function ping(states: Storage): Promise<boolean> {
  try {
    await states.write({ readiness: {} });
    return true;
  } catch {
    return false;
  }
}

/** Tables are asked for, so that none is left out. */
async function countRows(db: Kysely<Schema>): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { name } of await db.introspection.getTables()) {
    const { rows } = await sql<{ n: number }>`select count(*) as n from ${sql.table(name)}`.execute(db);
    counts[name] = Number(rows[0]?.n);
  }
  return counts;
}

/** States of the service itself, such as its key, are no words. */
function removeWords(db: Kysely<Schema>, before: number): Promise<void> {
  return db.transaction().execute(async (trx) => {
    const silent = trx.selectFrom('conversations').select('id').where('last_active_at', '<', before);
    await trx.deleteFrom('activities').where('conversation_id', 'in', silent).execute();
    const talk = trx.deleteFrom('states').where('updated_at', '<', before);
    await talk.where('key', 'like', '%/conversations/%').execute();
  });
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
