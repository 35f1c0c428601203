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

// The client waits 3 to 15 seconds before it comes back and 15 minutes before it refreshes its token; its timers run
// this many times faster here.
let haste = 1;
const realInterval = globalThis.setInterval;
const hastyInterval = (act: () => void, milliseconds = 0) => realInterval(act, milliseconds / haste);

let DirectLine: typeof DirectLineClass;
let ConnectionStatus: typeof import('botframework-directlinejs').ConnectionStatus;
let service: Service;

beforeAll(async () => {
  Object.assign(globalThis, { XMLHttpRequest: require('xhr2'), WebSocket, setInterval: hastyInterval });
  ({ DirectLine, ConnectionStatus } = require('botframework-directlinejs'));
  service = await startService({ env, now });
});

afterAll(async () => {
  globalThis.setInterval = realInterval;
  await service.app.stop();
  rmSync(folder, { recursive: true });
});

async function join_(options: DirectLineOptions & { random?: () => number }, user = 'dl_ada') {
  const { body } = await call(`${service.url}/embed/token`, { method: 'POST', json: { user: { id: user } } });
  return follow(new DirectLine({ token: body.token, domain: `${service.url}/v3/directline`, ...options }));
}

/** Listens to a client; `texts` are those of all messages it got. */
function follow(client: DirectLineClass) {
  const received: Partial<Activity>[] = [];
  const statuses: number[] = [];
  client.connectionStatus$.subscribe((status) => statuses.push(status));
  client.activity$.subscribe((activity) => received.push(activity as Partial<Activity>), () => undefined);
  return {
    client,
    received,
    statuses,
    texts: () => received.flatMap(({ type, text }) => (type === 'message' ? [text] : [])),
    say: (text: string) =>
      new Promise<string>((resolve, reject) => {
        client.postActivity({ type: 'message', text, from: { id: 'dl_ada' } }).subscribe(resolve, reject);
      }),
    token: () => (client as unknown as { token: string }).token,
  };
}
