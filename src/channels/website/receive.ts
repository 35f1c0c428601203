import { randomUUID } from 'node:crypto';
import type { Activity } from 'botbuilder';
import { HttpError, type Request } from '../../http/http.ts';
import { networkOf, type RateLimit } from '../../http/rate-limit.ts';
import type { Conversation, ConversationStore } from '../../storage/storage.ts';
import { TOO_LONG } from '../channel.ts';
import type { Access } from './access.ts';
import { type Incoming, maxText, readActivity } from './incoming.ts';
import { requireSaidIn } from './ratings.ts';
import { readVote } from './thumbs.ts';
import { arrival, botAccount, userAccount, type WebsiteTurns } from './turns.ts';

export interface ReceiveOptions {
  readonly conversations: ConversationStore;
  readonly turns: WebsiteTurns;
  readonly perUser: RateLimit;
  /** Of all users of an address. */
  readonly questions: RateLimit;
}

/**
 * Takes in what a client posts; resolves to its id once it is stored, together with its answer where they can be.
 * Rejects with `HttpError` 400, 403 or 429.
 */
export type Receive = (request: Request, access: Access, conversation: Conversation) => Promise<string>;

export function createReceive({ conversations, turns, perUser, questions }: ReceiveOptions): Receive {
  const settleUser = async ({ id, userId }: Conversation, named: string | null | undefined) => {
    if (userId) return userId;
    if (!named) throw new HttpError(400, 'MissingProperty', 'from.id: missing, and the token names no user');
    if (await conversations.bind(id, named))
      await turns.tell(id, 'arrival', arrival([userAccount(named)], userAccount(named)));
    else if ((await conversations.find(id))?.userId !== named)
      throw new HttpError(403, 'Forbidden', 'The conversation is another user’s.');
    return named;
  };

  /** Tells who speaks in the conversation, too, that a message was refused: not every client shows a refusal. */
  const refuse = async (error: unknown, { id, userId }: Conversation) => {
    if (!userId || !(error instanceof HttpError) || error.code !== 'MessageTooLong') return;
    perUser.take(userId);
    await turns.tell(id, randomUUID(), { type: 'event', name: TOO_LONG, value: maxText, from: userAccount(userId) });
  };

  const readOrRefuse = async (request: Request, conversation: Conversation): Promise<Incoming> => {
    try {
      return readActivity(request);
    } catch (error) {
      await refuse(error, conversation);
      throw error;
    }
  };

  return async (request, access, conversation) => {
    const incoming = await readOrRefuse(request, conversation);
    const named = (access !== 'all' && access.userId) || incoming.from?.id;
    const userId = await settleUser(conversation, named);
    const vote = readVote(incoming);
    if (vote) requireSaidIn(conversation.id, vote);
    const activity = toActivity(incoming, userId);
    const unstored = { ...activity, id: `${conversation.id}|${randomUUID()}` };
    if (activity.type === 'typing' || onlyRepeatsArrival(incoming, userId)) return unstored.id;
    perUser.take(userId);
    // Whoever holds the secret speaks for many users.
    if (access !== 'all') questions.take(networkOf(request.address));
    if (activity.type === 'conversationUpdate') {
      await turns.tell(conversation.id, unstored.id, unstored);
      return unstored.id;
    }
    return (await turns.say(conversation.id, activity)).id ?? '';
  };
}

/** The user is who the token says, whatever the activity claims. */
function toActivity({ from, ...incoming }: Incoming, userId: string): Partial<Activity> {
  const given = Object.entries(incoming).filter(([, value]) => value != null);
  return { ...Object.fromEntries(given), from: userAccount(userId, from?.name ?? undefined) };
}

/** Web Chat announces its user on connecting; the bot was told at the start. */
function onlyRepeatsArrival({ type, membersAdded, membersRemoved }: Incoming, userId: string): boolean {
  const known = [userId, botAccount.id];
  return (
    type === 'conversationUpdate' &&
    !membersRemoved?.length &&
    (membersAdded ?? []).every(({ id }) => known.includes(id))
  );
}
