import {
  type Activity,
  ActivityTypes,
  BotAdapter,
  type ConversationReference,
  type ResourceResponse,
  TurnContext,
} from 'botbuilder-core';
import type { Bot } from '../channel.ts';

const USER = { id: 'you', name: 'You' };
const BOT = { id: 'bot', name: 'Crossroads' };

/** Talks to the bot from a terminal: every activity it sends is handed to `write`. */
export class TerminalAdapter extends BotAdapter {
  readonly #bot: Bot;
  readonly #write: (activity: Partial<Activity>) => void;

  constructor(bot: Bot, write: (activity: Partial<Activity>) => void) {
    super();
    this.#bot = bot;
    this.#write = write;
  }

  join(): Promise<void> {
    return this.#receive({ type: ActivityTypes.ConversationUpdate, membersAdded: [USER] });
  }

  say(text: string, value?: unknown): Promise<void> {
    return this.#receive({ type: ActivityTypes.Message, text, value });
  }

  #receive(activity: Partial<Activity>): Promise<void> {
    const conversation = { id: 'terminal', isGroup: false, conversationType: 'personal', name: 'Terminal' };
    const context = new TurnContext(this, {
      channelId: 'terminal',
      conversation,
      from: USER,
      recipient: BOT,
      ...activity,
    });
    return this.runMiddleware(context, (turn) => this.#bot.run(turn));
  }

  override async sendActivities(_context: TurnContext, activities: Partial<Activity>[]): Promise<ResourceResponse[]> {
    activities.forEach(this.#write);
    return activities.map((_, i) => ({ id: String(i) }));
  }

  override updateActivity(): Promise<never> {
    return Promise.reject(new Error('A terminal cannot change what it has printed.'));
  }

  override deleteActivity(): Promise<never> {
    return Promise.reject(new Error('A terminal cannot take back what it has printed.'));
  }

  override continueConversation(_reference: Partial<ConversationReference>): Promise<never> {
    return Promise.reject(new Error('A terminal conversation is not continued from outside.'));
  }
}
