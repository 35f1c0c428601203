import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core';
import { chatOn, launchChromium } from '../tests/browser/chromium.ts';
import { startService } from '../tests/browser/servers.ts';
import { median } from './statistics.ts';

const TAG = /<script src="\/embed\.js"[^>]*><\/script>/;

/** What a page load cost. */
interface Load {
  /** Milliseconds to the first and to the largest paint, and to the load event. */
  readonly firstPaint: number;
  readonly largestPaint: number;
  readonly loaded: number;
  /** Sum of all layout shifts, without unit. */
  readonly shift: number;
  /** The longest task, milliseconds; 0 if none took over 50. */
  readonly longestTask: number;
  /** Bytes over the network. */
  readonly bytes: number;
}

/**
 * Measures in a real Chromium what the tag costs a page and how soon the chat can be used.
 * Arguments: how many times each, 7 by default.
 */
export async function benchBrowser([times = '7']: readonly string[]): Promise<string> {
  const runs = Number(times);
  if (!Number.isInteger(runs) || runs < 1) throw new Error('how many runs? a whole number from 1');
  const [browser, service] = await Promise.all([launchChromium(), startService()]);
  try {
    // The first of all pays for what the browser and the service do but once.
    await measureLoad(browser, service.origin, true);
    const [plain, tagged]: Load[][] = [[], []];
    for (let run = 0; run < runs; run += 1) {
      plain?.push(await measureLoad(browser, service.origin, false));
      tagged?.push(await measureLoad(browser, service.origin, true));
    }
    const openings = await repeat(runs, () => measureOpening(browser, service.origin, 1));
    const throttled = await repeat(Math.min(runs, 5), () => measureOpening(browser, service.origin, 4));
    const compressed = await compressedSizes(service.origin, openings[0]?.paths ?? []);
    return [
      ...pageLines(plain ?? [], tagged ?? []),
      '',
      line('the script, gzip', `${await sizeOf(`${service.origin}/embed.js`, 'gzip')} bytes`, '≤ 6,144'),
      line('opening until it can be used', `${median(openings.map(({ usable }) => usable))} ms`, '≤ 1,500'),
      line('the same, CPU four times slower', `${median(throttled.map(({ usable }) => usable))} ms`, '≤ 5,000'),
      line('opening, all files as brotli', `${compressed} bytes`, '≤ 716,800'),
      line('opening, all that was transferred', `${median(openings.map(({ bytes }) => bytes))} bytes`, ''),
      line('second visit, page and opening', `${median(openings.map(({ again }) => again))} bytes`, '≤ 61,440'),
      line('layout shift from load to closing', `${Math.max(...openings.map(({ shift }) => shift))}`, '0'),
    ].join('\n');
  } finally {
    await browser.close();
    await service.stop();
  }
}

function pageLines(plain: readonly Load[], tagged: readonly Load[]): string[] {
  const row = (name: string, read: (load: Load) => number, unit: string) =>
    `${name.padEnd(36)} ${`${median(plain.map(read))}${unit}`.padStart(14)} ${`${median(tagged.map(read))}${unit}`.padStart(14)}`;
  return [
    `${`the sample page, median of ${plain.length}`.padEnd(36)} ${'without tag'.padStart(14)} ${'with tag'.padStart(14)}`,
    row('first paint', ({ firstPaint }) => firstPaint, ' ms'),
    row('largest paint', ({ largestPaint }) => largestPaint, ' ms'),
    row('load event', ({ loaded }) => loaded, ' ms'),
    row('layout shift', ({ shift }) => shift, ''),
    row('longest task over 50 ms', ({ longestTask }) => longestTask, ' ms'),
    row('bytes', ({ bytes }) => bytes, ''),
  ];
}

const line = (name: string, figure: string, limit: string) => `${name.padEnd(36)} ${figure.padStart(14)}   ${limit}`;

async function measureLoad(browser: Browser, origin: string, withTag: boolean): Promise<Load> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  const { received } = await watchNetwork(page);
  await watchPage(page);
  // Both ways through the same hands, so that they differ by the tag alone.
  await page.route(`${origin}/`, async (route) => {
    const response = await route.fetch();
    const body = await response.text();
    await route.fulfill({ response, body: withTag ? body : body.replace(TAG, '') });
  });
  await page.goto(`${origin}/`, { waitUntil: 'networkidle' });
  const measured = await page.evaluate(readMeasures);
  await context.close();
  return { ...measured, bytes: received() };
}

async function measureOpening(browser: Browser, origin: string, slowdown: number) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const first = await open(context, origin, slowdown);
  await first.page.getByRole('button', { name: 'Close the chat' }).click();
  const { shift } = await first.page.evaluate(readMeasures);
  await first.page.close();
  const second = await open(context, origin, slowdown);
  await context.close();
  return { usable: first.usable, bytes: first.received(), paths: first.paths, again: second.total(), shift };
}

async function open(context: BrowserContext, origin: string, slowdown: number) {
  const page = await context.newPage();
  const { received, paths, session } = await watchNetwork(page);
  await watchPage(page);
  await page.goto(`${origin}/`, { waitUntil: 'networkidle' });
  const before = received();
  if (slowdown > 1) await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  const chat = chatOn(page);
  const began = performance.now();
  await chat.button.click();
  await chat.frame.locator('.webchat__bubble').first().waitFor();
  await chat.sendBox.fill('?');
  const usable = Math.round(performance.now() - began);
  await chat.sendBox.fill('');
  await page.waitForTimeout(300);
  return { page, usable, paths, received: () => received() - before, total: received };
}

/** Counts what comes over the network: headers and bodies, nothing for what the browser has already. */
async function watchNetwork(page: Page): Promise<{ received(): number; paths: string[]; session: CDPSession }> {
  const session = await page.context().newCDPSession(page);
  const paths: string[] = [];
  let bytes = 0;
  await session.send('Network.enable');
  session.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength;
  });
  page.on('request', (request) => paths.push(request.url()));
  return { received: () => bytes, paths, session };
}

interface Watched {
  shift: number;
  longestTask: number;
  largestPaint: number;
}

const watchPage = (page: Page) =>
  page.addInitScript(() => {
    const watched: Watched = { shift: 0, longestTask: 0, largestPaint: 0 };
    Object.assign(globalThis, { watched });
    const watch = (type: string, take: (entry: PerformanceEntry & { value?: number }) => void) =>
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) take(entry);
      }).observe({ type, buffered: true });
    watch('layout-shift', ({ value = 0 }) => {
      watched.shift += value;
    });
    watch('longtask', ({ duration }) => {
      watched.longestTask = Math.max(watched.longestTask, duration);
    });
    watch('largest-contentful-paint', ({ startTime }) => {
      watched.largestPaint = startTime;
    });
  });

function readMeasures() {
  const { watched } = globalThis as unknown as { watched: Watched };
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  const [paint] = performance.getEntriesByName('first-contentful-paint');
  return {
    shift: watched.shift,
    longestTask: Math.round(watched.longestTask),
    largestPaint: Math.round(watched.largestPaint),
    firstPaint: Math.round(paint?.startTime ?? 0),
    loaded: Math.round(navigation?.loadEventEnd ?? 0),
  };
}

/** The page, script and style that opening the chat loads, compressed as they are kept. */
async function compressedSizes(origin: string, requested: readonly string[]): Promise<number> {
  const files = [...new Set(requested)].filter(
    (url) => /\/chat\?|\/assets\/chat\./.test(url) && url.startsWith(origin),
  );
  const sizes = await Promise.all(files.map((url) => sizeOf(url, 'br')));
  return sizes.reduce((sum, size) => sum + size, 0);
}

async function sizeOf(url: string, encoding: string): Promise<number> {
  const response = await fetch(url, { headers: { 'Accept-Encoding': encoding } });
  await response.arrayBuffer();
  return Number(response.headers.get('Content-Length'));
}

async function repeat<Result>(times: number, act: () => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  for (let run = 0; run < times; run += 1) results.push(await act());
  return results;
}
