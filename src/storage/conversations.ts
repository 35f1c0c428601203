import type { Activity } from 'botbuilder';
import type { Kysely } from 'kysely';
import type { Recent } from '../recent.ts';
import { activityJson } from './activity-json.ts';
import { ConversationGone } from './errors.ts';
import { prepare } from './prepared.ts';
import type { ActivityRow, ConversationRow, Schema } from './schema.ts';
import type { Complete, Conversation, ConversationStore, StoredActivity } from './storage.ts';
import { type Find, findTogether } from './together.ts';
import type { Transact } from './transact.ts';
import { ask, type Work } from './work.ts';

export interface ConversationsOptions {
  readonly db: Kysely<Schema>;
  /** Asked for single conversations. */
  readonly reader: Kysely<Schema>;
  readonly transact: Transact;
  /** Resolves once nothing that can be read can be lost. */
  settled(): Promise<void>;
  /** Takes down the newest place of each that is looked up. */
  readonly places: Recent<number>;
}

/** The website channel's conversations over the tables `conversations` and `activities`. */
export function createConversations(options: ConversationsOptions): ConversationStore {
  const { db, reader, transact, settled, places } = options;
  const find = createFinder(reader);
  return {
    open: ({ id, userId, now }) =>
      transact(function* () {
        const fresh = yield* insert(id, userId, now);
        const row = fresh ?? (yield* touch(id, now));
        places.keep(id, row.last_sequence);
        return { created: fresh !== undefined, conversation: toConversation(row) };
      }),

    async find(id) {
      const row = await find(id);
      if (row) places.keep(id, row.last_sequence);
      return row && toConversation(row);
    },

    nextPlace(id) {
      const last = places.get(id);
      return last === undefined ? undefined : last + 1;
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
      transact(function* () {
        const [stored] = yield* appendAll(id, [complete], now);
        return stored as StoredActivity;
      }),

    findSent: (id, clientId) => findSent(db, id, clientId),

    async list(id, after, limit) {
      const { rows } = await selectAfter(db, { id, after, limit });
      // A client asks next for what follows the last, which must not be given to something else.
      await settled();
      return rows.map(toStored);
    },
  };
}

/** As `ConversationStore.findSent`. */
export async function findSent(db: Kysely<Schema>, id: string, clientId: string): Promise<StoredActivity | undefined> {
  const row = await db
    .selectFrom('activities')
    .select(['sequence', 'activity'])
    .where('conversation_id', '=', id)
    .where('client_id', '=', clientId)
    .executeTakeFirst();
  return row && toStored(row);
}

/** Resolves to nothing where the conversation stands already. */
function* insert(id: string, userId: string | undefined, now: number): Work<ConversationRow | undefined> {
  const row = { id, user_id: userId ?? null, created_at: now, last_active_at: now, ended: 0, last_sequence: 0 };
  const { rows } = yield* ask((db) =>
    db
      .insertInto('conversations')
      .values(row)
      .onConflict((conflict) => conflict.column('id').doNothing())
      .returningAll(),
  );
  return rows[0];
}

function* touch(id: string, now: number): Work<ConversationRow> {
  const { rows } = yield* ask((db) =>
    db.updateTable('conversations').set({ last_active_at: now }).where('id', '=', id).returningAll(),
  );
  if (!rows[0]) throw new ConversationGone(id);
  return rows[0];
}

/**
 * Appends activities, one after another; `ended` says whether the conversation is over with them. Throws
 * `ConversationGone`.
 */
export function* appendAll(
  id: string,
  said: readonly Complete[],
  now: number,
  ended = false,
  clientId?: string,
): Work<StoredActivity[]> {
  if (said.length === 0) return [];
  const counted = yield* (ended ? countUpAndEnd : countUp).step({ id, count: said.length, now });
  const last = counted.rows[0]?.last_sequence;
  if (last === undefined) throw new ConversationGone(id);
  return yield* insertActivities(id, last - said.length + 1, said, clientId);
}

/**
 * Puts activities in places that are theirs already, one after another from the first, which may have a client's id. A
 * unique index refuses one that is there already.
 */
export function* insertActivities(
  id: string,
  first: number,
  said: readonly Complete[],
  clientId?: string,
): Work<StoredActivity[]> {
  const rows = said.map((complete, index) => {
    const sequence = first + index;
    const client_id = index === 0 ? (clientId ?? null) : null;
    return { conversation_id: id, sequence, activity: activityJson(complete(sequence)), client_id };
  });
  for (const row of rows) yield* insertActivity.step(row);
  return rows.map(toStored);
}

/** Counting up first locks the conversation until the transaction ends, so no place is given twice or left empty. */
const countingUp = (also: { ended?: 1 }) =>
  prepare<{ id: string; count: number; now: number }, Pick<ConversationRow, 'last_sequence'>>(
    (db, { id, count, now }) =>
      db
        .updateTable('conversations')
        .set((row) => ({ last_sequence: row('last_sequence', '+', count), last_active_at: now, ...also }))
        .where('id', '=', id)
        .returning('last_sequence'),
  );

const countUp = countingUp({});
const countUpAndEnd = countingUp({ ended: 1 });

const insertActivity = prepare<ActivityRow>((db, { conversation_id, sequence, activity, client_id }) =>
  db.insertInto('activities').values({ conversation_id, sequence, activity, client_id }),
);

/** Finds a conversation. */
const createFinder = (db: Kysely<Schema>): Find<ConversationRow> =>
  findTogether(
    ({ id }) => id,
    async (ids) => (ids.length === 1 ? (await selectOne(db, { id: ids[0] as string })).rows : selectAll(db, ids)),
  );

const columns = ['id', 'user_id', 'created_at', 'last_active_at', 'ended', 'last_sequence'] as const;

const selectOne = prepare<{ id: string }, ConversationRow>((db, { id }) =>
  db.selectFrom('conversations').select(columns).where('id', '=', id),
);

const selectAll = (db: Kysely<Schema>, ids: readonly string[]) =>
  db.selectFrom('conversations').select(columns).where('id', 'in', ids).execute();

const selectAfter = prepare<{ id: string; after: number; limit: number }, SaidRow>((db, { id, after, limit }) =>
  db
    .selectFrom('activities')
    .select(['sequence', 'activity'])
    .where('conversation_id', '=', id)
    .where('sequence', '>', after)
    .orderBy('sequence')
    .limit(limit),
);

function toConversation(row: ConversationRow): Conversation {
  return {
    id: row.id,
    userId: row.user_id ?? undefined,
    createdAt: row.created_at,
    lastActiveAt: row.last_active_at,
    ended: row.ended === 1,
  };
}

type SaidRow = Pick<ActivityRow, 'sequence' | 'activity'>;

/** Most of what is stored is passed on as it stands. */
class Stored implements StoredActivity {
  readonly sequence: number;
  readonly json: string;

  constructor(sequence: number, json: string) {
    this.sequence = sequence;
    this.json = json;
  }

  get activity(): Partial<Activity> {
    return JSON.parse(this.json);
  }
}

/** A row as it is given out. */
export const toStored = ({ sequence, activity }: SaidRow) => new Stored(sequence, activity);
