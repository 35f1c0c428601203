import type { Kysely } from 'kysely';
import { ConversationGone } from './errors.ts';
import type { ActivityRow, ConversationRow, Schema } from './schema.ts';
import type { Complete, Conversation, ConversationStore, StoredActivity } from './storage.ts';
import type { Transact } from './transact.ts';

/** The website channel's conversations over the tables `conversations` and `activities`. */
export function createConversations(db: Kysely<Schema>, transact: Transact): ConversationStore {
  return {
    open: ({ id, userId, now }) =>
      transact(async (trx) => {
        const fresh = await insert(trx, id, userId, now);
        return { created: fresh !== undefined, conversation: toConversation(fresh ?? (await touch(trx, id, now))) };
      }),

    async find(id) {
      const row = await db.selectFrom('conversations').selectAll().where('id', '=', id).executeTakeFirst();
      return row && toConversation(row);
    },

    async bind(id, userId) {
      const { numUpdatedRows } = await db
        .updateTable('conversations')
        .set({ user_id: userId })
        .where('id', '=', id)
        .where('user_id', 'is', null)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },

    async end(id) {
      await db.updateTable('conversations').set({ ended: 1 }).where('id', '=', id).execute();
    },

    append: (id, complete, now) =>
      transact(async (trx) => {
        const [stored] = await appendAll(trx, id, [complete], now);
        return stored as StoredActivity;
      }),

    async list(id, after, limit) {
      const rows = await db
        .selectFrom('activities')
        .selectAll()
        .where('conversation_id', '=', id)
        .where('sequence', '>', after)
        .orderBy('sequence')
        .limit(limit)
        .execute();
      return rows.map(toStored);
    },
  };
}

/** Resolves to nothing where the conversation stands already. */
function insert(
  db: Kysely<Schema>,
  id: string,
  userId: string | undefined,
  now: number,
): Promise<ConversationRow | undefined> {
  return db
    .insertInto('conversations')
    .values({ id, user_id: userId ?? null, created_at: now, last_active_at: now, ended: 0, last_sequence: 0 })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returningAll()
    .executeTakeFirst();
}

function touch(db: Kysely<Schema>, id: string, now: number): Promise<ConversationRow> {
  return db
    .updateTable('conversations')
    .set({ last_active_at: now })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow(() => new ConversationGone(id));
}

/**
 * Appends activities in a transaction of the caller's, one after another; `ended` says whether the conversation is over
 * with them. Rejects with `ConversationGone`.
 */
export async function appendAll(
  trx: Kysely<Schema>,
  id: string,
  said: readonly Complete[],
  now: number,
  ended = false,
): Promise<StoredActivity[]> {
  if (said.length === 0) return [];
  const last = await takePlaces(trx, id, said.length, now, ended);
  const rows = said.map((complete, index) => {
    const sequence = last - said.length + 1 + index;
    return { conversation_id: id, sequence, activity: JSON.stringify(complete(sequence)) };
  });
  await trx.insertInto('activities').values(rows).execute();
  return rows.map(toStored);
}

/** Counting up first locks the conversation until the transaction ends, so no place is given twice or left empty. */
async function takePlaces(db: Kysely<Schema>, id: string, count: number, now: number, ended: boolean): Promise<number> {
  const { last_sequence } = await db
    .updateTable('conversations')
    .set((row) => ({
      last_sequence: row('last_sequence', '+', count),
      last_active_at: now,
      ...(ended && { ended: 1 }),
    }))
    .where('id', '=', id)
    .returning('last_sequence')
    .executeTakeFirstOrThrow(() => new ConversationGone(id));
  return last_sequence;
}

function toConversation(row: ConversationRow): Conversation {
  return {
    id: row.id,
    userId: row.user_id ?? undefined,
    createdAt: row.created_at,
    lastActiveAt: row.last_active_at,
    ended: row.ended === 1,
  };
}

function toStored(row: ActivityRow): StoredActivity {
  return { sequence: row.sequence, activity: JSON.parse(row.activity) };
}
