import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Database, Feedback } from '../../src/storage/storage.ts';
import { hour, message, noon } from './samples.ts';

const liked: Feedback = {
  conversationId: 'c',
  userId: 'dl_ada',
  answer: 'c|0000003',
  vote: 'up',
  kind: 'comparison',
  programs: ['billing', 'coding'],
  topics: ['salary'],
  confidence: 0.9,
  articles: ['007_sample'],
  at: noon,
};

/** What every implementation must do with feedback, and with a user who wants to be forgotten. */
export function feedbackContract(open: () => Promise<Database>): void {
  describe('feedback', () => {
    let database: Database;
    beforeEach(async () => {
      database = await open();
    });
    afterEach(() => database.close());

    test('is kept as it was given, since a time, the oldest first', async () => {
      const later = {
        ...liked,
        answer: 'c|0000005',
        question: 'Was kostet’s? 编码 😀',
        comment: '谢谢',
        at: noon + hour,
      };
      await database.feedback.put(later);
      await database.feedback.put(liked);
      expect(await database.feedback.list(0, 10)).toEqual([liked, later]);
      expect(await database.feedback.list(noon + 1, 10)).toEqual([later]);
      expect(await database.feedback.list(0, 1)).toEqual([liked]);
    });

    test('is one for each answer and user: a changed mind takes its place', async () => {
      const down = { ...liked, vote: 'down', at: noon + hour } as const;
      await database.feedback.put({ ...liked, comment: 'Great' });
      const others = [
        { ...liked, userId: 'dl_eve' },
        { ...liked, conversationId: 'd' },
      ];
      for (const feedback of [liked, ...others, down]) await database.feedback.put(feedback);
      expect(await database.feedback.list(0, 10)).toHaveLength(3);
      expect(await database.feedback.list(noon + 1, 10)).toEqual([down]);
    });

    test('goes when it is old', async () => {
      await database.feedback.put(liked);
      await database.feedback.put({ ...liked, userId: 'dl_eve', at: noon + hour });
      await database.removeIdle(noon + hour);
      expect((await database.feedback.list(0, 10)).map(({ userId }) => userId)).toEqual(['dl_eve']);
    });
  });

  describe('who is forgotten', () => {
    const whom = { channelId: 'webchat', conversationId: 'c', userId: 'dl_ada' };
    const keyOf = (id: string, channel = 'webchat') => `${channel}/conversations/${id}/`;
    let database: Database;

    beforeEach(async () => {
      database = await open();
      for (const [id, userId] of Object.entries({ c: 'dl_ada', earlier: 'dl_ada', hers: 'dl_eve' })) {
        await database.conversations.open({ id, userId, now: noon });
        await database.conversations.append(id, message('my name is Ada'), noon);
        await database.states.write({ [keyOf(id)]: { programs: ['him'] } });
        await database.feedback.put({ ...liked, conversationId: id, userId });
        const left = { name: 'Ada', contact: 'ada@mail.example', question: 'When?', createdAt: noon };
        await database.handoffs.add({ ...left, id, conversationId: id, userId });
      }
      await database.states.write({
        'website/signing-key': { key: 'k' },
        [keyOf('c', 'slack')]: { programs: ['hit'] },
      });
    });
    afterEach(() => database.close());

    const left = async (id: string) => ({
      stands: (await database.conversations.find(id)) !== undefined,
      activities: (await database.conversations.list(id, 0, 10)).length,
      states: Object.keys(await database.states.read([keyOf(id)])).length,
      feedback: (await database.feedback.list(0, 10)).filter((f) => f.conversationId === id).length,
      handoff: (await database.handoffs.find(id)) !== undefined,
    });
    const everything = { stands: true, activities: 1, states: 1, feedback: 1, handoff: true };
    const nothing = { stands: false, activities: 0, states: 0, feedback: 0, handoff: false };

    test('leaves nothing but the empty conversation that is going on', async () => {
      await database.forget(whom);
      expect(await left('c')).toEqual({ ...nothing, stands: true });
      expect(await left('earlier')).toEqual(nothing);
    });

    test('has no state left where several people talk, and takes along nobody else’s', async () => {
      const spoken = (user: string, id = 'thread') => `webchat/conversations/${id}/users/${user}/`;
      const hers = [spoken('dl_eve'), spoken('dl-ada'), spoken('dl_ada').replace('webchat', 'slack')];
      const own = [spoken('dl_ada'), spoken('dl_ada', 'other')];
      await database.states.write(Object.fromEntries([...hers, ...own].map((key) => [key, { programs: ['him'] }])));
      await database.forget({ ...whom, conversationId: 'thread' });
      expect(Object.keys(await database.states.read([...hers, ...own])).sort()).toEqual([...hers].sort());
    });

    test('can go on in that conversation, after the places that were given out', async () => {
      await database.forget(whom);
      expect((await database.conversations.append('c', message('forgotten'), noon)).sequence).toBe(2);
      expect(await database.conversations.list('c', 1, 10)).toHaveLength(1);
    });

    test('takes nothing of anyone else, of another channel or of the service along', async () => {
      await database.forget(whom);
      expect(await left('hers')).toEqual(everything);
      expect(Object.keys(await database.states.read(['website/signing-key', keyOf('c', 'slack')]))).toHaveLength(2);
    });

    test('may be unknown', async () => {
      await database.forget({ channelId: 'webchat', conversationId: 'x', userId: 'dl_zoe' });
      expect(await Promise.all(['c', 'earlier', 'hers'].map(left))).toEqual([everything, everything, everything]);
    });
  });
}
