import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { type Process, startProcess } from './process.ts';
import { deliver, directMessage } from './requests.ts';
import { type StandIn, startSlack } from './stand-in.ts';

const folder = mkdtempSync(join(tmpdir(), 'crossroads-'));
const processes: Process[] = [];
const start = async (slack: StandIn) => {
  const process = await startProcess(slack, `sqlite:${join(folder, 'crossroads.db')}`);
  processes.push(process);
  return process;
};
afterEach(async () => {
  for (const process of processes) await process.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

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

  const first = await start(slack);
  const delivered = deliverAll(first.url, events);
  await slack.until(10, 30_000);
  await Promise.all([first.kill('SIGKILL'), delivered]);
  const before = slack.posted.length;

  const second = await start(slack);
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
