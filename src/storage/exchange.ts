import { type Kysely, sql } from 'kysely';
import { activityJson } from './activity-json.ts';
import { insertActivities, toStored } from './conversations.ts';
import { isDivisionByZero, isUniqueViolation, StateConflict } from './errors.ts';
import { prepare } from './prepared.ts';
import type { Schema } from './schema.ts';
import { toRows, writeStates } from './states.ts';
import type { Exchange, StoredActivity } from './storage.ts';
import type { Transact } from './transact.ts';

/** Stores a message with its answer, as `Database.exchange`. */
export type StoreExchange = (exchange: Exchange, now: number) => Promise<StoredActivity[] | undefined>;

/** In a transaction of several statements. */
export const exchangeIn =
  (transact: Transact): StoreExchange =>
  (exchange, now) => {
    const { channel, conversationId, clientId, place, message, outcome } = exchange;
    const said = [() => message, ...outcome.said];
    return transact(function* () {
      const last = place + outcome.said.length;
      const counted = yield* countUpFrom.step({ channel, conversationId, before: place - 1, last, now });
      if (counted.numAffectedRows === 0n) return undefined;
      const stored = yield* insertActivities(conversationId, place, said, clientId);
      yield* writeStates(outcome.states, now, 'create');
      return stored;
    }).catch((error: unknown) => {
      if (isUniqueViolation(error) || error instanceof StateConflict) return undefined;
      throw error;
    });
  };

/** In one statement, for databases that can, where the turn came to what most come to; otherwise as another way does. */
export function exchangeAtOnce(db: Kysely<Schema>, otherwise: StoreExchange): StoreExchange {
  return async (exchange, now) => {
    const { channel, conversationId, clientId = null, place, message, outcome } = exchange;
    const [state, ...furtherStates] = toRows(outcome.states, now);
    const [complete, ...furtherSaid] = outcome.said;
    const isPlain = furtherStates.length === 0 && furtherSaid.length === 0;
    if (!isPlain || !complete || !state?.expected || state.expected === '*') return otherwise(exchange, now);
    const { key, value, etag } = state.row;
    const asked = activityJson(message);
    const answered = activityJson(complete(place + 1));
    const given = { channel, conversationId, clientId, place, now, asked, answered };
    try {
      const { rows } = await exchangePlainly(db, { ...given, key, value, etag, expected: state.expected });
      if (!rows[0]?.done) return undefined;
      return [asked, answered].map((activity, i) => toStored({ sequence: place + i, activity }));
    } catch (error) {
      if (isDivisionByZero(error) || isUniqueViolation(error)) return undefined;
      throw error;
    }
  };
}

interface Counting {
  readonly channel: string;
  readonly conversationId: string;
  readonly before: number;
  readonly last: number;
  readonly now: number;
}

/** Locks the conversation until the transaction ends, unless it has gone on or anything in it is unanswered. */
const countUpFrom = prepare<Counting>((db, { channel, conversationId, before, last, now }) =>
  db
    .updateTable('conversations')
    .set({ last_sequence: last, last_active_at: now })
    .where('id', '=', conversationId)
    .where('last_sequence', '=', before)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('inbox')
            .select('id')
            .where('channel', '=', channel)
            .where('conversation_id', '=', conversationId)
            .where('done_at', 'is', null),
        ),
      ),
    ),
);

interface Exchanging {
  readonly channel: string;
  readonly conversationId: string;
  readonly clientId: string | null;
  readonly place: number;
  readonly now: number;
  /** The activities as JSON. */
  readonly asked: string;
  readonly answered: string;
  /** Of the state. */
  readonly key: string;
  readonly value: string;
  readonly etag: string;
  readonly expected: string;
}

/**
 * All parts see the database as it was before the statement; what came in meanwhile has counted the conversation up, and
 * nothing is done. Should the state have changed, a division by zero takes all of it back.
 */
const exchangePlainly = prepare<Exchanging, { done: number }>((db, given) => {
  const { channel, conversationId, clientId, place, now, asked, answered, key, value, etag, expected } = given;
  return {
    compile: () =>
      sql<{ done: number }>`
        with free as (
          select id from conversations
          where id = ${conversationId} and last_sequence = cast(${place} as integer) - 1
            and not exists (
              select from inbox
              where channel = ${channel} and conversation_id = ${conversationId} and done_at is null
            )
          for update skip locked
        ), counted as (
          update conversations set last_sequence = cast(${place} as integer) + 1, last_active_at = ${now}
          from free where conversations.id = free.id returning conversations.id
        ), appended as (
          insert into activities (conversation_id, sequence, activity, client_id)
          select id, cast(${place} as integer) + said.further, said.activity, said.client_id
          from counted, (values (0, ${asked}, cast(${clientId} as text)), (1, ${answered}, null))
            as said (further, activity, client_id)
        ), kept as (
          update states set value = ${value}, etag = ${etag}, updated_at = ${now}
          where key = ${key} and etag = ${expected} and exists (select from counted)
          returning key
        )
        select case when exists (select from counted) then 1 / (select count(*) from kept) else 0 end as done`.compile(
        db,
      ),
  };
});
