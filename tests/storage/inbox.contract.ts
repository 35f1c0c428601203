import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Database, Delivery, InboxItem, Lease } from '../../src/storage/storage.ts';
import { hour, message, noon, tricky } from './samples.ts';

const sent = (id: string, conversationId = 'c'): Delivery => ({
  channel: 'slack',
  conversationId,
  id,
  payload: { text: id },
});
const minute = 60_000;
const from = (now: number): Lease => ({ now, until: now + minute });

/** What every implementation must do with messages until they are answered. */
export function inboxContract(open: () => Promise<Database>): void {
  describe('the inbox', () => {
    let database: Database;
    let inbox: Database['inbox'];
    beforeEach(async () => {
      database = await open();
      inbox = database.inbox;
    });
    afterEach(() => database.close());

    const claimed = async (delivery: Delivery): Promise<InboxItem> => {
      const accepted = await inbox.accept(delivery, from(noon));
      if (accepted.outcome !== 'claimed') throw new Error(`it was ${accepted.outcome}`);
      return accepted.item;
    };
    const claim = (now: number, conversationId = 'c') => inbox.claim('slack', conversationId, from(now));

    test('takes in a delivery once, and again when it was purged', async () => {
      expect(await inbox.accept(sent('a'), from(noon))).toEqual({
        outcome: 'claimed',
        item: { ...sent('a'), claimedUntil: noon + minute, claims: 0 },
      });
      expect(await inbox.accept(sent('a'), from(noon + hour))).toEqual({ outcome: 'repeated' });
      expect(await inbox.purge(noon)).toBe(0);
      expect(await inbox.purge(noon + 1)).toBe(1);
      expect(await inbox.accept(sent('a'), from(noon + hour))).toMatchObject({ outcome: 'claimed' });
    });

    test('knows a delivery that was answered', async () => {
      await database.finish(await claimed(sent('a')), {}, noon);
      expect(await inbox.accept(sent('a'), from(noon))).toEqual({ outcome: 'repeated' });
      expect(await claim(noon + hour)).toBeUndefined();
    });

    test('tells channels and conversations apart', async () => {
      for (const delivery of [sent('a'), { ...sent('a'), channel: 'msteams' }, sent('a', 'd')])
        expect(await inbox.accept(delivery, from(noon))).toMatchObject({ outcome: 'claimed' });
    });

    test('takes in one of many equal deliveries at the same time', async () => {
      const accepted = await Promise.all(Array.from({ length: 10 }, () => inbox.accept(sent('a'), from(noon))));
      expect(accepted.filter(({ outcome }) => outcome !== 'repeated')).toHaveLength(1);
    });

    test('lets one of many messages of a conversation begin at the same time', async () => {
      const ids = Array.from({ length: 10 }, (_, n) => `${n}`);
      const accepted = await Promise.all(ids.map((id) => inbox.accept(sent(id), from(noon))));
      expect(accepted.map(({ outcome }) => outcome).sort()).toEqual(['claimed', ...Array(9).fill('queued')]);
    });

    test('gives out a conversation in order, one message at a time', async () => {
      const first = await claimed(sent('z'));
      for (const id of ['y', 'x']) expect(await inbox.accept(sent(id), from(noon))).toEqual({ outcome: 'queued' });
      expect(await claim(noon)).toBe('busy');
      await database.finish(first, {}, noon);

      const second = await claim(noon);
      expect(second).toEqual({ ...sent('y'), claimedUntil: noon + minute, claims: 1 });
      expect(await claim(noon)).toBe('busy');
      await database.finish(second as InboxItem, {}, noon);
      expect(await claim(noon)).toMatchObject({ id: 'x' });
    });

    test('gives a message to one of many who ask at the same time', async () => {
      await claimed(sent('a'));
      const claims = await Promise.all(Array.from({ length: 8 }, () => claim(noon + hour)));
      expect(claims.filter((item) => item !== 'busy')).toMatchObject([{ id: 'a', claims: 1 }]);
    });

    test('gives a message to someone else when the claim has run out, unless it was renewed', async () => {
      const item = await claimed(sent('a'));
      expect(await claim(noon + minute - 1)).toBe('busy');
      const renewed = await inbox.renew(item, noon + 2 * minute);
      expect(renewed).toEqual({ ...item, claimedUntil: noon + 2 * minute });
      expect(await claim(noon + minute)).toBe('busy');
      expect(await claim(noon + 2 * minute)).toMatchObject({ id: 'a', claims: 1 });
      expect(await inbox.renew(renewed as InboxItem, noon + hour)).toBeUndefined();
    });

    test('takes a claim for run out that a clock put back has left far ahead', async () => {
      await claimed(sent('a'));
      expect(await claim(noon - hour)).toMatchObject({ id: 'a' });
    });

    test('goes on after a message that was begun out of turn and left', async () => {
      await claimed(sent('b'));
      await inbox.accept(sent('a'), from(noon));
      expect(await claim(noon + hour)).toMatchObject({ id: 'b' });
      expect(await claim(noon + 2 * hour)).toMatchObject({ id: 'b', claims: 2 });
    });

    test('names the conversations that wait', async () => {
      const item = await claimed(sent('a'));
      expect(await inbox.waiting('slack', from(noon), 10)).toEqual([]);
      await inbox.accept(sent('b'), from(noon));
      await inbox.accept(sent('b', 'd'), from(noon));
      expect(await inbox.waiting('slack', from(noon), 10)).toEqual(['c']);
      expect((await inbox.waiting('slack', from(noon + minute), 10)).sort()).toEqual(['c', 'd']);
      expect(await inbox.waiting('slack', from(noon + minute), 1)).toHaveLength(1);
      expect(await inbox.waiting('msteams', from(noon + minute), 10)).toEqual([]);
      await database.finish(item, {}, noon);
      await database.finish((await claim(noon)) as InboxItem, {}, noon);
      expect(await inbox.waiting('slack', from(noon + minute), 10)).toEqual(['d']);
    });

    test('ends the claims of before', async () => {
      const old = await claimed(sent('a'));
      await inbox.accept(sent('b', 'd'), from(noon + 1));
      await inbox.release('msteams', noon + 1);
      expect(await claim(noon)).toBe('busy');
      await inbox.release('slack', noon + 1);
      expect(await claim(noon + 1, 'd')).toBe('busy');
      expect(await claim(noon)).toMatchObject({ id: 'a' });
      expect(await inbox.renew({ ...old, claimedUntil: noon }, noon)).toBeUndefined();
    });

    test('brings payloads back as they were', async () => {
      const payload = { text: tricky, list: [1, null, { ä: true }] };
      await claimed({ ...sent('a'), payload });
      expect(await claim(noon + hour)).toMatchObject({ payload });
    });
  });

  describe('a turn', () => {
    let database: Database;
    beforeEach(async () => {
      database = await open();
      await database.conversations.open({ id: 'c', now: noon });
    });
    afterEach(() => database.close());

    const say = async (text: string, clientId?: string) => {
      const delivery = { channel: 'webchat', conversationId: 'c', clientId };
      return database.inbox.acceptSaid(delivery, message(text), from(noon));
    };
    const begun = async (text: string): Promise<InboxItem> => {
      const accepted = await say(text);
      if (accepted.outcome !== 'claimed') throw new Error(`it was ${accepted.outcome}`);
      return accepted.item;
    };
    const texts = async () =>
      (await database.conversations.list('c', 0, 10)).map(({ sequence, activity }) => [sequence, activity.text]);

    test('of the website begins with what was said in the transcript', async () => {
      const { item, stored } = { item: undefined, ...(await say(tricky)) };
      expect(stored).toMatchObject({ sequence: 1, activity: message(tricky)(1) });
      expect(item).toMatchObject({ id: 'c|1', payload: stored?.activity });
      expect(await database.conversations.list('c', 0, 10)).toEqual([stored]);
    });

    test('of a message that comes again leaves nothing twice', async () => {
      expect(await say('hello', 'client-1')).toMatchObject({ outcome: 'claimed' });
      expect(await say('hello', 'client-1')).toEqual({ outcome: 'repeated' });
      expect(await say('next', 'client-2')).toMatchObject({ outcome: 'queued', stored: { sequence: 2 } });
      expect(await texts()).toEqual([
        [1, 'hello'],
        [2, 'next'],
      ]);
    });

    test('of a conversation that is gone is refused', async () => {
      const gone = database.inbox.acceptSaid({ channel: 'webchat', conversationId: 'x' }, message('hi'), from(noon));
      await expect(gone).rejects.toMatchObject({ code: 'CONVERSATION_GONE' });
    });

    test('ends with everything that came of it', async () => {
      const item = await begun('hello');
      const said = await database.finish(
        item,
        { states: { a: { turn: 1 } }, said: [message('one'), message('two')], ended: true },
        noon + 1,
      );
      expect(said.map(({ sequence }) => sequence)).toEqual([2, 3]);
      expect(await texts()).toEqual([
        [1, 'hello'],
        [2, 'one'],
        [3, 'two'],
      ]);
      expect(await database.states.read(['a'])).toMatchObject({ a: { turn: 1 } });
      expect(await database.conversations.find('c')).toMatchObject({ ended: true, lastActiveAt: noon + 1 });
    });

    test('ends once', async () => {
      const item = await begun('hello');
      await database.finish(item, { said: [message('one')] }, noon);
      await expect(database.finish(item, { said: [message('two')] }, noon)).rejects.toMatchObject({
        code: 'TURN_LOST',
      });
      expect(await texts()).toHaveLength(2);
    });

    test('ends with nothing when its message was given to someone else', async () => {
      const slow = await begun('hello');
      const taken = await database.inbox.claim('webchat', 'c', from(noon + hour));
      const late = database.finish(slow, { said: [message('late')], states: { a: { by: 'late' } } }, noon);
      await expect(late).rejects.toMatchObject({ code: 'TURN_LOST' });
      await database.finish(taken as InboxItem, { said: [message('answer')], states: { a: { by: 'taker' } } }, noon);
      expect(await texts()).toEqual([
        [1, 'hello'],
        [2, 'answer'],
      ]);
      expect(await database.states.read(['a'])).toMatchObject({ a: { by: 'taker' } });
    });

    test.each(['changed', 'new'])('ends with nothing on a %s state, and can be taken again', async (what) => {
      await database.states.write({ a: { turn: 1 } });
      const read = what === 'changed' ? await database.states.read(['a']) : { a: {} };
      await database.states.write({ a: { turn: 2 } });
      const item = await begun('hello');
      const conflict = database.finish(item, { states: { b: { n: 1 }, ...read }, said: [message('one')] }, noon);
      await expect(conflict).rejects.toMatchObject({ code: 'STATE_CONFLICT' });
      expect(await texts()).toHaveLength(1);
      expect(Object.keys(await database.states.read(['a', 'b']))).toEqual(['a']);

      await database.finish(item, { states: await database.states.read(['a']), said: [message('one')] }, noon);
      expect(await texts()).toHaveLength(2);
    });

    /** As nearly every turn is: one state that stood before, one answer. */
    const plain = async (text: string, turn: number) => ({
      states: { a: { ...(await database.states.read(['a'])).a, turn } },
      said: [message(text)],
    });

    test('of the usual kind ends once, and with nothing on a changed state', async () => {
      await database.states.write({ a: { turn: 0 } });
      const item = await begun('hello');
      const outcome = await plain('one', 1);
      await database.states.write({ a: { turn: 7 } });
      await expect(database.finish(item, outcome, noon)).rejects.toMatchObject({ code: 'STATE_CONFLICT' });
      expect(await texts()).toHaveLength(1);
      expect(await say('next')).toMatchObject({ outcome: 'queued', stored: { sequence: 2 } });
      await database.finish(item, await plain('one', 8), noon);
      await expect(database.finish(item, await plain('two', 9), noon)).rejects.toMatchObject({ code: 'TURN_LOST' });
      expect(await texts()).toHaveLength(3);
      expect(await database.states.read(['a'])).toMatchObject({ a: { turn: 8 } });
    });

    test('of a user who is forgotten elsewhere ends with nothing', async () => {
      await database.conversations.bind('c', 'dl_ada');
      await database.conversations.open({ id: 'other', userId: 'dl_ada', now: noon });
      const item = await begun('my name is Ada');
      await database.forget({ channelId: 'webchat', conversationId: 'other', userId: 'dl_ada' });
      await expect(database.finish(item, {}, noon)).rejects.toMatchObject({ code: 'TURN_LOST' });
      expect(await database.inbox.claim('webchat', 'c', from(noon + hour))).toBeUndefined();
    });
  });
}
