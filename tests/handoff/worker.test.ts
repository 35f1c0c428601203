import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, expect, test, vi } from 'vitest';
import { createWorker } from '../../src/handoff/worker.ts';

afterEach(() => vi.useRealTimers());

test('work is never done twice at the same time, and again when woken meanwhile', async () => {
  let running = 0;
  let most = 0;
  const work = vi.fn(async () => {
    most = Math.max(most, ++running);
    await pause(10);
    running--;
    return undefined;
  });
  const worker = createWorker(work);
  worker.wake();
  worker.wake();
  worker.wake();
  await vi.waitFor(() => expect(work).toHaveBeenCalledTimes(2));
  await worker.stop();
  expect([most, running, work.mock.calls.length]).toEqual([1, 0, 2]);
});

test('a call to wake between two pieces of work is not lost', async () => {
  const work = vi.fn(async () => undefined);
  const worker = createWorker(work);
  for (let n = 1; n <= 5; n++) {
    worker.wake();
    for (let tick = 0; tick < n; tick++) await Promise.resolve();
  }
  const before = work.mock.calls.length;
  worker.wake();
  await pause(5);
  expect(work.mock.calls.length).toBeGreaterThan(before);
});

test('it wakes by itself when more is due, even in a month', async () => {
  vi.useFakeTimers();
  const month = 30 * 24 * 60 * 60 * 1000;
  const due = Date.now() + month;
  const work = vi.fn(async () => (Date.now() < due ? due - Date.now() : undefined));
  createWorker(work).wake();
  await vi.advanceTimersByTimeAsync(1000);
  expect(work).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(month);
  expect(work.mock.results).toHaveLength(31);
  await vi.advanceTimersByTimeAsync(month);
  expect(work).toHaveBeenCalledTimes(31);
});

test('stopping waits for what is running, and nothing begins after it', async () => {
  let isDone = false;
  const work = vi.fn(async () => {
    await pause(20);
    isDone = true;
    return 0;
  });
  const worker = createWorker(work);
  worker.wake();
  await worker.stop();
  expect(isDone).toBe(true);
  worker.wake();
  await pause(30);
  expect(work).toHaveBeenCalledTimes(1);
});
