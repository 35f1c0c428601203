import { type Activity, BotAdapter, type ConversationReference, type ResourceResponse, TurnContext } from 'botbuilder';
import { channelId, type Transcript } from './transcript.ts';

type Logic = (context: TurnContext) => Promise<void>;

/** A client of this channel cannot take back or change what it was sent. */
export class ActivityImmutable extends Error {
  override readonly name = 'ActivityImmutable';
  readonly code = 'ACTIVITY_IMMUTABLE';

  constructor() {
    super('The website channel cannot change or delete what was sent');
  }
}

/** What the SDK needs to hold a turn over the website channel: what the bot sends goes into the transcript. */
export class WebsiteAdapter extends BotAdapter {
  readonly #transcript: Transcript;

  constructor(transcript: Transcript) {
    super();
    this.#transcript = transcript;
  }

  /** Runs a turn through the middleware. Rejects as the logic does, unless `onTurnError` is set. */
  process(activity: Partial<Activity>, logic: Logic): Promise<void> {
    return this.runMiddleware(new TurnContext(this, activity), logic);
  }

  override async sendActivities(_: TurnContext, activities: Partial<Activity>[]): Promise<ResourceResponse[]> {
    const responses: ResourceResponse[] = [];
    for (const activity of activities) responses.push({ id: await this.#send(activity) });
    return responses;
  }

  /** Rejects with `ActivityImmutable`. */
  override updateActivity(): Promise<void> {
    return Promise.reject(new ActivityImmutable());
  }

  /** Rejects with `ActivityImmutable`. */
  override deleteActivity(): Promise<void> {
    return Promise.reject(new ActivityImmutable());
  }

  /** Runs a turn that no activity of the user began. */
  override continueConversation(reference: Partial<ConversationReference>, logic: Logic): Promise<void> {
    const event = { type: 'event', name: 'ContinueConversation', channelId };
    return this.process(TurnContext.applyConversationReference(event, reference, true), logic);
  }

  async #send(activity: Partial<Activity>): Promise<string> {
    const conversationId = activity.conversation?.id ?? '';
    switch (activity.type) {
      case 'delay':
        await new Promise((resolve) => setTimeout(resolve, Number(activity.value ?? 1000)));
        return '';
      case 'trace':
      case 'invokeResponse':
        return '';
      case 'typing':
        this.#transcript.show(conversationId, { ...activity, channelId });
        return '';
      default:
        return (await this.#transcript.append(conversationId, activity)).id ?? '';
    }
  }
}
