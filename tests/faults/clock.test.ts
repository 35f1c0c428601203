/** What a clock that is put forward or back does to those who talk meanwhile. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { call, startTalk, type Talk } from '../contracts/client.ts';
import { type Service, secret, startService } from '../contracts/service.ts';
import { type Postgres, startPostgres } from '../postgres/server.ts';

const minute = 60_000;
const day = 24 * 60 * minute;
const folder = mkdtempSync(join(tmpdir(), 'crossroads-clock-'));
let postgres: Postgres;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(async () => {
  await postgres?.stop();
  rmSync(folder, { recursive: true });
});

let n = 0;
const databases: [string, () => Promise<string>][] = [
  ['SQLite', async () => `sqlite:${join(folder, `${n++}.db`)}`],
  ['PostgreSQL', () => postgres.create()],
];

describe.each(databases)('on %s', (_, create) => {
  let service: Service;
  let ahead: number;
  beforeEach(async () => {
    ahead = 0;
    const env = { DATABASE_URL: await create(), RATE_LIMIT_PER_MINUTE: '3' };
    service = await startService({ env, now: () => Date.now() + ahead });
  });
  afterEach(() => service.app.stop());

  /** With the secret, as a visitor's token may have expired. */
  const heard = async (talk: Talk) => {
    const { body } = await call(talk.at('/activities'), { token: secret });
    return body.activities.flatMap(({ text }) => (text?.startsWith('heard') ? text : []));
  };

  describe.each([
    ['a day forward', day],
    ['a day back', -day],
    ['an hour forward', day / 24],
    ['an hour back', -day / 24],
    ['back to the beginning of time', -Date.now()],
  ])('%s', (_, jump) => {
    test('a message whose turn runs is answered once, and so are those behind it and after', async () => {
      const talk = await startTalk(service.url);
      const say = (text: string) =>
        call(talk.at('/activities'), { method: 'POST', token: secret, json: { type: 'message', text } });
      const all = [say('slow'), pause(100).then(() => say('behind'))];
      await pause(200);
      ahead = jump;
      await Promise.all(all);
      await expect.poll(() => heard(talk), { timeout: 15_000 }).toEqual(['heard slow', 'heard behind']);
      await say('after');
      await expect.poll(() => heard(talk), { timeout: 15_000 }).toEqual(['heard slow', 'heard behind', 'heard after']);
      // Whoever looks for what was left looks again meanwhile.
      await pause(2500);
      expect(await heard(talk)).toHaveLength(3);
      expect(service.logged.join()).not.toContain('"error"');
    });

    test('whoever has used up a minute waits no longer than a minute', async () => {
      const talk = await startTalk(service.url);
      for (let i = 0; i < 4; i++) await talk.say('hello');
      ahead = jump;
      const { body } = await call(`${service.url}/embed/token`, { method: 'POST', json: {} });
      expect(body.token).toBeDefined();
      const next = { type: 'message', text: 'again', from: { id: talk.user } };
      const answer = await call(talk.at('/activities'), { method: 'POST', token: secret, json: next });
      if (answer.status !== 200) expect(Number(answer.headers.get('retry-after'))).toBeLessThanOrEqual(60);
    });
  });
});
