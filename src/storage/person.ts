import { type Expression, type Kysely, type SqlBool, sql } from 'kysely';
import type { Schema } from './schema.ts';
import type { Kept } from './storage.ts';

/** The ids under which a person's rows are found. */
interface Trace {
  readonly users: readonly string[];
  readonly conversations: readonly string[];
}

/** The rows of whoever has that user id, is in that conversation or left that address or number. */
export async function findPerson(db: Kysely<Schema>, who: string): Promise<Kept> {
  const { users, conversations } = await trace(db, who);
  return {
    conversations: await db.selectFrom('conversations').selectAll().where('id', 'in', conversations).execute(),
    activities: await db.selectFrom('activities').selectAll().where('conversation_id', 'in', conversations).execute(),
    states: await db.selectFrom('states').selectAll().where(stateOf(conversations, users)).execute(),
    feedback: await db.selectFrom('feedback').selectAll().where('user_id', 'in', users).execute(),
    handoffs: await db.selectFrom('handoffs').selectAll().where('user_id', 'in', users).execute(),
    inbox: await db.selectFrom('inbox').selectAll().where('conversation_id', 'in', conversations).execute(),
  };
}

/** Deletes those rows, all or none; resolves to what they were. */
export function erasePerson(db: Kysely<Schema>, who: string): Promise<Kept> {
  return db.transaction().execute(async (trx) => {
    const { users, conversations } = await trace(trx, who);
    const kept = await findPerson(trx, who);
    await trx.deleteFrom('activities').where('conversation_id', 'in', conversations).execute();
    await trx.deleteFrom('conversations').where('id', 'in', conversations).execute();
    await trx.deleteFrom('states').where(stateOf(conversations, users)).execute();
    await trx.deleteFrom('feedback').where('user_id', 'in', users).execute();
    await trx.deleteFrom('handoffs').where('user_id', 'in', users).execute();
    await trx.deleteFrom('inbox').where('conversation_id', 'in', conversations).execute();
    return kept;
  });
}

async function trace(db: Kysely<Schema>, who: string): Promise<Trace> {
  const left = await db
    .selectFrom('handoffs')
    .select(['user_id', 'conversation_id'])
    .where((row) => row.or(['user_id', 'contact', 'conversation_id'].map((column) => row(sql.ref(column), '=', who))))
    .execute();
  const named = [who, ...left.map(({ user_id }) => user_id)];
  const talks = await db
    .selectFrom('conversations')
    .select(['id', 'user_id'])
    .where((row) => row.or([row('user_id', 'in', named), row('id', '=', who)]))
    .execute();
  const users = [...named, ...talks.flatMap(({ user_id }) => user_id ?? [])];
  // Other channels keep no row of a conversation; what was rated or left in it says which it was.
  const rated = await db.selectFrom('feedback').select('conversation_id').where('user_id', 'in', users).execute();
  const others = [...left, ...rated].map(({ conversation_id }) => conversation_id);
  return { users, conversations: [...new Set([who, ...talks.map(({ id }) => id), ...others])] };
}

/**
 * The keys of a conversation's state, of whatever channel: `webchat/conversations/<id>/`, and where several people talk
 * `msteams/conversations/<id>/users/<user>/`.
 */
function stateOf(conversations: readonly string[], users: readonly string[]): Expression<SqlBool> {
  const literally = (id: string) => id.replace(/[\\%_]/g, '\\$&');
  const like = [
    ...conversations.map((id) => `%/conversations/${literally(id)}/%`),
    ...users.map((id) => `%/conversations/%/users/${literally(id)}/`),
  ];
  return sql<SqlBool>`(${sql.join(
    like.map((pattern) => sql`key like ${pattern} escape '\\'`),
    sql` or `,
  )})`;
}
