import { type Kysely, sql } from 'kysely';
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
    const { conversationId, place, message, outcome } = exchange;
    const said = [() => message, ...outcome.said];
    return transact(function* () {
      const last = place + outcome.said.length;
      const counted = yield* countUpFrom.step({ conversationId, before: place - 1, last, now });
      if (counted.numAffectedRows === 0n) return undefined;
      const stored = yield* insertActivities(conversationId, place, said);
      const { numAffectedRows } = yield* insertAnswered.step({ ...idOf(exchange), conversationId, now });
      if (numAffectedRows === 0n) throw new Unfit();
      yield* writeStates(outcome.states, now, 'create');
      return stored;
    }).catch((error: unknown) => {
      if (error instanceof Unfit || error instanceof StateConflict) return undefined;
      throw error;
    });
  };

/** In one statement, for databases that can, where the turn came to what most come to; otherwise as another way does. */
export function exchangeAtOnce(db: Kysely<Schema>, otherwise: StoreExchange): StoreExchange {
  return async (exchange, now) => {
    const { conversationId, place, message, outcome } = exchange;
    const [state, ...furtherStates] = toRows(outcome.states, now);
    const [complete, ...furtherSaid] = outcome.said;
    const isPlain = furtherStates.length === 0 && furtherSaid.length === 0;
    if (!isPlain || !complete || !state?.expected || state.expected === '*') return otherwise(exchange, now);
    const { key, value, etag } = state.row;
    const [asked, answered] = [message, complete(place + 1)].map((activity, i) => ({
      conversation_id: conversationId,
      sequence: place + i,
      activity: JSON.stringify(activity),
    }));
    if (!asked || !answered) return undefined;
    const given = { ...idOf(exchange), conversationId, place, now, key, value, etag, expected: state.expected };
    try {
      const { rows } = await exchangePlainly(db, { ...given, asked: asked.activity, answered: answered.activity });
      return rows[0]?.done ? [toStored(asked), toStored(answered)] : undefined;
    } catch (error) {
      if (isDivisionByZero(error) || isUniqueViolation(error)) return undefined;
      throw error;
    }
  };
}

/** The message is known already, or another of its conversation is unanswered. */
class Unfit extends Error {}

const idOf = ({ channel, id, message }: Exchange) => ({ channel, id: id ?? message.id ?? '' });

interface Counting {
  readonly conversationId: string;
  readonly before: number;
  readonly last: number;
  readonly now: number;
}

/** Locks the conversation until the transaction ends. */
const countUpFrom = prepare<Counting>((db, { conversationId, before, last, now }) =>
  db
    .updateTable('conversations')
    .set({ last_sequence: last, last_active_at: now })
    .where('id', '=', conversationId)
    .where('last_sequence', '=', before),
);

interface Answered {
  readonly channel: string;
  readonly conversationId: string;
  readonly id: string;
  readonly now: number;
}

const insertAnswered = prepare<Answered>((db, { channel, conversationId, id, now }) => ({
  compile: () =>
    sql`
      insert into inbox (channel, conversation_id, id, place, accepted_at, done_at, claims)
      select cast(${channel} as text), cast(${conversationId} as text), cast(${id} as text), 1,
        cast(${now} as bigint), cast(${now} as bigint), 0
      where not exists (
        select 1 from inbox where channel = ${channel} and conversation_id = ${conversationId} and done_at is null
      )
      on conflict (channel, conversation_id, id) do nothing`.compile(db),
}));

interface Exchanging extends Answered {
  readonly place: number;
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
 * nothing is done. Should anything but the first part find nothing to do, a division by zero takes all of it back.
 */
const exchangePlainly = prepare<Exchanging, { done: number }>((db, given) => {
  const { channel, conversationId, id, now, place, asked, answered, key, value, etag, expected } = given;
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
        ), taken as (
          insert into inbox (channel, conversation_id, id, place, accepted_at, done_at, claims)
          select cast(${channel} as text), id, cast(${id} as text), 1, cast(${now} as bigint), cast(${now} as bigint), 0
          from counted
          on conflict (channel, conversation_id, id) do nothing
          returning conversation_id
        ), appended as (
          insert into activities (conversation_id, sequence, activity)
          select conversation_id, cast(${place} as integer) + said.further, said.activity
          from taken, (values (0, ${asked}), (1, ${answered})) as said (further, activity)
        ), kept as (
          update states set value = ${value}, etag = ${etag}, updated_at = ${now}
          where key = ${key} and etag = ${expected} and exists (select from taken)
          returning key
        )
        select case when exists (select from counted)
          then 1 / ((select count(*) from taken) * (select count(*) from kept)) else 0 end as done`.compile(db),
  };
});
