import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from '../../src/storage/open.ts';
import type { Database } from '../../src/storage/storage.ts';
import { violations } from './accessibility.ts';
import { chatOn, launchChromium, photograph } from './chromium.ts';
import { type Running, startService } from './servers.ts';

const folder = mkdtempSync(join(tmpdir(), 'crossroads-thumbs-'));
const DATABASE_URL = `sqlite:${join(folder, 'test.db')}`;
let browser: Browser;
let service: Running;
let database: Database;

beforeAll(async () => {
  [browser, service] = await Promise.all([launchChromium(), startService({ DATABASE_URL })]);
  database = await openDatabase(DATABASE_URL);
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await database?.close();
  await service?.stop();
  rmSync(folder, { recursive: true });
}, 30_000);

const votes = async () => (await database.feedback.list(0, 10)).map(({ vote }) => vote);

test('a thumb is clicked, stored and stays; a thumb down is answered with a way on', { timeout: 60_000 }, async () => {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  await page.goto(service.origin);
  const { frame, open, ask } = chatOn(page);
  await open();
  expect(await frame.getByRole('button', { name: 'This helped' }).count()).toBe(0);
  await ask('How much does medical coding cost?');
  const up = frame.getByRole('button', { name: 'This helped' }).first();
  const down = frame.getByRole('button', { name: 'This did not help' }).first();
  await up.waitFor();
  expect((await up.boundingBox())?.width).toBeGreaterThanOrEqual(24);

  await up.click();
  await expect.poll(votes).toEqual(['up']);
  await down.press('Enter');
  await frame.getByText('sorry that this did not help').first().waitFor();
  await frame.locator('.webchat__suggested-action', { hasText: 'Talk to a person' }).waitFor();
  expect(await votes()).toEqual(['down']);
  expect(await Promise.all([up, down].map((thumb) => thumb.getAttribute('aria-pressed')))).toEqual(['false', 'true']);
  await photograph(page, 'thumbs');

  await ask('and billing?');
  await expect.poll(() => frame.getByRole('button', { name: 'This helped' }).count()).toBe(2);
  const chat = page.frames().find((candidate) => new URL(candidate.url()).pathname === '/chat');
  expect(chat && (await violations(chat))).toEqual([]);
  expect(complaints).toEqual([]);
});
