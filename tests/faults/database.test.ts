/** What the service does while its database is slow, silent or gone. `OUTAGE` says for how many seconds it is gone. */
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { call, startTalk, type Talk } from '../contracts/client.ts';
import { type Service, startService } from '../contracts/service.ts';
import { type Postgres, startPostgres } from '../postgres/server.ts';
import { startProxy, type TestProxy } from './proxy.ts';

const outage = Number(process.env.OUTAGE ?? 2) * 1000;

let postgres: Postgres;
let proxy: TestProxy;
let service: Service;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres?.stop());

beforeEach(async () => {
  const url = new URL(await postgres.create());
  proxy = await startProxy(Number(url.port));
  url.port = `${proxy.port}`;
  service = await startService({ env: { DATABASE_URL: url.href } });
});
afterEach(async () => {
  proxy.mend();
  await service.app.stop();
  await proxy.close();
});

const ready = async () => (await call(`${service.url}/readyz`)).status;
const heard = async (talk: Talk) =>
  (await talk.activities()).flatMap(({ text }) => (text?.startsWith('heard') ? text : []));

test('a database that is gone is said so, and found again, and nothing that was acknowledged is lost', {
  timeout: 60_000 + outage,
}, async () => {
  const talk = await startTalk(service.url);
  await talk.say('slow');
  proxy.cut();
  expect(await ready()).toBe(503);
  const refused = await talk.say('unheard');
  expect([refused.status, refused.body.error?.code, refused.headers.get('retry-after')]).toEqual([
    503,
    'Unavailable',
    '5',
  ]);
  expect((await call(`${service.url}/healthz`)).status).toBe(200);
  await pause(outage);

  proxy.mend();
  await expect.poll(ready, { timeout: 10_000 }).toBe(200);
  await expect.poll(() => heard(talk), { timeout: 10_000 }).toEqual(['heard slow']);
  expect((await talk.say('again')).status).toBe(200);
  await expect.poll(() => heard(talk), { timeout: 10_000 }).toEqual(['heard slow', 'heard again']);
  expect(service.logged.join()).not.toContain('TURN_FAILED');
});

test('a database that restarts is found again', async () => {
  const talk = await startTalk(service.url);
  await postgres.kill();
  expect(await ready()).toBe(503);
  await postgres.start();
  await expect.poll(ready, { timeout: 10_000 }).toBe(200);
  await talk.say('hello');
  await expect.poll(() => heard(talk), { timeout: 10_000 }).toEqual(['heard hello']);
});

test('a slow database slows answers down and loses none', { timeout: 60_000 }, async () => {
  const talks = await Promise.all(Array.from({ length: 5 }, () => startTalk(service.url)));
  proxy.delay(100);
  const asked = talks.flatMap((talk) => ['one', 'two', 'three'].map((text) => talk.say(text)));
  expect((await Promise.all(asked)).map(({ status }) => status)).toEqual(Array(15).fill(200));
  for (const talk of talks)
    await expect
      .poll(async () => (await heard(talk)).sort(), { timeout: 30_000 })
      .toEqual(['heard one', 'heard three', 'heard two']);
});

test('a database that does not answer any more does not stop the service for good', { timeout: 90_000 }, async () => {
  const talk = await startTalk(service.url);
  proxy.freeze();
  const silent = talk.say('silent');
  await pause(500);
  proxy.mend();
  expect([200, 503]).toContain((await silent).status);
  await expect.poll(ready, { timeout: 40_000 }).toBe(200);
  await talk.say('hello');
  await expect.poll(() => heard(talk), { timeout: 20_000 }).toContain('heard hello');
});
