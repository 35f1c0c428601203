import { type Kysely, type Migration, Migrator, sql } from 'kysely';
import type { Schema } from './schema.ts';

/**
 * Applied in the order of their names, each once; a released one is never edited, only followed.
 * Every step is `if not exists` because SQLite keeps what a migration did before it failed: it runs again from the start.
 */
const migrations: Record<string, Migration> = {
  '0001_states': {
    async up(db) {
      await db.schema
        .createTable('states')
        .ifNotExists()
        .addColumn('key', 'text', (column) => column.primaryKey())
        .addColumn('value', 'text', (column) => column.notNull())
        .addColumn('etag', 'text', (column) => column.notNull())
        .addColumn('updated_at', 'bigint', (column) => column.notNull())
        .execute();
      await db.schema.createIndex('states_by_age').ifNotExists().on('states').column('updated_at').execute();
    },
  },
  '0002_conversations': {
    async up(db) {
      await db.schema
        .createTable('conversations')
        .ifNotExists()
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('user_id', 'text')
        .addColumn('created_at', 'bigint', (column) => column.notNull())
        .addColumn('last_active_at', 'bigint', (column) => column.notNull())
        .addColumn('ended', 'integer', (column) => column.notNull().defaultTo(0))
        .addColumn('last_sequence', 'integer', (column) => column.notNull().defaultTo(0))
        .execute();
      await db.schema
        .createIndex('conversations_by_age')
        .ifNotExists()
        .on('conversations')
        .column('last_active_at')
        .execute();
    },
  },
  '0003_activities': {
    async up(db) {
      await db.schema
        .createTable('activities')
        .ifNotExists()
        .addColumn('conversation_id', 'text', (column) =>
          column.notNull().references('conversations.id').onDelete('cascade'),
        )
        .addColumn('sequence', 'integer', (column) => column.notNull())
        .addColumn('activity', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('activities_by_place', ['conversation_id', 'sequence'])
        .execute();
    },
  },
  '0004_feedback': {
    async up(db) {
      await db.schema
        .createTable('feedback')
        .ifNotExists()
        .addColumn('conversation_id', 'text', (column) => column.notNull())
        .addColumn('answer_id', 'text', (column) => column.notNull())
        .addColumn('user_id', 'text', (column) => column.notNull())
        .addColumn('vote', 'text', (column) => column.notNull())
        .addColumn('kind', 'text', (column) => column.notNull())
        .addColumn('programs', 'text', (column) => column.notNull())
        .addColumn('topics', 'text', (column) => column.notNull())
        .addColumn('articles', 'text', (column) => column.notNull())
        .addColumn('confidence', 'double precision', (column) => column.notNull())
        .addColumn('question', 'text')
        .addColumn('voted_at', 'bigint', (column) => column.notNull())
        .addPrimaryKeyConstraint('feedback_by_answer', ['conversation_id', 'answer_id', 'user_id'])
        .execute();
      await db.schema.createIndex('feedback_by_age').ifNotExists().on('feedback').column('voted_at').execute();
      await db.schema.createIndex('feedback_by_user').ifNotExists().on('feedback').column('user_id').execute();
      await db.schema
        .createIndex('conversations_by_user')
        .ifNotExists()
        .on('conversations')
        .column('user_id')
        .execute();
    },
  },
  '0005_handoffs': {
    async up(db) {
      await db.schema
        .createTable('handoffs')
        .ifNotExists()
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('conversation_id', 'text', (column) => column.notNull())
        .addColumn('user_id', 'text', (column) => column.notNull())
        .addColumn('name', 'text', (column) => column.notNull())
        .addColumn('contact', 'text', (column) => column.notNull())
        .addColumn('question', 'text', (column) => column.notNull())
        .addColumn('created_at', 'bigint', (column) => column.notNull())
        .addColumn('delivered_at', 'bigint')
        .addColumn('attempts', 'integer', (column) => column.notNull().defaultTo(0))
        .addColumn('next_attempt_at', 'bigint')
        .addColumn('last_error', 'text')
        .execute();
      for (const column of ['next_attempt_at', 'created_at', 'user_id'] as const)
        await db.schema.createIndex(`handoffs_by_${column}`).ifNotExists().on('handoffs').column(column).execute();
    },
  },
  '0006_inbox': {
    async up(db) {
      await db.schema
        .createTable('inbox')
        .ifNotExists()
        .addColumn('channel', 'text', (column) => column.notNull())
        .addColumn('conversation_id', 'text', (column) => column.notNull())
        .addColumn('id', 'text', (column) => column.notNull())
        .addColumn('place', 'integer', (column) => column.notNull())
        .addColumn('payload', 'text')
        .addColumn('accepted_at', 'bigint', (column) => column.notNull())
        .addColumn('done_at', 'bigint')
        .addColumn('claimed_until', 'bigint')
        .addColumn('claims', 'integer', (column) => column.notNull().defaultTo(0))
        .addPrimaryKeyConstraint('inbox_by_id', ['channel', 'conversation_id', 'id'])
        .execute();
      await db.schema.createIndex('inbox_by_age').ifNotExists().on('inbox').column('accepted_at').execute();
      await db.schema
        .createIndex('inbox_unfinished')
        .ifNotExists()
        .on('inbox')
        .columns(['channel', 'conversation_id'])
        .where(sql.ref('done_at'), 'is', null)
        .execute();
      // The database itself sees to it that a conversation has one turn at a time, whoever takes it.
      await db.schema
        .createIndex('inbox_one_turn')
        .ifNotExists()
        .unique()
        .on('inbox')
        .columns(['channel', 'conversation_id'])
        .where(sql.ref('claimed_until'), 'is not', null)
        .execute();
    },
  },
  '0007_claimed_by': {
    async up(db) {
      await db.schema.alterTable('inbox').addColumn('claimed_by', 'bigint').execute().catch(unlessThere);
    },
  },
  '0008_comments': {
    async up(db) {
      await db.schema.alterTable('feedback').addColumn('comment', 'text').execute().catch(unlessThere);
    },
  },
  '0009_client_ids': {
    async up(db) {
      await db.schema.alterTable('activities').addColumn('client_id', 'text').execute().catch(unlessThere);
      await db.schema
        .createIndex('activities_by_client_id')
        .ifNotExists()
        .unique()
        .on('activities')
        .columns(['conversation_id', 'client_id'])
        .where(sql.ref('client_id'), 'is not', null)
        .execute();
    },
  },
};

/** SQLite has no `if not exists` for a column; PostgreSQL, which takes back what failed, needs none. */
function unlessThere(error: unknown): void {
  if (!(error instanceof Error && /duplicate column/i.test(error.message))) throw error;
}

/** Brings the tables up to date. Rejects with what the database said, or when a newer version has been here before. */
export async function migrateToLatest(db: Kysely<Schema>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateToLatest();
  if (error) throw error;
}
