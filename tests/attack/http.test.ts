/** What a hostile client can do to the HTTP server itself, over real sockets. */
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Route } from '../../src/http/http.ts';
import { createMetrics } from '../../src/http/metrics.ts';
import { createOriginPolicy } from '../../src/http/origins.ts';
import { createServer, defaultTimeouts, type ServerOptions } from '../../src/http/server.ts';
import { createLog } from '../../src/log.ts';
import { call } from '../contracts/client.ts';

const big = 'x'.repeat(64 * 1024 * 1024);
const routes: Route[] = [
  { method: 'POST', path: '/json', handle: (request) => ({ status: 200, body: { got: request.json() ?? null } }) },
  { method: 'GET', path: '/address', handle: ({ address }) => ({ status: 200, body: { address } }) },
  {
    method: 'GET',
    path: '/big',
    handle: () => ({ status: 200, headers: { 'Content-Type': 'text/plain' }, body: big }),
  },
];
const options: ServerOptions = {
  routes,
  sockets: [],
  origins: createOriginPolicy([]),
  trustedProxies: 1,
  metrics: createMetrics(),
  log: createLog('silent'),
};
const servers: ReturnType<typeof createServer>[] = [];

async function start(more: Partial<ServerOptions>): Promise<number> {
  const server = createServer({ ...options, ...more });
  servers.push(server);
  return server.listen(0, '127.0.0.1');
}

let port: number;
beforeAll(async () => {
  port = await start({});
});
afterAll(async () => {
  for (const server of servers) {
    server.refuse();
    await server.close(0);
  }
});

/** Sends a text, then a further byte every so often; resolves to what came back and after how many milliseconds it ended. */
const drip = (to: number, text: string, drop: string) =>
  new Promise<{ received: string; after: number }>((resolve) => {
    const began = Date.now();
    let received = '';
    const socket = connect(to, '127.0.0.1', () => socket.write(text));
    const dripping = setInterval(() => socket.write(drop), 25);
    socket.on('data', (chunk) => {
      received += chunk;
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clearInterval(dripping);
      resolve({ received, after: Date.now() - began });
    });
  });

describe('a client that takes its time', { timeout: 10_000 }, () => {
  /** A server with one of its timeouts alone, so that no other can do its work. */
  const impatientOf = (timeout: keyof typeof defaultTimeouts) => {
    const none = { headersTimeout: 0, requestTimeout: 0, timeout: 0, connectionsCheckingInterval: 50 };
    return start({ timeouts: { ...none, [timeout]: 300 } });
  };

  test('with the head of a request is cut off', async () => {
    const { received, after } = await drip(
      await impatientOf('headersTimeout'),
      'GET /address HTTP/1.1\r\nHost: x\r\nX-Slow: ',
      'x',
    );
    expect(received).toMatch(/^HTTP\/1.1 408 /);
    expect(after).toBeLessThan(5000);
  });

  test('with its body is cut off', async () => {
    const head = 'POST /json HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 60000\r\n\r\n"';
    const { received, after } = await drip(await impatientOf('requestTimeout'), head, 'x');
    expect(received).not.toContain('200 OK');
    expect(after).toBeLessThan(5000);
  });

  test('with reading an answer is cut off', async () => {
    const impatient = await impatientOf('timeout');
    const ended = new Promise<number>((resolve) => {
      const socket = connect(impatient, '127.0.0.1', () => socket.write('GET /big HTTP/1.1\r\nHost: x\r\n\r\n'));
      socket.pause();
      setTimeout(() => {
        let size = 0;
        socket.on('data', (chunk) => {
          size += chunk.length;
        });
        socket.on('error', () => undefined);
        socket.on('close', () => resolve(size));
        socket.resume();
      }, 2000);
    });
    expect(await ended).toBeLessThan(big.length);
  });

  test('holds up nobody else', async () => {
    const impatient = await impatientOf('headersTimeout');
    const slow = Array.from({ length: 200 }, () => drip(impatient, 'GET / HTTP/1.1\r\nHost: x\r\nX: ', 'x'));
    expect((await call(`http://127.0.0.1:${impatient}/address`)).status).toBe(200);
    await Promise.all(slow);
  });

  test('is by default given seconds, not minutes', () => {
    expect(defaultTimeouts.headersTimeout).toBeLessThanOrEqual(10_000);
    expect(defaultTimeouts.requestTimeout).toBeLessThanOrEqual(20_000);
    expect(defaultTimeouts.timeout).toBeLessThanOrEqual(60_000);
  });
});

test('a body that does not end is cut off', { timeout: 20_000 }, async () => {
  const chunk = Buffer.alloc(64 * 1024, 'x');
  const far = 64 * 1024 * 1024;
  const sent = await new Promise<number>((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const more = () => {
      while (socket.bytesWritten < far && socket.write(chunk));
      if (socket.bytesWritten >= far) socket.destroy();
    };
    socket.write(
      'POST /json HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000000000\r\n\r\n',
    );
    socket.on('drain', more);
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(socket.bytesWritten));
    more();
  });
  expect(sent).toBeLessThan(far / 2);
});

describe('a host that is more than a host', () => {
  test.each(['a;script-src', "a'b", 'a,b', 'a*', 'user@host', 'a%3b'])('%s is refused', async (host) => {
    const { received } = await drip(port, `GET /address HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`, '');
    expect(received).toMatch(/^HTTP\/1.1 400 [\s\S]+"BadAddress"/);
  });

  test.each(['localhost', '[::1]:3978', 'chat.school.example:8080', '127.0.0.1'])('%s is none', async (host) => {
    const { received } = await drip(port, `GET /address HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`, '');
    expect(received).toMatch(/^HTTP\/1.1 200 /);
  });
});

describe('an address that a proxy names', () => {
  const named = async (forwarded: string) =>
    (await call(`http://127.0.0.1:${port}/address`, { headers: { 'x-forwarded-for': forwarded } })).body;

  test.each([
    ['9.9.9.9', '9.9.9.9'],
    ['1.1.1.1, 9.9.9.9:51234', '9.9.9.9'],
    ['[2001:db8::1]:443', '2001:db8::1'],
    ['2001:db8::1', '2001:db8::1'],
    ['unknown', '127.0.0.1'],
    ['<script>', '127.0.0.1'],
    ['', '127.0.0.1'],
  ])('%j is %s', async (forwarded, address) => {
    expect(await named(forwarded)).toEqual({ address });
  });
});

describe('every answer', () => {
  const headersOf = async (to: number, path: string) => (await call(`http://127.0.0.1:${to}${path}`)).headers;

  test.each(['/address', '/nothing'])(
    'of %s may do nothing as a page, be framed or used by other sites',
    async (path) => {
      const headers = await headersOf(port, path);
      expect(headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'");
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
      expect(headers.get('permissions-policy')).toMatch(/camera=\(\).*microphone=\(\)/);
      expect(headers.get('referrer-policy')).toBe('strict-origin-when-cross-origin');
    },
  );

  test('tells browsers to keep to TLS, but only where there is TLS', async () => {
    const secure = await start({ secure: true });
    for (const path of ['/address', '/nothing'])
      expect((await headersOf(secure, path)).get('strict-transport-security')).toBe('max-age=31536000');
    expect((await headersOf(port, '/address')).has('strict-transport-security')).toBe(false);
  });
});
