import { type Kysely, sql, type Transaction } from 'kysely';
import { createHandoffs } from './handoffs.ts';
import type { Schema } from './schema.ts';
import type { Whom } from './storage.ts';

/** Deletes what is kept of a user, all of it or nothing. */
export function forget(db: Kysely<Schema>, { channelId, conversationId, userId }: Whom): Promise<void> {
  return db.transaction().execute(async (trx) => {
    const others = await otherConversations(trx, userId, conversationId);
    const all = [conversationId, ...others];
    const states = all.map((id) => `${channelId}/conversations/${id}/`);
    await trx.deleteFrom('states').where('key', 'in', states).execute();
    // Where several people talk, each has a state of their own, in every such conversation.
    const own = literally(`/users/${userId}/`);
    await trx
      .deleteFrom('states')
      .where(sql<boolean>`key like ${`${literally(`${channelId}/conversations/`)}%${own}`} escape '\\'`)
      .execute();
    // What a channel remembers of its answers, so that they can be rated.
    for (const state of states)
      await trx
        .deleteFrom('states')
        .where(sql<boolean>`key like ${`${literally(`${state}answers/`)}%`} escape '\\'`)
        .execute();
    await trx.deleteFrom('activities').where('conversation_id', 'in', all).execute();
    await trx.deleteFrom('feedback').where('user_id', '=', userId).execute();
    // Those of the conversation given are being answered.
    if (others.length > 0) await trx.deleteFrom('inbox').where('conversation_id', 'in', others).execute();
    await createHandoffs(trx).deleteFor(userId);
    if (others.length > 0) await trx.deleteFrom('conversations').where('id', 'in', others).execute();
  });
}

async function otherConversations(db: Transaction<Schema>, userId: string, but: string): Promise<string[]> {
  const rows = await db
    .selectFrom('conversations')
    .select('id')
    .where('user_id', '=', userId)
    .where('id', '!=', but)
    .execute();
  return rows.map(({ id }) => id);
}

/** As a pattern of SQL that matches nothing else. */
const literally = (text: string) => text.replace(/[\\%_]/g, '\\$&');
