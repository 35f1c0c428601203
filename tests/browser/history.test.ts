import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chatOn, launchChromium, photograph } from './chromium.ts';
import { type Running, startSchool, startService } from './servers.ts';

const folder = mkdtempSync(join(tmpdir(), 'crossroads-history-'));
const settings: Record<string, string> = { DATABASE_URL: `sqlite:${join(folder, 'test.db')}` };
const hour = 60 * 60 * 1000;

let browser: Browser;
let school: Running;
let service: Running;
let ahead = 0;

const start = async () => {
  service = await startService(settings, () => Date.now() + ahead);
  settings.PORT = new URL(service.origin).port;
};

beforeAll(async () => {
  school = await startSchool(() => service.origin);
  settings.ALLOWED_ORIGINS = school.origin;
  [browser] = await Promise.all([launchChromium(), start()]);
}, 60_000);

afterAll(async () => {
  await browser?.close();
  await Promise.all([school, service].map((running) => running?.stop()));
  rmSync(folder, { recursive: true });
}, 30_000);

/** What was asked and how often, and whether each has one answer and the whole one greeting. */
async function conversation(page: Page) {
  const { frame } = chatOn(page);
  const asked = await frame.locator('.webchat__bubble--from-user').allInnerTexts();
  const greetings = await frame.locator('.webchat__bubble', { hasText: 'I am Crossroads' }).count();
  return { asked, answered: await chatOn(page).answer.count(), greetings };
}

const expectConversation = (page: Page, asked: readonly string[]) =>
  expect
    .poll(() => conversation(page), { timeout: 15_000 })
    .toEqual({ asked: [...asked], answered: asked.length, greetings: 1 });

const lost = (page: Page) => chatOn(page).frame.getByRole('alert').getByText('No connection');

async function openChat(): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.goto(school.origin);
  await chatOn(page).open();
  return page;
}

describe('the conversation', { timeout: 120_000 }, () => {
  test('outlasts 50 pages, 5 reloads, a restart and an expired token: nothing lost, nothing twice', async () => {
    const page = await openChat();
    const chat = chatOn(page);
    const asked: string[] = [];
    const ask = async (question: string) => {
      await chat.open();
      await chat.ask(question);
      asked.push(question);
      await expectConversation(page, asked);
    };
    await ask('How much does coding cost?');
    for (let number = 1; number <= 50; number += 1) {
      await page.getByRole('link', { name: 'Next page' }).click();
      await page.getByRole('heading', { name: `page ${number}`, exact: false }).waitFor();
      if (number % 10 === 0) await ask(`How long does billing take, asked on page ${number}?`);
      if (number % 10 === 5) await page.reload();
      if (number === 11 || number === 31) await chat.button.click();
      if (number === 22) {
        await service.stop();
        await start();
      }
      if (number === 34) ahead += hour;
    }
    expect(asked).toHaveLength(6);
    await expectConversation(page, asked);
    await page.context().close();
  });

  test('a token that expires while the page stands is replaced', async () => {
    const page = await openChat();
    await chatOn(page).ask('How much does coding cost?');
    await expectConversation(page, ['How much does coding cost?']);
    ahead += hour;
    await chatOn(page).ask('And billing?');
    await expectConversation(page, ['How much does coding cost?', 'And billing?']);
    await page.context().close();
  });

  test('a lost network is said; what is asked meanwhile is delivered once', async () => {
    const page = await openChat();
    const chat = chatOn(page);
    await page.context().setOffline(true);
    await lost(page).waitFor();
    await chat.ask('How much does coding cost?');
    await chat.ask('And billing?');
    await photograph(page, 'offline');
    await page.context().setOffline(false);
    await expectConversation(page, ['How much does coding cost?', 'And billing?']);
    await lost(page).waitFor({ state: 'hidden' });
    await page.context().close();
  });

  test('a restart while the page stands is waited for; an answer that was lost on the way is not asked for twice', async () => {
    const page = await openChat();
    const chat = chatOn(page);
    await service.stop();
    await lost(page).waitFor();
    await start();
    await lost(page).waitFor({ state: 'hidden' });
    // The message arrives, but its acknowledgement does not.
    let cut = 0;
    await page.route('**/activities', async (route) => {
      if (route.request().method() !== 'POST' || cut > 0) return route.continue();
      cut += 1;
      await route.fetch();
      await route.abort();
    });
    await chat.ask('How much does coding cost?');
    await expectConversation(page, ['How much does coding cost?']);
    await page.waitForTimeout(2500);
    await expectConversation(page, ['How much does coding cost?']);
    expect(cut).toBe(1);
    await page.context().close();
  });

  test('a thumb stays pressed over a reload, and an open chat open', async () => {
    const page = await openChat();
    const chat = chatOn(page);
    await chat.ask('How much does coding cost?');
    await chat.frame.getByRole('button', { name: 'This did not help' }).click();
    await chat.frame.getByRole('button', { name: 'This did not help', pressed: true }).waitFor();
    await chat.frame.getByText('sorry that this did not help').first().waitFor();
    await page.reload();
    await chat.frame.getByRole('button', { name: 'This did not help', pressed: true }).waitFor();
    expect(await chat.frame.getByRole('button', { name: 'This helped' }).getAttribute('aria-pressed')).toBe('false');
    await page.context().close();
  });

  test('a tab that slept for two days begins anew', async () => {
    const page = await openChat();
    await chatOn(page).ask('How much does coding cost?');
    await expectConversation(page, ['How much does coding cost?']);
    ahead += 48 * hour;
    await page.reload();
    await expectConversation(page, []);
    await page.context().close();
  });
});
