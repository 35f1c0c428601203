import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HttpError, type Route } from '../src/http/http.ts';
import { createMetrics } from '../src/http/metrics.ts';
import { createOriginPolicy } from '../src/http/origins.ts';
import { createServer } from '../src/http/server.ts';
import { createLog } from '../src/log.ts';
import { type Answer, call } from './contracts/client.ts';

const folder = mkdtempSync(join(tmpdir(), 'crossroads-server-'));
const file = join(folder, 'page.txt');
writeFileSync(file, 'a page');

const routes: Route[] = [
  { method: 'GET', path: '/file', handle: () => ({ status: 200, headers: { 'Content-Type': 'text/plain' }, file }) },
  {
    method: 'GET',
    path: '/lost',
    handle: () => ({ status: 200, headers: { 'Content-Type': 'text/plain' }, file: `${file}.not` }),
  },
  { method: 'GET', path: '/compare/:a-vs-:b', handle: ({ params }) => ({ status: 200, body: params }) },
  {
    method: 'POST',
    path: '/json',
    crossOrigin: true,
    handle: (request) => ({ status: 200, body: { got: request.json() ?? null } }),
  },
  {
    method: 'POST',
    path: '/raw',
    handle: ({ body }) => ({ status: 200, headers: { 'Content-Type': 'text/plain' }, body }),
  },
  { method: 'GET', path: '/address', handle: ({ address }) => ({ status: 200, body: { address } }) },
  { method: 'GET', path: '/broken', handle: () => Promise.reject(new Error('the password is hunter2')) },
  {
    method: 'GET',
    path: '/refused',
    handle: () => Promise.reject(new HttpError(418, 'Teapot', 'no coffee', { 'X-Pot': 'short' })),
  },
];
const logged: string[] = [];
const options = {
  routes,
  sockets: [],
  origins: createOriginPolicy(['https://www.school.example']),
  log: createLog('info', { write: (line: string) => void logged.push(line) }),
};
const server = createServer({ ...options, trustedProxies: 0, metrics: createMetrics() });
let url: string;

beforeAll(async () => {
  url = `http://127.0.0.1:${await server.listen(0, '127.0.0.1')}`;
});

afterAll(async () => {
  server.refuse();
  await server.close(0);
  rmSync(folder, { recursive: true });
});

const post = (path: string, body: string | Buffer, type = 'application/json', headers: Record<string, string> = {}) =>
  call(url + path, {
    method: 'POST',
    body: new Uint8Array(Buffer.from(body)),
    headers: { 'content-type': type, ...headers },
  });

interface Rest {
  readonly port: number;
  /** What happens before the rest is sent. */
  before(): void;
  readonly rest: string;
}

/** What the server sends back to bytes that no HTTP client would send. */
const raw = (text: string, more?: Rest) =>
  new Promise<string>((resolve, reject) => {
    const socket = connect(more?.port ?? Number(new URL(url).port), '127.0.0.1', () => socket.write(text));
    let received = '';
    if (more)
      setTimeout(() => {
        more.before();
        socket.write(more.rest);
      }, 50);
    socket.on('data', (chunk) => {
      received += chunk;
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(received));
  });

const expectError = ({ status, body }: Answer, expected: number, code: string) => {
  expect({ status, body }).toEqual({
    status: expected,
    body: { error: { code, message: expect.stringMatching(/\w+/) } },
  });
};

describe('the server answers bad input with an error that says why', () => {
  it('an unknown address', async () => expectError(await call(`${url}/nothing`), 404, 'NotFound'));

  it('an address that cannot be decoded', async () => expectError(await call(`${url}/%ZZ`), 404, 'NotFound'));

  it('a method of another route', async () => {
    const answer = await call(`${url}/json`);
    expectError(answer, 405, 'MethodNotAllowed');
    expect(answer.headers.get('allow')).toContain('POST');
  });

  it('a body that is no JSON', async () => expectError(await post('/json', '{"a":'), 400, 'MalformedData'));

  it('a body that is no UTF-8', async () =>
    expectError(await post('/json', Buffer.from('"\xff"', 'latin1')), 400, 'MalformedData'));

  it('a null character', async () => expectError(await post('/json', '{"a":["\\u0000"]}'), 400, 'MalformedData'));

  it('a body nested beyond measure', async () => {
    expectError(await post('/json', '['.repeat(30_000) + ']'.repeat(30_000)), 400, 'MalformedData');
  });

  it('another content type', async () => {
    expectError(await post('/json', 'a=1', 'application/x-www-form-urlencoded'), 415, 'UnsupportedMediaType');
  });

  it('a compressed body', async () => {
    expectError(
      await post('/json', gzipSync('{}'), 'application/json', { 'content-encoding': 'gzip' }),
      415,
      'UnsupportedEncoding',
    );
  });

  it('a body over 64 KB, though the client sends it to the end', async () => {
    expect((await post('/json', JSON.stringify('x'.repeat(64 * 1024 - 2)))).status).toBe(200);
    expectError(await post('/json', JSON.stringify('x'.repeat(64 * 1024 - 1))), 413, 'BodyTooLarge');
    expectError(await post('/json', Buffer.alloc(2_000_000)), 413, 'BodyTooLarge');
  });

  it('a host that is none', async () => {
    expect(await raw('GET /file HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n')).toMatch(
      /^HTTP\/1.1 400 [\s\S]+"BadAddress"/,
    );
  });

  it('what is no HTTP', async () => {
    expect(await raw('HELLO\r\n\r\n')).toMatch(/^HTTP\/1.1 400 [\s\S]+"MalformedRequest"/);
  });

  it('headers beyond measure', async () => {
    const answer = await raw(`GET /file HTTP/1.1\r\nHost: x\r\nX-Long: ${'x'.repeat(20_000)}\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1.1 431 /);
  });

  it('a WebSocket where there is none', async () => {
    const handshake =
      'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==\r\nSec-WebSocket-Version: 13';
    expect(await raw(`GET /file HTTP/1.1\r\nHost: x\r\n${handshake}\r\n\r\n`)).toMatch(
      /^HTTP\/1.1 404 [\s\S]+"NotFound"/,
    );
  });

  it('an error of a route with its status, code and headers', async () => {
    const answer = await call(`${url}/refused`);
    expectError(answer, 418, 'Teapot');
    expect(answer.headers.get('x-pot')).toBe('short');
  });
});

describe('an unforeseen error', () => {
  it('is told to nobody but the log, which names its code and place but not its message', async () => {
    logged.length = 0;
    const answer = await call(`${url}/broken`);
    expectError(answer, 500, 'InternalError');
    expect(JSON.stringify(answer.body)).not.toMatch(/hunter2| at /);
    expect(logged.map((line) => JSON.parse(line))).toEqual([
      expect.objectContaining({
        level: 'error',
        code: 'REQUEST_FAILED',
        error: 'Error',
        at: expect.arrayContaining([expect.stringMatching(/^at /)]),
      }),
    ]);
    expect(logged.join()).not.toContain('hunter2');
  });

  it('while a file is opened leaves an answer too', async () =>
    expectError(await call(`${url}/lost`), 500, 'InternalError'));
});

describe('the server', () => {
  it('streams files and answers HEAD without a body', async () => {
    expect(await call(`${url}/file`)).toMatchObject({ status: 200, text: 'a page' });
    const head = await call(`${url}/file`, { method: 'HEAD' });
    expect([head.status, head.text, head.headers.get('content-length')]).toEqual([200, '', '6']);
  });

  it('fills placeholders', async () => {
    expect((await call(`${url}/compare/billing-vs-coding%21`)).body).toEqual({ a: 'billing', b: 'coding!' });
  });

  it('keeps the body byte for byte, whatever its type', async () => {
    expect((await post('/raw', 'payload=%7B%7D', 'application/x-www-form-urlencoded')).text).toBe('payload=%7B%7D');
  });

  it('takes no body for no value', async () =>
    expect((await call(`${url}/json`, { method: 'POST' })).body).toEqual({ got: null }));

  it('forbids guessing types and storing answers', async () => {
    const { headers } = await call(`${url}/address`);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('strict-origin-when-cross-origin');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.has('server')).toBe(false);
  });

  it('believes X-Forwarded-For only from as many proxies as are trusted', async () => {
    const headers = { 'x-forwarded-for': '9.9.9.9, 10.0.0.1' };
    expect((await call(`${url}/address`, { headers })).body).toEqual({ address: '127.0.0.1' });
    const behind = createServer({ ...options, trustedProxies: 1, metrics: createMetrics() });
    const port = await behind.listen(0, '127.0.0.1');
    expect((await call(`http://127.0.0.1:${port}/address`, { headers })).body).toEqual({ address: '10.0.0.1' });
    behind.refuse();
    await behind.close(0);
  });

  it('answers 503 to what was under way when it began to stop', async () => {
    const stopping = createServer({ ...options, trustedProxies: 0, metrics: createMetrics() });
    const port = await stopping.listen(0, '127.0.0.1');
    const answer = raw('POST /json HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 2\r\n', {
      port,
      before: () => stopping.refuse(),
      rest: '\r\n{}',
    });
    expect(await answer).toMatch(/^HTTP\/1.1 503 [\s\S]+"Stopping"/);
    await stopping.close(1000);
  });

  it('rejects to listen on a port that is taken', async () => {
    const second = createServer({ ...options, trustedProxies: 0, metrics: createMetrics() });
    await expect(second.listen(Number(new URL(url).port), '127.0.0.1')).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});

describe('pages of other origins', () => {
  const from = (origin: string) => ({ headers: { origin } });

  it('may read answers if they are listed', async () => {
    const { headers } = await call(`${url}/json`, { method: 'POST', ...from('https://www.school.example') });
    expect(headers.get('access-control-allow-origin')).toBe('https://www.school.example');
    expect(headers.get('vary')).toBe('Origin');
  });

  it('may read errors too, so as to know why', async () => {
    const answer = await post('/json', '{', 'application/json', { origin: 'https://www.school.example' });
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([
      400,
      'https://www.school.example',
    ]);
  });

  it('learn in advance what they may send', async () => {
    const { status, headers } = await call(`${url}/json`, { method: 'OPTIONS', ...from('https://www.school.example') });
    expect(status).toBe(204);
    expect(headers.get('access-control-allow-methods')).toBe('POST');
    expect(headers.get('access-control-allow-headers')).toBe('Authorization, Content-Type, x-ms-bot-agent');
  });

  it.each(['https://evil.example', 'https://www.school.example.evil.example', 'http://www.school.example', 'null'])(
    'may not as %s',
    async (origin) => {
      const { headers } = await call(`${url}/json`, { method: 'POST', ...from(origin) });
      expect(headers.has('access-control-allow-origin')).toBe(false);
    },
  );
});
