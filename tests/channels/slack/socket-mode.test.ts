import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { startService } from '../../contracts/service.ts';
import { commandOf, deliver, direct, directMessage, tapOf } from './requests.ts';
import { type SlackService, startSlackService } from './service.ts';
import { appToken, botToken } from './stand-in.ts';

const patience = { timeout: 10_000 };

async function withSocket(run: (it: SlackService) => Promise<void>): Promise<void> {
  const it = await startSlackService({}, 'socket');
  try {
    await expect.poll(() => it.slack.connections, patience).toBe(1);
    await run(it);
  } finally {
    await it.close();
  }
}

test('what comes over the connection is acknowledged and answered, and nothing is received over HTTP', () =>
  withSocket(async ({ slack, url }) => {
    await slack.send('events_api', directMessage('hello'));
    expect((await slack.until(1))[0]).toMatchObject({ channel: direct, text: expect.stringContaining('heard hello') });
    await slack.send('slash_commands', commandOf('/ask', 'cost', slack.responseUrl()));
    expect((await slack.until(2))[1]).toMatchObject({ response_type: 'ephemeral' });
    const element = { action_id: 'choice:0', value: '{"choice":"x"}', text: { type: 'plain_text', text: 'X' } };
    await slack.send('interactive', tapOf(element, { message_ts: '1.1' }));
    expect((await slack.until(3))[2]?.text).toContain('{"choice":"x"}');
    expect((await deliver(url, directMessage('hello'))).status).toBe(404);
  }));

test('an event that comes twice is answered once', () =>
  withSocket(async ({ slack }) => {
    const event = directMessage('hello');
    await Promise.all([slack.send('events_api', event), slack.send('events_api', event)]);
    await slack.until(1);
    await pause(200);
    expect(slack.posted).toHaveLength(1);
  }));

test('a connection that is lost is made again', () =>
  withSocket(async ({ slack }) => {
    slack.cut();
    await expect.poll(() => slack.connections, patience).toBe(2);
    await expect
      .poll(() => slack.send('events_api', directMessage('still there?')).then(() => true), patience)
      .toBe(true);
    await slack.until(1);
  }));

test('the service starts and stops where Slack cannot be reached', async () => {
  const env = { SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken, SLACK_API_URL: 'http://127.0.0.1:9/api' };
  const { url, app, logged } = await startService({ env });
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
  await expect.poll(() => logged.some((line) => line.includes('NO_CONNECTION')), patience).toBe(true);
  await app.stop();
}, 20_000);
