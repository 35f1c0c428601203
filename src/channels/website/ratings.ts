import type { Activity, TurnContext } from 'botbuilder';
import { HttpError } from '../../http/http.ts';
import { type Answer, isRated } from '../answer.ts';
import type { Bot, Rating } from '../channel.ts';
import type { Vote } from './thumbs.ts';
import type { Transcript } from './transcript.ts';

/** What a turn does with a vote: gives the bot what the transcript says was voted on, or nothing for any other message. */
export type Rate = (vote: Vote) => (context: TurnContext) => Promise<void>;

export function createRate(transcript: Transcript, bot: Bot): Rate {
  const readBack = async (conversationId: string, { message, ...reaction }: Vote): Promise<Rating | undefined> => {
    const said = await transcript.find(conversationId, message);
    const answer = said && answerIn(said);
    if (!said || !answer) return undefined;
    const question = said.replyToId && (await transcript.find(conversationId, said.replyToId))?.text;
    const { kind, programs, topics, confidence, citations } = answer;
    const articles = citations.map(({ article }) => article);
    const rated = { answer: message, kind, programs, topics, confidence, articles };
    return { ...rated, ...reaction, ...(question && { question }) };
  };

  return (vote) => async (context) => {
    const rating = await readBack(context.activity.conversation.id, vote);
    if (rating) await bot.rate?.(context, rating);
  };
}

/** @throws {HttpError} 403 if what was voted on was said in another conversation. */
export function requireSaidIn(conversationId: string, { message }: Vote): void {
  const [place, sequence] = message.split('|');
  if (sequence !== undefined && place !== conversationId)
    throw new HttpError(403, 'Forbidden', 'What was rated is of another conversation.');
}

/** Whatever a user put into a message of their own is no answer. */
function answerIn({ from, channelData }: Partial<Activity>): Answer | undefined {
  const answer: Answer | undefined = from?.role === 'bot' ? channelData?.answer : undefined;
  return answer && isRated(answer.kind) ? answer : undefined;
}
