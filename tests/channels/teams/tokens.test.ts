import { createHmac } from 'node:crypto';
import type { Activity } from 'botbuilder';
import { generateKeyPair, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Bot } from '../../../src/channels/channel.ts';
import { type BotFramework, startBotFramework } from './bot-framework.ts';
import { APP, startTeams, TENANT, type Teams } from './client.ts';
import { fixture } from './fixtures.ts';
import { BOT_FRAMEWORK } from './issuer.ts';
import { patiently } from './patience.ts';

const heard: string[] = [];
const listening: Bot = {
  async run(context) {
    heard.push(context.activity.text ?? '');
    await context.sendActivity('heard');
  },
};

/** Moves on so that no line falls into the minute of another. */
const clock = { now: Date.now() };
let framework: BotFramework;
let teams: Teams;
beforeAll(async () => {
  framework = await startBotFramework();
  teams = await startTeams(framework, { bot: listening, now: () => clock.now });
});
afterAll(async () => {
  await teams.app.stop();
  await framework.close();
});
beforeEach(() => {
  heard.length = 0;
  framework.sent.length = 0;
});

let count = 0;
const message = () => ({ ...fixture('personal-message', framework.serviceUrl), id: `m${++count}` });

test('what the Bot Framework signed for this bot is answered', async () => {
  const activity = message();
  expect(await teams.post(activity)).toMatchObject({ status: 200 });
  expect((await teams.repliesTo(activity.id)).map((sent) => sent.activity.text)).toEqual(['heard']);
  expect(heard).toEqual([activity.text ?? '']);
});

const base64 = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

type Authorise = (activity: Activity) => Promise<string | undefined>;
const signed =
  (claims: Parameters<BotFramework['sign']>[0], signing?: Parameters<BotFramework['sign']>[1]): Authorise =>
  async ({ serviceUrl }) =>
    `Bearer ${await framework.sign({ aud: APP, serviceurl: serviceUrl, ...claims }, signing)}`;

/** The issuer of the tokens that Microsoft's login service gives to bots and to the Emulator. */
const EMULATOR = 'https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/';
const ANOTHER = '11111111-2222-4333-8444-555555555555';

/** Each with what is said of it in the log. */
const refused: [string, string, Authorise][] = [
  ['none', 'NO_TOKEN', async () => undefined],
  ['an empty one', 'NO_TOKEN', async () => ''],
  ['no token after the scheme', 'NO_TOKEN', async () => 'Bearer '],
  ['what is no token', 'NO_TOKEN', async () => 'Bearer not.a.token'],
  ['another scheme', 'NO_TOKEN', async (activity) => (await signed({})(activity))?.replace('Bearer', 'Basic')],
  ['an expired one', 'ERR_JWT_EXPIRED', signed({ validFor: -3600 })],
  ['one of the future', 'ERR_JWT_CLAIM_VALIDATION_FAILED:nbf', signed({ validFrom: 3600, validFor: 7200 })],
  ['one for another bot', 'ERR_JWT_CLAIM_VALIDATION_FAILED:aud', signed({ aud: ANOTHER })],
  ['one for several bots', 'REFUSED_BY_SDK', signed({ aud: [APP, ANOTHER] })],
  ['one for nobody', 'ERR_JWT_CLAIM_VALIDATION_FAILED:aud', signed({ aud: undefined })],
  ['one of another issuer', 'OTHER_ISSUER', signed({ iss: 'https://login.evil.example' })],
  ['one of a tenant, as the Emulator has', 'OTHER_ISSUER', signed({ iss: `https://sts.windows.net/${TENANT}/` })],
  ['one that the Emulator has got for this bot', 'OTHER_ISSUER', signed({ iss: EMULATOR, ver: '1.0', appid: APP })],
  ['one that another bot has got for this bot', 'OTHER_ISSUER', signed({ iss: EMULATOR, ver: '1.0', appid: ANOTHER })],
  ['one without an issuer', 'OTHER_ISSUER', signed({ iss: '' })],
  ['one for another service URL', 'REFUSED_BY_SDK', signed({ serviceurl: 'https://evil.example/' })],
  ['one without a service URL', 'REFUSED_BY_SDK', signed({ serviceurl: '' })],
  ['one by a key nobody published', 'ERR_JWKS_NO_MATCHING_KEY', signed({}, { kid: 'another-key' })],
  [
    'one that names a published key and is signed by another',
    'ERR_JWS_SIGNATURE_VERIFICATION_FAILED',
    async (activity) => {
      const { privateKey } = await generateKeyPair('RS256');
      return signed({}, { key: privateKey })(activity);
    },
  ],
  [
    'one that is not signed',
    'ERR_JOSE_NOT_SUPPORTED',
    async ({ serviceUrl }) => {
      const claims = { aud: APP, iss: BOT_FRAMEWORK, serviceurl: serviceUrl };
      return `Bearer ${new UnsecuredJWT(claims).setExpirationTime('1h').encode()}`;
    },
  ],
  [
    'one signed with the published key as if it were a secret',
    'ERR_JOSE_NOT_SUPPORTED',
    async ({ serviceUrl }) => {
      const payload = base64({ aud: APP, iss: BOT_FRAMEWORK, serviceurl: serviceUrl, exp: Date.now() / 1000 + 3600 });
      const head = `${base64({ alg: 'HS256', kid: 'its-key' })}.${payload}`;
      const secret = JSON.stringify(framework.keys.keys[0]);
      return `Bearer ${head}.${createHmac('sha256', secret).update(head).digest('base64url')}`;
    },
  ],
  [
    'one whose claims were changed',
    'ERR_JWS_SIGNATURE_VERIFICATION_FAILED',
    async (activity) => {
      const [head, , signature] = `${await signed({ aud: 'another' })(activity)}`.split('.');
      const claims = { aud: APP, iss: BOT_FRAMEWORK, serviceurl: activity.serviceUrl, exp: Date.now() / 1000 + 3600 };
      return [head, base64(claims), signature].join('.');
    },
  ],
];

describe('of an authorization', () => {
  test.each(refused)('%s is refused, and nothing comes of it but a line with %s', async (_, cause, authorise) => {
    const written = vi.spyOn(console, 'error').mockImplementation(() => {});
    teams.logged.length = 0;
    clock.now += 120_000;
    const activity = message();
    const { status, body, headers } = await teams.postWith(await authorise(activity), activity);
    expect([status, body.error?.code, headers.get('www-authenticate')]).toEqual([401, 'Unauthorized', 'Bearer']);
    expect(teams.logged.map((line) => JSON.parse(line))).toMatchObject([
      { level: 'warn', code: 'TOKEN_REFUSED', cause },
    ]);
    expect(written).not.toHaveBeenCalled();
    written.mockRestore();
    await teams.post(message());
    await expect.poll(() => heard.length, patiently).toBe(1);
    expect(framework.sent.map(({ replyToId }) => replyToId)).not.toContain(activity.id);
  });

  test('however many are refused, the log says so once a minute', async () => {
    clock.now += 120_000;
    teams.logged.length = 0;
    for (let n = 0; n < 5; n++) expect(await teams.postWith('Bearer x', message())).toMatchObject({ status: 401 });
    clock.now += 61_000;
    await teams.postWith(undefined, message());
    expect(teams.logged.map((line) => JSON.parse(line).cause)).toEqual(['NO_TOKEN', 'NO_TOKEN']);
  });

  test('one for a channel that its key does not stand for is refused', async () => {
    const activity = { ...message(), channelId: 'sms' };
    expect(await teams.post(activity)).toMatchObject({ status: 401 });
    expect(heard).toEqual([]);
  });

  test('one that fits is no use where the activity leaves out where answers go', async () => {
    const { serviceUrl: _, ...activity } = message();
    expect(await teams.postWith(await signed({})(message()), activity)).toMatchObject({ status: 401 });
  });
});

test('where the keys cannot be had, the Bot Framework is asked to come again', async () => {
  const elsewhere = await startTeams(framework, { bot: listening, env: { BotOpenIdMetadata: 'http://127.0.0.1:1/' } });
  const answer = await elsewhere.post(message());
  expect([answer.status, answer.body.error?.code]).toEqual([503, 'KeysUnavailable']);
  await elsewhere.app.stop();
});

describe('what is no activity is refused by name', () => {
  test.each([
    ['conversation', { conversation: undefined }],
    ['from.id', { from: { name: 'x' } }],
    ['channelId', { channelId: '' }],
    ['serviceUrl', { serviceUrl: 'file:///etc/passwd' }],
    ['type', { type: 7 }],
  ])('%s', async (place, changes) => {
    const { status, body } = await teams.post({ ...message(), ...changes } as Activity);
    expect([status, body.error?.code]).toEqual([400, 'BadActivity']);
    expect(body.error?.message).toMatch(new RegExp(`^${place}: `));
  });
});
