import { type Activity, TurnContext } from 'botbuilder-core';
import { type RateLimit, refusalOf } from '../../http/rate-limit.ts';
import { markTurn, turnOf } from '../../observe/current-turn.ts';
import type { Bot } from '../channel.ts';
import { LIMITS } from './limits.ts';
import type { Heard } from './read.ts';
import type { Said } from './said.ts';
import { drawInPlace } from './turn-draw.ts';

export interface ActOptions {
  readonly bot: Bot;
  readonly said: Said;
  readonly perUser: RateLimit;
  /** Answers a query of the message extension. */
  readonly search?: ((query: string) => object) | undefined;
}

/** What a turn does with what was heard. */
export type Act = (context: TurnContext, heard: Heard) => Promise<void>;

export function createAct({ bot, said, search, perUser }: ActOptions): Act {
  return async (context, heard) => {
    switch (heard.kind) {
      case 'message': {
        const refusal = refusalOf(perUser, context.activity.from.id);
        if (refusal) return send(context, { type: 'message', text: refusal });
        said.watch(context);
        return bot.run(context);
      }
      case 'arrival':
        if (!heard.isCrowd || (await isSmall(context))) await bot.run(context);
        return;
      case 'vote': {
        const { vote, comment } = heard;
        const rated = await said.recall(context, heard.message);
        if (rated) await bot.rate?.(context, { ...rated, vote, ...(comment && { comment }) });
        return;
      }
      case 'tap':
        return respond(context, { statusCode: 200, ...(await answerInPlace(context, heard.choice, bot)) });
      case 'search':
        if (search) await respond(context, search(heard.query));
        return;
      case 'unknown':
      case 'nothing':
        // The SDK answers an invoke that got no answer with 501.
        return;
      default:
        return heard satisfies never;
    }
  };
}

/** Answers the button of a card that waits for what takes its place. */
async function answerInPlace(context: TurnContext, choice: string, bot: Bot) {
  const { adapter, activity } = context;
  const asked = new TurnContext(adapter, { ...activity, type: 'message', text: '', value: { choice } });
  const said: Partial<Activity>[] = [];
  asked.onSendActivities(async (_, activities) => activities.map((one) => ({ id: `${said.push(one)}` })));
  drawInPlace(asked);
  markTurn(asked, turnOf(context));
  await bot.run(asked);
  const [card] = said.flatMap(({ attachments = [] }) => attachments);
  if (!card) return { type: 'application/vnd.microsoft.activity.message', value: 'There is nothing to show.' };
  return { type: card.contentType, value: card.content };
}

const respond = (context: TurnContext, body: object) =>
  send(context, { type: 'invokeResponse', value: { status: 200, body } });

const send = async (context: TurnContext, activity: Partial<Activity>) => void (await context.sendActivity(activity));

/** Whether so few are here that a greeting disturbs nobody. Where that cannot be told it is not given. */
async function isSmall(context: TurnContext): Promise<boolean> {
  try {
    // Loaded by then: what answers is the SDK's adapter.
    const { TeamsInfo } = await import('botbuilder');
    const { members, continuationToken } = await TeamsInfo.getPagedMembers(context, LIMITS.greetedMembers + 1);
    return !continuationToken && members.length <= LIMITS.greetedMembers;
  } catch {
    return false;
  }
}
