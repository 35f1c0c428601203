import type { Route } from '../../http/http.ts';
import type { Metrics } from '../../http/metrics.ts';
import { createRateLimit } from '../../http/rate-limit.ts';
import { describeError, type Log } from '../../log.ts';
import type { Database } from '../../storage/storage.ts';
import type { TurnQueue } from '../../turns.ts';
import { within } from '../../within.ts';
import { apology } from '../apology.ts';
import type { Bot, Channel } from '../channel.ts';
import { createTurns, type Turns } from '../turns.ts';
import { createAnswer } from './answer.ts';
import { type Arrival, channelId } from './arrival.ts';
import { type Incoming, readIncoming, readPayload } from './incoming.ts';
import { createPost } from './post.ts';
import { readArrival } from './read.ts';
import { createShares } from './share.ts';
import { requireSigned } from './signature.ts';
import { createSocket, type Socket } from './socket-mode.ts';
import { createThreads } from './threads.ts';
import { createTurnstile } from './turnstile.ts';
import { createWebApi, isPassing } from './web-api.ts';

export interface SlackOptions {
  readonly botToken: string;
  /** Without it, nothing is received over HTTP. */
  readonly signingSecret?: string | undefined;
  /** Without it, nothing is received over Socket Mode. */
  readonly appToken?: string | undefined;
  /** Where the Web API is, if not at Slack. */
  readonly apiUrl?: string | undefined;
  readonly bot: Bot;
  /** What may be asked first, as it is shown to whoever opens the conversation. */
  prompts(): readonly string[];
  readonly database: Database;
  readonly queue: TurnQueue;
  readonly metrics: Metrics;
  readonly log: Log;
  /** Messages per user; 0 is no limit. */
  readonly rateLimitPerMinute: number;
  readonly now: () => number;
}

/** The Slack channel: events, interactions and commands, over HTTP and over Socket Mode; answers over the Web API. */
export function createSlackChannel(options: SlackOptions): Channel {
  const { signingSecret, appToken, now, log } = options;
  const { accept, turns, load } = createReception(options);
  let socket: Socket | undefined;
  return {
    routes: signingSecret ? [eventsRoute(signingSecret, accept, now)] : [],
    async start() {
      await load();
      turns.start();
      if (!appToken) return;
      socket = await createSocket({ ...options, appToken, accept: (payload) => accept(readPayload(payload)) });
      socket.start();
    },
    async stop() {
      turns.stop();
      if (socket)
        await within(
          1000,
          socket.stop().catch((error) => log.error({ ...describeError(error) })),
        );
    },
  };
}

/** Takes in what asks for an answer; resolves once that is stored. */
type Accept = (incoming: Incoming) => Promise<void>;

function eventsRoute(secret: string, accept: Accept, now: () => number): Route {
  return {
    method: 'POST',
    path: '/slack/events',
    async handle(request) {
      requireSigned(request, secret, now());
      const incoming = readIncoming(request);
      if (incoming && 'challenge' in incoming) return { status: 200, body: { challenge: incoming.challenge } };
      await accept(incoming);
      return { status: 200 };
    },
  };
}

/** How long an answer waits at most for what comes in, in milliseconds: less than a claim on a message lasts. */
const patience = 10_000;

interface Reception {
  readonly accept: Accept;
  readonly turns: Turns;
  /** Loads what answering takes. */
  load(): Promise<unknown>;
}

function createReception({ database, queue, now, log, ...options }: SlackOptions): Reception {
  const threads = createThreads(database.states);
  const shares = createShares(database.states);
  const perUser = createRateLimit(options.rateLimitPerMinute, now, {
    name: 'slack user',
    announcements: database.announcements,
  });
  const turnstile = createTurnstile(patience);
  const run: TurnQueue['run'] = (id, turn) => queue.run(id, () => turnstile.pass().then(turn));
  /** Ids of what this process took in and has not answered yet. */
  const own = new Set<string>();
  const isOwn = ({ id }: Arrival) => own.has(id);

  const loading = async () => {
    const api = await createWebApi({ ...options, log });
    const post = createPost(api, shares, log);
    return { post, answer: createAnswer({ ...options, api, post, shares, perUser, isOwn }) };
  };
  let loaded: ReturnType<typeof loading> | undefined;
  const load = () => {
    loaded ??= loading();
    return loaded;
  };

  const turns = createTurns<Arrival>({
    ...options,
    database,
    queue: { run },
    now,
    log,
    channel: channelId,
    async answer(arrival, finish, turn) {
      const { answer } = await load();
      await answer(arrival, finish, turn).finally(() => own.delete(arrival.id));
    },
    async apologise(arrival, _, turn) {
      if (arrival.activity.type !== 'message') return;
      const { post } = await load();
      await post(arrival, apology).catch((error: unknown) => {
        // Left in the inbox, the message is taken up again when Slack may be back.
        if (isPassing(error)) throw error;
        const what = { code: 'APOLOGY_FAILED', channel: channelId, turn: turn.id, ...describeError(error) };
        log.error(what, 'nothing could be posted');
      });
    },
  });

  const accept: Accept = async (incoming) => {
    const arrival = readArrival(incoming, now());
    if (!arrival) return;
    const { conversation, channelData } = arrival.activity;
    if (channelData.overheard && !(await threads.has(conversation.id))) return;
    if (conversation.isGroup && !channelData.overheard) await threads.join(conversation.id);
    const isFirst = !own.has(arrival.id);
    own.add(arrival.id);
    const isNew = await turns.accept({ conversationId: conversation.id, id: arrival.id, payload: arrival });
    if (isFirst && !isNew) own.delete(arrival.id);
  };

  return { turns, load, accept: (incoming) => turnstile.arrive(() => accept(incoming)) };
}
