import type { Activity, Storage, TurnContext } from 'botbuilder';
import type { Answer } from '../answer.ts';
import type { Rating } from '../channel.ts';

/** What was answered, by the id that Teams gave the message: a thumb names nothing else. */
export interface Said {
  /** Has what can be rated of what a turn sends remembered. */
  watch(context: TurnContext): void;
  recall(context: TurnContext, message: string): Promise<Omit<Rating, 'vote'> | undefined>;
}

/** @param keep what of the user's words may be kept until a thumb is clicked; nothing, if it gives nothing. */
export function createSaid(states: Storage, keep: (words: string) => string | undefined): Said {
  const remember = async (context: TurnContext, message: string, answer: Answer) => {
    const { kind, programs, topics, confidence, citations } = answer;
    const articles = citations.map(({ article }) => article);
    const question = keep(context.activity.text ?? '');
    const said = { answer: message, kind, programs, topics, confidence, articles, ...(question && { question }) };
    await states.write({ [keyOf(context, message)]: { said } });
  };

  return {
    watch(context) {
      context.onSendActivities(async (_, activities, next) => {
        const responses = await next();
        for (const [i, activity] of activities.entries()) {
          const id = responses[i]?.id;
          if (id && isRateable(activity)) await remember(context, id, activity.channelData.answer);
        }
        return responses;
      });
    },
    async recall(context, message) {
      const key = keyOf(context, message);
      return (await states.read([key]))[key]?.said;
    },
  };
}

const isRateable = ({ channelData }: Partial<Activity>): boolean => channelData?.feedbackLoop !== undefined;

/** Below the conversation's own key, so that it goes with it. */
const keyOf = ({ activity: { channelId, conversation } }: TurnContext, message: string) =>
  `${channelId}/conversations/${conversation.id}/answers/${message}`;
