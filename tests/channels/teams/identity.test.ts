import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { echo } from '../../contracts/service.ts';
import { type BotFramework, startBotFramework } from './bot-framework.ts';
import { APP, startTeams } from './client.ts';
import { fixture } from './fixtures.ts';
import { identityToken, startIdentityEndpoint } from './identity.ts';
import { patiently } from './patience.ts';

let framework: BotFramework;
let endpoint: Awaited<ReturnType<typeof startIdentityEndpoint>>;
beforeAll(async () => {
  [framework, endpoint] = await Promise.all([startBotFramework(), startIdentityEndpoint()]);
  for (const [name, value] of Object.entries(endpoint.env)) vi.stubEnv(name, value);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await Promise.all([framework.close(), endpoint.close()]);
});

const managed = { MicrosoftAppType: 'UserAssignedMSI', MicrosoftAppPassword: '', MicrosoftAppTenantId: '' };

test('a managed identity answers with the token that its host gives it, and needs no password', async () => {
  const teams = await startTeams(framework, { bot: echo, env: managed });
  const activity = { ...fixture('personal-message', framework.serviceUrl), id: 'by-identity', text: 'hi' };
  expect((await teams.post(activity)).status).toBe(200);
  expect(await teams.repliesTo(activity.id)).toMatchObject([
    { activity: { text: 'heard hi' }, authorization: `Bearer ${identityToken}` },
  ]);
  expect(endpoint.requests).toEqual([
    { resource: 'https://api.botframework.com', clientId: APP, apiVersion: '2019-08-01' },
  ]);
  expect(framework.logins).toEqual([]);
  await teams.app.stop();
});

test('an identity that its host does not know says so in the log', async () => {
  const MicrosoftAppId = '99999999-2f5e-4b1e-9d53-9a4c1b0e7a22';
  const teams = await startTeams(framework, { bot: echo, env: { ...managed, MicrosoftAppId } });
  endpoint.identity.isUnknown = true;
  const activity = { ...fixture('personal-message', framework.serviceUrl), id: 'by-stranger', text: 'hi' };
  expect((await teams.post(activity, { aud: MicrosoftAppId })).status).toBe(200);
  await expect.poll(() => teams.logged.length, patiently).toBe(2);
  expect(teams.logged.map((line) => JSON.parse(line))).toMatchObject([
    { code: 'TURN_FAILED', error: 'LoginFailed', cause: 'NO_MANAGED_IDENTITY' },
    { code: 'APOLOGY_FAILED', error: 'LoginFailed', cause: 'NO_MANAGED_IDENTITY' },
  ]);
  await teams.app.stop();
});
