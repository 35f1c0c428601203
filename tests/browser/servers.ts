import { readFileSync } from 'node:fs';
import { createServer, type RequestListener, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type App, createApp } from '../../src/app.ts';
import { packageRoot, readConfig } from '../../src/config.ts';
import { createEngine, type Engine, study } from '../../src/engine.ts';

/** A running server and its origin. */
export interface Running {
  readonly origin: string;
  stop(): Promise<void>;
}

let engine: Engine | undefined;

/** The service as it ships, in memory and quiet, on a port of its own. All of a file's share what was studied. */
export async function startService(
  settings: Readonly<Record<string, string>> = {},
  now: () => number = Date.now,
): Promise<Running> {
  const defaults = { PORT: '0', DATABASE_URL: 'sqlite::memory:', LOG_LEVEL: 'silent', RATE_LIMIT_PER_MINUTE: '0' };
  const config = readConfig({ ...defaults, ...settings });
  engine ??= createEngine(study(config.knowledgeDir), config.retentionDays);
  const app: App = await createApp(config, { engine, now });
  return { origin: await app.start(), stop: () => app.stop() };
}

/** A school's own site, somewhere else than the service, under the strictest policy that the documentation names. */
export function startSchool(service: () => string, attributes: (path: string) => string = () => ''): Promise<Running> {
  return listen(({ url = '/' }, response) => {
    response.writeHead(200, {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': publishedPolicy(service()),
    });
    response.end(schoolPage(service(), attributes(url), Number(url.slice(1)) || 0));
  });
}

/** The line of docs/website.md that schools are told to send, for a service. */
function publishedPolicy(service: string): string {
  const documentation = readFileSync(join(packageRoot, 'docs/website.md'), 'utf8');
  const [, policy = ''] = /^Content-Security-Policy: (.+)$/m.exec(documentation) ?? [];
  return policy.replaceAll('https://chat.school.example', service);
}

const schoolPage = (service: string, attributes: string, number: number) => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>A school</title>
<script src="${service}/embed.js" ${attributes} async></script>
<main>
  <h1>A school, page ${number}</h1>
  <p><a href="/${number + 1}">Next page</a></p>
  <p><button type="button" data-crossroads-open>Questions?</button>
    <a href="${service}/ask?q=coding+cost" data-crossroads-ask="How much does coding cost?">What does coding cost?</a></p>
</main>
</html>`;

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
