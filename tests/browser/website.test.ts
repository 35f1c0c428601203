import type { Browser, BrowserContextOptions, Frame, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { violations } from './accessibility.ts';
import { chatFrame, chatOn, inView, launchChromium, photograph } from './chromium.ts';
import { type Running, startProxy, startService } from './servers.ts';

const QUESTION = 'billing or coding, which pays more and can I do it from home?';

let browser: Browser;
let service: Running;
let proxied: Running;
let proxy: Running;
const complaints: string[] = [];

beforeAll(async () => {
  proxy = await startProxy(() => proxied.origin);
  [browser, service, proxied] = await Promise.all([launchChromium(), startService(), startService()]);
}, 60_000);

afterAll(async () => {
  await browser?.close();
  await Promise.all([service, proxied, proxy].map((running) => running?.stop()));
}, 30_000);

afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()));
});

/** A page of a new visitor; what its console complains of is collected. */
async function visit(url: string, options: BrowserContextOptions = {}): Promise<Page> {
  complaints.length = 0;
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, ...options });
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(url);
  await chatOn(page).button.waitFor();
  return page;
}

describe('on the sample page', { timeout: 40_000 }, () => {
  test('nothing of the chat is loaded before it is opened', async () => {
    const page = await browser.newPage();
    const loaded: string[] = [];
    page.on('request', (request) => loaded.push(new URL(request.url()).pathname));
    await page.goto(`${service.origin}/`, { waitUntil: 'networkidle' });
    expect(loaded.sort()).toEqual(['/', '/assets/hero.svg', '/assets/mark.svg', '/assets/site.css', '/embed.js']);
    expect(await violations(page)).toEqual([]);
    await photograph(page, 'home');
  });

  test('the script that schools paste weighs no more than 6 KB', async () => {
    const response = await fetch(`${service.origin}/embed.js`, { headers: { 'Accept-Encoding': 'gzip' } });
    expect(response.headers.get('Content-Encoding')).toBe('gzip');
    expect(Number(response.headers.get('Content-Length'))).toBeLessThanOrEqual(6 * 1024);
  });

  test('a question asked by keyboard is answered with a table and sources that can be followed', async () => {
    const page = await visit(service.origin);
    const chat = chatOn(page);
    await chat.open();
    expect(await chat.button.getAttribute('aria-expanded')).toBe('true');
    await page.waitForFunction(() => document.activeElement?.shadowRoot?.activeElement?.tagName === 'IFRAME');

    await page.keyboard.type(QUESTION);
    await page.keyboard.press('Enter');
    const table = chat.frame.getByRole('table');
    await table.waitFor();
    expect(await table.getByRole('columnheader').allInnerTexts()).toHaveLength(3);
    await expect.poll(() => inView(chat.answer.first())).toBe(true);
    await expect.poll(() => inView(table.getByRole('row').first())).toBe(true);
    await photograph(page, 'answer');
    expect(await violations(chatFrame(page))).toEqual([]);

    const source = chat.frame.locator('.webchat__link-definitions a').first();
    expect(await source.isVisible()).toBe(false);
    await chat.frame.getByText(/^\d+ sources$/).click();
    await photograph(page, 'answer-sources');
    const [publisher = ''] = (await source.locator('.webchat__link-definitions__list-item-text').innerText()).split(
      ',',
    );
    const [opened] = await Promise.all([page.waitForEvent('popup'), source.click()]);
    await opened.waitForLoadState();
    expect(await opened.getByRole('main').innerText()).toContain(publisher);
    expect(await opened.locator('.facts li').count()).toBeGreaterThan(0);
    expect(await violations(opened)).toEqual([]);
    await photograph(opened, 'source');
    expect(complaints).toEqual([]);
  });

  test('Escape closes the chat from within and gives the focus back', async () => {
    const page = await visit(service.origin);
    const chat = chatOn(page);
    await chat.open();
    await chat.sendBox.press('Escape');
    await chat.frame.locator('body').waitFor({ state: 'hidden' });
    expect(await chat.button.getAttribute('aria-expanded')).toBe('false');
    expect(await chat.button.evaluate((button) => button.matches(':focus'))).toBe(true);
  });

  test('what the bot says to a closed chat is counted on the button', async () => {
    const page = await visit(service.origin);
    const { button, open } = chatOn(page);
    await open();
    const sayFrom = (from: Page | Frame) => from.evaluate(() => parent.postMessage({ crossroads: 'reply' }, '*'));
    await sayFrom(chatFrame(page));
    await page.keyboard.press('Escape');
    await sayFrom(page);
    await sayFrom(chatFrame(page));
    await page.getByRole('button', { name: 'Ask about programs, 1 unread' }).click();
    expect(await button.getAttribute('aria-label')).toBeNull();
  });

  test('paper shows no button', async () => {
    const page = await visit(service.origin);
    await page.emulateMedia({ media: 'print' });
    expect(await chatOn(page).button.isVisible()).toBe(false);
  });

  test('a choice is said as it reads and answered', async () => {
    const page = await visit(service.origin);
    const { frame, open } = chatOn(page);
    await open();
    const choice = frame.locator('.webchat__suggested-action').first();
    const label = (await choice.textContent()) ?? '';
    await choice.click();
    await frame.locator('.webchat__bubble--from-user', { hasText: label }).waitFor();
    await frame.locator('.webchat__bubble:not(.webchat__bubble--from-user)').nth(1).waitFor();
    expect(complaints).toEqual([]);
  });

  test('however long the conversation, a new answer is in view from its beginning', async () => {
    const page = await visit(service.origin);
    const chat = chatOn(page);
    await chat.open();
    for (const [turn, question] of ['compare HIM, HIT, billing and coding', 'and the cost?', QUESTION].entries()) {
      await chat.ask(question);
      await chat.frame.getByRole('table').nth(turn).waitFor();
      await expect.poll(() => inView(chat.answer.last())).toBe(true);
      await expect.poll(() => inView(chat.frame.getByRole('table').nth(turn).getByRole('row').first())).toBe(true);
    }
    await photograph(page, 'answer-third');
  });

  test('a reload keeps the conversation', async () => {
    const page = await visit(service.origin);
    const chat = chatOn(page);
    await chat.open();
    await chat.ask(QUESTION);
    await chat.frame.getByRole('table').waitFor();
    await page.reload();
    await chat.open();
    await chat.frame.getByRole('table').waitFor();
    expect(await chat.frame.locator('.webchat__bubble--from-user', { hasText: QUESTION }).count()).toBe(1);
    await chat.ask('and how long do they take?');
    await chat.frame.locator('.webchat__bubble--from-user').nth(1).waitFor();
    expect(complaints).toEqual([]);
  });

  test('on a phone the chat takes the screen and wide tables scroll within themselves', async () => {
    const page = await visit(service.origin, { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
    const chat = chatOn(page);
    await photograph(page, 'phone-home');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    await chat.open();
    expect(await page.locator('.panel').boundingBox()).toEqual({ x: 0, y: 0, width: 360, height: 740 });
    await chat.ask('compare HIM, HIT, billing and coding');
    await chat.frame.getByRole('table').waitFor();
    await expect.poll(() => inView(chat.answer.first())).toBe(true);
    await expect.poll(() => inView(chat.frame.getByRole('row').first())).toBe(true);
    await photograph(page, 'phone-answer');
    expect(await chatFrame(page).evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    await chat.frame.getByRole('table').scrollIntoViewIfNeeded();
    await photograph(page, 'phone-table');
    await page.getByRole('button', { name: 'Close the chat' }).click();
    await page.locator('.panel').waitFor({ state: 'hidden' });
  });

  test('in the dark the answer is as legible', async () => {
    const page = await visit(service.origin, { colorScheme: 'dark' });
    const chat = chatOn(page);
    await chat.open();
    await chat.ask(QUESTION);
    await chat.frame.getByRole('table').waitFor();
    expect(await violations(chatFrame(page))).toEqual([]);
    await photograph(page, 'answer-dark');
  });

  test('a server out of reach is said so, and the next try works', async () => {
    const page = await visit(service.origin);
    await page.route('**/embed/token', (route) => route.abort());
    const chat = chatOn(page);
    await chat.button.click();
    await chat.frame.getByRole('alert').getByText('cannot be reached').waitFor();
    await photograph(page, 'unreachable');
    // It is tried again at once, and in a while by itself.
    const tried = page.waitForRequest('**/embed/token', { timeout: 2000 });
    await chat.frame.getByRole('button', { name: 'Try again' }).click();
    await tried;
    await page.unroute('**/embed/token');
    await chat.frame.locator('.webchat__bubble').first().waitFor();
    await chat.frame.locator('#notice').waitFor({ state: 'hidden' });
  });
});

describe('without script', { timeout: 40_000 }, () => {
  const pages = {
    ask: '/ask?q=billing%20or%20coding%2C%20which%20pays%20more%20and%20can%20I%20do%20it%20from%20home%3F',
    'ask-start': '/ask',
    compare: '/compare/billing-vs-coding',
    'compare-three': '/compare/him-vs-hit-vs-mbc',
    'compare-topic': '/compare/him-vs-mbc/cost',
    'compare-unknown': '/compare/him-vs-nursing',
  };

  test.each(Object.entries(pages))('%s is a page for everyone, at a desk and on a phone', async (name, address) => {
    for (const width of [1280, 360]) {
      const page = await browser.newPage({ viewport: { width, height: 800 }, isMobile: width === 360 });
      await page.goto(service.origin + address);
      expect(await violations(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      await photograph(page, `${name}-${width}`, { fullPage: true });
    }
  });

  test('a question is asked, answered and followed up by keyboard, with scripts switched off', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${service.origin}/ask`);
    await page.getByLabel('Your question').fill(QUESTION);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: QUESTION }).waitFor();
    expect(await page.getByRole('table').getByRole('columnheader').count()).toBe(3);

    await page.getByRole('navigation', { name: 'Ask next' }).getByRole('link').first().press('Enter');
    await page.waitForURL('**/compare/billing-vs-coding/*');
    await page.locator('a.marker').first().press('Enter');
    await page.locator('.sources li:target a').press('Enter');
    await page.waitForURL('**/sources/*');
    await page.getByRole('link', { name: 'Harbor Point' }).click();
    expect(await page.title()).toBe('Harbor Point School of Health Sciences');
  });

  test('on a phone the table is still one to a screen reader', async () => {
    const page = await browser.newPage({ viewport: { width: 360, height: 800 }, isMobile: true });
    await page.goto(`${service.origin}/compare/billing-vs-coding/salary`);
    const table = page.getByRole('table', { name: 'Billing or coding: pay' });
    expect(await table.getByRole('columnheader').count()).toBe(3);
    expect(await table.getByRole('rowheader', { name: 'Pay' }).count()).toBe(1);
    expect(await table.getByRole('cell').count()).toBe(2);
  });

  test('on paper there is the answer and nothing to tap', async () => {
    const page = await browser.newPage();
    await page.goto(service.origin + pages.ask);
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByRole('navigation').first().isVisible()).toBe(false);
    expect(await page.getByRole('search').isVisible()).toBe(false);
    expect(await page.getByRole('table').isVisible()).toBe(true);
    await photograph(page, 'ask-paper', { fullPage: true });
  });
});

test('without WebSockets the conversation goes on by polling', { timeout: 40_000 }, async () => {
  const page = await visit(proxy.origin);
  const chat = chatOn(page);
  await chat.open();
  await chat.ask(QUESTION);
  await chat.frame.getByRole('table').waitFor();
  expect(await chat.frame.locator('.webchat__bubble--from-user').count()).toBe(1);
});
