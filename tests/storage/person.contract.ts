import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '../../src/storage/storage.ts';
import type { Open } from './contract.ts';
import { hour, message, noon } from './samples.ts';

export function personContract(open: Open): void {
  describe('what is kept of a person', () => {
    let database: Database;
    let now: number;

    /** A conversation with words, a state, a vote and a question left in it; each says whose it is. */
    async function live(id: string, userId: string, words: string, channel = 'webchat') {
      if (channel === 'webchat') {
        await database.conversations.open({ id, userId, now });
        await database.conversations.append(id, message(words), now);
      }
      await database.inbox.accept({ channel, conversationId: id, id, payload: { words } }, { now, until: now + hour });
      await database.states.write({ [`${channel}/conversations/${id}/`]: { form: { name: words } } });
      const rated = { vote: 'up', kind: 'answer', programs: [], topics: [], articles: [], confidence: 1 } as const;
      await database.feedback.put({ ...rated, answer: id, question: words, conversationId: id, userId, at: now });
      const left = { name: words, contact: `${userId}@mail.example`, question: words, createdAt: now };
      await database.handoffs.add({ ...left, id, conversationId: id, userId });
    }

    beforeEach(async () => {
      now = noon;
      database = await open(() => now);
      await live('one_1', 'dl_ada', 'Ada’s words');
      await live('two', 'dl_ada', 'Ada’s words');
      // Differs from the first by what a pattern would take for any character.
      await live('one-1', 'dl_eve', 'Eve’s words');
      await live('29:teams', 'ada-in-teams', 'Ada’s words', 'msteams');
      await database.states.write({ 'website/signing-key': { key: 'k' } });
    });
    afterEach(() => database.close());

    const rows = (kept: object) =>
      Object.fromEntries(Object.entries(kept).map(([table, list]) => [table, list.length]));
    const both = { conversations: 2, activities: 2, states: 2, feedback: 2, handoffs: 2, inbox: 2 };
    const remaining = async () => JSON.stringify([await database.find('dl_ada'), await database.find('dl_eve')]);

    test.each(['dl_ada', 'one_1', 'two', 'dl_ada@mail.example'])('is found by %s', async (who) => {
      const kept = await database.find(who);
      expect(rows(kept)).toEqual(both);
      expect(JSON.stringify(kept)).not.toContain('Eve');
    });

    test('is found in the states of group chats, by the user', async () => {
      await database.states.write({ 'slack/conversations/thread/users/dl_ada/': { a: 1 } });
      await database.states.write({ 'slack/conversations/thread/users/dl-ada/': { a: 1 } });
      expect(rows(await database.find('dl_ada'))).toMatchObject({ states: 3 });
      expect(rows(await database.find('dl_eve'))).toMatchObject({ states: 1 });
    });

    test('is found where a channel keeps no conversation', async () => {
      expect(rows(await database.find('ada-in-teams'))).toEqual({
        ...both,
        ...{ conversations: 0, activities: 0, states: 1, feedback: 1, handoffs: 1, inbox: 1 },
      });
    });

    test('is deleted as it was found, and nothing else is', async () => {
      expect(rows(await database.erase('dl_ada@mail.example'))).toEqual(both);
      expect(await remaining()).not.toContain('Ada');
      expect(rows(await database.find('dl_eve'))).toMatchObject({ conversations: 1, activities: 1, states: 1 });
      expect(rows(await database.find('ada-in-teams'))).toMatchObject({ states: 1 });
      expect(await database.states.read(['website/signing-key'])).not.toEqual({});
    });

    test('may be nothing', async () => {
      for (const kept of [await database.find('%'), await database.erase('nobody')])
        expect(Object.values(rows(kept))).toEqual([0, 0, 0, 0, 0, 0]);
      expect(await database.count()).toMatchObject({ conversations: 3, activities: 3, states: 5, handoffs: 4 });
    });

    test('goes sooner where it is words: silent conversations stand on, empty', async () => {
      now = noon + hour;
      await live('two', 'dl_ada', 'more words');
      await database.removeWords(now);
      expect(await database.conversations.list('one_1', 0, 10)).toEqual([]);
      expect(await database.conversations.list('two', 0, 10)).toHaveLength(2);
      expect(await database.conversations.find('one_1')).toBeDefined();
      expect((await database.conversations.append('one_1', message('again'), now)).sequence).toBe(2);
      expect((await database.find('dl_ada')).states.map(({ key }) => key)).toEqual(['webchat/conversations/two/']);
      expect(await database.states.read(['website/signing-key'])).not.toEqual({});
    });
  });
}
