import { type ExpressionBuilder, type Kysely, sql } from 'kysely';
import { appendAll, findSent } from './conversations.ts';
import { isUniqueViolation, TurnLost } from './errors.ts';
import { prepare } from './prepared.ts';
import type { Presence } from './presence.ts';
import type { InboxRow, Schema } from './schema.ts';
import { writeStates } from './states.ts';
import type { Accepted, Delivery, Inbox, InboxItem, Lease, Outcome, StoredActivity } from './storage.ts';
import type { Transact } from './transact.ts';
import { ask, type Work } from './work.ts';

/** How often a message is taken in anew where others of its conversation come in elsewhere in the same moment. */
const mostTries = 5;

/**
 * Messages that are to be answered, over the table `inbox`.
 * @param presence of the processes that share the database; claims of the dead are void before their time.
 */
export function createInbox(db: Kysely<Schema>, transact: Transact, presence?: Presence): Inbox {
  const own = (lease: Lease): OwnLease => ({ ...lease, by: presence?.self() ?? null });
  return {
    async accept(delivery, lease) {
      for (;;) {
        try {
          return await transact(() => insert(delivery, own(lease)));
        } catch (error) {
          // Another message of the conversation came in elsewhere in the same moment and has the turn: this one waits.
          if (!isUniqueViolation(error)) throw error;
        }
      }
    },

    async acceptSaid({ channel, conversationId, clientId, ended }, complete, lease) {
      const take = function* (): Work<Accepted & { readonly stored?: StoredActivity }> {
        const [stored] = yield* appendAll(conversationId, [complete], lease.now, ended, clientId);
        const payload = stored?.activity;
        const delivery = { channel, conversationId, id: payload?.id ?? '', payload };
        return { ...(yield* insert(delivery, own(lease), stored?.json)), stored };
      };
      for (let tries = mostTries; ; tries -= 1) {
        try {
          return await transact(take);
        } catch (error) {
          if (!isUniqueViolation(error)) throw error;
          if (clientId && (await findSent(db, conversationId, clientId))) return { outcome: 'repeated' };
          // As above.
          if (tries === 0) throw error;
        }
      }
    },

    claim: (channel, conversationId, lease) =>
      transact(() => claimFirst(channel, conversationId, own(lease))).catch((error: unknown) => {
        if (isUniqueViolation(error)) return 'busy';
        throw error;
      }),

    async renew(item, until) {
      const { numUpdatedRows } = await claimed(db, item).set({ claimed_until: until }).executeTakeFirst();
      return numUpdatedRows > 0n ? { ...item, claimedUntil: until } : undefined;
    },

    async waiting(channel, lease, limit) {
      await presence?.releaseAbandoned();
      const rows = await db
        .selectFrom('inbox')
        .select('conversation_id')
        .distinct()
        .where('channel', '=', channel)
        .where('done_at', 'is', null)
        .where((row) => row.or([row('claimed_until', 'is', null), hasRunOut(row, lease)]))
        .limit(limit)
        .execute();
      return rows.map((row) => row.conversation_id);
    },

    async release(channel, before) {
      await db
        .updateTable('inbox')
        .set({ claimed_until: null })
        .where('channel', '=', channel)
        .where('done_at', 'is', null)
        .where('accepted_at', '<', before)
        .execute();
    },

    async purge(before) {
      const { numDeletedRows } = await db.deleteFrom('inbox').where('accepted_at', '<', before).executeTakeFirst();
      return Number(numDeletedRows);
    },
  };
}

/** As `Database.finish`. */
export async function finish(
  transact: Transact,
  item: InboxItem,
  outcome: Outcome,
  now: number,
): Promise<StoredActivity[]> {
  const { states = {}, said = [], ended = false } = outcome;
  return transact(function* () {
    // The conversation first, as when something is taken in: otherwise the two could wait for each other.
    const stored = yield* appendAll(item.conversationId, said, now, ended);
    const { channel, conversationId, id, claimedUntil } = item;
    const { numAffectedRows } = yield* markDone.step({ channel, conversationId, id, claimedUntil, now });
    if (numAffectedRows === 0n) throw new TurnLost(item.id);
    yield* writeStates(states, now, 'create');
    return stored;
  });
}

/** A lease, and the number of the process that takes it. */
interface OwnLease extends Lease {
  readonly by: number | null;
}

function* insert(delivery: Delivery, lease: OwnLease, payload = JSON.stringify(delivery.payload)): Work<Accepted> {
  const { channel, conversationId, id } = delivery;
  const [row] = (yield* insertUnlessKnown.step({ channel, conversationId, id, payload, ...lease })).rows;
  return row ? outcomeOf(delivery, row.claimed_until !== null, lease) : { outcome: 'repeated' };
}

const outcomeOf = (delivery: Delivery, isClaimed: boolean, { until }: Lease): Accepted =>
  isClaimed ? { outcome: 'claimed', item: { ...delivery, claimedUntil: until, claims: 0 } } : { outcome: 'queued' };

interface Insertion {
  channel: string;
  conversationId: string;
  id: string;
  payload: string;
  now: number;
  until: number;
  by: number | null;
}

const insertUnlessKnown = prepare<Insertion, Pick<InboxRow, 'claimed_until'>>((db, given) => {
  const { channel, conversationId, id, payload, now, until, by } = given;
  return db
    .insertInto('inbox')
    .values((values) => {
      // Only these are put in order; a conversation has few of them, and many that are done.
      const unfinished = values
        .selectFrom('inbox')
        .where('channel', '=', channel)
        .where('conversation_id', '=', conversationId)
        .where('done_at', 'is', null);
      return {
        channel,
        conversation_id: conversationId,
        id,
        place: unfinished.select(({ fn }) => sql<number>`coalesce(${fn.max('place')}, 0) + 1`.as('place')),
        payload,
        accepted_at: now,
        claims: 0,
        claimed_by: by,
        claimed_until: values
          .case()
          .when(values.exists(unfinished.select('id')))
          .then(null)
          .else(sql<number>`cast(${until} as bigint)`)
          .end(),
      };
    })
    .onConflict((conflict) => conflict.columns(['channel', 'conversation_id', 'id']).doNothing())
    .returning('claimed_until');
});

function* claimFirst(channel: string, conversationId: string, lease: OwnLease): Work<InboxItem | 'busy' | undefined> {
  yield* ask((db) =>
    db
      .updateTable('inbox')
      .set({ claimed_until: null })
      .where('channel', '=', channel)
      .where('conversation_id', '=', conversationId)
      .where('done_at', 'is', null)
      .where((row) => hasRunOut(row, lease)),
  );
  const { rows: waiting } = yield* ask((db) =>
    db
      .selectFrom('inbox')
      .select(['id', 'claimed_until'])
      .where('channel', '=', channel)
      .where('conversation_id', '=', conversationId)
      .where('done_at', 'is', null)
      .orderBy('place')
      .orderBy('id'),
  );
  const [first] = waiting;
  if (!first) return undefined;
  if (waiting.some((item) => item.claimed_until !== null)) return 'busy';
  const { rows } = yield* ask((db) =>
    db
      .updateTable('inbox')
      .set((item) => ({ claimed_until: lease.until, claimed_by: lease.by, claims: item('claims', '+', 1) }))
      .where('channel', '=', channel)
      .where('conversation_id', '=', conversationId)
      .where('id', '=', first.id)
      .where('claimed_until', 'is', null)
      .where('done_at', 'is', null)
      .returningAll(),
  );
  const [row] = rows;
  return row ? toItem(row, lease) : 'busy';
}

/** A claim has run out when its time has come, and also when it lies so far ahead that the clock must have been put back. */
function hasRunOut(row: ExpressionBuilder<Schema, 'inbox'>, { now, until }: Lease) {
  return row.or([row('claimed_until', '<=', now), row('claimed_until', '>', 2 * until - now)]);
}

type Claim = Pick<InboxItem, 'channel' | 'conversationId' | 'id' | 'claimedUntil'>;

/** An update of the message, if the claim on it is still the one given. */
function claimed(db: Kysely<Schema>, { channel, conversationId, id, claimedUntil }: Claim) {
  return db
    .updateTable('inbox')
    .where('channel', '=', channel)
    .where('conversation_id', '=', conversationId)
    .where('id', '=', id)
    .where('claimed_until', '=', claimedUntil);
}

const markDone = prepare<Claim & { now: number }>((db, { channel, conversationId, id, claimedUntil, now }) =>
  claimed(db, { channel, conversationId, id, claimedUntil }).set({ done_at: now, claimed_until: null, payload: null }),
);

function toItem(row: InboxRow, { until }: Lease): InboxItem {
  const { channel, id, claims } = row;
  const payload = JSON.parse(row.payload ?? 'null');
  return { channel, conversationId: row.conversation_id, id, payload, claimedUntil: until, claims };
}
