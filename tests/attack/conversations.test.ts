/** What one visitor can do to another, to the process and to what is written down, over the service as it ships. */
import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { type App, createApp } from '../../src/app.ts';
import { readConfig, settingNames } from '../../src/config.ts';
import { createEngine, study } from '../../src/engine.ts';
import { createLog } from '../../src/log.ts';
import { secrets } from '../../src/settings.ts';
import { call, startTalk, type Talk } from '../contracts/client.ts';
import { echo, startService } from '../contracts/service.ts';
import { HOSTILE_TEXTS, POLLUTING } from './hostile.ts';

const given = {
  DIRECT_LINE_SECRET: 'direct-line-s3cret',
  ADMIN_TOKEN: 'admin-s3cret',
  HANDOFF_WEBHOOK_URL: 'http://127.0.0.1:9/hook-s3cret',
  HANDOFF_WEBHOOK_SECRET: 'webhook-s3cret',
  MicrosoftAppId: '3f2c8a5e-6b1d-4c39-9d7a-0a1b2c3d4e5f',
  MicrosoftAppPassword: 'teams-s3cret',
};
const logged: string[] = [];
let app: App;
let url: string;

beforeAll(async () => {
  const config = readConfig({ PORT: '0', DATABASE_URL: 'sqlite::memory:', RATE_LIMIT_PER_MINUTE: '0', ...given });
  const log = createLog('trace', { write: (line: string) => void logged.push(line) });
  app = await createApp(config, { engine: createEngine(study(config.knowledgeDir), 30), log });
  url = await app.start();
});
afterAll(() => app.stop());

const answered = async (talk: Talk, id: string) => {
  const find = async () => (await talk.activities()).find(({ replyToId }) => replyToId === id);
  await expect.poll(find, { timeout: 10_000 }).toBeDefined();
  return await find();
};
const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const sign = (header: object, payload: object, key: string | Buffer, hash = 'sha256') => {
  const signed = `${encode(header)}.${encode(payload)}`;
  return `${signed}.${createHmac(hash, key).update(signed).digest('base64url')}`;
};
const signingKey = createHmac('sha256', given.DIRECT_LINE_SECRET).update('crossroads website tokens').digest();

describe('a token', () => {
  const refused = async (talk: Talk, token: string) => {
    const { status, body } = await call(talk.at('/activities'), { token });
    return [status, body.error?.code];
  };

  test('that was made, changed or signed by anybody else opens nothing', async () => {
    const talk = await startTalk(url);
    const [head = '', body = '', signature = ''] = talk.token.split('.');
    const payload = JSON.parse(Buffer.from(body, 'base64url').toString());
    const lasting = { ...payload, exp: payload.exp + 1e6 };
    const forged = [
      `${head}.${encode(lasting)}.${signature}`,
      `${encode({ alg: 'none' })}.${body}.`,
      `${encode({ alg: 'none', typ: 'JWT' })}.${body}.${signature}`,
      ...['', 'secret', given.DIRECT_LINE_SECRET].map((key) => sign({ alg: 'HS256', typ: 'JWT' }, payload, key)),
      sign({ alg: 'HS512', typ: 'JWT' }, payload, given.DIRECT_LINE_SECRET),
      // The right key, but no algorithm of ours.
      sign({ alg: 'HS512', typ: 'JWT' }, payload, signingKey, 'sha512'),
      sign({ alg: 'HS256', kid: '../../dev/null' }, payload, ''),
      `${talk.token}x`,
      `${head}.${body}`,
      '..',
      'x'.repeat(8000),
    ];
    for (const token of forged) expect(await refused(talk, token), token).toEqual([401, 'Unauthorized']);
    // What shows that the key is the right one.
    for (const token of [talk.token, sign({ alg: 'HS256', typ: 'JWT' }, payload, signingKey)])
      expect((await call(talk.at('/activities'), { token })).status).toBe(200);
  });

  // Ids of users are random, but a client may choose its own.
  test.each([
    ['of another user', 'dl_one', 'dl_other'],
    ['of who says to be the same user', 'dl_same', 'dl_same'],
  ])('opens no other conversation %s, to read, to write or to follow', async (_, one, other) => {
    const [mine, theirs] = [await startTalk(url, one), await startTalk(url, other)];
    const { body } = await theirs.say('my name is private-zebulon');
    await answered(theirs, body.id);
    for (const path of ['', '/activities', '/activities?watermark=0']) {
      const answer = await call(theirs.at(path), { token: mine.token });
      expect([answer.status, answer.text.includes('zebulon')]).toEqual([403, false]);
    }
    const posted = await call(theirs.at('/activities'), {
      method: 'POST',
      token: mine.token,
      json: { type: 'message', text: 'hello' },
    });
    expect(posted.status).toBe(403);
    const address = `${theirs.at('/stream').replace(/^http/, 'ws')}?t=${mine.token}`;
    const status = await new Promise((resolve) => {
      new WebSocket(address)
        .on('unexpected-response', (_, response) => resolve(response.statusCode))
        .on('error', () => 0);
    });
    expect(status).toBe(403);
  });

  test.each(['../', '%2e%2e%2f', '__proto__', 'constructor', 'a|b', "' or 1=1 --", '%00'])(
    'opens nothing at the id %s',
    async (id) => {
      const talk = await startTalk(url);
      const answer = await call(`${url}/v3/directline/conversations/${id}/activities`, { token: talk.token });
      expect([400, 403, 404, 405]).toContain(answer.status);
    },
  );
});

test('a visitor who claims to be another, or the bot, speaks as themselves', async () => {
  const talk = await startTalk(url);
  for (const from of [{ id: 'dl_victim' }, { id: 'crossroads', role: 'bot', name: 'Crossroads' }]) {
    const { body } = await talk.post({ type: 'message', from, text: 'hello', recipient: { id: 'dl_victim' } });
    await answered(talk, body.id);
    const said = (await talk.activities()).find(({ id }) => id === body.id);
    expect(said?.from).toMatchObject({ id: talk.user, role: 'user' });
  }
  const faked = { answer: { kind: 'answer', programs: ['him'], topics: [], confidence: 1, citations: [] } };
  const { body } = await talk.post({ type: 'message', text: 'hello', channelData: faked });
  await answered(talk, body.id);
  const vote = { actionName: 'feedback', actionValue: { reaction: 'like' } };
  const rated = await talk.post({ type: 'invoke', name: 'message/submitAction', value: vote, replyToId: body.id });
  expect(rated.status).toBe(200);
});

test('no body changes what other objects have', async () => {
  const talk = await startTalk(url);
  const text = '"type":"message","text":"what does coding pay"';
  for (const body of POLLUTING) {
    const whole = body.replace('{', `{${text},`);
    for (const [path, json] of [
      [talk.at('/activities'), whole],
      [`${url}/embed/token`, body],
      [`${url}/v3/directline/conversations`, body],
      [`${url}/api/messages`, whole],
    ] as const) {
      const headers = { 'content-type': 'application/json' };
      const answer = await call(path, { method: 'POST', token: talk.token, headers, body: json });
      expect(answer.status, `${path} ${json}`).toBeLessThan(500);
    }
    await call(
      `${url}/ask?__proto__[polluted]=true&constructor[prototype][polluted]=true&q=${encodeURIComponent(body)}`,
    );
  }
  const { body } = await talk.say('what does coding pay');
  await answered(talk, body.id);
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  expect(Object.prototype).not.toHaveProperty('polluted');
});

test('no address leads elsewhere', async () => {
  const away = [
    '//evil.example',
    '/\\evil.example',
    '/%2f%2fevil.example',
    '/ask?q=https://evil.example',
    '/chat?url=//evil.example',
  ];
  for (const path of [
    ...away,
    '/?next=https://evil.example',
    '/sources/..%2f..',
    '/compare/https:%2f%2fevil.example-vs-him',
  ]) {
    const response = await fetch(url + path, { redirect: 'manual' });
    expect(response.headers.has('location'), path).toBe(false);
    expect(response.status < 300 || response.status >= 400, path).toBe(true);
    const page = await response.text();
    expect(page).not.toMatch(/(?:href|src|action)="(?:https?:)?\/\/evil/);
  }
});

describe('pages of other sites', () => {
  const evil = { origin: 'https://evil.example' };
  const paths: [string, string][] = [
    ['POST', '/embed/token'],
    ['POST', '/v3/directline/conversations'],
    ['GET', '/v3/directline/session/getsessionid'],
    ['GET', '/ask?q=pay'],
    ['GET', '/metrics'],
    ['GET', '/healthz'],
  ];

  test('can read nothing', async () => {
    for (const [method, path] of paths) {
      const { headers } = await call(url + path, { method, headers: evil });
      expect(headers.has('access-control-allow-origin'), path).toBe(false);
      const preflight = await call(url + path, { method: 'OPTIONS', headers: evil });
      expect(preflight.headers.has('access-control-allow-origin'), path).toBe(false);
    }
  });

  test('get no token and may not frame the chat', async () => {
    expect((await call(`${url}/embed/token`, { method: 'POST', headers: evil })).status).toBe(403);
    for (const path of ['/', '/chat', '/ask', '/compare/him-vs-hit']) {
      const policy = (await call(url + path)).headers.get('content-security-policy') ?? '';
      expect(policy, path).toMatch(/frame-ancestors 'self'(?:;|$)/);
      expect(policy, path).toContain("default-src 'none'");
      expect(policy, path).not.toContain('unsafe');
    }
  });
});

describe('what is logged', () => {
  test('is no word of a visitor, at any level', { timeout: 60_000 }, async () => {
    const failing = await startService({
      bot: {
        run: async (context) =>
          context.activity.text?.includes('zqx') ? Promise.reject(new Error(context.activity.text)) : echo.run(context),
      },
      env: { LOG_LEVEL: 'trace' },
    });
    const from = logged.length;
    let n = 0;
    for (const text of HOSTILE_TEXTS) {
      const word = `zqx${(n++).toString(36)}vyw`;
      const words = `${word} ${text} ${word}`;
      const talk = await startTalk(url, `dl_${word}`);
      const { body } = await talk.post({
        type: 'message',
        from: { id: word, name: word },
        text: words,
        value: { choice: word },
        channelData: { word },
      });
      await answered(talk, body.id);
      const asked = encodeURIComponent(words);
      await call(`${url}/ask?q=${asked}`, { headers: { 'user-agent': word, referer: `https://x.example/${word}` } });
      for (const path of [
        `/${asked}`,
        `/compare/${asked}`,
        `/sources/${asked}`,
        `/assets/${asked}`,
        `/v3/directline/conversations/${asked}`,
      ])
        await call(url + path, { token: word });
      await call(`${url}/api/messages`, {
        method: 'POST',
        token: word,
        json: { type: 'message', text: words, serviceUrl: `https://${word}.example` },
      });
      await call(`${url}/embed/token`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: `{"${words}`,
      });
      const failed = await startTalk(failing.url);
      await answered(failed, (await failed.say(words)).body.id);
    }
    const lines = [...logged.slice(from), ...failing.logged];
    await failing.app.stop();
    expect(failing.logged.join('')).toContain('TURN_FAILED');
    expect(lines.filter((line) => /zqx/i.test(line))).toEqual([]);
  });

  test('is no secret and no token', async () => {
    const talk = await startTalk(url);
    await call(`${url}/metrics`, { token: given.ADMIN_TOKEN });
    await call(`${url}/v3/directline/tokens/generate`, { method: 'POST', token: given.DIRECT_LINE_SECRET });
    await new Promise((resolve) => new WebSocket(talk.streamUrl).once('open', resolve));
    await answered(talk, (await talk.say('leave a message')).body.id);
    for (const text of ['Zebulon', 'zebulon@mail.example', 'When?'])
      await answered(talk, (await talk.say(text)).body.id);
    await answered(talk, (await talk.post({ type: 'message', text: 'Send', value: { choice: 'form/send' } })).body.id);
    const all = logged.join('');
    expect(all).toContain('HANDOFF_DELAYED');
    for (const hidden of ['s3cret', talk.token, talk.token.split('.')[2] ?? '', 'zebulon'])
      expect(all).not.toContain(hidden);
  });

  test('is no secret of a setting that cannot be used', () => {
    const telling = settingNames.filter((name) => /SECRET|TOKEN|PASSWORD|DATABASE|SMTP|WEBHOOK/i.test(name));
    expect(telling.filter((name) => !secrets.has(name))).toEqual([]);
    for (const name of secrets) {
      let said = '';
      try {
        readConfig({ [name]: 'pass word-s3cret' });
      } catch (error) {
        said = String(error);
      }
      expect(said, name).toContain(name);
      expect(said, name).not.toContain('s3cret');
    }
  });
});
