import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createTurns, type Finish } from '../../src/channels/turns.ts';
import { createMetrics } from '../../src/http/metrics.ts';
import { createLog } from '../../src/log.ts';
import { openDatabase } from '../../src/storage/open.ts';
import type { Database } from '../../src/storage/storage.ts';
import { createTurnQueue } from '../../src/turns.ts';

interface Message {
  readonly text: string;
}

let database: Database;
let clock: number;
let logged: string[];
beforeEach(async () => {
  clock = Date.UTC(2026, 0, 1);
  logged = [];
  database = await openDatabase('sqlite::memory:', () => clock);
});
afterEach(() => database.close());

const noted = async (text: string) => text;

/** A channel of a replica of its own, that notes what it answers. */
function replica(answer: (message: Message, finish: Finish) => Promise<unknown> = ({ text }) => noted(text)) {
  const answered: string[] = [];
  const apologised: string[] = [];
  const queue = createTurnQueue();
  const metrics = createMetrics();
  const turns = createTurns<Message>({
    channel: 'slack',
    database,
    queue,
    metrics,
    log: createLog('info', { write: (line: string) => void logged.push(line) }),
    now: () => clock,
    async answer(message, finish) {
      await answer(message, finish);
      answered.push(message.text);
    },
    apologise: async ({ text }) => void apologised.push(text),
  });
  const hear = (text: string, conversationId = 'c') => turns.accept({ conversationId, id: text, payload: { text } });
  return { ...turns, hear, queue, metrics, answered, apologised };
}

const never = () => new Promise<never>(() => {});

describe('a message', () => {
  test('is answered once, however often it is delivered', async () => {
    const { hear, queue, answered } = replica();
    expect(await Promise.all([hear('a'), hear('a'), hear('a')])).toEqual(expect.arrayContaining([true, false, false]));
    await queue.idle();
    expect(await hear('a')).toBe(false);
    expect(answered).toEqual(['a']);
  });

  test('is answered after the earlier ones of its conversation', async () => {
    const { hear, queue, answered } = replica(
      ({ text }) => new Promise((done) => setTimeout(done, text === 'a' ? 30 : 1)),
    );
    for (const text of ['a', 'b', 'c']) await hear(text);
    await queue.idle();
    expect(answered).toEqual(['a', 'b', 'c']);
  });

  test('that cannot be answered gets one apology and one log line, and holds nothing up', async () => {
    const { hear, queue, answered, apologised, metrics } = replica(({ text }) =>
      text === 'bad' ? Promise.reject(new Error('my secret')) : noted(text),
    );
    await hear('bad');
    await hear('good');
    await queue.idle();
    expect({ answered, apologised }).toEqual({ answered: ['good'], apologised: ['bad'] });
    expect(logged.map((line) => JSON.parse(line))).toMatchObject([{ code: 'TURN_FAILED', channel: 'slack' }]);
    expect(logged.join()).not.toContain('my secret');
    expect(await metrics.registry.metrics()).toMatch(/turns_total\{channel="slack",outcome="failed"\} 1/);
    expect(await database.inbox.waiting('slack', { now: clock + 1e6, until: clock + 2e6 }, 10)).toEqual([]);
  });

  test('of a process that died is answered by another once its claim has run out', async () => {
    const dead = replica(never);
    await dead.hear('a');
    await dead.hear('b');
    const other = replica();
    other.start();
    await new Promise((done) => setTimeout(done, 50));
    expect(other.answered).toEqual([]);

    clock += 15_000;
    other.start();
    await vi.waitFor(() => expect(other.answered).toEqual(['a', 'b']));
    await other.queue.idle();
    other.stop();
  });

  test('of a process that died is answered at once where no other process can have it', async () => {
    await replica(never).hear('a');
    clock += 1;
    const next = replica();
    next.start();
    await vi.waitFor(() => expect(next.answered).toEqual(['a']));
    await next.queue.idle();
    next.stop();
  });

  test('waits for the turn that another replica has of its conversation', async () => {
    let release = () => {};
    const slow = replica(() => new Promise<void>((done) => (release = done)));
    const quick = replica();
    await slow.hear('a');
    await quick.hear('b');
    await quick.hear('elsewhere', 'd');
    await vi.waitFor(() => expect(quick.answered).toEqual(['elsewhere']));
    release();
    await quick.queue.idle();
    expect(quick.answered).toEqual(['elsewhere', 'b']);
  });

  test('whose turn another replica has taken over ends here without a trace', async () => {
    let release = () => {};
    const slow = replica(() => new Promise<void>((done) => (release = done)));
    await slow.hear('a');
    clock += 15_000;
    const other = replica();
    other.start();
    await vi.waitFor(() => expect(other.answered).toEqual(['a']));
    await other.queue.idle();
    release();
    await slow.queue.idle();
    expect(slow.apologised).toEqual([]);
    expect(logged).toEqual([]);
    other.stop();
  });

  test('that takes its process down again and again is given up', async () => {
    await replica(never).hear('a');
    for (let n = 0; n < 5; n++) {
      clock += 15_000;
      replica(never).start();
      await vi.waitFor(async () =>
        expect(await database.inbox.waiting('slack', { now: clock, until: clock + 15_000 }, 1)).toEqual([]),
      );
    }
    clock += 15_000;
    const last = replica();
    last.start();
    await vi.waitFor(() => expect(last.apologised).toEqual(['a']));
    expect(last.answered).toEqual([]);
    last.stop();
  });

  test('whose state has changed meanwhile is answered anew from what it is now', async () => {
    await database.states.write({ s: { n: 1 } });
    const seen: unknown[] = [];
    const { hear, queue } = replica(async (_, finish) => {
      const states = await database.states.read(['s']);
      seen.push(states.s.n);
      if (seen.length === 1) await database.states.write({ s: { n: 10 } });
      await finish({ states: { s: { ...states.s, n: states.s.n + 1 } } });
    });
    await hear('a');
    await queue.idle();
    expect(seen).toEqual([1, 10]);
    expect((await database.states.read(['s'])).s.n).toBe(11);
    expect(logged).toEqual([]);
  });
});
