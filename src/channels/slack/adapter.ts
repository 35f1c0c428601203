import { type Activity, BotAdapter, type ResourceResponse, type StoreItems, TurnContext } from 'botbuilder-core';
import { keepBack } from '../../turn-state.ts';

/** What came of a turn: what the bot said, and the state to store once that is posted. */
export interface Outcome {
  readonly said: readonly Partial<Activity>[];
  readonly states: StoreItems;
}

/**
 * What the SDK needs to hold a turn over Slack. What the bot says is gathered, so that it is posted when the turn has
 * gone well to its end, and at no other time.
 */
export class SlackAdapter extends BotAdapter {
  readonly #said: Partial<Activity>[] = [];

  /** Runs one turn. Rejects as the logic does. */
  static async run(activity: Partial<Activity>, logic: (context: TurnContext) => Promise<void>): Promise<Outcome> {
    const adapter = new SlackAdapter();
    const context = new TurnContext(adapter, activity);
    const states = keepBack(context);
    await adapter.runMiddleware(context, logic);
    return { said: adapter.#said, states };
  }

  override async sendActivities(_: TurnContext, activities: Partial<Activity>[]): Promise<ResourceResponse[]> {
    const messages = activities.filter(({ type }) => type === 'message');
    this.#said.push(...messages);
    return activities.map(() => ({ id: '' }));
  }

  override updateActivity(): Promise<never> {
    return Promise.reject(new Error('What was said in Slack is not changed'));
  }

  override deleteActivity(): Promise<never> {
    return Promise.reject(new Error('What was said in Slack is not taken back'));
  }

  override continueConversation(): Promise<never> {
    return Promise.reject(new Error('A conversation in Slack is not continued from outside'));
  }
}
