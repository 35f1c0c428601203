import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Pace } from '../../src/handoff/backoff.ts';
import type { Deliver } from '../../src/handoff/delivery.ts';
import { createMail } from '../../src/handoff/mail.ts';
import { createOutbox, type Outbox, type OutboxOptions } from '../../src/handoff/outbox.ts';
import { createWebhook } from '../../src/handoff/webhook.ts';
import { createLog } from '../../src/log.ts';
import { openDatabase } from '../../src/storage/open.ts';
import type { Database } from '../../src/storage/storage.ts';
import { startMailServer } from './mail-server.ts';
import { type Answer, hang, startReceiver } from './receiver.ts';
import { personal, sender, submission } from './sample.ts';

/** The service's own would keep a test for three days. */
const pace: Pace = { firstDelay: 60, longestDelay: 400, giveUpAfter: 10_000, attempt: 1000, firstAnswer: 700 };

let folder: string;
let database: Database;
let receiver: Awaited<ReturnType<typeof startReceiver>>;
let outbox: Outbox;
const lines: string[] = [];
const log = createLog('trace', { write: (line) => void lines.push(line) });
const logged = () => lines.map((line): { code?: string; cause?: string; attempts?: number } => JSON.parse(line));

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crossroads-'));
  database = await openDatabase(`sqlite:${folder}/c.db`);
});
afterEach(async () => {
  await outbox.stop();
  await receiver?.close();
  await database.close();
  await rm(folder, { recursive: true });
  const everything = lines.splice(0).join('');
  for (const secret of personal) expect(everything).not.toContain(secret);
});

const open = (options: Partial<OutboxOptions> = {}) => {
  outbox = createOutbox({ store: database.handoffs, log, pace, ...options });
  return outbox;
};

/** An outbox that delivers to a receiver that answers so. */
async function posting(...answers: Answer[]) {
  receiver = await startReceiver(...answers);
  return open({ deliver: createWebhook({ url: receiver.url }) });
}

const submit = (question = submission.question) => outbox.submit(sender, { ...submission, question });

/** The one handoff there is. */
async function stored() {
  const id = receiver.received[0]?.headers['idempotency-key'];
  return typeof id === 'string' ? database.handoffs.find(id) : undefined;
}

describe('what the student is told', () => {
  test('sent, once it has been acknowledged', async () => {
    await posting(204);
    expect(await submit()).toBe('sent');
    expect(JSON.parse(receiver.received[0]?.body ?? '')).toMatchObject(submission);
    expect(await stored()).toMatchObject({ attempts: 1, nextAttemptAt: undefined });
    expect((await stored())?.deliveredAt).toBeTypeOf('number');
  });

  test.each([
    ['refused', 503],
    ['redirected', (response) => response.writeHead(302, { location: '/' }).end()],
  ] satisfies [string, Answer][])('delayed, when it is %s, without waiting longer', async (_, answer) => {
    await posting(answer);
    const begun = Date.now();
    expect(await submit()).toBe('delayed');
    expect(Date.now() - begun).toBeLessThan(600);
  });

  test('delayed, when the receiver is slow, and no later than promised; it arrives all the same', async () => {
    await posting((response) => setTimeout(() => response.writeHead(200).end(), 900));
    const begun = Date.now();
    expect(await submit()).toBe('delayed');
    expect(Date.now() - begun).toBeLessThan(900);
    await vi.waitFor(async () => expect((await stored())?.deliveredAt).toBeDefined());
    expect(receiver.received).toHaveLength(1);
  });

  test('kept, where nothing is set up to deliver it', async () => {
    open();
    outbox.start();
    expect(await submit()).toBe('kept');
    expect(await database.handoffs.nextDue()).toBeTypeOf('number');
  });

  test('sent by mail, once the mail server has taken it', async () => {
    const server = await startMailServer();
    open({
      deliver: createMail({ to: 'office@school.example', smtpUrl: server.url }),
      pace: { ...pace, attempt: 5000, firstAnswer: 3000 },
    });
    expect(await submit()).toBe('sent');
    expect(server.mails).toMatchObject([{ to: ['office@school.example'] }]);
    await server.close();
  });

  test('nothing, when it cannot be stored: then the turn fails', async () => {
    await posting(204);
    const store = { ...database.handoffs, add: () => Promise.reject(new Error('disk full')) };
    open({ store, deliver: createWebhook({ url: receiver.url }) });
    await expect(submit()).rejects.toThrow('disk full');
    expect(receiver.received).toEqual([]);
  });
});

describe('what failed', () => {
  test('is tried again until it is acknowledged, under the same id, and then never again', async () => {
    await posting(503, hang, (response) => response.destroy(), 200);
    expect(await submit()).toBe('delayed');
    await vi.waitFor(async () => expect((await stored())?.deliveredAt).toBeDefined(), { timeout: 3000 });
    await pause(500);
    expect(receiver.received).toHaveLength(4);
    expect(new Set(receiver.received.map(({ headers }) => headers['idempotency-key'])).size).toBe(1);
    expect(new Set(receiver.received.map(({ body }) => body)).size).toBe(1);
    expect(logged()).toMatchObject([
      { level: 'warn', code: 'HANDOFF_DELAYED', cause: 'HTTP_503', attempts: 1 },
      { level: 'warn', code: 'HANDOFF_DELAYED', cause: 'TIMEOUT', attempts: 2 },
      { level: 'warn', code: 'HANDOFF_DELAYED', cause: 'UND_ERR_SOCKET', attempts: 3 },
      { level: 'info', attempts: 4 },
    ]);
  });

  test('is given up in the end, with a code in log and store, and kept', async () => {
    await posting(500);
    outbox = open({ deliver: createWebhook({ url: receiver.url }), pace: { ...pace, giveUpAfter: 300 } });
    await submit();
    await vi.waitFor(
      () => expect(logged().at(-1)).toMatchObject({ level: 'error', code: 'HANDOFF_GIVEN_UP', cause: 'HTTP_500' }),
      3000,
    );
    const attempts = receiver.received.length;
    expect(attempts).toBeGreaterThan(2);
    expect(await stored()).toMatchObject({ ...submission, lastError: 'HTTP_500', nextAttemptAt: undefined, attempts });
    await pause(400);
    expect(receiver.received).toHaveLength(attempts);
    expect(await submit()).toBe('delayed');
    expect(receiver.received).toHaveLength(attempts + 1);
  });

  test('is deleted with the user, and not tried again', async () => {
    await posting(503);
    await submit();
    expect(await database.handoffs.deleteFor(sender.userId)).toBe(1);
    await pause(200);
    expect(receiver.received).toHaveLength(1);
  });
});

describe('several', () => {
  test('are delivered one at a time', async () => {
    let running = 0;
    let most = 0;
    await posting((response) => {
      most = Math.max(most, ++running);
      setTimeout(() => {
        running--;
        response.writeHead(200).end();
      }, 10);
    });
    const outcomes = await Promise.all(Array.from({ length: 6 }, (_, n) => submit(`Question number ${n}?`)));
    expect(outcomes).toEqual(Array(6).fill('sent'));
    expect([most, receiver.received.length]).toEqual([1, 6]);
  });

  test('the same from the same conversation is one', async () => {
    await posting(200);
    expect(await submit()).toBe('sent');
    expect(await submit()).toBe('sent');
    expect(receiver.received).toHaveLength(1);
    expect(await outbox.submit({ ...sender, conversationId: 'd' }, submission)).toBe('sent');
    expect(receiver.received).toHaveLength(2);
  });
});

describe('a database in trouble', () => {
  test('after the acknowledgement does not lead to a second delivery', async () => {
    await posting(200);
    let isFull = true;
    const store = {
      ...database.handoffs,
      delivered: (id: string, now: number) =>
        isFull ? Promise.reject(new Error(submission.question)) : database.handoffs.delivered(id, now),
    };
    open({ store, deliver: createWebhook({ url: receiver.url }) });
    expect(await submit()).toBe('delayed');
    isFull = false;
    await vi.waitFor(async () => expect((await stored())?.deliveredAt).toBeDefined(), { timeout: 3000 });
    expect(receiver.received).toHaveLength(1);
    expect(logged()[0]).toMatchObject({ level: 'error', code: 'HANDOFF_STORE_FAILED' });
  });
});

describe('a restart', () => {
  test('goes on with what was left, also with what was kept before delivery was set up', async () => {
    open();
    expect(await submit()).toBe('kept');
    await outbox.stop();
    await database.close();

    database = await openDatabase(`sqlite:${folder}/c.db`);
    await posting(503, 200);
    outbox.start();
    await vi.waitFor(async () => expect((await stored())?.deliveredAt).toBeDefined(), { timeout: 3000 });
    expect(receiver.received).toHaveLength(2);
  });

  test('waits for the delivery that is running, and begins no other', async () => {
    await posting((response) => setTimeout(() => response.writeHead(200).end(), 200));
    const outcomes = [submit('Which is first?'), submit('Which is second?')];
    await vi.waitFor(() => expect(receiver.received).toHaveLength(1));
    await outbox.stop();
    expect((await stored())?.deliveredAt).toBeDefined();
    expect(await Promise.all(outcomes)).toEqual(['sent', 'delayed']);
    await pause(200);
    expect(receiver.received).toHaveLength(1);
  });

  test('does not take what another process is delivering', async () => {
    const slow: Deliver = () => pause(200);
    open({ deliver: slow });
    const outcome = submit();
    const first = outbox;
    await posting(200);
    outbox.start();
    await outcome;
    await first.stop();
    expect(receiver.received).toEqual([]);
  });
});
