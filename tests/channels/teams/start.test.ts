/** Processes, as a school starts them: which of them may listen where. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { afterEach, expect, test } from 'vitest';
import { call } from '../../contracts/client.ts';
import { APP, TENANT } from './client.ts';
import { fixture } from './fixtures.ts';

const registration = { MicrosoftAppId: APP, MicrosoftAppPassword: 'its-password', MicrosoftAppTenantId: TENANT };

let running: ChildProcess | undefined;
afterEach(async () => {
  if (running?.exitCode !== null) return;
  running.kill();
  await once(running, 'exit');
});

function start(env: Record<string, string>) {
  const base = { PATH: process.env.PATH, PORT: '0', DATABASE_URL: 'sqlite::memory:' };
  const service = spawn('node', ['dist/main.js'], { env: { ...base, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  running = service;
  return service;
}

async function refusal(env: Record<string, string>) {
  const service = start(env);
  const [logged, said, [code]] = await Promise.all([text(service.stdout), text(service.stderr), once(service, 'exit')]);
  return { code, logged, said };
}

/** Resolves to the port, once the service listens. */
async function listening(env: Record<string, string>): Promise<number> {
  for await (const lines of start(env).stdout)
    for (const line of `${lines}`.split('\n').filter(Boolean)) {
      const { msg, port } = JSON.parse(line);
      if (msg === 'listening') return port;
    }
  throw new Error('the service ended before it listened');
}

test.each(['0.0.0.0', '::', '192.0.2.7', 'chat.school.example'])(
  'a process without a registration refuses to start on %s, and says why and what to do',
  async (HOST) => {
    const { code, logged, said } = await refusal({ HOST });
    expect([code, logged]).toEqual([1, '']);
    expect(said).toMatch(/^The settings cannot be used:\n {2}- HOST: .*lets other machines in.*\n$/);
    expect(said).toContain(`"${HOST}"`);
    for (const way of [...Object.keys(registration), 'TEAMS=off']) expect(said).toContain(way);
  },
);

test('it starts there once Teams is said not to be used: everything is there but its route', async () => {
  const port = await listening({ HOST: '0.0.0.0', TEAMS: 'off' });
  const url = `http://127.0.0.1:${port}`;
  const activity = { ...fixture('personal-message'), channelId: 'emulator', deliveryMode: 'expectReplies' };
  expect((await call(`${url}/api/messages`, { method: 'POST', json: activity })).status).toBe(404);
  expect((await call(`${url}/embed/token`, { method: 'POST', json: {} })).status).toBe(200);
  expect((await call(`${url}/embed.js`)).status).toBe(200);
});

test('it starts there with a registration, and believes nobody without a signature', async () => {
  const port = await listening({ HOST: '0.0.0.0', ...registration });
  const activity = { ...fixture('personal-message'), channelId: 'emulator', deliveryMode: 'expectReplies' };
  const answer = await call(`http://127.0.0.1:${port}/api/messages`, { method: 'POST', json: activity });
  expect([answer.status, answer.body.error?.code]).toEqual([401, 'Unauthorized']);
});

test('a registration that is not to be used is a contradiction, and no way to leave Teams on or off unseen', async () => {
  const { code, said } = await refusal({ TEAMS: 'off', ...registration });
  expect(code).toBe(1);
  expect(said).toMatch(/ {2}- TEAMS: off, but MicrosoftAppId is set; .*TEAMS=on.*\n$/);
  expect(said).not.toContain('its-password');
});
