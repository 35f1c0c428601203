import type { Storage } from 'botbuilder';
import { createAdminCheck } from './authorization.ts';
import type { Bot, Channel } from './channels/channel.ts';
import { createWebsiteChannel } from './channels/website/channel.ts';
import { loadSigningKey } from './channels/website/tokens.ts';
import type { Config } from './config.ts';
import { healthRoutes } from './health.ts';
import type { Route } from './http.ts';
import { createLog, describeError, type Log } from './log.ts';
import { createMetrics, metricsRoute } from './metrics.ts';
import { createOriginPolicy } from './origins.ts';
import { createServer } from './server.ts';
import { openDatabase } from './storage/open.ts';
import { createTurnQueue } from './turns.ts';

/** What the service is built around. */
export interface Parts {
  createBot(states: Storage): Bot;
  /** Pages that need no conversation. */
  readonly routes?: readonly Route[];
  readonly log?: Log;
  readonly now?: () => number;
}

export interface App {
  /** Resolves to the address it listens at. */
  start(): Promise<string>;
  /** Finishes what was begun, then lets go of everything. */
  stop(): Promise<void>;
}

const day = 24 * 60 * 60 * 1000;

/** Conversations that nobody touched for this long are forgotten, in milliseconds. */
const idleFor = 30 * day;
const sweepEvery = 60 * 60 * 1000;

// How long turns, then connections, may still take when the service stops, in milliseconds.
const patience = 10_000;

/** Builds the service. It opens the database but does not listen. Rejects as `openDatabase` does. */
export async function createApp(config: Config, parts: Parts): Promise<App> {
  const { now = Date.now, log = createLog(config.logLevel) } = parts;
  const database = await openDatabase(config.databaseUrl, now);
  const queue = createTurnQueue();
  const metrics = createMetrics();
  const origins = createOriginPolicy(config.allowedOrigins, config.publicUrl);
  const bot = parts.createBot(database.states);
  const signingKey = await loadSigningKey(database.states, config.directLineSecret);
  const shared = config.databaseUrl.startsWith('postgres');
  const website = {
    ...config,
    secret: config.directLineSecret,
    bot,
    database,
    queue,
    metrics,
    log,
    origins,
    signingKey,
    shared,
    now,
  };
  const channels: Channel[] = [createWebsiteChannel(website)];
  const mayRead = createAdminCheck(config.adminToken);
  const server = createServer({
    routes: [
      ...healthRoutes(database),
      metricsRoute(metrics, mayRead),
      ...(parts.routes ?? []),
      ...channels.flatMap(({ routes }) => routes),
    ],
    sockets: channels.flatMap(({ sockets = [] }) => sockets),
    origins,
    trustedProxies: config.trustedProxies,
    metrics,
    log,
  });

  const sweep = async () => {
    // The key goes with what is idle unless it is touched.
    await loadSigningKey(database.states, config.directLineSecret);
    await database.removeIdle(now() - idleFor);
  };
  let sweeper: NodeJS.Timeout | undefined;

  return {
    async start() {
      const port = await server.listen(config.port, config.host);
      for (const channel of channels) await channel.start?.();
      sweeper = setInterval(
        () => sweep().catch((error) => log.error({ code: 'SWEEP_FAILED', ...describeError(error) })),
        sweepEvery,
      ).unref();
      const url = config.publicUrl ?? addressOf(config.host, port);
      log.info({ url, port }, 'listening');
      return url;
    },

    async stop() {
      clearInterval(sweeper);
      server.refuse();
      await within(patience, queue.idle());
      for (const channel of channels) await channel.stop?.();
      await server.close(patience);
      // A message that was accepted while the connections closed has its turn too.
      await within(patience, queue.idle());
      await database.close();
      log.info('stopped');
    },
  };
}

function addressOf(host: string, port: number): string {
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
}

async function within(milliseconds: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const patienceEnds = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  await Promise.race([work, patienceEnds]);
  clearTimeout(timer);
}
