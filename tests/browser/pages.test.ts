import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { violations } from './accessibility.ts';
import { launchChromium, photograph } from './chromium.ts';
import { type Running, startService } from './servers.ts';

let browser: Browser;
let service: Running;
let complaints: string[] = [];

beforeAll(async () => {
  [browser, service] = await Promise.all([launchChromium(), startService()]);
}, 120_000);

afterAll(async () => {
  await browser?.close();
  await service?.stop();
}, 30_000);

afterEach(async () => {
  await Promise.all(browser.contexts().map((context) => context.close()));
});

/** A page with its images loaded; what its console complains of is collected. */
async function open(address: string, options: BrowserContextOptions = {}): Promise<Page> {
  complaints = [];
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, ...options });
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(service.origin + address);
  await page.evaluate(async () => {
    for (const image of document.images) {
      image.loading = 'eager';
      await image.decode();
    }
  });
  return page;
}

const PAGES = {
  'page-overview': '/compare/him-vs-mbc',
  'page-topic': '/compare/billing-vs-coding/salary',
  'page-three': '/compare/him-vs-hit-vs-mbc',
  'page-five': '/compare/him-vs-hit-vs-mbc-vs-billing-vs-coding/cost',
  'page-program': '/programs/him',
  'page-program-topic': '/programs/coding/salary',
  'page-suggestion': '/compare/medical-billing-vs-coding/pay',
  'page-source': '/sources/002_68e897907d238596',
};

describe('a page without script', { timeout: 90_000 }, () => {
  test.each(Object.entries(PAGES))(
    '%s is for everyone, by day and by night, at a desk and on a phone',
    async (name, address) => {
      for (const colorScheme of ['light', 'dark'] as const) {
        for (const width of [1280, 360]) {
          const page = await open(address, { viewport: { width, height: 800 }, isMobile: width === 360, colorScheme });
          expect(await violations(page), `${name} ${colorScheme} ${width}`).toEqual([]);
          expect(await page.evaluate(() => document.documentElement.scrollWidth), name).toBe(width);
          expect(complaints.filter((text) => !text.includes('404'))).toEqual([]);
          await photograph(page, `${name}-${colorScheme}-${width}`, { fullPage: true });
        }
      }
    },
  );

  test('is dark by night, the chart with it', async () => {
    const [day, night] = await Promise.all(
      (['light', 'dark'] as const).map((colorScheme) => open(PAGES['page-topic'], { colorScheme })),
    );
    const ground = (page?: Page) => page?.evaluate(() => getComputedStyle(document.body).backgroundColor);
    expect(await ground(day)).toBe('rgb(255, 255, 255)');
    expect(await ground(night)).toBe('rgb(20, 25, 28)');
    const brightest = (page?: Page) =>
      page?.locator('.chart img').evaluate((image) => {
        const { width, height } = image as HTMLImageElement;
        const canvas = Object.assign(document.createElement('canvas'), { width, height });
        const context = canvas.getContext('2d') as CanvasRenderingContext2D;
        context.drawImage(image as HTMLImageElement, 0, 0);
        // Of what is drawn at all: the ground of the image is the page's.
        const pixels = context.getImageData(0, 0, width, height).data;
        return Math.max(...Array.from(pixels).filter((_, i) => i % 4 === 0 && (pixels[i + 3] ?? 0) > 250));
      });
    expect(await brightest(night)).toBeGreaterThan(220);
    expect(await brightest(day)).toBeLessThan(220);
  });

  test('shows a chart as wide as a phone, with its figures as words', async () => {
    const page = await open(PAGES['page-topic'], { viewport: { width: 360, height: 800 }, isMobile: true });
    const chart = page.getByRole('figure').getByRole('img', { name: /^Pay per year\. Billing .*\$58,000–\$70,000;/ });
    const box = await chart.boundingBox();
    expect(box?.width).toBeGreaterThan(300);
    expect(box?.width).toBeLessThanOrEqual(320);
  });

  test('keeps its lines where the system has its own colours', async () => {
    const page = await open(PAGES['page-topic'], { forcedColors: 'active' });
    expect(await violations(page)).toEqual([]);
    await photograph(page, 'page-topic-contrast', { fullPage: true });
  });

  test('is printed with its table, chart and sources, and the address it is found at', async () => {
    const page = await open(PAGES['page-topic'], { colorScheme: 'dark' });
    for (const onPaper of await page.locator('.printed').all()) expect(await onPaper.isVisible()).toBe(false);
    await page.emulateMedia({ media: 'print' });
    for (const shown of [page.getByRole('table'), page.getByRole('figure'), page.locator('.sources')])
      expect(await shown.isVisible()).toBe(true);
    expect(await page.getByText(`${service.origin}${PAGES['page-topic']}`, { exact: true }).isVisible()).toBe(true);
    for (const hidden of ['nav', 'form', '.share'])
      for (const element of await page.locator(hidden).all()) expect(await element.isVisible()).toBe(false);
    expect(await page.evaluate(() => getComputedStyle(document.body).color)).toBe('rgb(23, 36, 42)');
    await photograph(page, 'page-topic-paper', { fullPage: true });
  });

  test('is handed on by e-mail without script; with it, printed and copied too', async () => {
    const still = await open(PAGES['page-topic'], { javaScriptEnabled: true });
    const mail = (await still.getByRole('link', { name: 'Send by e-mail' }).getAttribute('href')) ?? '';
    expect(new URLSearchParams(mail.slice(mail.indexOf('?'))).get('body')).toBe(service.origin + PAGES['page-topic']);
    await still.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: service.origin });
    await still.getByRole('button', { name: 'Copy link' }).press('Enter');
    await still.getByRole('status').filter({ hasText: 'The link is copied.' }).waitFor();
    expect(await still.evaluate(() => navigator.clipboard.readText())).toBe(service.origin + PAGES['page-topic']);
    await still.evaluate(() => {
      window.print = () => document.body.setAttribute('data-printed', '');
    });
    await still.getByRole('button', { name: 'Print' }).press('Enter');
    expect(await still.locator('body[data-printed]').count()).toBe(1);
  });

  test('every topic is a tap away, and the table of an overview leads to them', async () => {
    const page = await open(PAGES['page-overview']);
    await page.getByText('Every topic').press('Enter');
    await page.getByRole('link', { name: 'Certification' }).waitFor();
    await page.getByRole('table').getByRole('link', { name: 'Cost' }).press('Enter');
    await page.waitForURL('**/compare/him-vs-mbc/cost');
  });
});
