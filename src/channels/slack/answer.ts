import type { Activity, TurnContext } from 'botbuilder';
import { type RateLimit, refusalOf } from '../../http/rate-limit.ts';
import { type CurrentTurn, markTurn } from '../../observe/current-turn.ts';
import { StateConflict } from '../../storage/errors.ts';
import type { Answer } from '../answer.ts';
import type { Bot } from '../channel.ts';
import type { Finish } from '../turns.ts';
import { SlackAdapter } from './adapter.ts';
import { type Arrival, type SlackActivity, slackUser } from './arrival.ts';
import { feedbackAction } from './feedback.ts';
import { limits } from './limits.ts';
import { placeOf } from './place.ts';
import type { Post } from './post.ts';
import { respond } from './respond.ts';
import { type Shares, shareAction } from './share.ts';
import type { WebApi } from './web-api.ts';

export interface AnswerParts {
  readonly bot: Bot;
  readonly api: WebApi;
  readonly post: Post;
  readonly shares: Shares;
  readonly perUser: RateLimit;
  /** What may be asked first. */
  prompts(): readonly string[];
  /** Whether this process took the arrival in itself, so that nobody can have answered it before. */
  isOwn(arrival: Arrival): boolean;
}

/** Takes the turn of what arrived: runs the bot, posts what it says, then stores what the turn changed. */
export function createAnswer(
  parts: AnswerParts,
): (arrival: Arrival, finish: Finish, turn: CurrentTurn) => Promise<void> {
  const { bot, api, post, shares } = parts;

  const act = (context: TurnContext, { name, value }: SlackActivity) =>
    name === feedbackAction ? bot.rate?.(context, value) : bot.run(context);

  const isAnswered = async (arrival: Arrival) => {
    const { channel, thread } = placeOf(arrival.activity.conversation.id);
    return !parts.isOwn(arrival) && thread ? api.isAnswered({ channel, thread }, arrival.id) : false;
  };

  /** What Slack shows beside the answer: that it comes, or what may be asked. */
  const attend = async ({ type, conversation, channelData }: SlackActivity) => {
    const { channel, thread } = placeOf(conversation.id);
    if (type === 'conversationUpdate') await api.suggest({ channel, thread }, parts.prompts().slice(0, limits.prompts));
    else if (type === 'message' && thread && !channelData.overheard) await api.showStatus({ channel, thread });
  };

  const share = async ({ value, from, channelData }: SlackActivity) => {
    const { responseUrl = '' } = channelData;
    const message = await shares.take(value, slackUser(from));
    if (!message) return;
    await respond(responseUrl, { ...message, response_type: 'in_channel', replace_original: false });
    await respond(responseUrl, { delete_original: true });
  };

  return async (arrival, finish, turn) => {
    const { activity } = arrival;
    if (activity.name === shareAction) return share(activity);
    if (await isAnswered(arrival)) return;
    const refusal = activity.type === 'message' && refusalOf(parts.perUser, activity.from.id);
    if (refusal) return post(arrival, { type: 'message', text: refusal });
    const [{ said, states }] = await Promise.all([
      SlackAdapter.run(activity, async (context) => {
        markTurn(context, turn);
        await act(context, activity);
      }),
      attend(activity),
    ]);
    if (activity.channelData.overheard && said.some(isFallback)) return;
    for (const message of said) await post(arrival, message);
    await finish({ states }).catch(unlessConflict);
  };
}

/** Between people who talk among themselves, the bot does not say what it cannot answer. */
function isFallback({ channelData }: Partial<Activity>): boolean {
  const answer: Answer | undefined = channelData?.answer;
  return answer?.kind === 'fallback';
}

/** What is posted stays posted: taking the turn again would post it twice. */
function unlessConflict(error: unknown): void {
  if (!(error instanceof StateConflict)) throw error;
}
