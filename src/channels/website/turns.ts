import type { Activity, ChannelAccount, TurnContext } from 'botbuilder';
import type { Metrics } from '../../http/metrics.ts';
import { describeError, type Log } from '../../log.ts';
import type { TurnQueue } from '../../turns.ts';
import type { Bot } from '../channel.ts';
import type { WebsiteAdapter } from './adapter.ts';
import { channelId } from './transcript.ts';

/** Who answers, as clients see it. */
export const botAccount: ChannelAccount = { id: 'crossroads', name: 'Crossroads', role: 'bot' };

export function userAccount(id: string, name = ''): ChannelAccount {
  return { id, name, role: 'user' };
}

const apology: Partial<Activity> = {
  type: 'message',
  text: 'Sorry, something went wrong on our side and your question was not answered. Please try it again.',
  channelData: { answer: { kind: 'fallback', programs: [], topics: [], confidence: 0, citations: [] } },
};

export interface TurnOptions {
  readonly adapter: WebsiteAdapter;
  readonly bot: Bot;
  readonly queue: TurnQueue;
  readonly metrics: Metrics;
  readonly log: Log;
}

/**
 * Gives the bot an activity, after the conversation's earlier ones. Resolves once it has answered or failed; never rejects.
 * @param act what to do with it; to run the bot, if left out.
 */
export type TakeTurn = (
  conversationId: string,
  activity: Partial<Activity>,
  act?: (context: TurnContext) => Promise<void>,
) => Promise<void>;

export function createTurns({ adapter, bot, queue, metrics, log }: TurnOptions): TakeTurn {
  const report = (error: unknown) =>
    log.error({ code: 'TURN_FAILED', channel: 'website', ...describeError(error) }, 'turn failed');

  // Who only clicked a thumb asked nothing that was left unanswered.
  const apologise = async (activity: Partial<Activity>) => {
    if (activity.type === 'event' || activity.type === 'invoke') return;
    await adapter.process(activity, async (context) => void (await context.sendActivity(apology))).catch(report);
  };

  const take = async (activity: Partial<Activity>, act = (context: TurnContext) => bot.run(context)) => {
    const began = performance.now();
    const failed = await adapter.process(activity, act).catch(async (error: unknown) => {
      report(error);
      await apologise(activity);
      return true;
    });
    metrics.turn('website', failed ? 'failed' : 'done', (performance.now() - began) / 1000);
  };

  return (conversationId, activity, act) => {
    const addressed = {
      ...activity,
      channelId,
      conversation: { id: conversationId } as Activity['conversation'],
      recipient: botAccount,
    };
    return queue.run(conversationId, () => take(addressed, act));
  };
}

/** Tells the bot who has come into the conversation. */
export function arrival(members: readonly ChannelAccount[], user: ChannelAccount, locale?: string): Partial<Activity> {
  return { type: 'conversationUpdate', from: user, membersAdded: [...members], ...(locale && { locale }) };
}
