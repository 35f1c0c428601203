import { type Kysely, sql } from 'kysely';
import type { Recent } from '../recent.ts';
import { toStored } from './conversations.ts';
import { isDivisionByZero, isUniqueViolation } from './errors.ts';
import { prepare } from './prepared.ts';
import type { Schema } from './schema.ts';
import { toRows } from './states.ts';
import type { Complete, InboxItem, Lease, Outcome, StoredActivity } from './storage.ts';

/** The newest place of conversations as this process last saw it; others may have gone on since. */
export type Places = Recent<number>;

/** What a client said, as it is taken in; `by` is the number of the process that takes it up. */
export interface Said extends Lease {
  readonly channel: string;
  readonly conversationId: string;
  /** Missing where it is the activity's own. */
  readonly id: string | undefined;
  readonly by: number | null;
}

/**
 * What a turn writes, each time in one statement instead of a transaction of several, for databases that can. They give
 * nothing, and have written nothing, where it takes more: the transaction does it then, or says why it cannot be done.
 */
export interface AtOnce {
  /** Appends an activity and takes it in; `isClaimed` says whether its turn may begin. */
  accept(said: Said, complete: Complete): Promise<{ stored: StoredActivity; isClaimed: boolean } | undefined>;
  /** As `Database.finish`. */
  finish(item: InboxItem, outcome: Outcome, now: number): Promise<StoredActivity[] | undefined>;
}

export function createAtOnce(db: Kysely<Schema>, places: Places): AtOnce {
  return {
    async accept(said, complete) {
      const next = placeAfter(places, said.conversationId);
      if (!next) return undefined;
      const activity = complete(next.place);
      const json = JSON.stringify(activity);
      const given = { ...said, ...next, id: said.id ?? activity.id ?? '', activity: json };
      const row = await firstOf(append(db, given), isUniqueViolation);
      if (!row) return undefined;
      places.keep(said.conversationId, next.place);
      const stored = toStored({ conversation_id: said.conversationId, sequence: next.place, activity: json });
      return { stored, isClaimed: row.claimed_until !== null };
    },

    async finish(item, { states = {}, said = [], ended = false }, now) {
      const next = placeAfter(places, item.conversationId);
      const [state, ...furtherStates] = toRows(states, now);
      const [complete, ...furtherSaid] = said;
      // As nearly every turn ends; what ends otherwise can as well take longer.
      const isPlain = !ended && furtherStates.length === 0 && furtherSaid.length === 0;
      if (!isPlain || !next || !complete || !state?.expected || state.expected === '*') return undefined;
      const activity = JSON.stringify(complete(next.place));
      const { channel, conversationId, id, claimedUntil } = item;
      const { key, value, etag } = state.row;
      const given = { channel, conversationId, id, claimedUntil, now, ...next, activity };
      const row = await firstOf(
        answer(db, { ...given, key, value, etag, expected: state.expected }),
        (error) => isDivisionByZero(error) || isUniqueViolation(error),
      );
      if (!row?.done) return undefined;
      places.keep(conversationId, next.place);
      return [toStored({ conversation_id: conversationId, sequence: next.place, activity })];
    },
  };
}

function placeAfter(places: Places, conversationId: string): Next | undefined {
  const before = places.get(conversationId);
  return before === undefined ? undefined : { before, place: before + 1 };
}

/** The place to fill, if the one before it is still the newest. */
interface Next {
  readonly before: number;
  readonly place: number;
}

/** The first row, or nothing where the statement failed in a way that the transaction deals with. */
async function firstOf<Row>(
  result: Promise<{ rows: readonly Row[] }>,
  isExpected: (error: unknown) => boolean,
): Promise<Row | undefined> {
  try {
    return (await result).rows[0];
  } catch (error) {
    if (isExpected(error)) return undefined;
    throw error;
  }
}

type Appending = Omit<Said, 'id'> & Next & { readonly id: string; readonly activity: string };

/**
 * All parts see the database as it was before the statement, so what came in meanwhile goes unseen by the last; but then the
 * conversation has gone on, and nothing is done. Nor is anything while somebody else has the conversation: other
 * statements wait behind this one.
 */
const append = prepare<Appending, { claimed_until: number | null }>((db, given) => {
  const { channel, conversationId, id, before, place, activity, now, until, by } = given;
  return {
    compile: () =>
      sql<{ claimed_until: number | null }>`
        with free as (
          select id from conversations where id = ${conversationId} and last_sequence = ${before}
          for update skip locked
        ), counted as (
          update conversations set last_sequence = ${place}, last_active_at = ${now}
          from free where conversations.id = free.id returning conversations.id
        ), appended as (
          insert into activities (conversation_id, sequence, activity)
          select id, cast(${place} as integer), ${activity} from counted
        ), unfinished as (
          select place from inbox where channel = ${channel} and conversation_id = ${conversationId} and done_at is null
        )
        insert into inbox (channel, conversation_id, id, place, payload, accepted_at, claims, claimed_by, claimed_until)
        select ${channel}, id, ${id}, (select coalesce(max(place), 0) + 1 from unfinished), ${activity},
          cast(${now} as bigint), 0, cast(${by} as bigint),
          case when exists (select from unfinished) then null else cast(${until} as bigint) end
        from counted
        returning claimed_until`.compile(db),
  };
});

interface Answering extends Next {
  readonly channel: string;
  readonly conversationId: string;
  readonly id: string;
  readonly claimedUntil: number;
  readonly now: number;
  readonly activity: string;
  readonly key: string;
  readonly value: string;
  readonly etag: string;
  readonly expected: string;
}

/**
 * The conversation first, then each part only if the one before it was done. Should the state have changed, which comes
 * last, a division by zero takes all of it back.
 */
const answer = prepare<Answering, { done: number }>((db, given) => {
  const { channel, conversationId, id, claimedUntil, now, before, place, activity, key, value, etag, expected } = given;
  return {
    compile: () =>
      sql<{ done: number }>`
        with free as (
          select id from conversations
          where id = ${conversationId} and last_sequence = ${before}
            and exists (
              select from inbox where channel = ${channel} and conversation_id = ${conversationId} and id = ${id}
                and claimed_until = ${claimedUntil}
            )
          for update skip locked
        ), counted as (
          update conversations set last_sequence = ${place}, last_active_at = ${now}
          from free where conversations.id = free.id returning conversations.id
        ), done as (
          update inbox set done_at = ${now}, claimed_until = null, payload = null
          where channel = ${channel} and conversation_id = ${conversationId} and id = ${id}
            and claimed_until = ${claimedUntil} and exists (select from counted)
          returning conversation_id
        ), appended as (
          insert into activities (conversation_id, sequence, activity)
          select conversation_id, cast(${place} as integer), ${activity} from done
        ), kept as (
          update states set value = ${value}, etag = ${etag}, updated_at = ${now}
          where key = ${key} and etag = ${expected} and exists (select from done)
          returning key
        )
        select case when exists (select from counted)
          then 1 / ((select count(*) from done) * (select count(*) from kept)) else 0 end as done`.compile(db),
  };
});
