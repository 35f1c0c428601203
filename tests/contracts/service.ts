import type { TurnContext } from 'botbuilder';
import { type App, createApp } from '../../src/app.ts';
import type { Bot } from '../../src/channels/channel.ts';
import { readConfig } from '../../src/config.ts';
import { createLog } from '../../src/log.ts';

/** A running service on a free port. */
export interface Service {
  readonly url: string;
  readonly app: App;
  /** What it logged, line by line. */
  readonly logged: string[];
}

interface ServiceOptions {
  readonly env?: Record<string, string>;
  readonly bot?: Bot;
  readonly now?: () => number;
}

export const secret = 'a-secret-for-tests';

export async function startService({ env = {}, bot = echo, now = Date.now }: ServiceOptions = {}): Promise<Service> {
  const base = { PORT: '0', DATABASE_URL: 'sqlite::memory:', RATE_LIMIT_PER_MINUTE: '0', DIRECT_LINE_SECRET: secret };
  const logged: string[] = [];
  const log = createLog('info', { write: (line: string) => void logged.push(line) });
  const app = await createApp(readConfig({ ...base, ...env }), { bot, now, log });
  return { url: await app.start(), app, logged };
}

/** Says what it hears; greets whoever joins; fails at `fail`; takes its time at `slow`; types first at `type`. */
export const echo: Bot = {
  async run(context) {
    const { type, text = '', membersAdded = [] } = context.activity;
    if (type === 'conversationUpdate')
      await greet(
        context,
        membersAdded.map(({ id }) => id),
      );
    if (type === 'endOfConversation') await context.sendActivity('bye');
    if (type === 'event') await context.sendActivity(`event ${context.activity.name}`);
    if (type !== 'message') return;
    if (text === 'fail') throw new Error(`cannot answer ${text}`);
    if (text === 'slow') await new Promise((resolve) => setTimeout(resolve, 300));
    if (text === 'type') await context.sendActivity({ type: 'typing' });
    if (text === 'stop') await context.sendActivity({ type: 'endOfConversation', code: 'completedSuccessfully' });
    else await context.sendActivity(`heard ${text}`);
  },
};

/** The same as one whose answers are stored together with what they answer, where they can be. */
export const promptEcho: Bot = { ...echo, isPrompt: true };

async function greet(context: TurnContext, members: string[]): Promise<void> {
  const joined = members.filter((id) => id !== context.activity.recipient.id);
  if (joined.length > 0) await context.sendActivity(`welcome ${joined.join(' and ')}`);
}
