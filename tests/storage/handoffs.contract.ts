import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { NewHandoff } from '../../src/storage/handoff-store.ts';
import type { Database } from '../../src/storage/storage.ts';
import { hour, noon } from './samples.ts';

/** A question left at noon. */
export const left = (id: string, rest: Partial<NewHandoff> = {}): NewHandoff => ({
  id,
  conversationId: 'c',
  userId: 'dl_ada',
  name: 'Ada "L." Lovelace',
  contact: 'ada@example.com',
  question: 'Was kostet’s? 编码 😀',
  createdAt: noon,
  ...rest,
});

/** What every implementation must do with questions left for a person. */
export function handoffsContract(open: () => Promise<Database>): void {
  describe('handoffs', () => {
    let database: Database;
    let handoffs: Database['handoffs'];
    beforeEach(async () => {
      database = await open();
      handoffs = database.handoffs;
    });
    afterEach(() => database.close());

    test('are stored as they were left, due at once', async () => {
      const stored = { ...left('a'), attempts: 0, nextAttemptAt: noon };
      expect(await handoffs.add(left('a'))).toEqual(stored);
      expect(await handoffs.find('a')).toEqual(stored);
      expect(await handoffs.find('b')).toBeUndefined();
      expect(await handoffs.nextDue()).toBe(noon);
    });

    test('are stored once', async () => {
      await handoffs.add(left('a'));
      await handoffs.claim(noon, noon + hour);
      expect(await handoffs.add(left('a', { createdAt: noon + 1 }))).toMatchObject({ createdAt: noon, attempts: 1 });
      await handoffs.delivered('a', noon);
      expect(await handoffs.add(left('a', { createdAt: noon + 1 }))).toMatchObject({ deliveredAt: noon });
      expect(await handoffs.nextDue()).toBeUndefined();
    });

    test('are claimed by one at a time, and again when the claim runs out', async () => {
      await handoffs.add(left('a'));
      expect(await handoffs.claim(noon - 1, noon)).toBeUndefined();
      const claims = await Promise.all(Array.from({ length: 5 }, () => handoffs.claim(noon, noon + hour)));
      expect(claims.filter((claim) => claim !== undefined)).toMatchObject([{ id: 'a', attempts: 1 }]);
      expect(await handoffs.claim(noon + hour - 1, noon + 2 * hour)).toBeUndefined();
      expect(await handoffs.claim(noon + hour, noon + 2 * hour)).toMatchObject({ id: 'a', attempts: 2 });
    });

    test('are due at once where the clock was put back', async () => {
      await handoffs.add(left('a', { createdAt: noon + 48 * hour }));
      expect(await handoffs.claim(noon, noon + hour)).toBeUndefined();
      expect(await handoffs.claim(noon, noon + hour, noon + 48 * hour)).toBeUndefined();
      expect(await handoffs.claim(noon, noon + hour, noon + 12 * hour)).toMatchObject({ id: 'a' });
      expect(await handoffs.claim(noon, noon + hour, noon + 12 * hour)).toBeUndefined();
    });

    test('are each claimed once by many who ask at the same time', async () => {
      await Promise.all(['a', 'b', 'c'].map((id) => handoffs.add(left(id))));
      const claims = await Promise.all(Array.from({ length: 8 }, () => handoffs.claim(noon, noon + hour)));
      expect(claims.flatMap((claim) => claim?.id ?? []).sort()).toEqual(['a', 'b', 'c']);
    });

    test('go first when they have been tried least, then when they have waited longest', async () => {
      await handoffs.add(left('tried'));
      await handoffs.claim(noon, noon);
      await handoffs.add(left('late', { createdAt: noon + 2 }));
      await handoffs.add(left('early', { createdAt: noon + 1 }));
      const order = [];
      for (let n = 0; n < 3; n++) order.push((await handoffs.claim(noon + 2, noon + hour))?.id);
      expect(order).toEqual(['early', 'late', 'tried']);
    });

    test('that failed are due again, or given up until they are left again', async () => {
      await handoffs.add(left('a'));
      await handoffs.claim(noon, noon + 1);
      await handoffs.failed('a', 'HTTP_503', noon + hour);
      expect(await handoffs.find('a')).toMatchObject({
        lastError: 'HTTP_503',
        attempts: 1,
        nextAttemptAt: noon + hour,
      });
      expect(await handoffs.nextDue()).toBe(noon + hour);

      await handoffs.failed('a', 'TIMEOUT', undefined);
      expect(await handoffs.find('a')).toEqual({ ...left('a'), lastError: 'TIMEOUT', attempts: 1 });
      expect(await handoffs.claim(noon + 1000 * hour, 0)).toBeUndefined();

      expect(await handoffs.add(left('a', { createdAt: noon + hour }))).toMatchObject({
        attempts: 0,
        createdAt: noon + hour,
        nextAttemptAt: noon + hour,
      });
    });

    test('that were delivered are never due again', async () => {
      await handoffs.add(left('a'));
      await handoffs.claim(noon, noon + 1);
      await handoffs.delivered('a', noon + 1);
      await handoffs.failed('a', 'HTTP_503', noon + 2);
      expect(await handoffs.find('a')).toEqual({ ...left('a'), attempts: 1, deliveredAt: noon + 1 });
      expect(await handoffs.claim(noon + 1000 * hour, 0)).toBeUndefined();
    });

    test('are deleted for a user, whatever became of them', async () => {
      for (const id of ['waiting', 'delivered', 'given up']) await handoffs.add(left(id));
      await handoffs.delivered('delivered', noon);
      await handoffs.failed('given up', 'TIMEOUT', undefined);
      await handoffs.add(left('other', { userId: 'dl_eve' }));
      expect(await handoffs.deleteFor('dl_ada')).toBe(3);
      expect(await handoffs.find('delivered')).toBeUndefined();
      expect(await handoffs.find('other')).toBeDefined();
      expect(await handoffs.deleteFor('dl_ada')).toBe(0);
    });

    test('are purged by their age', async () => {
      await handoffs.add(left('old'));
      await handoffs.add(left('young', { createdAt: noon + hour }));
      expect(await handoffs.purge(noon)).toBe(0);
      expect(await handoffs.purge(noon + hour)).toBe(1);
      expect(await handoffs.find('old')).toBeUndefined();
      expect(await handoffs.find('young')).toBeDefined();
    });

    test('that are gone take no report of an attempt', async () => {
      await handoffs.delivered('a', noon);
      await handoffs.failed('a', 'TIMEOUT', noon);
      expect(await handoffs.find('a')).toBeUndefined();
    });
  });
}
