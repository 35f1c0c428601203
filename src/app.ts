import { answeringWith, createAnswering } from './answering.ts';
import type { Bot, Channel } from './channels/channel.ts';
import { createSlackChannel } from './channels/slack/channel.ts';
import { drawForSlack } from './channels/slack/draw.ts';
import { createTeamsChannel } from './channels/teams/channel.ts';
import type { Patience } from './channels/teams/connector-http.ts';
import { drawForTurn, formOf } from './channels/teams/turn-draw.ts';
import { createWebsiteChannel } from './channels/website/channel.ts';
import { drawForWebChat } from './channels/website/draw.ts';
import { loadSigningKey } from './channels/website/tokens.ts';
import type { Config } from './config.ts';
import type { Engine } from './engine.ts';
import { scrub } from './feedback/scrub.ts';
import { configuredDelivery } from './handoff/configured.ts';
import { createOutbox } from './handoff/outbox.ts';
import { createAdminCheck } from './http/authorization.ts';
import { healthRoutes } from './http/health.ts';
import { createMetrics, metricsRoute } from './http/metrics.ts';
import { createOriginPolicy } from './http/origins.ts';
import { createRateLimit } from './http/rate-limit.ts';
import { createServer } from './http/server.ts';
import { countingErrors, createLog, describeError, type Log } from './log.ts';
import { isLoopback } from './loopback.ts';
import { watchTurns } from './observe/watch.ts';
import { openDatabase } from './storage/open.ts';
import { createTurnQueue } from './turns.ts';
import { within } from './within.ts';

/** What may be put in place of the service's own. */
export interface Parts {
  /** What the bot answers from; the knowledge folder is studied on the spot if left out. */
  readonly engine?: Engine;
  /** In place of the bot that answers from the knowledge folder; its pages then fall away too. */
  readonly bot?: Bot;
  readonly log?: Log;
  readonly now?: () => number;
  /** How long the connector of Teams is tried. */
  readonly patience?: Patience;
}

export interface App {
  /** Resolves to the address it listens at. */
  start(): Promise<string>;
  /** Answers from another knowledge from the next turn on. */
  answerFrom(engine: Engine): void;
  /** Finishes what was begun, then lets go of everything. */
  stop(): Promise<void>;
}

// Behind one address sits a classroom, a library, a dormitory.
const usersPerAddress = 30;

const day = 24 * 60 * 60 * 1000;

// What a conversation was about fades for the bot after half a day; its words then serve nobody but curiosity.
const wordsFor = day;
const sweepEvery = 60 * 60 * 1000;

// How long turns, then connections, may still take when the service stops, in milliseconds.
const patience = 10_000;

/** Builds the service. It opens the database but does not listen. Rejects as `openDatabase` and `createEngine` do. */
export async function createApp(config: Config, parts: Parts = {}): Promise<App> {
  const { now = Date.now } = parts;
  const queue = createTurnQueue();
  const figures = createMetrics(() => queue.busy);
  const log = countingErrors(parts.log ?? createLog(config.logLevel), figures.error);
  const database = await openDatabase(config.databaseUrl, now);
  const outbox = createOutbox({ store: database.handoffs, deliver: configuredDelivery(config.handoff), log, now });
  const traces = config.traces && (await import('./observe/traces.ts')).createTraces({ ...config.traces, log });
  const metrics = watchTurns(figures, log, traces);
  const origins = createOriginPolicy(config.allowedOrigins, config.publicUrl);
  const questions = createRateLimit(config.rateLimitPerMinute * usersPerAddress, now, {
    name: 'questions',
    announcements: database.announcements,
  });
  let url = config.publicUrl ?? addressOf(config.host, config.port);
  const answering = parts.bot
    ? answeringWith(parts.bot)
    : createAnswering(config, parts.engine, { database, outbox, questions, metrics, url: () => url, now });
  const { botFor, pages, answers } = answering;
  const signingKey = await loadSigningKey(database, config.directLineSecret);
  const common = { database, queue, metrics, log, now, rateLimitPerMinute: config.rateLimitPerMinute };
  const website = {
    ...common,
    publicUrl: config.publicUrl,
    secret: config.directLineSecret,
    bot: botFor(
      (reply) => drawForWebChat(reply, { origin: url }),
      () => url,
    ),
    origins,
    signingKey,
    questions,
  };
  const teams = {
    ...common,
    bot: botFor(
      (reply, context) =>
        context.activity.channelId === 'slack'
          ? drawForSlack(reply, { origin: config.publicUrl, withThumbs: false })
          : drawForTurn(reply, context, url),
      (context) => `${context.activity.channelId === 'slack' ? 'slack' : formOf(context)} ${url}`,
    ),
    answers,
    origin: () => url,
    registration: config.teams,
    isPrivate: isLoopback(config.publicUrl ?? config.host),
    keep: (words: string) => (config.storeQuestions ? scrub(words) : undefined),
    origins,
    patience: parts.patience,
  };
  const channels: Channel[] = [createWebsiteChannel(website)];
  if (config.offersTeams) channels.push(createTeamsChannel(teams));
  if (config.slack) {
    const bot = botFor(
      (reply) => drawForSlack(reply, { origin: config.publicUrl }),
      () => '',
    );
    channels.push(createSlackChannel({ ...common, ...config.slack, bot, prompts: () => answering.prompts }));
  }
  const mayRead = createAdminCheck(config.adminToken);
  const server = createServer({
    routes: [
      ...healthRoutes(database),
      metricsRoute(metrics, mayRead),
      ...pages,
      ...channels.flatMap(({ routes }) => routes),
    ],
    sockets: channels.flatMap(({ sockets = [] }) => sockets),
    origins,
    trustedProxies: config.trustedProxies,
    secure: config.publicUrl?.startsWith('https:') ?? false,
    metrics,
    log,
  });

  const sweep = async () => {
    // Services of an earlier version let the key go with what is idle.
    await loadSigningKey(database, config.directLineSecret);
    const before = now() - config.retentionDays * day;
    await database.removeWords(now() - Math.min(wordsFor, config.retentionDays * day));
    await database.removeIdle(before);
    await database.handoffs.purge(before);
    await database.inbox.purge(now() - day);
  };
  let sweeper: NodeJS.Timeout | undefined;

  return {
    async start() {
      const port = await server.listen(config.port, config.host);
      for (const channel of channels) await channel.start?.();
      outbox.start();
      sweeper = setInterval(
        () => sweep().catch((error) => log.error({ code: 'SWEEP_FAILED', ...describeError(error) })),
        sweepEvery,
      ).unref();
      url = config.publicUrl ?? addressOf(config.host, port);
      log.info({ url, port }, 'listening');
      return url;
    },

    answerFrom: answering.answerFrom,

    async stop() {
      clearInterval(sweeper);
      server.refuse();
      await within(patience, queue.idle());
      for (const channel of channels) await channel.stop?.();
      await server.close(patience);
      // A message that was accepted while the connections closed has its turn too.
      await within(patience, queue.idle());
      await outbox.stop();
      await traces?.stop();
      await database.close();
      log.info('stopped');
    },
  };
}

function addressOf(host: string, port: number): string {
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
}
