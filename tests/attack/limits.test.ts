/** What a client gains by asking too much: by the user, by the address, by changing either. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type App, createApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { createEngine, study } from '../../src/engine.ts';
import { networkOf } from '../../src/http/rate-limit.ts';
import { createLog } from '../../src/log.ts';
import { type Answer, call, startTalk } from '../contracts/client.ts';
import { secret, startService } from '../contracts/service.ts';

const expectRefusal = ({ status, headers, body }: Answer) => {
  expect([status, body.error?.code]).toEqual([429, 'RateLimitExceeded']);
  expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
  expect(Number(headers.get('retry-after'))).toBeLessThanOrEqual(60);
};

describe('messages', () => {
  const env = { RATE_LIMIT_PER_MINUTE: '1', TRUSTED_PROXIES: '1' };
  const from = (address: string) => ({ 'x-forwarded-for': address });
  let service: Awaited<ReturnType<typeof startService>>;
  beforeAll(async () => {
    service = await startService({ env });
  });
  afterAll(() => service.app.stop());

  /** Posts as a user of their own, made with the address of another network, so that only messages are counted. */
  async function post(address: string, bearer?: string): Promise<Answer> {
    const elsewhere = from(`10.0.${Math.floor(Math.random() * 256)}.${Math.floor(Math.random() * 256)}`);
    const url = `${service.url}/v3/directline`;
    const { body } = await call(`${service.url}/embed/token`, { method: 'POST', headers: elsewhere });
    const { conversationId, token } = body;
    await call(`${url}/conversations`, { method: 'POST', token, headers: elsewhere });
    const json = { type: 'message', from: { id: 'x' }, text: 'hello' };
    const at = `${url}/conversations/${conversationId}/activities`;
    return call(at, { method: 'POST', token: bearer ?? token, headers: from(address), json });
  }

  test('of all users of an address are limited too, however many there are', async () => {
    for (let i = 0; i < 30; i++) expect((await post('9.9.9.9')).status).toBe(200);
    expectRefusal(await post('9.9.9.9'));
    expect((await post('9.9.9.10')).status).toBe(200);
  });

  test('of one IPv6 network are of one address', async () => {
    for (let i = 0; i < 30; i++) expect((await post(`2001:db8:1:2::${i.toString(16)}`)).status).toBe(200);
    expectRefusal(await post('2001:db8:1:2:ffff:ffff:ffff:ffff'));
    expect((await post('2001:db8:1:3::1')).status).toBe(200);
  });

  test('of a server that holds the secret are limited by the user alone', async () => {
    for (let i = 0; i < 35; i++) expect((await post('9.9.9.99', secret)).status).toBe(200);
  });

  test('typing costs nothing and does nothing', async () => {
    const talk = await startTalk(service.url);
    for (let i = 0; i < 5; i++) expect((await talk.post({ type: 'typing' })).status).toBe(200);
    expect((await talk.say('one')).status).toBe(200);
    expectRefusal(await talk.say('two'));
  });
});

test.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:0DB8:0001:0002::', '2001:db8:1:2::/64'],
  ['2001:db8::6', '2001:db8:0:0::/64'],
  ['2001:db8::1:2:3:4:5', '2001:db8:0:1::/64'],
  ['::1', '0:0:0:0::/64'],
])('%s is counted as %s', (address, network) => {
  expect(networkOf(address)).toBe(network);
});

describe('pages that answer', () => {
  const config = readConfig({ PORT: '0', DATABASE_URL: 'sqlite::memory:', RATE_LIMIT_PER_MINUTE: '1' });
  let app: App;
  let url: string;
  beforeAll(async () => {
    const engine = createEngine(study(config.knowledgeDir), config.retentionDays);
    app = await createApp(config, { engine, log: createLog('silent') });
    url = await app.start();
  });
  afterAll(() => app.stop());

  test('are limited as messages are, by the address; one that was made before counts once', async () => {
    for (let i = 0; i < 29; i++) {
      expect((await call(`${url}/ask?q=what+does+coding+pay`)).status).toBe(200);
      expect((await call(`${url}/compare/him-vs-hit`)).status).toBe(200);
    }
    expectRefusal(await call(`${url}/ask?q=what+does+coding+pay`));
    expectRefusal(await call(`${url}/compare/him-vs-hit/cost`));
    for (const path of ['/', '/chat', '/embed.js', '/healthz', '/compare/him-vs-hit'])
      expect((await call(url + path)).status).toBe(200);
  });
});
