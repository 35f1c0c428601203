import { ConversationState, TestAdapter } from 'botbuilder';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '../../src/storage/storage.ts';
import { tricky } from './samples.ts';

/** What every implementation must do with states. */
export function statesContract(open: () => Promise<Database>): void {
  describe('states', () => {
    let database: Database;
    beforeEach(async () => {
      database = await open();
    });
    afterEach(() => database.close());

    test('come back as they were written, with an ETag', async () => {
      const state = { dialog: { stack: [{ id: 'guide', step: 2 }], on: true, none: null }, score: 0.1, text: tricky };
      await database.states.write({ 'website/conversations/ä 😀': state });

      const items = await database.states.read(['website/conversations/ä 😀', 'never written']);

      expect(items).toEqual({ 'website/conversations/ä 😀': { ...state, eTag: expect.any(String) } });
    });

    test('of no keys are none', async () => {
      await database.states.write({});
      await database.states.delete([]);
      expect(await database.states.read([])).toEqual({});
    });

    test('are copies, not the objects that were written or read', async () => {
      const state = { talkedOf: ['him'] };
      await database.states.write({ a: state });
      state.talkedOf.push('hit');
      const first = await database.states.read(['a']);
      first.a.talkedOf.push('mbc');
      expect((await database.states.read(['a'])).a.talkedOf).toEqual(['him']);
    });

    test('get a new ETag with every write', async () => {
      await database.states.write({ a: { turn: 1 } });
      const first = (await database.states.read(['a'])).a;
      await database.states.write({ a: { ...first, turn: 2 } });
      const second = (await database.states.read(['a'])).a;
      expect(second.turn).toBe(2);
      expect(second.eTag).not.toBe(first.eTag);
    });

    test('are not overwritten by what was read before another write', async () => {
      await database.states.write({ a: { turn: 1 } });
      const read = (await database.states.read(['a'])).a;
      await database.states.write({ a: { ...read, turn: 2 } });

      await expect(database.states.write({ a: { ...read, turn: 3 } })).rejects.toMatchObject({
        name: 'StateConflict',
        code: 'STATE_CONFLICT',
      });
      expect((await database.states.read(['a'])).a.turn).toBe(2);
    });

    test('reject an ETag from before their deletion', async () => {
      await database.states.write({ a: { turn: 1 } });
      const read = (await database.states.read(['a'])).a;
      await database.states.delete(['a']);
      await expect(database.states.write({ a: read })).rejects.toMatchObject({ code: 'STATE_CONFLICT' });

      await database.states.write({ a: { turn: 1 } });
      await expect(database.states.write({ a: read })).rejects.toMatchObject({ code: 'STATE_CONFLICT' });
    });

    test('take one of two writers who read the same', async () => {
      await database.states.write({ a: { winner: 'none' } });
      const { a } = await database.states.read(['a']);
      const writes = ['left', 'right'].map((winner) => database.states.write({ a: { ...a, winner } }));

      const outcomes = (await Promise.allSettled(writes)).map(({ status }) => status);

      expect(outcomes.toSorted()).toEqual(['fulfilled', 'rejected']);
    });

    test.each(['*', undefined, ''])('are overwritten with the ETag %j', async (eTag) => {
      await database.states.write({ a: { turn: 1, gone: true } });
      await database.states.write({ a: { turn: 2, eTag } });
      expect((await database.states.read(['a'])).a).toEqual({ turn: 2, eTag: expect.any(String) });
    });

    test('of one write are stored all or not at all', async () => {
      await database.states.write({ b: { turn: 1 } });
      const stale = { ...(await database.states.read(['b'])).b };
      await database.states.write({ b: { turn: 2 } });

      const write = database.states.write({ a: { turn: 1 }, b: stale, c: { turn: 1 } });

      await expect(write).rejects.toMatchObject({ code: 'STATE_CONFLICT' });
      expect(Object.keys(await database.states.read(['a', 'b', 'c']))).toEqual(['b']);
    });

    test('go when deleted, and only those', async () => {
      await database.states.write({ a: { n: 1 }, b: { n: 2 } });
      await database.states.delete(['a', 'never written']);
      expect(Object.keys(await database.states.read(['a', 'b']))).toEqual(['b']);
    });

    test('that cannot be stored take along none that are written in the same moment', async () => {
      const changes = [{ a: { n: 1 } }, { 'b\0': { n: 1 } }, { c: { n: 1 } }, { a: { n: 2 } }];
      const outcomes = await Promise.allSettled(changes.map((change) => database.states.write(change)));
      expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
      expect(await database.states.read(['a', 'c'])).toMatchObject({ a: { n: 2 }, c: { n: 1 } });
    });

    test('can be many at once', async () => {
      const keys = Array.from({ length: 500 }, (_, n) => `conversation ${n}`);
      await database.states.write(Object.fromEntries(keys.map((key, n) => [key, { n }])));

      const items = await database.states.read(keys);

      expect(keys.map((key) => items[key].n)).toEqual(keys.map((_, n) => n));
      await database.states.delete(keys);
      expect(await database.states.read(keys)).toEqual({});
    });

    test('can be large', async () => {
      const long = 'größer '.repeat(300_000);
      await database.states.write({ a: { long } });
      expect((await database.states.read(['a'])).a.long === long).toBe(true);
    });

    test("carry the SDK's conversation state from turn to turn", async () => {
      const adapter = () =>
        new TestAdapter(async (context) => {
          const state = new ConversationState(database.states);
          const turns = state.createProperty<{ seen: string[] }>('turns');
          const talk = await turns.get(context, { seen: [] });
          talk.seen.push(context.activity.text);
          await context.sendActivity(talk.seen.join(', '));
          await state.saveChanges(context);
        });
      await adapter().send('cost of HIM?').assertReply('cost of HIM?').startTest();
      await adapter().send('and HIT?').assertReply('cost of HIM?, and HIT?').startTest();
    });
  });
}
