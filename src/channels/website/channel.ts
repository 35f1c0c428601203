import type { Metrics } from '../../http/metrics.ts';
import type { OriginPolicy } from '../../http/origins.ts';
import { createRateLimit, type RateLimit } from '../../http/rate-limit.ts';
import type { Log } from '../../log.ts';
import type { Database } from '../../storage/storage.ts';
import type { TurnQueue } from '../../turns.ts';
import type { Bot, Channel } from '../channel.ts';
import { createDoorkeeper } from './access.ts';
import { directLineRoutes } from './direct-line.ts';
import { embedTokenRoute } from './embed-token.ts';
import { createReceive } from './receive.ts';
import { createSessions } from './session.ts';
import { createStreams } from './streams.ts';
import { createTokens } from './tokens.ts';
import { createTranscript } from './transcript.ts';
import { createWebsiteTurns } from './turns.ts';

export interface WebsiteOptions {
  readonly bot: Bot;
  readonly database: Database;
  readonly queue: TurnQueue;
  readonly metrics: Metrics;
  readonly log: Log;
  readonly origins: OriginPolicy;
  /** Signs tokens; 32 bytes. */
  readonly signingKey: Uint8Array;
  readonly secret?: string | undefined;
  readonly publicUrl?: string | undefined;
  /** Messages per user; 0 is no limit. */
  readonly rateLimitPerMinute: number;
  /** Of all users of an address; pages share it. */
  readonly questions: RateLimit;
  readonly now?: () => number;
}

const tokenLifetime = 30 * 60;

// A school's classroom may share an address, so it gets more than a user does.
const addressesPerUser = 5;

/** The website channel: Direct Line 3.0 over REST and WebSocket, and the tokens that pages ask for. */
export function createWebsiteChannel(options: WebsiteOptions): Channel {
  const { database, origins, publicUrl, secret, rateLimitPerMinute, now = Date.now } = options;
  const { conversations } = database;
  const tokens = createTokens({ key: options.signingKey, lifetime: tokenLifetime, now });
  const door = createDoorkeeper(tokens, conversations, secret);
  const sessions = createSessions(tokens, publicUrl);
  const transcript = createTranscript(conversations, now, database.announcements);
  const turns = createWebsiteTurns({ ...options, transcript, now });
  const limit = (name: string, perMinute: number) =>
    createRateLimit(perMinute, now, { name: `website ${name}`, announcements: database.announcements });
  const perUser = limit('user', rateLimitPerMinute);
  const perAddress = limit('address', rateLimitPerMinute * addressesPerUser);
  const receive = createReceive({ conversations, turns, perUser, questions: options.questions });
  const streams = createStreams(door, transcript, database.announcements !== undefined);
  return {
    routes: [
      embedTokenRoute({ sessions, tokens, origins, perAddress }),
      ...directLineRoutes({ door, sessions, conversations, transcript, turns, receive, perAddress, now }),
    ],
    sockets: [streams.route],
    async start() {
      turns.start();
      await streams.start();
    },
    async stop() {
      turns.stop();
      await streams.stop();
    },
  };
}
