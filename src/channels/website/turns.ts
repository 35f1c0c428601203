import type { Activity, ChannelAccount, TurnContext } from 'botbuilder';
import type { Metrics } from '../../http/metrics.ts';
import type { Log } from '../../log.ts';
import { type CurrentTurn, markTurn } from '../../observe/current-turn.ts';
import type { Accepted, Database, Lease, StoredActivity } from '../../storage/storage.ts';
import { holdBack } from '../../turn-state.ts';
import { createTurnQueue, type TurnQueue } from '../../turns.ts';
import { apology } from '../apology.ts';
import type { Bot } from '../channel.ts';
import { createTurns, type Finish, type Turns } from '../turns.ts';
import { WebsiteAdapter } from './adapter.ts';
import { createExchange } from './exchange.ts';
import { createRate } from './ratings.ts';
import { readVote } from './thumbs.ts';
import { channelId, type Transcript } from './transcript.ts';

/** Who answers, as clients see it. */
export const botAccount: ChannelAccount = { id: 'crossroads', name: 'Crossroads', role: 'bot' };

export function userAccount(id: string, name = ''): ChannelAccount {
  return { id, name, role: 'user' };
}

export interface WebsiteTurnsOptions {
  readonly bot: Bot;
  readonly database: Database;
  readonly transcript: Transcript;
  readonly queue: TurnQueue;
  readonly metrics: Metrics;
  readonly log: Log;
  readonly now: () => number;
}

/** The turns of the website's conversations, after what begins them. */
export interface WebsiteTurns extends Pick<Turns, 'start' | 'stop'> {
  /**
   * Puts an activity that a client sent into the transcript and has it answered. Resolves to it as it was stored, to the one
   * that stands if the client has sent it before.
   */
  say(conversationId: string, activity: Partial<Activity>): Promise<Partial<Activity>>;
  /** Has the bot take an activity that is not shown, under an id of its own. Resolves to its turn, which never rejects. */
  tell(conversationId: string, id: string, activity: Partial<Activity>): Promise<{ turn: Promise<void> }>;
}

export function createWebsiteTurns(options: WebsiteTurnsOptions): WebsiteTurns {
  const { bot, database, transcript, now } = options;
  const adapter = new WebsiteAdapter(transcript);
  const rate = createRate(transcript, bot);
  const exchange = createExchange({
    ...options,
    answer: (message, turn) =>
      adapter.process(addressed(message), (context) => {
        holdBack(context);
        markTurn(context, turn);
        return bot.run(context);
      }),
  });
  // Messages of a conversation are taken in one after another, in the order in which they come.
  const arrivals = createTurnQueue();

  const take = async (
    activity: Partial<Activity>,
    finish: Finish,
    turn: CurrentTurn,
    act: (context: TurnContext) => Promise<void>,
  ) => {
    const conversationId = activity.conversation?.id ?? '';
    const { states, said } = await adapter.process(activity, (context) => {
      markTurn(context, turn);
      return act(context);
    });
    const ended = said.some(({ type }) => type === 'endOfConversation');
    let stored: readonly StoredActivity[] = [];
    try {
      stored = await finish({ states, ended, said: said.map((one) => transcript.complete(conversationId, one)) });
    } finally {
      // It may have been stored although the answer to that was lost.
      if (said.length > 0) transcript.wake(conversationId, stored);
    }
  };

  const turns = createTurns<Partial<Activity>>({
    ...options,
    channel: 'website',
    answer(activity, finish, turn) {
      const vote = readVote(activity);
      return take(addressed(activity), finish, turn, vote ? rate(vote) : (context) => bot.run(context));
    },
    // Who only clicked a thumb asked nothing that was left unanswered.
    apologise: async (activity, finish, turn) =>
      activity.type === 'event' || activity.type === 'invoke'
        ? undefined
        : take(addressed(activity), finish, turn, async (context) => void (await context.sendActivity(apology))),
  });

  const say: WebsiteTurns['say'] = async (conversationId, activity) => {
    const clientId = clientIdOf(activity);
    const exchanged = bot.isPrompt && (await exchange(conversationId, activity, clientId));
    if (exchanged) return exchanged;
    const store = async (lease: Lease) => {
      const delivery = { channel: 'website', conversationId, clientId };
      const ended = activity.type === 'endOfConversation';
      const complete = transcript.complete(conversationId, activity);
      const accepted = await database.inbox.acceptSaid({ ...delivery, ended }, complete, lease);
      // Before its turn begins, so that whoever follows sees the question first.
      transcript.wake(conversationId, accepted.stored && [accepted.stored]);
      return accepted;
    };
    const { stored } = await turns.acceptWith<Accepted & { readonly stored?: StoredActivity }>(conversationId, store);
    const standing = stored ?? (await database.conversations.findSent(conversationId, clientId ?? ''));
    return standing?.activity ?? activity;
  };

  return {
    start: turns.start,
    stop: turns.stop,

    say: (conversationId, activity) => arrivals.run(conversationId, () => say(conversationId, activity)),

    async tell(conversationId, id, activity) {
      const payload = { ...activity, conversation: { id: conversationId }, timestamp: new Date(now()).toISOString() };
      const { turn } = await turns.acceptWith(conversationId, (lease: Lease) =>
        database.inbox.accept({ channel: 'website', conversationId, id, payload }, lease),
      );
      return { turn: turn ?? Promise.resolve() };
    },
  };
}

function addressed(activity: Partial<Activity>): Partial<Activity> {
  return { ...activity, channelId, recipient: botAccount };
}

/** The client's own id of what it sends, which is the same when it sends it again. */
function clientIdOf({ channelData }: Partial<Activity>): string | undefined {
  const id: unknown = channelData?.clientActivityID;
  return typeof id === 'string' && id.length > 0 && id.length <= 100 ? id : undefined;
}

/** Tells the bot who has come into the conversation. */
export function arrival(members: readonly ChannelAccount[], user: ChannelAccount, locale?: string): Partial<Activity> {
  return { type: 'conversationUpdate', from: user, membersAdded: [...members], ...(locale && { locale }) };
}
