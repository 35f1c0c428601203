import type { Activity, ChannelAccount } from 'botbuilder';
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

/** Gives the bot an activity, after the conversation's earlier ones. Resolves once it has answered or failed; never rejects. */
export type TakeTurn = (conversationId: string, activity: Partial<Activity>) => Promise<void>;

export function createTurns({ adapter, bot, queue, metrics, log }: TurnOptions): TakeTurn {
  const report = (error: unknown) =>
    log.error({ code: 'TURN_FAILED', channel: 'website', ...describeError(error) }, 'turn failed');

  const take = async (activity: Partial<Activity>) => {
    const began = performance.now();
    const failed = await adapter
      .process(activity, (context) => bot.run(context))
      .catch(async (error: unknown) => {
        report(error);
        await adapter.process(activity, async (context) => void (await context.sendActivity(apology))).catch(report);
        return true;
      });
    metrics.turn('website', failed ? 'failed' : 'done', (performance.now() - began) / 1000);
  };

  return (conversationId, activity) => {
    const addressed = {
      ...activity,
      channelId,
      conversation: { id: conversationId } as Activity['conversation'],
      recipient: botAccount,
    };
    return queue.run(conversationId, () => take(addressed));
  };
}

/** Tells the bot who has come into the conversation. */
export function arrival(members: readonly ChannelAccount[], user: ChannelAccount, locale?: string): Partial<Activity> {
  return { type: 'conversationUpdate', from: user, membersAdded: [...members], ...(locale && { locale }) };
}
