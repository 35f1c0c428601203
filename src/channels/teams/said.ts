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
    const said = { answer: message, kind, programs, topics, confidence, articles };
    const question = keep(context.activity.text ?? '');
    const [key, own] = keysOf(context, message);
    await states.write({ [key]: { said }, ...(question && { [own]: { question } }) });
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
      const [key, own] = keysOf(context, message);
      const { [key]: answered, [own]: asked } = await states.read([key, own]);
      return answered && { ...answered.said, ...(asked && { question: asked.question }) };
    },
  };
}

const isRateable = ({ channelData }: Partial<Activity>): boolean => channelData?.feedbackLoop !== undefined;

/**
 * The keys of what was answered and of what a user asked, below the conversation's own. The latter is the user's, as a
 * state is where several people talk: whoever else rates the answer has not asked for it, and it goes when the user wants
 * to be forgotten.
 */
function keysOf({ activity: { channelId, conversation, from } }: TurnContext, message: string): [string, string] {
  const key = `${channelId}/conversations/${conversation.id}/answers/${message}/`;
  return [key, `${key}users/${from.id}/`];
}
