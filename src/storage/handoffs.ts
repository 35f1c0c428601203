import type { Kysely } from 'kysely';
import type { Handoff, HandoffStore, NewHandoff } from './handoff-store.ts';
import type { HandoffRow, Schema } from './schema.ts';

/** The questions left for a person, over the table `handoffs`. */
export function createHandoffs(db: Kysely<Schema>): HandoffStore {
  const find = async (id: string) => {
    const row = await db.selectFrom('handoffs').selectAll().where('id', '=', id).executeTakeFirst();
    return row && toHandoff(row);
  };

  return {
    async add(handoff) {
      await insert(db, handoff);
      return toHandoff(
        await db.selectFrom('handoffs').selectAll().where('id', '=', handoff.id).executeTakeFirstOrThrow(),
      );
    },

    find,

    async claim(now, until, furthest = Number.MAX_SAFE_INTEGER) {
      for (;;) {
        const due = await firstDue(db, now, furthest);
        if (!due) return undefined;
        const claimed = await take(db, due, until);
        if (claimed) return toHandoff(claimed);
      }
    },

    async delivered(id, now) {
      const outcome = { delivered_at: now, next_attempt_at: null, last_error: null };
      await db.updateTable('handoffs').set(outcome).where('id', '=', id).execute();
    },

    async failed(id, error, nextAttemptAt) {
      const outcome = { next_attempt_at: nextAttemptAt ?? null, last_error: error };
      await db.updateTable('handoffs').set(outcome).where('id', '=', id).where('delivered_at', 'is', null).execute();
    },

    async nextDue() {
      const least = db.selectFrom('handoffs').select(({ fn }) => fn.min('next_attempt_at').as('at'));
      return (await least.executeTakeFirst())?.at ?? undefined;
    },

    async deleteFor(userId) {
      const { numDeletedRows } = await db.deleteFrom('handoffs').where('user_id', '=', userId).executeTakeFirst();
      return Number(numDeletedRows);
    },

    async purge(before) {
      const { numDeletedRows } = await db.deleteFrom('handoffs').where('created_at', '<', before).executeTakeFirst();
      return Number(numDeletedRows);
    },
  };
}

async function insert(db: Kysely<Schema>, handoff: NewHandoff): Promise<void> {
  const { id, name, contact, question, conversationId, userId, createdAt } = handoff;
  const due = { attempts: 0, created_at: createdAt, next_attempt_at: createdAt };
  await db
    .insertInto('handoffs')
    .values({ id, name, contact, question, conversation_id: conversationId, user_id: userId, ...due })
    .onConflict((conflict) =>
      conflict
        .column('id')
        .doUpdateSet(due)
        .where('handoffs.delivered_at', 'is', null)
        .where('handoffs.next_attempt_at', 'is', null),
    )
    .execute();
}

function firstDue(db: Kysely<Schema>, now: number, furthest: number) {
  return db
    .selectFrom('handoffs')
    .select(['id', 'next_attempt_at'])
    .where((row) => row.or([row('next_attempt_at', '<=', now), row('next_attempt_at', '>', furthest)]))
    .orderBy('attempts')
    .orderBy('next_attempt_at')
    .executeTakeFirst();
}

/** Resolves to nothing where another process was faster: then it is due at another time than was read. */
function take(db: Kysely<Schema>, due: Pick<HandoffRow, 'id' | 'next_attempt_at'>, until: number) {
  return db
    .updateTable('handoffs')
    .set((row) => ({ attempts: row('attempts', '+', 1), next_attempt_at: until }))
    .where('id', '=', due.id)
    .where('next_attempt_at', '=', due.next_attempt_at)
    .returningAll()
    .executeTakeFirst();
}

function toHandoff(row: HandoffRow): Handoff {
  return {
    id: row.id,
    conversationId: row.conversation_id,
    userId: row.user_id,
    name: row.name,
    contact: row.contact,
    question: row.question,
    createdAt: row.created_at,
    deliveredAt: row.delivered_at ?? undefined,
    nextAttemptAt: row.next_attempt_at ?? undefined,
    attempts: row.attempts,
    lastError: row.last_error ?? undefined,
  };
}
