import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Activity } from 'botbuilder';
import { afterEach, expect, test } from 'vitest';
import { call } from '../../contracts/client.ts';
import { echo, type Service, startService } from '../../contracts/service.ts';
import { fixture } from './fixtures.ts';
import { patiently } from './patience.ts';

let service: Service | undefined;
afterEach(() => service?.app.stop());

const expecting = { ...fixture('personal-message'), channelId: 'emulator', deliveryMode: 'expectReplies' };

async function ask(
  env: Record<string, string> = {},
  headers: Record<string, string> = {},
  activity: object = expecting,
) {
  service = await startService({ bot: echo, env });
  return call(`${service.url}/api/messages`, { method: 'POST', headers, json: activity });
}

test('without a registration, a program of the same machine is answered', async () => {
  const { status, body } = await ask();
  expect(status).toBe(200);
  expect(body.activities.map((activity) => activity.text)).toEqual(['heard HIM or coding, which pays more?']);
});

test('it is answered where it says, too, if that is the same machine', async () => {
  const got: Activity[] = [];
  const emulator = createServer(async (request, response) => {
    got.push(JSON.parse(await text(request)));
    response.end('{"id":"1"}');
  });
  await new Promise<void>((resolve) => emulator.listen(0, '127.0.0.1', resolve));
  const serviceUrl = `http://localhost:${(emulator.address() as AddressInfo).port}`;
  expect(await ask({}, {}, { ...fixture('personal-message', serviceUrl), channelId: 'emulator' })).toMatchObject({
    status: 200,
  });
  await expect
    .poll(() => got.map((activity) => activity.text), patiently)
    .toEqual(['heard HIM or coding, which pays more?']);
  emulator.close();
});

const refused: [string, Record<string, string>, Record<string, string>, object][] = [
  ['who comes through a proxy', {}, { 'x-forwarded-for': '203.0.113.7' }, expecting],
  ['a page in a browser', {}, { origin: 'https://evil.example' }, expecting],
  ['anybody, where the service has a public address', { PUBLIC_URL: 'https://chat.school.example' }, {}, expecting],
  ['who wants the answer sent elsewhere', {}, {}, { ...fixture('personal-message'), channelId: 'emulator' }],
];

test.each(refused)('without a registration, %s is turned away', async (_, env, headers, activity) => {
  service = await startService({ bot: echo, env: { ...env, PORT: '0' } });
  const url = `http://127.0.0.1:${new URL(service.url).port || portOf(service)}/api/messages`;
  const { status, body } = await call(url, { method: 'POST', headers, json: activity });
  expect([status, body.error?.code]).toEqual([403, 'NotRegistered']);
  expect(body.error?.message).toMatch(/MicrosoftAppId/);
});

const portOf = ({ logged }: Service) =>
  logged.map((line) => JSON.parse(line)).find(({ msg }) => msg === 'listening').port;

test('what stays closed is said at the start, with what would open it', async () => {
  service = await startService({ bot: echo, env: { PUBLIC_URL: 'https://chat.school.example' } });
  const line = service.logged.map((one) => JSON.parse(one)).find(({ code }) => code === 'TEAMS_CLOSED');
  expect(line).toMatchObject({ level: 'info', msg: expect.stringContaining('MicrosoftAppId') });
});
