import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDatabase } from '../../src/storage/open.ts';
import type { Database, Exchange, Lease } from '../../src/storage/storage.ts';
import { message, noon } from './samples.ts';

const lease: Lease = { now: noon, until: noon + 60_000 };

/** What must hold on PostgreSQL where another replica stands in the middle of a transaction. */
export function racesOnPostgres(url: () => string): void {
  let database: Database;
  let other: pg.Client;
  beforeEach(async () => {
    database = await openDatabase(url());
    await database.conversations.open({ id: 'c', now: noon });
    other = new pg.Client(url());
    await other.connect();
    await other.query('begin');
  });
  afterEach(async () => {
    await other.end();
    await database.close();
  });

  /** As a message that comes in and has the turn. */
  const takeTurn = () =>
    other.query(
      `insert into inbox (channel, conversation_id, id, place, payload, accepted_at, claims, claimed_until)
       values ('website', 'c', 'event', 1, '{}', $1, 0, $2)`,
      [lease.now, lease.until],
    );
  /** Once something waits for what the other replica has begun. */
  const commitOnceWaitedFor = async () => {
    const waiting = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    await expect.poll(async () => (await other.query(waiting)).rowCount).toBe(1);
    await other.query('commit');
  };
  const say = (clientId?: string) =>
    database.inbox.acceptSaid({ channel: 'website', conversationId: 'c', clientId }, message('hello'), lease);

  test('what is said while a message gets the turn elsewhere waits behind it, and stands once', async () => {
    await takeTurn();
    const said = say('mine');
    await commitOnceWaitedFor();
    expect(await said).toMatchObject({ outcome: 'queued', stored: { sequence: 1 } });
    expect(await database.conversations.list('c', 0, 10)).toHaveLength(1);
  });

  test('an event that comes in while a message gets the turn elsewhere waits behind it', async () => {
    await takeTurn();
    const delivery = { channel: 'website', conversationId: 'c', id: 'later', payload: {} };
    const accepted = database.inbox.accept(delivery, lease);
    await commitOnceWaitedFor();
    expect(await accepted).toEqual({ outcome: 'queued' });
  });

  test('nobody takes up what waits while a message gets the turn elsewhere', async () => {
    await say();
    await database.inbox.release('website', noon + 1);
    await takeTurn();
    const claimed = database.inbox.claim('website', 'c', lease);
    await commitOnceWaitedFor();
    expect(await claimed).toBe('busy');
  });

  test('what is refused for good is not tried for ever', async () => {
    await say();
    await other.query('update conversations set last_sequence = 0');
    await other.query('commit');
    await expect(say()).rejects.toMatchObject({ code: '23505' });
  });

  /** Of the usual kind, which is one statement. */
  const exchange = async (): Promise<Exchange> => {
    await database.states.write({ talk: { turn: 0 } });
    const { talk } = await database.states.read(['talk']);
    const outcome = { states: { talk: { ...talk, turn: 1 } }, said: [message('one')] };
    return { channel: 'website', conversationId: 'c', place: 1, message: message('hello')(1), outcome };
  };

  test('an exchange does not wait for a conversation that is written to elsewhere', async () => {
    const given = await exchange();
    await other.query('update conversations set last_active_at = 0');
    expect(await database.exchange(given, noon)).toBeUndefined();
    await other.query('commit');
    expect(await database.exchange(given, noon)).toHaveLength(2);
  });

  test('an exchange whose connection breaks fails, as nobody knows what came of it', async () => {
    const given = await exchange();
    await other.query('update states set updated_at = 0');
    const exchanged = expect(database.exchange(given, noon)).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE' });
    const cut = `select pg_terminate_backend(pid) from pg_stat_activity
                 where datname = current_database() and wait_event_type = 'Lock'`;
    await expect.poll(async () => (await other.query(cut)).rowCount).toBe(1);
    await exchanged;
  });
}
