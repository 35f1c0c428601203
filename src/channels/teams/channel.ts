import type { TurnContext } from 'botbuilder';
import type { Metrics } from '../../http/metrics.ts';
import type { OriginPolicy } from '../../http/origins.ts';
import { createRateLimit } from '../../http/rate-limit.ts';
import { describeError, type Log } from '../../log.ts';
import { markTurn } from '../../observe/current-turn.ts';
import { StateConflict } from '../../storage/errors.ts';
import type { Database } from '../../storage/storage.ts';
import { keepBack } from '../../turn-state.ts';
import type { TurnQueue } from '../../turns.ts';
import type { Answers } from '../answers.ts';
import { apology } from '../apology.ts';
import type { Bot, Channel } from '../channel.ts';
import { createTurns } from '../turns.ts';
import { createAct } from './act.ts';
import type { Registration } from './authentication.ts';
import type { Patience } from './connector-http.ts';
import { createLocalDoor, createSignedDoor } from './door.ts';
import type { Something } from './read.ts';
import { createReceive } from './receive.ts';
import { createSaid } from './said.ts';
import { search } from './search.ts';

export interface TeamsOptions {
  readonly bot: Bot;
  /** What the message extension searches; without it, it finds nothing. */
  readonly answers?: Answers | undefined;
  /** Where browsers reach the service. */
  origin(): string;
  /** The app's registration. Without it, programs of this machine may talk to the bot where `isPrivate`. */
  readonly registration?: Registration | undefined;
  /** Whether nobody but this machine reaches the service. */
  readonly isPrivate: boolean;
  /** What of the user's words may be kept until a thumb is clicked; nothing, if it gives nothing. */
  keep(words: string): string | undefined;
  readonly origins: OriginPolicy;
  readonly database: Database;
  readonly queue: TurnQueue;
  readonly metrics: Metrics;
  readonly log: Log;
  /** Messages per user; 0 is no limit. */
  readonly rateLimitPerMinute: number;
  readonly now: () => number;
  readonly patience?: Patience | undefined;
}

/** The channel of Teams, and of what else the Azure Bot Service connects: `POST /api/messages`. */
export function createTeamsChannel(options: TeamsOptions): Channel {
  const { answers, registration, database, log, now } = options;
  const adapter = once(async () => new (await import('./adapter.ts')).TeamsAdapter(registration, options.patience));
  const act = createAct({
    bot: options.bot,
    said: createSaid(database.states, options.keep),
    perUser: createRateLimit(options.rateLimitPerMinute, now, {
      name: 'teams user',
      announcements: database.announcements,
    }),
    search: answers && ((query) => search(query, { answers, origin: options.origin() })),
  });
  const turns = createTurns<Something>({
    ...options,
    channel: 'teams',
    async answer(heard, finish, turn) {
      await (await adapter()).run(heard.activity, async (context) => {
        markTurn(context, turn);
        const states = keepBack(context);
        await act(context, heard);
        await finish({ states }).catch(unlessConflict);
      });
    },
    async apologise({ kind, activity }, _, turn) {
      if (kind !== 'message') return;
      const say = async (context: TurnContext) => void (await context.sendActivity(apology));
      // Where the connector takes no answer, it may take no apology either.
      const report = (error: unknown) =>
        log.warn({ code: 'APOLOGY_FAILED', channel: 'teams', turn: turn.id, ...describeError(error) });
      await (await adapter()).run(activity, say).catch(report);
    },
  });
  const admit = registration
    ? createSignedDoor(adapter, refusals(log, now))
    : createLocalDoor(options.isPrivate, options.origins);
  return {
    routes: [
      { method: 'POST', path: '/api/messages', handle: createReceive({ ...options, admit, adapter, act, turns }) },
    ],
    async start() {
      // Half a second that the first message need not wait for. Where Teams is not set up it may never be needed.
      if (registration) await adapter();
      turns.start();
      if (!registration && !options.isPrivate) log.info({ code: 'TEAMS_CLOSED' }, closed);
    },
    stop: async () => turns.stop(),
  };
}

const closed =
  '/api/messages is closed: without MicrosoftAppId nobody could tell who speaks there; TEAMS=off says that it is not used';

/** What is sent stays sent: taking the turn again would send it twice. */
function unlessConflict(error: unknown): void {
  if (!(error instanceof StateConflict)) throw error;
}

/** Says why requests are refused, once a minute at most: strangers must not fill the log. */
function refusals(log: Log, now: () => number): (cause: string) => void {
  let quietUntil = 0;
  return (cause) => {
    if (now() < quietUntil) return;
    quietUntil = now() + 60_000;
    log.warn({ code: 'TOKEN_REFUSED', channel: 'teams', cause }, 'a request was refused');
  };
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
