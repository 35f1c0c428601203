import { type Activity, BotAdapter, type ResourceResponse, type StoreItems, TurnContext } from 'botbuilder-core';
import { keepBack } from '../../turn-state.ts';
import { channelId, type Transcript } from './transcript.ts';

type Logic = (context: TurnContext) => Promise<void>;

/** A client of this channel cannot take back or change what it was sent, and nothing is said outside of a turn. */
export class ActivityImmutable extends Error {
  override readonly name = 'ActivityImmutable';
  readonly code = 'ACTIVITY_IMMUTABLE';

  constructor() {
    super('The website channel cannot change or delete what was sent, nor speak unasked');
  }
}

const SAID = Symbol('said');

/** What the SDK needs to hold a turn over the website channel. What the bot says is kept back until the turn's end. */
export class WebsiteAdapter extends BotAdapter {
  readonly #transcript: Transcript;

  constructor(transcript: Transcript) {
    super();
    this.#transcript = transcript;
  }

  /** Runs a turn; resolves to what the bot said, in order, and to the states it changed. Rejects as the logic does. */
  async process(activity: Partial<Activity>, logic: Logic): Promise<{ said: Partial<Activity>[]; states: StoreItems }> {
    const context = new TurnContext(this, activity);
    const said: Partial<Activity>[] = [];
    context.turnState.set(SAID, said);
    const states = keepBack(context);
    await this.runMiddleware(context, logic);
    return { said, states };
  }

  /** An activity gets its id when the turn ends, so none is given here. */
  override async sendActivities(context: TurnContext, activities: Partial<Activity>[]): Promise<ResourceResponse[]> {
    for (const activity of activities) await this.#take(context, activity);
    return activities.map(() => ({ id: '' }));
  }

  /** Rejects with `ActivityImmutable`. */
  override updateActivity(): Promise<void> {
    return Promise.reject(new ActivityImmutable());
  }

  /** Rejects with `ActivityImmutable`. */
  override deleteActivity(): Promise<void> {
    return Promise.reject(new ActivityImmutable());
  }

  /** Rejects with `ActivityImmutable`. */
  override continueConversation(): Promise<void> {
    return Promise.reject(new ActivityImmutable());
  }

  async #take(context: TurnContext, activity: Partial<Activity>): Promise<void> {
    switch (activity.type) {
      case 'delay':
        await new Promise((resolve) => setTimeout(resolve, Number(activity.value ?? 1000)));
        return;
      case 'trace':
      case 'invokeResponse':
        return;
      case 'typing':
        this.#transcript.show(activity.conversation?.id ?? '', { ...activity, channelId });
        return;
      default:
        context.turnState.get<Partial<Activity>[]>(SAID).push(activity);
    }
  }
}
