/** What can be seen of a running service: its log, its figures, its traces, whether it is ready. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type App, createApp } from '../../src/app.ts';
import { packageRoot, readConfig } from '../../src/config.ts';
import { createEngine, study } from '../../src/engine.ts';
import { healthRoutes } from '../../src/http/health.ts';
import type { Request } from '../../src/http/http.ts';
import { createMetrics } from '../../src/http/metrics.ts';
import { createLog } from '../../src/log.ts';
import { beginTurn } from '../../src/observe/current-turn.ts';
import type { Database } from '../../src/storage/storage.ts';
import { call, startTalk } from '../contracts/client.ts';
import { startService } from '../contracts/service.ts';

/** What a collector was sent. */
const received: { url: string; key: string; body: string }[] = [];
const collector = createServer(async (request, response) => {
  let body = '';
  for await (const chunk of request) body += chunk;
  received.push({ url: request.url ?? '', key: `${request.headers['api-key']}`, body });
  response.end('{}');
});
const logged: string[] = [];
let app: App;
let url: string;

beforeAll(async () => {
  await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(collector.address() as AddressInfo).port}/otlp`;
  const traced = { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_EXPORTER_OTLP_HEADERS: 'api-key=k%3D1' };
  const config = readConfig({ PORT: '0', DATABASE_URL: 'sqlite::memory:', RATE_LIMIT_PER_MINUTE: '0', ...traced });
  const log = createLog('info', { write: (line: string) => void logged.push(line) });
  app = await createApp(config, { engine: createEngine(study(config.knowledgeDir), 30), log });
  url = await app.start();
});
afterAll(async () => {
  await app.stop();
  collector.close();
});

/** Asks, waits for the answer, and resolves to the log lines of the turn. */
async function ask(text: string): Promise<Record<string, unknown>[]> {
  const talk = await startTalk(url);
  const from = logged.length;
  await talk.say(text);
  const lines = () => logged.slice(from).map((line) => JSON.parse(line));
  await expect.poll(() => lines().filter(({ msg }) => msg === 'turn').length, { timeout: 10_000 }).toBe(1);
  return lines();
}

test('each turn is a line of the log with an id of its own, its kind and its time', async () => {
  const [one] = await ask('what does medical coding pay');
  const [other] = await ask('what does nursing pay');
  expect(one).toMatchObject({ level: 'info', channel: 'website', outcome: 'done', kind: 'answer' });
  expect(other).toMatchObject({ kind: 'fallback' });
  expect(one?.turn).toMatch(/^[\da-f]{32}$/);
  expect(other?.turn).not.toBe(one?.turn);
  expect(one?.milliseconds).toBeGreaterThanOrEqual(0);
});

test('what fails in a turn is logged under its id and counted by its code', async () => {
  const failing = await startService();
  await (await startTalk(failing.url)).say('fail');
  const lines = () => failing.logged.map((line) => JSON.parse(line));
  await expect.poll(() => lines().find(({ msg, outcome }) => msg === 'turn' && outcome === 'failed')).toBeDefined();
  const error = lines().find(({ code }) => code === 'TURN_FAILED');
  expect(error?.turn).toMatch(/^[\da-f]{32}$/);
  expect(lines().find(({ outcome }) => outcome === 'failed')?.turn).toBe(error?.turn);
  expect((await call(`${failing.url}/metrics`)).text).toContain('crossroads_errors_total{code="TURN_FAILED"} 1');
  await failing.app.stop();
});

test('replies are counted by kind, understood or not', async () => {
  const count = async (kind: string, understood: string) => {
    const labels = `channel="webchat",kind="${kind}",understood="${understood}"`;
    const { text } = await call(`${url}/metrics`);
    return Number(new RegExp(`^crossroads_replies_total\\{${labels}\\} (\\d+)$`, 'm').exec(text)?.[1] ?? 0);
  };
  const before = [await count('comparison', 'yes'), await count('fallback', 'no')];
  await ask('which pays more, billing or coding');
  await ask('what does nursing pay');
  expect([await count('comparison', 'yes'), await count('fallback', 'no')]).toEqual(before.map((n) => n + 1));
  expect((await call(`${url}/metrics`)).text).toMatch(/^crossroads_busy_conversations 0$/m);
});

test('a collector gets a trace of each turn, with its steps and no word of it', { timeout: 30_000 }, async () => {
  const [line] = await ask('what does medical coding pay for zebulon');
  const spans = () =>
    received
      .flatMap(({ body }) => JSON.parse(body).resourceSpans[0].scopeSpans[0].spans)
      .filter(({ traceId }) => traceId === line?.turn);
  await expect.poll(() => spans().length, { timeout: 15_000 }).toBeGreaterThan(3);
  const root = spans().find(({ parentSpanId }) => !parentSpanId);
  expect(root).toMatchObject({
    name: 'turn',
    kind: 1,
    status: { code: 0 },
    spanId: expect.stringMatching(/^[\da-f]{16}$/),
  });
  expect(root.attributes).toContainEqual({ key: 'kind', value: { stringValue: 'answer' } });
  const steps = spans().filter(({ parentSpanId }) => parentSpanId === root.spanId);
  expect(steps.map(({ name }) => name)).toEqual(expect.arrayContaining(['understand', 'draw', 'save']));
  for (const { startTimeUnixNano, endTimeUnixNano } of spans())
    expect(BigInt(endTimeUnixNano) >= BigInt(startTimeUnixNano)).toBe(true);
  expect(Math.abs(Number(BigInt(root.startTimeUnixNano) / 1_000_000n) - Date.now())).toBeLessThan(60_000);
  expect(received.every(({ url, key }) => url === '/otlp/v1/traces' && key === 'k=1')).toBe(true);
  expect(received.map(({ body }) => body).join()).not.toContain('zebulon');
});

test('a collector that is away breaks nothing', async () => {
  const alone = await startService({ env: { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' } });
  const talk = await startTalk(alone.url);
  await talk.say('hello');
  expect(await talk.texts(3)).toContain('heard hello');
  await alone.app.stop();
  expect(alone.logged.join('')).toContain('TRACES_NOT_SENT');
});

describe('readiness', () => {
  const ready = async (ping: Database['ping']) => {
    const route = healthRoutes({ ping } as Database).find(({ path }) => path === '/readyz');
    try {
      const reply = await route?.handle({} as Request);
      return reply?.status;
    } catch (error) {
      return (error as { status: number }).status;
    }
  };

  test('means that the database answers, and soon', async () => {
    expect(await ready(async () => true)).toBe(200);
    expect(await ready(async () => false)).toBe(503);
    const began = Date.now();
    expect(await ready(async () => sleep(20_000, true, { ref: false }))).toBe(503);
    expect(Date.now() - began).toBeLessThan(10_000);
  });

  test('costs the database one write a second, however often it is asked for', async () => {
    let writes = 0;
    const ping = async () => ++writes > 0;
    const [, route] = healthRoutes({ ping });
    const ask = () => route?.handle({} as Request);
    await Promise.all(Array.from({ length: 50 }, ask));
    expect(writes).toBe(1);
    await sleep(1100);
    await ask();
    expect(writes).toBe(2);
  });
});

test('the dashboard asks only for figures that there are', async () => {
  const dashboard = JSON.parse(readFileSync(join(packageRoot, 'docs/grafana-dashboard.json'), 'utf8'));
  const queries: string[] = dashboard.panels.flatMap(({ targets = [] }: { targets?: { expr: string }[] }) =>
    targets.map(({ expr }) => expr),
  );
  expect(queries.length).toBeGreaterThan(8);
  const figures = createMetrics();
  figures.turn('website', 'failed', 1, beginTurn());
  figures.reply('webchat', 'answer');
  figures.error('TURN_FAILED');
  figures.httpRequest('GET', '/ask', 200);
  const text = await figures.registry.metrics();
  const known = new Set((await figures.registry.getMetricsAsJSON()).map(({ name }) => name));
  for (const query of queries) {
    const asked = query.match(/\b(?:crossroads|process|nodejs)_\w+/g) ?? [];
    expect(asked.length, query).toBeGreaterThan(0);
    for (const name of asked)
      expect(known.has(name) || known.has(name.replace(/_(?:bucket|sum|count)$/, '')), name).toBe(true);
    const labels = [...query.matchAll(/(\w+)(?:=~?|!~?)"|by \(([\w, ]+)\)/g)].flatMap(([, one, many = '']) => [
      one,
      ...many.split(', '),
    ]);
    for (const label of labels.filter(Boolean))
      expect(text, `${label} in ${query}`).toMatch(new RegExp(`\\b${label}="`));
  }
});
