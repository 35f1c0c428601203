import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Database, InboxItem, Lease } from '../../src/storage/storage.ts';
import { message, noon } from './samples.ts';

const lease: Lease = { now: noon, until: noon + 60_000 };

/** What must hold where several processes take in and answer messages of one conversation at the same time. */
export function replicasContract(open: () => Promise<Database>): void {
  let one: Database;
  let other: Database;
  beforeEach(async () => {
    [one, other] = [await open(), await open()];
    await one.conversations.open({ id: 'c', now: noon });
    await one.states.write({ a: { turn: 0 } });
    // So that each knows how far the conversation has gone, as it does when somebody says something.
    await Promise.all([one, other].map((replica) => replica.conversations.find('c')));
  });
  afterEach(() => Promise.all([one.close(), other.close()]));

  const say = (replica: Database, text: string, clientId?: string) =>
    replica.inbox.acceptSaid({ channel: 'website', conversationId: 'c', clientId }, message(text), lease);

  const answer = async (replica: Database, item: InboxItem, text: string) => {
    const states = await replica.states.read(['a']);
    return replica.finish(item, { states: { a: { ...states.a, text } }, said: [message(text)] }, noon);
  };

  const said = async () =>
    (await one.conversations.list('c', 0, 50)).map(({ sequence, activity }) => [sequence, activity.text]);

  test('a turn goes on where another replica has gone on meanwhile', async () => {
    const first = await say(one, 'hello');
    if (first.outcome !== 'claimed') throw new Error(`it was ${first.outcome}`);
    expect(await say(other, 'and?')).toMatchObject({ outcome: 'queued', stored: { sequence: 2 } });
    expect(await answer(one, first.item, 'one')).toMatchObject([{ sequence: 3 }]);
    expect(await say(other, 'more')).toMatchObject({ outcome: 'queued', stored: { sequence: 4 } });
    for (const [question, text] of [
      ['c|2', 'two'],
      ['c|4', 'three'],
    ] as const) {
      const item = await one.inbox.claim('website', 'c', lease);
      expect(item).toMatchObject({ id: question });
      await answer(one, item as InboxItem, text);
    }
    const texts = ['hello', 'and?', 'one', 'more', 'two', 'three'];
    expect(await said()).toEqual(texts.map((text, i) => [i + 1, text]));
    expect(await one.states.read(['a'])).toMatchObject({ a: { turn: 0, text: 'three' } });
    expect(await other.inbox.claim('website', 'c', lease)).toBeUndefined();
    expect(await say(other, 'last')).toMatchObject({ outcome: 'claimed', stored: { sequence: 7 } });
  });

  test('of messages at the same time one turn begins, and they are given out as they stand, each once', async () => {
    const ids = Array.from({ length: 24 }, (_, n) => `${n % 20}`);
    const accepted = await Promise.all(ids.map((id, n) => say(n % 2 ? one : other, id, `client ${id}`)));
    const outcomes = accepted.map(({ outcome }) => outcome).sort();
    expect(outcomes).toEqual(['claimed', ...Array(19).fill('queued'), ...Array(4).fill('repeated')]);

    const given: string[] = [];
    let next = accepted.flatMap((each) => (each.outcome === 'claimed' ? [each.item] : [])).at(0);
    while (next) {
      given.push((next.payload as { text: string }).text);
      await one.finish(next, {}, noon);
      next = (await one.inbox.claim('website', 'c', lease)) as InboxItem | undefined;
    }
    expect(await said()).toEqual(given.map((text, i) => [i + 1, text]));
  });

  test('of two that end the same turn one does', async () => {
    const begun = await say(one, 'hello');
    if (begun.outcome !== 'claimed') throw new Error(`it was ${begun.outcome}`);
    await other.conversations.find('c');
    const ends = await Promise.allSettled([answer(one, begun.item, 'mine'), answer(other, begun.item, 'yours')]);
    expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await said()).toHaveLength(2);
  });
}
