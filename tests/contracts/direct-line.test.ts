import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { call, startTalk } from './client.ts';
import { directLineContract } from './direct-line.ts';
import { echo, promptEcho, startService } from './service.ts';

describe('Direct Line over REST', () => {
  describe.each([
    ['a bot that waits for nothing', promptEcho],
    ['any other', echo],
  ])('with %s', (_, bot) => {
    directLineContract((clock) => startService({ bot, now: () => Date.now() + clock.ahead * 1000 }));
  });

  it('answers before a bot does that may take its time', async () => {
    const service = await startService();
    const talk = await startTalk(service.url);
    await talk.texts(1);
    await talk.say('slow');
    expect(await talk.texts(2)).toEqual([expect.stringMatching('welcome'), 'slow']);
    expect((await talk.texts(3)).at(-1)).toBe('heard slow');
    await service.app.stop();
  });
});

describe('the limits', () => {
  it('hold for a user’s messages, by the minute', async () => {
    let ahead = 0;
    const service = await startService({ env: { RATE_LIMIT_PER_MINUTE: '2' }, now: () => Date.now() + ahead });
    const talk = await startTalk(service.url);
    const statuses = [await talk.say('1'), await talk.say('2'), await talk.say('3')].map(({ status }) => status);
    expect(statuses).toEqual([200, 200, 429]);
    const refused = await talk.say('4');
    expect(refused.body.error?.code).toBe('RateLimitExceeded');
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(50);
    expect((await (await startTalk(service.url)).say('1')).status).toBe(200);
    ahead = 61_000;
    expect((await talk.say('5')).status).toBe(200);
    await service.app.stop();
  });

  it('hold for an address’s tokens and conversations, not for what goes wrong', async () => {
    const service = await startService({ env: { RATE_LIMIT_PER_MINUTE: '1' } });
    const token = (json: unknown) => call(`${service.url}/embed/token`, { method: 'POST', json });
    for (let i = 0; i < 10; i++) expect((await token({ user: { id: 'x' } })).status).toBe(400);
    const granted = [];
    for (let i = 0; i < 5; i++) granted.push((await token({})).status);
    expect(granted).toEqual([200, 200, 200, 200, 200]);
    expect((await token({})).status).toBe(429);
    await service.app.stop();
  });
});

describe('without a secret', () => {
  const folder = mkdtempSync(join(tmpdir(), 'crossroads-tokens-'));
  const env = { DIRECT_LINE_SECRET: '', DATABASE_URL: `sqlite:${join(folder, 'test.db')}` };
  afterAll(() => rmSync(folder, { recursive: true }));

  it('nobody has it, and tokens outlive a restart all the same', async () => {
    const first = await startService({ env });
    const talk = await startTalk(first.url);
    const generate = (token: string) => call(`${first.url}/v3/directline/tokens/generate`, { method: 'POST', token });
    expect((await generate('undefined')).status).toBe(401);
    expect((await generate(talk.token)).status).toBe(403);
    await first.app.stop();

    const second = await startService({ env });
    const read = `${second.url}/v3/directline/conversations/${talk.id}/activities`;
    expect((await call(read, { token: talk.token })).body.activities).toHaveLength(1);
    await second.app.stop();
  });

  it('a token of another database is worth nothing', async () => {
    const [one, other] = [await startService({ env }), await startService({ env: { DIRECT_LINE_SECRET: '' } })];
    const { token } = await startTalk(other.url);
    expect((await call(`${one.url}/v3/directline/tokens/refresh`, { method: 'POST', token })).status).toBe(401);
    await one.app.stop();
    await other.app.stop();
  });
});

describe('the figures', () => {
  it('count turns, requests and sockets, and are for this machine or the admin alone', async () => {
    const service = await startService();
    const talk = await startTalk(service.url);
    await talk.texts(1);
    const { status, text } = await call(`${service.url}/metrics`);
    expect(status).toBe(200);
    expect(text).toContain('crossroads_turns_total{channel="website",outcome="done"} 1');
    expect(text).toMatch(/crossroads_http_requests_total\{method="POST",route="\/embed\/token",status="200"\} 1/);
    expect(text).toContain('crossroads_open_sockets 0');
    expect(text).toContain('process_resident_memory_bytes');
    expect((await call(`${service.url}/metrics`, { headers: { 'x-forwarded-for': '127.0.0.1' } })).status).toBe(403);
    await service.app.stop();

    const guarded = await startService({ env: { ADMIN_TOKEN: 'let-me-in' } });
    const asked = await Promise.all(
      [undefined, 'wrong', 'let-me-in'].map((token) => call(`${guarded.url}/metrics`, { ...(token && { token }) })),
    );
    expect(asked.map((answer) => answer.status)).toEqual([403, 403, 200]);
    await guarded.app.stop();
  });
});

describe('health', () => {
  it('is alive and ready', async () => {
    const service = await startService();
    expect(await call(`${service.url}/healthz`)).toMatchObject({ status: 200, body: { status: 'alive' } });
    expect(await call(`${service.url}/readyz`)).toMatchObject({ status: 200, body: { status: 'ready' } });
    await service.app.stop();
  });
});
