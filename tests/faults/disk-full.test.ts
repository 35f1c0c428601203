/** A disk of its own that fills up; only root may make one, so others skip this. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { call, startTalk } from '../contracts/client.ts';
import { startService } from '../contracts/service.ts';

const disk = mkdtempSync(join(tmpdir(), 'crossroads-disk-'));
const isMounted = mount();
afterAll(() => {
  if (isMounted) execFileSync('umount', ['--lazy', disk]);
  rmSync(disk, { recursive: true });
});

function mount(): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', disk], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function fillUp(): void {
  try {
    writeFileSync(join(disk, 'filler'), Buffer.alloc(4 * 1024 * 1024));
  } catch {
    // As much as fitted in.
  }
}

test.skipIf(!isMounted)('a full disk puts off what would have to be stored, and loses nothing', async () => {
  const service = await startService({ env: { DATABASE_URL: `sqlite:${join(disk, 'c.db')}` } });
  const talk = await startTalk(service.url);
  const texts = async () => (await talk.activities()).map(({ text }) => text);
  await talk.say('slow');
  fillUp();
  // What is in the file already may still be overwritten for a while.
  const statuses: number[] = [];
  for (let n = 0; n < 100 && statuses.at(-1) !== 503; n++) {
    fillUp();
    statuses.push((await talk.say('x'.repeat(1900))).status);
  }
  expect(statuses.at(-1)).toBe(503);
  expect(statuses.slice(0, -1).every((status) => status === 200)).toBe(true);
  const ready = async () => (await call(`${service.url}/readyz`)).status;
  await expect.poll(ready, { timeout: 10_000 }).toBe(503);
  expect((await call(`${service.url}/healthz`)).status).toBe(200);
  expect(await texts()).toContain('slow');

  rmSync(join(disk, 'filler'));
  await expect.poll(ready, { timeout: 10_000 }).toBe(200);
  await expect.poll(async () => (await talk.say('again')).status, { timeout: 10_000 }).toBe(200);
  await expect.poll(texts, { timeout: 20_000 }).toContain('heard again');
  const all = await texts();
  const accepted = statuses.filter((status) => status === 200).length;
  expect(all.filter((text) => text === 'heard slow')).toHaveLength(1);
  expect(all.filter((text) => text?.startsWith('heard x'))).toHaveLength(accepted);
  await service.app.stop();
});
