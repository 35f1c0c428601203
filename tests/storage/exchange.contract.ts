import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Database, Exchange } from '../../src/storage/storage.ts';
import { hour, message, noon, tricky } from './samples.ts';

const minute = 60_000;

/** What every implementation must do with a message that is stored together with its answer. */
export function exchangeContract(open: (clock: () => number) => Promise<Database>): void {
  describe('an exchange', () => {
    let database: Database;
    beforeEach(async () => {
      database = await open(() => noon);
      await database.conversations.open({ id: 'c', now: noon });
      await database.states.write({ talk: { turn: 0 } });
    });
    afterEach(() => database.close());

    const stateOf = async () => (await database.states.read(['talk'])).talk;
    const said = async () => (await database.conversations.list('c', 0, 10)).map(({ activity }) => activity.text);
    const exchange = async (given: Partial<Exchange> = {}): Promise<Exchange> => {
      const { place = database.conversations.nextPlace('c') ?? 0 } = given;
      const states = { talk: { ...(await stateOf()), turn: 1 } };
      const outcome = { states, said: [message(`answer ${tricky}`)] };
      return { channel: 'website', conversationId: 'c', place, message: message('question')(place), outcome, ...given };
    };
    /** Nothing of it must be left. */
    const expectRefused = async (given: Exchange) => {
      const [before, state] = [await said(), await stateOf()];
      expect(await database.exchange(given, noon)).toBeUndefined();
      expect([await said(), await stateOf()]).toEqual([before, state]);
    };

    test('is stored whole, the message first, and is not taken in again', async () => {
      const stored = await database.exchange(await exchange({ clientId: 'mine' }), noon);
      expect(stored?.map(({ sequence }) => sequence)).toEqual([1, 2]);
      expect(stored?.map(({ activity }) => activity)).toEqual(
        (await database.conversations.list('c', 0, 10)).map(({ activity }) => activity),
      );
      expect(await stateOf()).toMatchObject({ turn: 1 });
      const delivery = { channel: 'website', conversationId: 'c', clientId: 'mine' };
      const lease = { now: noon, until: noon + minute };
      expect(await database.inbox.acceptSaid(delivery, message('question'), lease)).toEqual({ outcome: 'repeated' });
      expect(await database.inbox.waiting('website', lease, 10)).toEqual([]);
      await database.conversations.find('c');
      expect(database.conversations.nextPlace('c')).toBe(3);
    });

    test.each([
      ['nothing said', { states: {}, said: [] }, 1],
      ['several things said', { states: {}, said: ['one', 'two', 'three'].map(message) }, 4],
      ['a new state', { states: { other: { n: 1 } }, said: [message('one')] }, 2],
      ['a state put over another', { states: { talk: { turn: 1, eTag: '*' } }, said: [message('one')] }, 2],
    ])('with %s is stored too', async (_, outcome, places) => {
      const stored = await database.exchange(await exchange({ outcome }), noon);
      expect(stored?.map(({ sequence }) => sequence)).toEqual(Array.from({ length: places }, (_, n) => n + 1));
      expect(await said()).toHaveLength(places);
      for (const key of Object.keys(outcome.states)) expect(await database.states.read([key])).toHaveProperty(key);
    });

    test('with several states is stored too, all of them', async () => {
      const states = { talk: { ...(await stateOf()), turn: 1 }, user: { n: 1 } };
      const outcome = { states, said: [message('one')] };
      expect(await database.exchange(await exchange({ outcome }), noon)).toHaveLength(2);
      expect(await database.states.read(['talk', 'user'])).toMatchObject({ talk: { turn: 1 }, user: { n: 1 } });
    });

    test.each([
      ['the usual kind', [message('one')]],
      ['another', [message('one'), message('two')]],
    ])('of %s keeps its conversation and its state from being dropped as idle', async (_, answers) => {
      const given = await exchange();
      await database.exchange({ ...given, outcome: { ...given.outcome, said: answers } }, noon + hour);
      expect(await database.conversations.find('c')).toMatchObject({ lastActiveAt: noon + hour });
      expect(await database.removeIdle(noon + hour)).toBe(0);
      expect(await stateOf()).toMatchObject({ turn: 1 });
    });

    test('is refused where its place is taken', async () => {
      const late = await exchange();
      await database.conversations.append('c', message('earlier'), noon);
      await expectRefused(late);
    });

    test('is refused where the message is known', async () => {
      await database.exchange(await exchange({ clientId: 'mine' }), noon);
      await database.conversations.find('c');
      await expectRefused(await exchange({ clientId: 'mine' }));
    });

    test('is refused where another message waits for its answer', async () => {
      const lease = { now: noon, until: noon + minute };
      await database.inbox.accept({ channel: 'website', conversationId: 'c', id: 'event', payload: {} }, lease);
      await expectRefused(await exchange());
    });

    test('is refused where the state was changed meanwhile', async () => {
      const late = await exchange();
      await database.states.write({ talk: { turn: 5 } });
      await expectRefused(late);
    });

    test('is refused where a state that was to be new has been made meanwhile', async () => {
      await expectRefused(await exchange({ outcome: { states: { talk: { turn: 1 } }, said: [message('one')] } }));
    });

    test('is refused where the conversation is gone', async () => {
      expect(await database.exchange(await exchange({ conversationId: 'none', place: 1 }), noon)).toBeUndefined();
    });

    test('takes one of several for the same place', async () => {
      const given = await exchange();
      const came = await Promise.all(
        ['a', 'b', 'c'].map((clientId) => database.exchange({ ...given, clientId }, noon)),
      );
      expect(came.filter(Boolean)).toHaveLength(1);
      expect(await said()).toHaveLength(2);
    });

    test('does not keep others from being stored when it is refused', async () => {
      await database.conversations.open({ id: 'd', now: noon });
      const refused = await exchange({ outcome: { states: { talk: { turn: 1, eTag: 'stale' } }, said: [] } });
      const fine = await exchange({ conversationId: 'd', place: 1, outcome: { states: {}, said: [message('fine')] } });
      const [first, second] = await Promise.all([refused, fine].map((one) => database.exchange(one, noon)));
      expect([first, second?.length]).toEqual([undefined, 2]);
    });
  });
}
