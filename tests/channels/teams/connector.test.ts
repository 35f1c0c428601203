import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Bot } from '../../../src/channels/channel.ts';
import { type BotFramework, type Failure, startBotFramework } from './bot-framework.ts';
import { startTeams, type Teams } from './client.ts';
import { fixture } from './fixtures.ts';
import { patiently } from './patience.ts';

let framework: BotFramework;
let teams: Teams;
const twice: Bot = {
  async run(context) {
    await context.sendActivities([
      { type: 'message', text: 'one' },
      { type: 'message', text: 'two' },
    ]);
  },
};
beforeAll(async () => {
  framework = await startBotFramework();
  teams = await startTeams(framework, { bot: twice, patience: { attempt: 400 } });
});
afterAll(async () => {
  await teams.app.stop();
  await framework.close();
});
beforeEach(() => {
  framework.sent.length = 0;
  framework.failures.length = 0;
  teams.logged.length = 0;
});

let count = 0;
async function ask(...failures: Failure[]) {
  framework.failures.push(...failures);
  const activity = { ...fixture('personal-message', framework.serviceUrl), id: `c${++count}` };
  const began = performance.now();
  expect((await teams.post(activity)).status).toBe(200);
  const acknowledged = performance.now() - began;
  const replies = await teams.repliesTo(activity.id, 2);
  return { texts: replies.map((sent) => sent.activity.text), acknowledged, took: performance.now() - began };
}

test.each<[string, Failure[]]>([
  ['429', [{ status: 429 }]],
  ['412', [{ status: 412 }]],
  ['502', [{ status: 502 }]],
  ['504', [{ status: 504 }]],
  ['no answer in time', ['hang']],
  ['one failure after the other', [{ status: 502 }, 'hang', { status: 412 }]],
])('%s is tried again, and the order kept', async (_, failures) => {
  expect((await ask(...failures)).texts).toEqual(['one', 'two']);
  expect(teams.logged).toEqual([]);
});

test('the connector is waited for as long as it asks', async () => {
  const { texts, took } = await ask({ status: 429, headers: { 'retry-after': '1' } });
  expect(texts).toEqual(['one', 'two']);
  expect(took).toBeGreaterThan(950);
});

test('the Bot Framework has its acknowledgement while the connector is still being tried', async () => {
  const { texts, acknowledged, took } = await ask({ status: 429, headers: { 'retry-after': '1' } });
  expect(texts).toEqual(['one', 'two']);
  expect(acknowledged).toBeLessThan(took - 500);
});

test('what is refused for good is not tried again: one log line, and no words of the user in it', async () => {
  framework.failures.push({ status: 403 }, { status: 403 });
  const activity = { ...fixture('personal-message', framework.serviceUrl), id: `c${++count}` };
  await teams.post(activity);
  await expect.poll(() => teams.logged.length, patiently).toBe(2);
  expect(teams.logged.map((line) => JSON.parse(line).code)).toEqual(['TURN_FAILED', 'APOLOGY_FAILED']);
  expect(teams.logged.join()).not.toContain('HIM');
  expect(framework.sent).toEqual([]);
});

test('a redirect is a refusal, and nothing goes where it leads', async () => {
  const led: string[] = [];
  const elsewhere = createServer((request, response) => {
    led.push(request.url ?? '');
    response.end('{"id":"1"}');
  });
  await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
  const location = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/elsewhere`;
  for (const status of [301, 302, 303, 307, 308]) {
    teams.logged.length = 0;
    framework.failures.push({ status, headers: { location } }, { status, headers: { location } });
    const activity = { ...fixture('personal-message', framework.serviceUrl), id: `c${++count}` };
    await teams.post(activity);
    await expect.poll(() => teams.logged.map((line) => JSON.parse(line).code), patiently).toContain('APOLOGY_FAILED');
  }
  elsewhere.close();
  expect(led).toEqual([]);
  expect(framework.sent).toEqual([]);
});

test('what fails again and again is given up with an apology', async () => {
  framework.failures.push(...Array.from({ length: 4 }, () => ({ status: 502 })));
  const activity = { ...fixture('personal-message', framework.serviceUrl), id: `c${++count}` };
  await teams.post(activity);
  const [apology, ...more] = await teams.repliesTo(activity.id);
  expect(more).toEqual([]);
  expect(apology?.activity.text).toMatch(/^Sorry/);
  expect(apology?.activity.channelData.answer.kind).toBe('fallback');
  expect(teams.logged.map((line) => JSON.parse(line).cause)).toEqual(['HTTP_502']);
});

test('a bot that Microsoft does not let log in says why in the log', async () => {
  const MicrosoftAppId = '99999999-2f5e-4b1e-9d53-9a4c1b0e7a11';
  const stranger = await startTeams(framework, { bot: twice, env: { MicrosoftAppId } });
  framework.login.isRefused = true;
  const activity = { ...fixture('personal-message', framework.serviceUrl), id: `c${++count}` };
  expect((await stranger.post(activity, { aud: MicrosoftAppId })).status).toBe(200);
  await expect.poll(() => stranger.logged.length, patiently).toBe(2);
  expect(stranger.logged.map((line) => JSON.parse(line))).toMatchObject([
    { code: 'TURN_FAILED', error: 'LoginFailed', cause: 'AADSTS7000215' },
    { code: 'APOLOGY_FAILED', error: 'LoginFailed', cause: 'AADSTS7000215' },
  ]);
  expect(stranger.logged.join()).not.toContain('its-password');
  framework.login.isRefused = false;
  await stranger.app.stop();
});
