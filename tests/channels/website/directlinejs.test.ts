import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Activity } from 'botbuilder';
import type { DirectLine as DirectLineClass, DirectLineOptions } from 'botframework-directlinejs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { call } from '../../contracts/client.ts';
import { type Service, startService } from '../../contracts/service.ts';

const require = createRequire(import.meta.url);
const folder = mkdtempSync(join(tmpdir(), 'crossroads-directline-'));
const env = { DATABASE_URL: `sqlite:${join(folder, 'test.db')}` };
const clock = { ahead: 0 };
const now = () => Date.now() + clock.ahead;

// The client refreshes its token after 15 minutes; where a test waits for that, timers run this many times faster.
let haste = 1;
const realInterval = globalThis.setInterval;
const hastyInterval = (act: () => void, milliseconds = 0) => realInterval(act, milliseconds / haste);

/** The client comes back after 3 to 15 seconds, by chance; this is 3. */
const soon = () => 0;

/** The sockets that clients opened, oldest first. */
const sockets: WebSocket[] = [];
class KeptSocket extends WebSocket {
  constructor(url: string) {
    super(url);
    sockets.push(this);
  }
}

let DirectLine: typeof DirectLineClass;
let ConnectionStatus: typeof import('botframework-directlinejs').ConnectionStatus;
let service: Service;

beforeAll(async () => {
  Object.assign(globalThis, { XMLHttpRequest: require('xhr2'), WebSocket: KeptSocket, setInterval: hastyInterval });
  ({ DirectLine, ConnectionStatus } = require('botframework-directlinejs'));
  service = await startService({ env, now });
});

afterAll(async () => {
  globalThis.setInterval = realInterval;
  await service.app.stop();
  rmSync(folder, { recursive: true });
});

async function begin(options: DirectLineOptions & { random?: () => number }, user = 'dl_ada') {
  const { body } = await call(`${service.url}/embed/token`, { method: 'POST', json: { user: { id: user } } });
  return follow(new DirectLine({ token: body.token, domain: `${service.url}/v3/directline`, ...options }));
}

/** Listens to a client; `texts` are those of all messages it got. */
function follow(client: DirectLineClass) {
  const received: Partial<Activity>[] = [];
  const statuses: number[] = [];
  client.connectionStatus$.subscribe((status) => statuses.push(status));
  let failure: Error | undefined;
  client.activity$.subscribe(
    (activity) => received.push(activity as Partial<Activity>),
    (error) => {
      failure = error;
    },
  );
  return {
    client,
    received,
    statuses,
    /** Over a WebSocket the client says so by an error, when polling by its status. */
    hasEnded: () => statuses.at(-1) === ConnectionStatus.Ended || failure?.message === 'conversation ended',
    texts: () => received.flatMap(({ type, text }) => (type === 'message' ? [text] : [])),
    say: (text: string) =>
      new Promise<string>((resolve, reject) => {
        client.postActivity({ type: 'message', text, from: { id: 'dl_ada' } }).subscribe(resolve, reject);
      }),
    token: () => (client as unknown as { token: string }).token,
  };
}

describe.each([
  ['WebSocket', true],
  ['polling', false],
])('DirectLineJS over %s', (_, webSocket) => {
  it('starts, hears its own message once, then the answer', async () => {
    const talk = await begin({ webSocket, pollingInterval: 200 });
    await expect.poll(talk.texts, { timeout: 3000 }).toEqual(['welcome dl_ada']);
    const id = await talk.say('hello');
    await expect.poll(talk.texts, { timeout: 3000 }).toEqual(['welcome dl_ada', 'hello', 'heard hello']);
    expect(talk.received[1]).toMatchObject({ id, from: { id: 'dl_ada' } });
    expect(talk.statuses.at(-1)).toBe(ConnectionStatus.Online);
    talk.client.end();
  });

  it('takes up a conversation where it left it', async () => {
    const first = await begin({ webSocket, pollingInterval: 200 });
    await first.say('one');
    await expect.poll(() => first.texts().length, { timeout: 3000 }).toBe(3);
    const { conversationId } = first.client as unknown as { conversationId: string };
    const options = { token: first.token(), conversationId, watermark: '2', webSocket, pollingInterval: 200 };
    first.client.end();
    const second = follow(new DirectLine({ ...options, domain: `${service.url}/v3/directline` }));
    await expect.poll(second.texts, { timeout: 3000 }).toEqual(['heard one']);
    second.client.end();
  });

  it('learns that a conversation has ended', async () => {
    const talk = await begin({ webSocket, pollingInterval: 200, random: soon });
    await talk.say('stop');
    await expect.poll(talk.hasEnded, { timeout: 5000 }).toBe(true);
    expect(talk.received.filter(({ type }) => type === 'endOfConversation')).toHaveLength(1);
  }, 10_000);

  it('learns that its token has expired', async () => {
    const talk = await begin({ webSocket, pollingInterval: 200 });
    await expect.poll(() => talk.texts().length, { timeout: 3000 }).toBe(1);
    clock.ahead += 1801_000;
    expect(await talk.say('hello')).toBe('retry');
    expect(talk.statuses).toContain(ConnectionStatus.ExpiredToken);
    talk.client.end();
  });
});

describe('DirectLineJS', () => {
  it('refreshes its token', async () => {
    haste = 1000;
    const talk = await begin({ webSocket: true });
    await expect.poll(() => talk.texts().length, { timeout: 3000 }).toBe(1);
    const first = talk.token();
    clock.ahead += 1700_000;
    await expect.poll(talk.token, { timeout: 3000 }).not.toBe(first);
    clock.ahead += 1700_000;
    expect(await talk.say('still here')).toMatch(/\|\d{7}$/);
    talk.client.end();
    haste = 1;
  });

  it('comes back to what it missed after its connection broke', async () => {
    const talk = await begin({ webSocket: true, random: soon });
    await expect.poll(() => talk.texts().length, { timeout: 3000 }).toBe(1);
    sockets.at(-1)?.terminate();
    await talk.say('one');
    await expect.poll(talk.texts, { timeout: 6000 }).toEqual(['welcome dl_ada', 'one', 'heard one']);
    talk.client.end();
  }, 10_000);

  it('comes back to what it missed after the service was started anew', async () => {
    const talk = await begin({ webSocket: true, random: soon });
    await talk.say('one');
    await expect.poll(() => talk.texts().length, { timeout: 3000 }).toBe(3);
    const { port } = new URL(service.url);
    await service.app.stop();
    service = await startService({ env: { ...env, PORT: port }, now });
    await expect.poll(() => talk.say('two').catch(() => 'retry'), { timeout: 5000, interval: 200 }).toMatch(/\|\d{7}$/);
    await expect.poll(() => talk.texts().at(-1), { timeout: 6000 }).toBe('heard two');
    // The client hands on what comes in one moment in any order; whoever shows it sorts by place.
    const places = talk.received
      .map(({ channelData }) => Number(channelData['webchat:sequence-id']))
      .sort((a, b) => a - b);
    expect(places).toEqual(places.map((_, i) => i + 1));
    talk.client.end();
  }, 15_000);
});
