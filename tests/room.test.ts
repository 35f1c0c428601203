/** How much room for new objects the service takes: little at the start, and more once it has much to do. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { load } from '../src/commands/load/load.ts';
import { createReplica } from '../src/commands/load/replica.ts';

test('what is read at the start makes no room that stays, and many conversations do', {
  timeout: 120_000,
  // A machine that is busy may ask for the first figure when the start is long over.
  retry: 2,
}, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'crossroads-room-'));
  const replica = await createReplica({ DATABASE_URL: `sqlite:${join(folder, 'c.db')}` });
  await replica.start();
  const room = async () => {
    const figures = await (await fetch(`${replica.url}/metrics`)).text();
    return Number(/^nodejs_heap_space_size_total_bytes\{space="new"\} (\S+)/m.exec(figures)?.[1]) / 2 ** 20;
  };
  const atStart = await room();
  await pause(3000);
  await load({ conversations: 150, turns: 10, urls: [replica.url], within: 60_000 });
  const underLoad = await room();
  await replica.stop();
  rmSync(folder, { recursive: true });
  expect(atStart).toBeLessThanOrEqual(2);
  expect(underLoad).toBeGreaterThan(4);
});
