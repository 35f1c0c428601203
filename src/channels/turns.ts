import { setTimeout as pause } from 'node:timers/promises';
import type { Metrics } from '../http/metrics.ts';
import { describeError, type Log } from '../log.ts';
import { beginTurn, type CurrentTurn, step } from '../observe/current-turn.ts';
import { ConversationGone, DatabaseUnavailable, StateConflict, TurnLost } from '../storage/errors.ts';
import type { Accepted, Database, Delivery, InboxItem, Lease, Outcome, StoredActivity } from '../storage/storage.ts';
import type { TurnQueue } from '../turns.ts';
import { persist } from './persist.ts';

/**
 * Ends a turn: stores what came of it, all at once. Resolves to what was said on the website, as it was stored. Rejects
 * where the turn is another's by now, or has to be taken again; both are for the caller of `answer` to handle.
 */
export type Finish = (outcome: Outcome) => Promise<StoredActivity[]>;

export interface TurnsOptions<Payload> {
  /** The channel's name, in the figures, the log and the inbox. */
  readonly channel: string;
  readonly database: Database;
  readonly queue: Pick<TurnQueue, 'run'>;
  readonly metrics: Metrics;
  readonly log: Log;
  readonly now: () => number;
  /**
   * Takes a turn: runs the bot, sends what it says, and calls `finish` with the rest of what came of it. A turn that does
   * not is finished when this resolves. It may be taken again, should the process die before it is finished.
   */
  answer(payload: Payload, finish: Finish, turn: CurrentTurn): Promise<void>;
  /** Tells the user that their message was not answered. */
  apologise(payload: Payload, finish: Finish, turn: CurrentTurn): Promise<void>;
}

/** The turns of a channel: one at a time in a conversation, across all replicas, each until it is finished. */
export interface Turns {
  /**
   * Takes in a delivery and has its turn taken. Resolves once it is stored, before it is answered, to whether it is new.
   */
  accept(delivery: Omit<Delivery, 'channel'>): Promise<boolean>;
  /** Has the turn taken of a delivery that `store` puts into the inbox. Resolves to what `store` does, and to the turn, which never rejects. */
  acceptWith<Stored extends Accepted>(
    conversationId: string,
    store: (lease: Lease) => Promise<Stored>,
  ): Promise<Stored & { readonly turn?: Promise<void> }>;
  /** Takes up what was left unanswered, now and at intervals. */
  start(): void;
  stop(): void;
}

/**
 * How long a claim lasts, in milliseconds: what a process had in hand that does not answer any more waits so long for
 * another. One that has ended is noticed by the database, and sooner.
 */
const leaseTime = 15_000;
const renewEvery = leaseTime / 3;
const lookEvery = 1_000;
const lookAgain = 100;

/** A turn that took its process down so often is not tried again. */
const maxClaims = 5;
const maxReplays = 5;
const page = 100;

/** What the turns of a conversation wait for each other under. */
export const queueKey = (channel: string, conversationId: string) => `${channel} ${conversationId}`;

export function createTurns<Payload>(options: TurnsOptions<Payload>): Turns {
  const { channel, database, queue, metrics, log, now } = options;
  const { inbox } = database;
  const lease = (): Lease => ({ now: now(), until: now() + leaseTime });
  const report = (error: unknown, turn?: CurrentTurn) => {
    const what = { channel, ...(turn && { turn: turn.id }), ...describeError(error) };
    if (error instanceof DatabaseUnavailable) log.warn({ code: 'TURN_DELAYED', ...what }, 'turn delayed');
    else log.error({ code: 'TURN_FAILED', ...what }, 'turn failed');
  };
  const enqueue = (conversationId: string, turn: () => Promise<void>) =>
    queue.run(queueKey(channel, conversationId), () => turn().catch((error: unknown) => report(error)));
  let looker: NodeJS.Timeout | undefined;
  let stopped = false;
  const isStopped = () => stopped;

  /** Takes the turn of whichever message of the conversation is the next, once nobody else has one of it. */
  async function takeNext(conversationId: string): Promise<void> {
    for (;;) {
      const next = await inbox.claim(channel, conversationId, lease());
      if (!next) return;
      if (next !== 'busy') return take(next);
      if (stopped) return;
      await pause(lookAgain);
    }
  }

  async function take(item: InboxItem): Promise<void> {
    const began = performance.now();
    const turn = beginTurn();
    const held = hold(item, turn);
    const outcome = await held.answer().catch(async (error: unknown) => {
      if (error instanceof TurnLost || error instanceof ConversationGone) return 'lost';
      report(error, turn);
      if (error instanceof DatabaseUnavailable) return 'left';
      await options.apologise(item.payload as Payload, held.finish, turn);
      await held.finish({});
      return 'failed';
    });
    held.release();
    if (outcome === 'done' || outcome === 'failed')
      metrics.turn(channel, outcome, (performance.now() - began) / 1000, turn);
  }

  /** Keeps the claim on a message for as long as its turn takes. */
  function hold(item: InboxItem, turn: CurrentTurn) {
    let claim = Promise.resolve(item);
    let isFinished = false;
    const renew = async (mine: InboxItem) => (await inbox.renew(mine, lease().until).catch(() => undefined)) ?? mine;
    const renewer = setInterval(() => {
      claim = claim.then(renew);
    }, renewEvery).unref();

    const finish: Finish = async (outcome) => {
      if (isFinished) return [];
      clearInterval(renewer);
      const mine = await claim;
      const stored = await persist(() => step(turn, 'save', () => database.finish(mine, outcome, now())), isStopped);
      isFinished = true;
      return stored;
    };

    const answer = async (replays = maxReplays): Promise<'done'> => {
      if (item.claims > maxClaims) throw new Error('This message ended its process too often');
      try {
        await persist(() => options.answer(item.payload as Payload, finish, turn), isStopped);
        await finish({});
        return 'done';
      } catch (error) {
        if (!(error instanceof StateConflict) || replays === 0) throw error;
        return answer(replays - 1);
      }
    };

    return { answer, finish, release: () => clearInterval(renewer) };
  }

  // Where no other process shares the database, whoever had a claim before this one began is dead.
  const began = now();
  const release = async () => {
    if (!database.announcements) await inbox.release(channel, began);
  };

  const look = async () => {
    for (const id of await inbox.waiting(channel, lease(), page)) void enqueue(id, () => takeNext(id));
  };

  const acceptWith: Turns['acceptWith'] = async (conversationId, store) => {
    const accepted = await store(lease());
    if (accepted.outcome === 'repeated') return accepted;
    const turn = enqueue(conversationId, () =>
      accepted.outcome === 'claimed' ? take(accepted.item) : takeNext(conversationId),
    );
    return { ...accepted, turn };
  };

  return {
    acceptWith,
    async accept(delivery) {
      const { conversationId } = delivery;
      const { outcome } = await acceptWith(conversationId, (lease) => inbox.accept({ ...delivery, channel }, lease));
      return outcome !== 'repeated';
    },
    start() {
      const fail = (error: unknown) => log.error({ code: 'INBOX_FAILED', channel, ...describeError(error) });
      looker = setInterval(() => look().catch(fail), lookEvery).unref();
      void release().then(look).catch(fail);
    },
    stop() {
      stopped = true;
      clearInterval(looker);
    },
  };
}
