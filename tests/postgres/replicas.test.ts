/** Several services on one PostgreSQL, as behind a balancer that sends each request anywhere. */
import type { Activity } from 'botbuilder';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { Bot } from '../../src/channels/channel.ts';
import { continueTalk, startTalk, type Talk } from '../contracts/client.ts';
import { directLineContract } from '../contracts/direct-line.ts';
import { echo, promptEcho, type Service, startService } from '../contracts/service.ts';
import { type Postgres, startPostgres } from './server.ts';

let postgres: Postgres;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres?.stop());

describe.each([
  ['a bot that waits for nothing', promptEcho],
  ['any other', echo],
])('a service on PostgreSQL, with %s', (_, bot) => {
  directLineContract(async (clock) =>
    startService({
      bot,
      env: { DATABASE_URL: await postgres.create() },
      now: () => Date.now() + clock.ahead * 1000,
    }),
  );
});

describe('two replicas', () => {
  let replicas: [Service, Service];
  let running: Map<string, number>;
  let mostAtOnce: number;

  /** Counts how many turns of a conversation run at the same time. */
  const counting: Bot = {
    async run(context) {
      const { id } = context.activity.conversation;
      const now = (running.get(id) ?? 0) + 1;
      running.set(id, now);
      mostAtOnce = Math.max(mostAtOnce, now);
      await new Promise((resolve) => setTimeout(resolve, 5));
      await echo.run(context);
      running.set(id, (running.get(id) ?? 0) - 1);
    },
  };

  const open = async (settings: Record<string, string> = {}) => {
    const env = { DATABASE_URL: await postgres.create(), ...settings };
    replicas = [await startService({ env, bot: counting }), await startService({ env, bot: counting })];
  };
  beforeEach(() => {
    running = new Map();
    mostAtOnce = 0;
  });
  afterEach(() => Promise.all(replicas.map(({ app }) => app.stop())));

  const at = (talk: Talk, { url }: Service) => continueTalk(url, talk);

  test('that start on a new database at the same time take each other’s tokens', async () => {
    const env = { DATABASE_URL: await postgres.create(), DIRECT_LINE_SECRET: '' };
    replicas = (await Promise.all([startService({ env }), startService({ env })])) as [Service, Service];
    for (const [one, other] of [replicas, replicas.toReversed()] as [Service, Service][]) {
      const talk = await startTalk(one.url);
      expect((await at(talk, other).say('hello')).status).toBe(200);
    }
  });

  test('show each other’s conversations', async () => {
    await open();
    const [here, there] = replicas;
    const talk = await startTalk(here.url);
    await at(talk, there).say('hello');
    for (const replica of replicas)
      expect(await at(talk, replica).texts(3)).toEqual([`welcome ${talk.user}`, 'hello', 'heard hello']);
  });

  test('push to their sockets what was said at the other, at once', async () => {
    await open();
    const [here, there] = replicas;
    const talk = await startTalk(here.url);
    const texts: (string | undefined)[] = [];
    const socket = new WebSocket(talk.streamUrl);
    socket.on('message', (data) => {
      const { activities = [] }: { activities?: Partial<Activity>[] } = JSON.parse(`${data}` || '{}');
      texts.push(...activities.map(({ text }) => text));
    });
    await expect.poll(() => texts).toHaveLength(1);
    const began = Date.now();
    await at(talk, there).say('hello');
    await expect.poll(() => texts, { timeout: 5000 }).toEqual([`welcome ${talk.user}`, 'hello', 'heard hello']);
    // Without announcements it would take 10 seconds.
    expect(Date.now() - began).toBeLessThan(5000);
    socket.close();
  });

  test('take one turn of a conversation at a time, in order, each once', async () => {
    await open();
    const talk = await startTalk(replicas[0].url);
    const said: string[] = [];
    for (let n = 0; n < 20; n++) {
      const replica = replicas[n % 2] as Service;
      said.push(`${n}`);
      expect((await at(talk, replica).say(`${n}`)).status).toBe(200);
    }
    const texts = async () => (await talk.activities()).map(({ text }) => text ?? '');
    await expect.poll(async () => (await texts()).length, { timeout: 20_000 }).toBe(41);
    const heard = (await texts()).filter((text) => text.startsWith('heard'));
    expect(heard).toEqual(said.map((text) => `heard ${text}`));
    expect(mostAtOnce).toBe(1);
  });

  test('take in once what was sent to both', async () => {
    await open();
    const talk = await startTalk(replicas[0].url);
    const again = { type: 'message', text: 'hello', channelData: { clientActivityID: 'its-own' } };
    const answers = await Promise.all(replicas.map((replica) => at(talk, replica).post(again)));
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    expect(await talk.texts(3)).toEqual([`welcome ${talk.user}`, 'hello', 'heard hello']);
  });

  test('count messages together', async () => {
    await open({ RATE_LIMIT_PER_MINUTE: '6' });
    const talk = await startTalk(replicas[0].url);
    const statuses: number[] = [];
    for (let n = 0; n < 10; n++) {
      statuses.push((await at(talk, replicas[n % 2] as Service).say(`${n}`)).status);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    expect(statuses).toEqual([...Array(6).fill(200), ...Array(4).fill(429)]);
  });

  test('go on with what a stopped one has begun', async () => {
    await open();
    const [here, there] = replicas;
    const talk = await startTalk(here.url);
    await talk.say('hello');
    await here.app.stop();
    expect(await at(talk, there).texts(3)).toContain('heard hello');
    await at(talk, there).say('again');
    expect(await at(talk, there).texts(5)).toContain('heard again');
    replicas = [there, await startService({ env: { DATABASE_URL: await postgres.create() } })];
  });
});
