import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Running, startService } from '../../browser/servers.ts';

let service: Running;
beforeAll(async () => {
  service = await startService();
}, 90_000);
afterAll(() => service?.stop());

async function read(address: string, headers: Record<string, string> = {}) {
  const response = await fetch(service.origin + address, { headers });
  return { status: response.status, headers: response.headers, page: await response.text() };
}

const firstOf = (page: string, pattern: RegExp) => pattern.exec(page)?.[1] ?? '';
const canonicalOf = (page: string) => firstOf(page, /<link rel="canonical" href="([^"]*)">/);
const listsOf = (page: string, pattern: RegExp) => [...page.matchAll(pattern)].map(([, found]) => found ?? '');

describe('the page of a program', () => {
  test('has a section for each main topic, one list of sources, and every marker leads to one', async () => {
    const { page } = await read('/programs/him');
    const sections = listsOf(page, /<h2 id="([\w-]+)">/g);
    expect(sections.slice(0, 3)).toEqual(['definition', 'focus', 'duration']);
    const sources = listsOf(page, /<li id="source-(\d+)"/g);
    expect(sources).toEqual(sources.map((_, i) => `${i + 1}`));
    const markers = listsOf(page, /href="#source-(\d+)"/g);
    expect(new Set(markers)).toEqual(new Set(sources));
    expect(listsOf(page, /<a href="(\/sources\/[^"]+)"/g)).toHaveLength(new Set(sources).size);
  });

  test('says what the reply on that topic says, each claim with the article it has there', async () => {
    const articlesOf = (page: string) =>
      new Map(
        listsOf(page, /(<li id="source-\d+" value="\d+">\s*<a href="\/sources\/[^"]+)/g).map((found) => [
          firstOf(found, /source-(\d+)/),
          firstOf(found, /sources\/(.+)$/),
        ]),
      );
    const claimsOf = (page: string, articles: ReadonlyMap<string, string>) =>
      listsOf(page, /<(?:li|p)>([^<]+ <a class="marker" href="#source-\d+">)/g).map(
        (claim) => `${firstOf(claim, /^([^<]+) </)} ${articles.get(firstOf(claim, /source-(\d+)/))}`,
      );
    const { page } = await read('/programs/him');
    const section = firstOf(page, /<h2 id="cost">([\s\S]*?)<h2/);
    const single = (await read('/programs/him/cost')).page;
    const claims = claimsOf(single, articlesOf(single));
    expect(claims.length).toBeGreaterThan(2);
    expect(claimsOf(section, articlesOf(page))).toEqual(claims);
  });

  test('leads to comparisons with others and to every topic', async () => {
    const { page } = await read('/programs/him');
    expect(page).toContain('href="/compare/him-vs-hit"');
    expect(page).toContain('href="/programs/him/certification"');
    expect(page).not.toContain('href="/programs/him"');
  });
});

describe('the page of a comparison', () => {
  test.each([
    ['him-vs-mbc', '/compare/him-vs-mbc'],
    ['mbc-vs-him', '/compare/him-vs-mbc'],
    ['mbc-vs-him/cost/', '/compare/him-vs-mbc/cost'],
  ])('of %s has one address: %s', async (path, address) => {
    const { page } = await read(`/compare/${path}`);
    expect(canonicalOf(page)).toBe(service.origin + address);
    expect(page).toContain(`<meta property="og:url" content="${service.origin}${address}">`);
    expect(page).toMatch(/<meta name="description" content="[^"]{20,200}">/);
  });

  test('in general shows the charts of its topics, whose sources are listed too', async () => {
    const { page } = await read('/compare/him-vs-mbc');
    expect(listsOf(page, /<img src="(\/charts\/[^"]+\.svg)"/g)).toHaveLength(3);
    const sources = new Set(listsOf(page, /<li id="source-(\d+)"/g));
    for (const marker of listsOf(page, /href="#source-(\d+)"/g)) expect([...sources]).toContain(marker);
    expect(page).toMatch(/<meta property="og:image" content="[^"]+\/charts\/[^"]+\.png">/);
    expect(page).toContain('<th scope="row" role="rowheader"><a href="/compare/him-vs-mbc/cost">Cost</a></th>');
  });

  test('has a chart with its words, its size and its sources', async () => {
    const { page } = await read('/compare/him-vs-mbc/duration');
    const image = firstOf(page, /<figure class="chart">([\s\S]*?)<\/figure>/);
    expect(image).toMatch(/alt="How long it takes\. HIM: 2–4 years; Billing and coding: under 2 years;/);
    expect(image).toMatch(/width="340" height="\d+" loading="lazy"/);
    expect(image).toMatch(/<figcaption>.*href="#source-1"/);
    const { status, headers } = await read(firstOf(image, /src="([^"]+)"/));
    expect([status, headers.get('content-type')]).toEqual([200, 'image/svg+xml']);
  });

  test('is data, too', async () => {
    const { page } = await read('/compare/him-vs-mbc/cost');
    const data = JSON.parse(firstOf(page, /<script type="application\/ld\+json">([^<]*)</));
    expect(data).toMatchObject({ '@type': 'WebPage', url: `${service.origin}/compare/him-vs-mbc/cost` });
    expect(data.citation.length).toBeGreaterThan(0);
  });
});

describe('what a browser need not fetch again', () => {
  test('is told by its tag, and the tag by its encoding', async () => {
    const plain = await read('/compare/him-vs-mbc', { 'accept-encoding': 'identity' });
    const zipped = await read('/compare/him-vs-mbc', { 'accept-encoding': 'gzip' });
    const [tag = '', zippedTag = ''] = [plain, zipped].map(({ headers }) => headers.get('etag') ?? '');
    expect(zipped.headers.get('content-encoding')).toBe('gzip');
    expect(zipped.page).toBe(plain.page);
    expect(tag).not.toBe(zippedTag);
    expect((await read('/compare/him-vs-mbc', { 'accept-encoding': 'gzip', 'if-none-match': zippedTag })).status).toBe(
      304,
    );
    expect(
      (await read('/compare/him-vs-mbc', { 'accept-encoding': 'identity', 'if-none-match': zippedTag })).status,
    ).toBe(200);
    expect(
      (await read('/compare/him-vs-mbc', { 'accept-encoding': 'gzip;q=0, br' })).headers.has('content-encoding'),
    ).toBe(false);
  });
});

describe('a visitor in a hurry', () => {
  test('may read a page that is made as often as they like, but not have pages made without end', async () => {
    const limited = await startService({ RATE_LIMIT_PER_MINUTE: '1' });
    const status = async (address: string) => (await fetch(limited.origin + address)).status;
    try {
      for (let i = 0; i < 40; i++) expect(await status('/compare/him-vs-mbc')).toBe(200);
      const asked = [];
      for (let i = 0; i < 40; i++) asked.push(await status(`/compare/him-vs-${i}`));
      expect(asked.slice(0, 29)).toEqual(Array(29).fill(404));
      expect(asked.slice(29)).toEqual(Array(11).fill(429));
      expect(await status('/compare/him-vs-mbc')).toBe(200);
      expect(await status('/ask?q=cost')).toBe(429);
    } finally {
      await limited.stop();
    }
  }, 90_000);
});

describe('for search engines', () => {
  test('every page of the sitemap is there, once, and has the address that is listed', async () => {
    const { page, headers } = await read('/sitemap.xml');
    const addresses = listsOf(page, /<loc>([^<]+)<\/loc>/g);
    expect(headers.get('content-type')).toBe('application/xml; charset=utf-8');
    expect(new Set(addresses).size).toBe(addresses.length);
    expect(addresses.length).toBeGreaterThan(200);
    let largest = 0;
    for (const address of addresses) {
      const found = await read(address.replace(service.origin, ''));
      expect([address, found.status]).toEqual([address, 200]);
      if (!/\/(?:compare|programs)\//.test(address)) continue;
      expect(canonicalOf(found.page)).toBe(address);
      largest = Math.max(largest, Buffer.byteLength(found.page));
    }
    expect(largest).toBeLessThan(30 * 1024);
  }, 60_000);

  test('robots.txt names it, and keeps crawlers from asking', async () => {
    const { page } = await read('/robots.txt');
    expect(page).toContain(`Sitemap: ${service.origin}/sitemap.xml`);
    expect(page).toContain('Disallow: /ask?');
  });
});
