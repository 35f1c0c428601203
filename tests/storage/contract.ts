import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '../../src/storage/storage.ts';
import { conversationsContract } from './conversations.contract.ts';
import { exchangeContract } from './exchange.contract.ts';
import { feedbackContract } from './feedback.contract.ts';
import { handoffsContract, left } from './handoffs.contract.ts';
import { inboxContract } from './inbox.contract.ts';
import { personContract } from './person.contract.ts';
import { hour, message, noon, tricky } from './samples.ts';
import { statesContract } from './states.contract.ts';

/** Opens a database that is empty at the start of each test. */
export type Open = (clock?: () => number) => Promise<Database>;

/** What every implementation of the storage must do. */
export function storageContract(name: string, open: Open): void {
  describe(name, () => {
    statesContract(open);
    conversationsContract(open);
    feedbackContract(open);
    handoffsContract(open);
    personContract(open);
    inboxContract(open);
    exchangeContract(open);
    wholeContract(open);
  });
}

function wholeContract(open: Open): void {
  describe('as a whole', () => {
    let database: Database;
    let now = noon;

    beforeEach(async () => {
      now = noon;
      database = await open(() => now);
    });
    afterEach(() => database.close());

    test('what is kept for good is stored once, the same for all, and never idle', async () => {
      const keys = Array.from({ length: 5 }, (_, n) => database.keepForGood('key', { n }));
      const [first, ...others] = await Promise.all(keys);
      for (const other of others) expect(other).toEqual(first);
      await database.states.write({ before: { n: 1 } });
      expect(await database.keepForGood('before', { n: 2 })).toMatchObject({ n: 1 });
      await database.removeIdle(noon + 1000 * hour);
      expect(await database.states.read(['key', 'before'])).toMatchObject({ key: { n: first?.n }, before: { n: 1 } });
    });

    test('what was not touched since a time goes, activities included', async () => {
      const { conversations, states } = database;
      for (const id of ['idle', 'written in', 'reopened']) {
        await conversations.open({ id, now: noon });
        await conversations.append(id, message('one'), noon);
      }
      await states.write({ idle: { n: 1 }, 'written in': { n: 1 } });
      now = noon + hour;
      await conversations.append('written in', message('two'), now);
      await conversations.open({ id: 'reopened', now });
      await states.write({ 'written in': { n: 2 } });

      expect(await database.removeIdle(noon)).toBe(0);
      expect(await database.removeIdle(now)).toBe(1);

      expect(await conversations.find('idle')).toBeUndefined();
      expect(await conversations.list('idle', 0, 10)).toEqual([]);
      expect(await conversations.list('written in', 0, 10)).toHaveLength(2);
      expect(await conversations.find('reopened')).toBeDefined();
      expect(Object.keys(await states.read(['idle', 'written in']))).toEqual(['written in']);
      await expect(conversations.append('idle', message('two'), now)).rejects.toMatchObject({
        code: 'CONVERSATION_GONE',
      });
    });

    test('it can be reached while it is open', async () => {
      const other = await open();
      expect(await other.ping()).toBe(true);
      await other.close();
      expect(await other.ping()).toBe(false);
    });
  });
}

/** What every implementation must do that keeps its data when it is closed; `open` leads to the same place again. */
export function lastingContract(name: string, open: Open): void {
  test(`${name}: everything is there after reopening`, async () => {
    const before = await open();
    await before.states.write({ a: { turn: 1 } });
    const states = await before.states.read(['a']);
    await before.conversations.open({ id: 'c', userId: 'dl_ada', now: noon });
    await before.conversations.append('c', message(tricky), noon);
    await before.conversations.end('c');
    const handoff = await before.handoffs.add(left('h'));
    await before.close();

    const after = await open();
    expect(await after.states.read(['a'])).toEqual(states);
    expect(await after.conversations.find('c')).toMatchObject({ userId: 'dl_ada', ended: true });
    expect(await after.handoffs.claim(noon, noon)).toMatchObject({ ...handoff, attempts: 1 });
    expect(await after.conversations.list('c', 0, 10)).toMatchObject([{ sequence: 1, activity: { text: tricky } }]);
    expect((await after.conversations.append('c', message('two'), noon)).sequence).toBe(2);
    await after.close();
  });
}
