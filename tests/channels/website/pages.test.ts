import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { websitePages } from '../../../src/channels/website/pages.ts';
import type { Reply, Request } from '../../../src/http/http.ts';
import { createRateLimit } from '../../../src/http/rate-limit.ts';
import { fallback } from '../sample-reply.ts';

const articles = [
  {
    id: '007_a',
    title: 'Coding & <Billing>',
    publisher: 'A College',
    author: 'Ana Lim',
    url: 'https://college.example/a',
  },
  { id: '008_b', title: 'Undated', publisher: 'B College' },
];
const facts = [{ id: 'pay-1', text: 'Coders earn "more".' }];

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'crossroads-'));
  for (const [name, content] of Object.entries({
    'chat.js': 'let a;',
    'chat.js.br': 'brotli',
    'chat.js.gz': 'gzip',
    'mark.svg': '<svg/>',
    'notes.txt': 'not for browsers',
  })) {
    writeFileSync(join(folder, name), content);
  }
});

afterAll(() => rmSync(folder, { recursive: true }));

function routes() {
  const factsOf = (article: string) => (article === '007_a' ? facts : []);
  const answers = {
    ...{ programs: [], topics: [], mainTopics: [], answer: () => fallback, about: () => undefined },
    recognise: () => ({ programs: [], topics: [] }),
  };
  const allowedOrigins = ['https://www.school.example'];
  const origin = () => 'https://chat.school.example';
  const limit = createRateLimit(0, Date.now);
  return websitePages({
    school: 'A School',
    origin,
    limit,
    answers,
    articles,
    factsOf,
    allowedOrigins,
    assets: folder,
  });
}

/** Asks the route of a path the way the server does. */
async function get(path: string, params: Record<string, string> = {}, address = '/', headers = {}): Promise<Reply> {
  const url = new URL(address, 'http://chat.school.example:8080');
  const route = routes().find((candidate) => candidate.path === path);
  const request: Request = {
    ...{ method: 'GET', url, params, headers, address: '127.0.0.1', body: Buffer.alloc(0) },
    json: () => undefined,
  };
  if (!route) throw new Error(`No route ${path}`);
  return route.handle(request);
}

const asset = (name: string, headers = {}, query = '') =>
  get('/assets/*', { '*': name }, `/assets/${name}${query}`, headers);
const bodyOf = (reply: Reply) => ('body' in reply ? `${reply.body}` : '');

describe('assets', () => {
  test.each([
    ['gzip, deflate, br', 'chat.js.br', 'br'],
    ['gzip', 'chat.js.gz', 'gzip'],
    ['br;q=0, gzip;q=0.5', 'chat.js.gz', 'gzip'],
    ['identity', 'chat.js', undefined],
  ])('to a client that accepts %s go as %s', async (accepted, file, encoding) => {
    const reply = await asset('chat.js', { 'accept-encoding': accepted });
    expect(reply).toMatchObject({ status: 200, file: join(folder, file) });
    expect(reply.headers?.['Content-Encoding']).toBe(encoding);
    expect(reply.headers).toMatchObject({ Vary: 'Accept-Encoding', 'Content-Type': 'text/javascript; charset=utf-8' });
  });

  test('are not compressed where the build made nothing smaller', async () => {
    const reply = await asset('mark.svg', { 'accept-encoding': 'br' });
    expect(reply).toMatchObject({ file: join(folder, 'mark.svg') });
  });

  test('are sent once: each encoding has a tag of its own', async () => {
    const brotli = await asset('chat.js', { 'accept-encoding': 'br' });
    const etag = brotli.headers?.ETag ?? '';
    const again = await asset('chat.js', { 'accept-encoding': 'br', 'if-none-match': etag });
    const plain = await asset('chat.js', { 'if-none-match': etag });
    expect(again).toMatchObject({ status: 304, headers: { ETag: etag, Vary: 'Accept-Encoding' } });
    expect(plain.status).toBe(200);
  });

  test('are kept for good under the address that pages give them, and asked for anew under any other', async () => {
    const version = /\/assets\/chat\.js(\?v=[\w-]+)/.exec(bodyOf(await get('/chat')))?.[1] ?? '';
    expect((await asset('chat.js', {}, version)).headers?.['Cache-Control']).toContain('immutable');
    expect((await asset('chat.js', {}, '?v=older')).headers?.['Cache-Control']).toBe('public, no-cache');
  });

  test.each(['nothing.js', '../package.json', 'notes.txt', 'chat.js.br'])('%s is not one', async (name) => {
    await expect(asset(name)).rejects.toMatchObject({ status: 404, code: 'NotFound' });
  });
});

describe('the chat page', () => {
  test('lets in its own scripts by a nonce that is new each time, and may be framed by the allowed origins', async () => {
    const [one, other] = [await get('/chat'), await get('/chat')];
    const policy = one.headers?.['Content-Security-Policy'] ?? '';
    const nonce = /script-src 'nonce-([\w+/=]+)'/.exec(policy)?.[1];
    expect(bodyOf(one).match(/ nonce="([\w+/&#;=]+)"/g)).toHaveLength(1);
    expect(bodyOf(one).replaceAll('&#61;', '=')).toContain(`nonce="${nonce}"`);
    expect(policy).toContain("frame-ancestors 'self' https://www.school.example;");
    expect(policy).toContain('ws://chat.school.example:8080 wss://chat.school.example:8080');
    expect(policy).not.toContain('unsafe');
    expect(other.headers?.['Content-Security-Policy']).not.toContain(nonce);
  });
});

describe('the page about a source', () => {
  test('names it, links to it and lists what was taken from it, escaped', async () => {
    const reply = await get('/sources/:article', { article: '007_a' });
    const page = bodyOf(reply);
    expect(reply.status).toBe(200);
    expect(page).toContain('<h1>Coding &#38; &#60;Billing&#62;</h1>');
    expect(page).toContain('<title>Coding &#38; &#60;Billing&#62; – A School</title>');
    expect(page).toContain('Ana Lim');
    expect(page).toContain('href="https://college.example/a"');
    expect(page).toContain('<li id="pay-1">Coders earn &#34;more&#34;.</li>');
  });

  test('says so where no date is known', async () => {
    expect(bodyOf(await get('/sources/:article', { article: '008_b' }))).toContain('<dd>not stated</dd>');
  });

  test('answers 404 for an article that there is not', async () => {
    const reply = await get('/sources/:article', { article: '<x>' });
    expect(reply.status).toBe(404);
    expect(bodyOf(reply)).toContain('Unknown source');
  });
});
