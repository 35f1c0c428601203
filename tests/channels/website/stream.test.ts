import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Activity } from 'botbuilder';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { startTalk } from '../../contracts/client.ts';
import { type Service, startService } from '../../contracts/service.ts';

/** A client of a stream that keeps all it is sent. */
function open(url: string) {
  const socket = new WebSocket(url);
  const frames: string[] = [];
  socket.on('message', (data) => frames.push(String(data)));
  const sets = () => frames.filter(Boolean).map((frame) => JSON.parse(frame));
  const activities = (): Partial<Activity>[] => sets().flatMap((set) => set.activities);
  return {
    socket,
    frames,
    sets,
    activities,
    texts: () => activities().map(({ type, text }) => text ?? type),
    sequence: () => activities().map(({ channelData }) => channelData['webchat:sequence-id']),
    /** Resolves to the code the socket closed with. */
    closed: new Promise<number>((resolve) => socket.once('close', resolve)),
    /** Resolves to the status of the handshake, 101 if the stream opened. */
    handshake: new Promise<number>((resolve) => {
      socket.once('unexpected-response', (_, response) => resolve(response.statusCode ?? 0));
      socket.once('error', () => resolve(0));
      socket.once('open', () => resolve(101));
    }),
  };
}

describe('a stream', () => {
  let service: Service;
  let ahead = 0;
  beforeAll(async () => {
    service = await startService({ now: () => Date.now() + ahead });
  });
  afterAll(() => service.app.stop());

  it('shows the question, then its answer, with a watermark', async () => {
    const talk = await startTalk(service.url);
    const client = open(talk.streamUrl);
    await talk.say('hello');
    await expect.poll(client.texts).toEqual([`welcome ${talk.user}`, 'hello', 'heard hello']);
    expect(client.sets().at(-1).watermark).toBe('3');
    client.socket.close();
  });

  it('loses nothing and repeats nothing, however it joins what stood to what comes', async () => {
    const talk = await startTalk(service.url);
    const busy = (async () => {
      for (let i = 0; i < 100; i++) await talk.say(`${i}`);
    })();
    const clients: ReturnType<typeof open>[] = [];
    for (let i = 0; i < 5; i++) {
      clients.push(open(talk.streamUrl));
      await sleep(15);
    }
    await busy;
    const all = Array.from({ length: 201 }, (_, i) => i + 1);
    for (const client of clients) {
      await expect.poll(() => client.sequence().length, { timeout: 5000 }).toBe(201);
      expect(client.sequence()).toEqual(all);
      client.socket.close();
    }
  });

  it('begins after the watermark', async () => {
    const talk = await startTalk(service.url);
    await talk.say('one');
    await talk.texts(3);
    const client = open(`${talk.streamUrl}&watermark=2`);
    await expect.poll(client.sequence).toEqual([3]);
    client.socket.close();
  });

  it('shows typing, which is stored nowhere', async () => {
    const talk = await startTalk(service.url);
    const client = open(talk.streamUrl);
    await client.handshake;
    await talk.say('type');
    await expect.poll(client.texts).toEqual([`welcome ${talk.user}`, 'type', 'typing', 'heard type']);
    expect((await talk.activities()).map(({ type }) => type)).not.toContain('typing');
    client.socket.close();
  });

  it('takes empty messages as signs of life', async () => {
    const talk = await startTalk(service.url);
    const client = open(talk.streamUrl);
    await client.handshake;
    for (let i = 0; i < 3; i++) client.socket.send('');
    await talk.say('hello');
    await expect.poll(client.texts).toContain('heard hello');
    client.socket.close();
  });

  it('ends with the conversation', async () => {
    const talk = await startTalk(service.url);
    const client = open(talk.streamUrl);
    await client.handshake;
    await talk.say('stop');
    expect(await client.closed).toBe(1000);
    expect(client.activities().at(-1)).toMatchObject({ type: 'endOfConversation', code: 'completedSuccessfully' });
    expect(await open(`${talk.streamUrl}&watermark=3`).handshake).toBe(404);
    const late = open(talk.streamUrl);
    expect(await late.closed).toBe(1000);
    expect(late.texts()).toEqual([`welcome ${talk.user}`, 'stop', 'endOfConversation']);
  });

  it('is refused without a token, with a broken one, another’s, or one that has expired', async () => {
    const [talk, other] = [await startTalk(service.url), await startTalk(service.url)];
    const stream = `${service.url.replace('http', 'ws')}/v3/directline/conversations/${talk.id}/stream`;
    expect(await open(stream).handshake).toBe(401);
    expect(await open(`${stream}?t=nonsense`).handshake).toBe(401);
    expect(await open(`${stream}?t=${other.token}`).handshake).toBe(403);
    expect(await open(`${stream}?t=${talk.token}&watermark=x`).handshake).toBe(400);
    ahead += 1801_000;
    expect(await open(`${stream}?t=${talk.token}`).handshake).toBe(403);
  });

  it('is one of at most ten of a conversation', async () => {
    const talk = await startTalk(service.url);
    const clients = Array.from({ length: 10 }, () => open(talk.streamUrl));
    expect(await Promise.all(clients.map(({ handshake }) => handshake))).toEqual(clients.map(() => 101));
    expect(await open(talk.streamUrl).handshake).toBe(429);
    clients[0]?.socket.close();
    await clients[0]?.closed;
    await sleep(20);
    const next = open(talk.streamUrl);
    expect(await next.handshake).toBe(101);
    for (const { socket } of [...clients, next]) socket.close();
  });

  it('is closed on a client that sends more than a beat', async () => {
    const talk = await startTalk(service.url);
    const [one, two] = [open(talk.streamUrl), open(talk.streamUrl)];
    await Promise.all([one.handshake, two.handshake]);
    one.socket.send('x'.repeat(1025));
    expect(await one.closed).toBe(1009);
    two.socket.send('x'.repeat(1024));
    await talk.say('hello');
    await expect.poll(two.texts).toContain('heard hello');
    two.socket.close();
  });

  it('holds up nobody else when a client does not read', async () => {
    const talk = await startTalk(service.url);
    const { hostname, port, pathname, search } = new URL(talk.streamUrl);
    const deaf = connect(Number(port), hostname).pause();
    deaf.write(
      `GET ${pathname}${search} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==\r\nSec-WebSocket-Version: 13\r\n\r\n`,
    );
    const client = open(talk.streamUrl);
    for (let i = 0; i < 50; i++) await talk.post({ type: 'message', text: `${i}`, value: 'x'.repeat(60_000) });
    await expect.poll(() => client.texts().at(-1), { timeout: 5000 }).toBe('heard 49');
    deaf.destroy();
    client.socket.close();
  });
});

describe('when the bot fails', () => {
  it('the user gets one apology and the log one coded line without the user’s words', async () => {
    const service = await startService();
    const talk = await startTalk(service.url);
    await talk.texts(1);
    await talk.say('fail');
    const texts = await talk.texts(3);
    expect(texts.slice(1)).toEqual(['fail', expect.stringMatching(/^Sorry/)]);
    await talk.say('again');
    expect((await talk.texts(5)).at(-1)).toBe('heard again');
    const errors = service.logged.map((line) => JSON.parse(line)).filter(({ level }) => level === 'error');
    expect(errors).toEqual([expect.objectContaining({ code: 'TURN_FAILED', channel: 'website', error: 'Error' })]);
    expect(errors[0].at[0]).toMatch(/service\.ts/);
    expect(service.logged.join()).not.toMatch(/cannot answer/);
    await service.app.stop();
  });
});

describe('a stop', () => {
  it('finishes the turn, sends its answer, then closes with a code clients come back on', async () => {
    const service = await startService();
    const talk = await startTalk(service.url);
    const client = open(talk.streamUrl);
    await client.handshake;
    await talk.say('slow');
    const stopped = service.app.stop();
    expect(await client.closed).toBe(1012);
    expect(client.texts()).toEqual([`welcome ${talk.user}`, 'slow', 'heard slow']);
    await stopped;
    await expect(fetch(`${service.url}/healthz`)).rejects.toThrow();
  });

  it('does not wait for a client that does not answer', async () => {
    const service = await startService();
    const talk = await startTalk(service.url);
    const client = open(talk.streamUrl);
    await client.handshake;
    client.socket.pause();
    const began = performance.now();
    await service.app.stop();
    expect(performance.now() - began).toBeLessThan(3000);
    client.socket.terminate();
  });
});
