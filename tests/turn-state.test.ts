import { MemoryStorage, TestAdapter, TurnContext } from 'botbuilder';
import { expect, test } from 'vitest';
import { keepBack, TurnState } from '../src/turn-state.ts';

const activity = {
  type: 'message',
  channelId: 'test',
  conversation: { id: 'c' } as TurnContext['activity']['conversation'],
};
const contextOf = () => new TurnContext(new TestAdapter(), activity);

async function count(state: TurnState, context: TurnContext): Promise<void> {
  const turns = state.createProperty<number>('turns');
  await turns.set(context, (await turns.get(context, 0)) + 1);
  await state.saveChanges(context);
}

test('changes are kept back, with the ETag they were read with', async () => {
  const storage = new MemoryStorage();
  const state = new TurnState(storage);
  await count(state, contextOf());
  const before = await storage.read(['test/conversations/c/']);

  const context = contextOf();
  const kept = keepBack(context);
  await count(state, context);

  expect(kept).toEqual({ 'test/conversations/c/': { turns: 2, eTag: before['test/conversations/c/'].eTag } });
  expect(await storage.read(['test/conversations/c/'])).toEqual(before);
});

test('nothing is kept back of a state that was never read or that was deleted', async () => {
  const state = new TurnState(new MemoryStorage());
  const context = contextOf();
  const kept = keepBack(context);
  await state.saveChanges(context);
  expect(kept).toEqual({});
  await state.load(context);
  await state.delete(context);
  await state.saveChanges(context);
  expect(kept).toEqual({});
});
