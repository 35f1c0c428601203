import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createTurnstile } from '../../../src/channels/slack/turnstile.ts';

test('who waits passes when nothing comes in any more, one after the other', async () => {
  const turnstile = createTurnstile(10_000);
  const did: string[] = [];
  const coming = (name: string, time: number) =>
    turnstile.arrive(async () => {
      await pause(time);
      did.push(name);
      return name;
    });
  const passing = (name: string) => turnstile.pass().then(() => did.push(name));
  const all = [coming('a', 20), passing('x'), coming('b', 60), passing('y')];
  expect(await all[0]).toBe('a');
  await Promise.all(all);
  expect(did).toEqual(['a', 'b', 'x', 'y']);
});

test('what comes in lets others by when it fails', async () => {
  const turnstile = createTurnstile(10_000);
  await expect(turnstile.arrive(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  await turnstile.pass();
});

test('nobody waits for ever', async () => {
  const turnstile = createTurnstile(30);
  let isOpen = true;
  const flood = async (): Promise<void> => {
    while (isOpen) await turnstile.arrive(() => pause(5));
  };
  const floods = [flood(), flood(), flood()];
  await pause(10);
  await turnstile.pass();
  isOpen = false;
  await Promise.all(floods);
});
