import type { Bot } from '../../../src/channels/channel.ts';
import { drawForSlack } from '../../../src/channels/slack/draw.ts';
import { type Service, startService } from '../../contracts/service.ts';
import { comparison, fallback } from '../sample-reply.ts';
import { signingSecret } from './requests.ts';
import { appToken, botToken, type StandIn, startSlack } from './stand-in.ts';

/** A service that Slack is set up for, and the Slack it calls. */
export interface SlackService {
  readonly service: Service;
  readonly slack: StandIn;
  readonly url: string;
  close(): Promise<void>;
}

/** @param how how events come in: posted to the service, or over Socket Mode alone. */
export async function startSlackService(
  env: Record<string, string> = {},
  how: 'http' | 'socket' = 'http',
  bot: Bot = parrot,
): Promise<SlackService> {
  const slack = await startSlack();
  const token: Record<string, string> =
    how === 'http' ? { SLACK_SIGNING_SECRET: signingSecret } : { SLACK_APP_TOKEN: appToken };
  const settings = { SLACK_BOT_TOKEN: botToken, SLACK_API_URL: slack.apiUrl, ...token, ...env };
  const service = await startService({ env: settings, bot });
  return {
    service,
    slack,
    url: service.url,
    async close() {
      await service.app.stop();
      await slack.close();
    },
  };
}

/**
 * Says what it hears and in which conversation; compares at `compare`, does not know at `unknown`, greets whoever comes,
 * fails at `fail`.
 */
export const parrot: Bot = {
  async run(context) {
    const { type, text = '', value, conversation } = context.activity;
    if (type === 'conversationUpdate') await context.sendActivity('welcome');
    if (type !== 'message') return;
    if (text === 'fail') throw new Error('cannot answer that');
    if (/^compare/.test(text)) await context.sendActivities(drawForSlack(comparison));
    else if (text === 'unknown') await context.sendActivities(drawForSlack(fallback));
    else await context.sendActivity(`heard ${text}${value ? JSON.stringify(value) : ''} in ${conversation.id}`);
  },
  async rate(context, rating) {
    await context.sendActivity(`rated ${JSON.stringify(rating)}`);
  },
};
