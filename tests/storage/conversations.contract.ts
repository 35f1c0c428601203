import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '../../src/storage/storage.ts';
import { hour, message, noon, tricky } from './samples.ts';

/** What every implementation must do with conversations. */
export function conversationsContract(open: () => Promise<Database>): void {
  describe('conversations', () => {
    let database: Database;
    beforeEach(async () => {
      database = await open();
    });
    afterEach(() => database.close());

    const begin = (id: string, userId?: string, now = noon) => database.conversations.open({ id, userId, now });

    test('are created once', async () => {
      expect(await begin('c', 'dl_ada')).toEqual({
        created: true,
        conversation: { id: 'c', userId: 'dl_ada', createdAt: noon, lastActiveAt: noon, ended: false },
      });
      expect(await begin('c', 'dl_eve', noon + hour)).toEqual({
        created: false,
        conversation: { id: 'c', userId: 'dl_ada', createdAt: noon, lastActiveAt: noon + hour, ended: false },
      });
    });

    test('are created by one of many who open them at the same time', async () => {
      const opened = await Promise.all(Array.from({ length: 10 }, () => begin('c')));
      expect(opened.filter(({ created }) => created)).toHaveLength(1);
    });

    test('are found by their id', async () => {
      const { conversation } = await begin('c');
      expect(await database.conversations.find('c')).toEqual(conversation);
      expect(await database.conversations.find('other')).toBeUndefined();
    });

    test('are bound to one user, once', async () => {
      await begin('c');
      expect(await database.conversations.bind('c', 'dl_ada')).toBe(true);
      expect(await database.conversations.bind('c', 'dl_eve')).toBe(false);
      expect((await database.conversations.find('c'))?.userId).toBe('dl_ada');
      expect(await database.conversations.bind('unknown', 'dl_ada')).toBe(false);
    });

    test('are ended', async () => {
      await begin('c');
      await begin('d');
      await database.conversations.end('c');
      expect((await database.conversations.find('c'))?.ended).toBe(true);
      expect((await database.conversations.find('d'))?.ended).toBe(false);
    });

    test('keep their activities in order, each with its place', async () => {
      await begin('c');
      await begin('d');
      const first = await database.conversations.append('c', message(tricky), noon + hour);
      await database.conversations.append('d', message('elsewhere'), noon);
      const second = await database.conversations.append('c', message('two'), noon + 2 * hour);

      expect(first).toMatchObject({ sequence: 1, activity: { type: 'message', id: 'c|1', text: tricky } });
      expect(second.sequence).toBe(2);
      expect(await database.conversations.list('c', 0, 10)).toEqual([first, second]);
      expect((await database.conversations.find('c'))?.lastActiveAt).toBe(noon + 2 * hour);
    });

    test('answer an append with the plain JSON that a list gives', async () => {
      await begin('c');
      const timestamp = new Date(noon);
      const stored = await database.conversations.append('c', () => ({ timestamp, name: undefined }), noon);
      expect(stored.activity).toStrictEqual({ timestamp: timestamp.toISOString() });
      expect(await database.conversations.list('c', 0, 1)).toStrictEqual([stored]);
    });

    test('list what follows a place, up to a limit', async () => {
      await begin('c');
      for (let n = 1; n <= 120; n++) await database.conversations.append('c', message(`${n}`), noon);
      const places = async (after: number, limit: number) =>
        (await database.conversations.list('c', after, limit)).map(({ sequence }) => sequence);

      expect(await places(2, 3)).toEqual([3, 4, 5]);
      expect(await places(118, 10)).toEqual([119, 120]);
      expect(await places(120, 10)).toEqual([]);
      expect(await places(0, 100)).toEqual(Array.from({ length: 100 }, (_, n) => n + 1));
      expect(await places(0, 1000)).toHaveLength(120);
      expect(await database.conversations.list('unknown', 0, 10)).toEqual([]);
    });

    test('give out places without gaps under 50 appends at once', async () => {
      await begin('c');
      const appends = Array.from({ length: 50 }, (_, n) => database.conversations.append('c', message(`${n}`), noon));
      const appended = await Promise.all(appends);

      const listed = await database.conversations.list('c', 0, 100);

      expect(listed.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 50 }, (_, n) => n + 1));
      expect(listed).toEqual(appended.toSorted((a, b) => a.sequence - b.sequence));
      expect(new Set(listed.map(({ activity }) => activity.text)).size).toBe(50);
    });

    test('leave no gap where an activity could not be completed', async () => {
      await begin('c');
      const fail = () => {
        throw new Error('cannot be completed');
      };
      await expect(database.conversations.append('c', fail, noon)).rejects.toThrow('cannot be completed');
      expect((await database.conversations.append('c', message('one'), noon)).sequence).toBe(1);
    });

    test('reject an append where there is none', async () => {
      await expect(database.conversations.append('unknown', message('one'), noon)).rejects.toMatchObject({
        name: 'ConversationGone',
        code: 'CONVERSATION_GONE',
      });
    });
  });
}
