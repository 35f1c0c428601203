import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createTurnQueue } from '../src/turns.ts';

/** A promise and what resolves it. */
function gate() {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  return { held, release };
}

test('turns of one conversation run one after another, as they arrived', async () => {
  const queue = createTurnQueue();
  const log: string[] = [];
  const turn = (name: string, milliseconds: number) => async () => {
    log.push(`${name} begins`);
    await pause(milliseconds);
    log.push(`${name} ends`);
    return name;
  };

  const results = await Promise.all([
    queue.run('c', turn('first', 20)),
    queue.run('c', turn('second', 5)),
    queue.run('c', turn('third', 0)),
  ]);

  expect(results).toEqual(['first', 'second', 'third']);
  expect(log).toEqual(['first begins', 'first ends', 'second begins', 'second ends', 'third begins', 'third ends']);
});

test('conversations do not wait for each other', async () => {
  const queue = createTurnQueue();
  const { held, release } = gate();
  const slow = queue.run('slow', () => held);

  expect(await queue.run('quick', async () => 'done')).toBe('done');

  expect(queue.busy).toBe(1);
  release();
  await slow;
});

test.each([
  ['rejects', () => Promise.reject(new Error('broken'))],
  [
    'throws',
    () => {
      throw new Error('broken');
    },
  ],
])('a turn that %s fails alone', async (_, broken) => {
  const queue = createTurnQueue();
  const failed = queue.run('c', broken);
  const next = queue.run('c', async () => 'done');

  await expect(failed).rejects.toThrow('broken');
  expect(await next).toBe('done');
});

test('nothing is kept of conversations that are idle', async () => {
  const queue = createTurnQueue();
  const turns = Array.from({ length: 300 }, (_, n) => queue.run(`c${n % 100}`, async () => n));
  expect(queue.busy).toBe(100);

  await Promise.all(turns);
  await queue.idle();

  expect(queue.busy).toBe(0);
});

test('idle waits for all turns, late and failing ones included', async () => {
  const queue = createTurnQueue();
  const { held, release } = gate();
  const ended: string[] = [];
  let late: Promise<unknown> | undefined;
  const first = queue.run('c', async () => {
    await held;
    late = queue.run('c', () => pause(5).then(() => ended.push('late')));
    ended.push('first');
    throw new Error('broken');
  });
  const failure = expect(first).rejects.toThrow('broken');

  const idle = queue.idle().then(() => ended.push('idle'));
  await pause(5);
  expect(ended).toEqual([]);
  release();
  await Promise.all([idle, failure]);

  await late;
  expect(ended).toEqual(['first', 'late', 'idle']);
});

test('idle resolves at once where nothing runs', async () => {
  await expect(createTurnQueue().idle()).resolves.toBeUndefined();
});

test('a conversation has a turn from the call until the turn has settled, whatever others have', async () => {
  const queue = createTurnQueue();
  const [one, other] = [gate(), gate()];
  const running = queue.run('c', () => one.held);
  void queue.run('d', () => other.held);
  expect(['c', 'd', 'e'].map(queue.has)).toEqual([true, true, false]);
  one.release();
  await running;
  await pause(0);
  expect(['c', 'd'].map(queue.has)).toEqual([false, true]);
  other.release();
});
