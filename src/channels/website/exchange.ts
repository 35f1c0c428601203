import type { Activity, StoreItems } from 'botbuilder';
import type { Metrics } from '../../http/metrics.ts';
import { beginTurn, type CurrentTurn, step } from '../../observe/current-turn.ts';
import type { Database } from '../../storage/storage.ts';
import type { TurnQueue } from '../../turns.ts';
import { queueKey } from '../turns.ts';
import type { Transcript } from './transcript.ts';

export interface ExchangeOptions {
  readonly database: Pick<Database, 'conversations' | 'exchange'>;
  readonly transcript: Transcript;
  readonly queue: TurnQueue;
  readonly metrics: Metrics;
  readonly now: () => number;
  /** Has the bot answer a message without anything else coming of it. Rejects where something would. */
  answer(message: Partial<Activity>, turn: CurrentTurn): Promise<{ said: Partial<Activity>[]; states: StoreItems }>;
}

/**
 * Has a message answered and stores both together. Resolves to the message as it was stored; to nothing, with nothing
 * stored or done, where it has to be stored before it is answered.
 * @param clientId what the client calls the message.
 */
export type ExchangeMessage = (
  conversationId: string,
  activity: Partial<Activity>,
  clientId: string | undefined,
) => Promise<Partial<Activity> | undefined>;

/** For a bot that waits for nothing. */
export function createExchange(options: ExchangeOptions): ExchangeMessage {
  const { database, transcript, queue, metrics, now } = options;

  const exchange = async (conversationId: string, activity: Partial<Activity>, clientId: string | undefined) => {
    const place = database.conversations.nextPlace(conversationId);
    if (place === undefined) return undefined;
    const began = performance.now();
    const turn = beginTurn();
    const message = transcript.complete(conversationId, activity)(place);
    // Whatever goes wrong does so again, and is dealt with, once the message is stored.
    const answered = await options.answer(message, turn).catch(() => undefined);
    if (!answered || answered.said.some(({ type }) => type === 'endOfConversation')) return undefined;
    const said = answered.said.map((one) => transcript.complete(conversationId, one));
    const given = {
      channel: 'website',
      conversationId,
      clientId,
      place,
      message,
      outcome: { states: answered.states, said },
    };
    const stored = await step(turn, 'save', () => database.exchange(given, now())).catch((error: unknown) => {
      // It may have been stored although the answer to that was lost.
      transcript.wake(conversationId);
      throw error;
    });
    if (!stored) return undefined;
    transcript.wake(conversationId, stored);
    metrics.turn('website', 'done', (performance.now() - began) / 1000, turn);
    return message;
  };

  return async (conversationId, activity, clientId) => {
    const key = queueKey('website', conversationId);
    if (activity.type !== 'message' || queue.has(key)) return undefined;
    return queue.run(key, () => exchange(conversationId, activity, clientId));
  };
}
