import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { deliver, directMessage, signingSecret } from './requests.ts';
import { botToken, type StandIn, startSlack } from './stand-in.ts';

const folder = mkdtempSync(join(tmpdir(), 'crossroads-'));
const processes: ChildProcess[] = [];
afterEach(() => {
  for (const process of processes) process.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

/** The service as a process of its own, over a database that outlives it. */
async function startProcess(slack: StandIn): Promise<{ url: string; process: ChildProcess }> {
  const env = {
    PATH: process.env.PATH,
    PORT: '0',
    DATABASE_URL: `sqlite:${join(folder, 'crossroads.db')}`,
    RATE_LIMIT_PER_MINUTE: '0',
    SLACK_BOT_TOKEN: botToken,
    SLACK_SIGNING_SECRET: signingSecret,
    SLACK_API_URL: slack.apiUrl,
  };
  const child = spawn(process.execPath, ['dist/main.js'], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  processes.push(child);
  for await (const line of createInterface({ input: child.stdout })) {
    const { url, msg } = JSON.parse(line);
    if (msg === 'listening') return { url, process: child };
  }
  throw new Error('the service did not start');
}

/** Each event one to four times, all at once; what cannot be delivered any more is as lost as it is for Slack. */
const deliverAll = (url: string, events: readonly object[]) =>
  Promise.all(
    events.flatMap((event, i) => Array.from({ length: 1 + (i % 4) }, () => deliver(url, event).catch(() => undefined))),
  );

test('each event is answered once, though each comes up to four times and the service is killed meanwhile', async () => {
  const slack = await startSlack();
  const events = Array.from({ length: 40 }, (_, i) => directMessage('HIM vs HIT', { channel: `D${i}` }));
  // Time to be killed between posting an answer and knowing that it was posted.
  slack.fail('chat.postMessage', ...events.map(() => ({ late: 400 })));

  const first = await startProcess(slack);
  const delivered = deliverAll(first.url, events);
  await slack.until(10, 30_000);
  first.process.kill('SIGKILL');
  await Promise.all([once(first.process, 'exit'), delivered]);
  const before = slack.posted.length;

  const second = await startProcess(slack);
  await deliverAll(second.url, events);
  await slack.until(events.length, 60_000);
  await pause(1000);
  const answered = slack.posted.map(({ channel }) => channel).sort();
  expect(answered).toEqual(events.map((_, i) => `D${i}`).sort());
  expect(before).toBeGreaterThanOrEqual(10);
  expect(before).toBeLessThan(events.length);
  // What had been posted without being known to be was looked for, and found.
  const looked = slack.calls.filter(({ method }) => method === 'conversations.replies');
  expect(looked.length).toBeGreaterThan(0);
  await slack.close();
}, 150_000);
