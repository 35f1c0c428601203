import { createServer, type RequestListener, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type App, createApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';

/** A running server and its origin. */
export interface Running {
  readonly origin: string;
  stop(): Promise<void>;
}

/** The service as it ships, in memory and quiet, on a port of its own. */
export async function startService(settings: Readonly<Record<string, string>> = {}): Promise<Running> {
  const defaults = { PORT: '0', DATABASE_URL: 'sqlite::memory:', LOG_LEVEL: 'silent', RATE_LIMIT_PER_MINUTE: '0' };
  const app: App = await createApp(readConfig({ ...defaults, ...settings }));
  return { origin: await app.start(), stop: () => app.stop() };
}

/** A school's own site: one page, somewhere else than the service. */
export function startSchool(page: () => string): Promise<Running> {
  return listen((_, response) => {
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' });
    response.end(page());
  });
}

/** A proxy in front of a service that lets no WebSocket through. */
export function startProxy(target: () => string): Promise<Running> {
  return listen((incoming, response) => {
    const { method, url = '/', headers } = incoming;
    const onward = request(new URL(url, target()), { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.writeHead(502).end());
    incoming.pipe(onward);
  });
}

async function listen(listener: RequestListener): Promise<Running> {
  const server: Server = createServer(listener);
  server.on('upgrade', (_, socket) => socket.end('HTTP/1.1 501 Not Implemented\r\n\r\n'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
