import { createHash } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import type { Outcome, Submission } from '../../dialogs/form/form.ts';
import { describeError, type Log } from '../log.ts';
import type { Handoff, HandoffStore } from '../storage/handoff-store.ts';
import { delayAfter, PACE, type Pace } from './backoff.ts';
import { codeOf, type Deliver } from './delivery.ts';
import { createWorker } from './worker.ts';

/** Who left a question, as the channel names them. */
export interface Sender {
  readonly conversationId: string;
  readonly userId: string;
}

/** Keeps what students leave for a person until it is delivered. */
export interface Outbox {
  /**
   * Stores a submission and waits a little for its first delivery; resolves to what became of it by then. The same from
   * the same sender is stored once, so a turn that failed can be repeated. Rejects if it cannot be stored.
   */
  submit(sender: Sender, submission: Submission): Promise<Outcome>;
  /** Takes up what was left undelivered. */
  start(): void;
  /** Lets the delivery that is running end, and begins no other. */
  stop(): Promise<void>;
}

export interface OutboxOptions {
  readonly store: HandoffStore;
  /** Without it, handoffs wait in the store. */
  readonly deliver?: Deliver;
  readonly log: Log;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  readonly pace?: Pace;
}

/** One delivery at a time; what fails is tried again, ever more rarely, until it is given up. */
export function createOutbox({ store, deliver, log, now = Date.now, pace = PACE }: OutboxOptions): Outbox {
  const attempted = new EventEmitter();
  /** Delivered, but not yet stored as such. */
  const acknowledged = new Set<string>();
  let isStopped = false;
  const worker = createWorker(deliver ? () => deliverDue(deliver) : async () => undefined);

  /** Resolves to the milliseconds until the next is due. */
  async function deliverDue(deliver: Deliver): Promise<number | undefined> {
    try {
      for (;;) {
        // Claimed for longer than an attempt can take, so that it is due again only if this process dies.
        const time = now();
        const until = time + pace.attempt + pace.firstDelay;
        const due = isStopped ? undefined : await store.claim(time, until, until + 2 * pace.longestDelay);
        if (!due) break;
        await attempt(due, deliver);
        attempted.emit(due.id);
      }
      const next = await store.nextDue();
      // No longer than that, for the clock may be put back.
      return next === undefined ? undefined : Math.min(Math.max(next - now(), 0), pace.longestDelay);
    } catch (error) {
      log.error({ code: 'HANDOFF_STORE_FAILED', ...describeError(error) });
      return pace.firstDelay;
    }
  }

  async function attempt(handoff: Handoff, deliver: Deliver): Promise<void> {
    const { id, attempts } = handoff;
    try {
      if (!acknowledged.has(id)) await deliver(handoff, AbortSignal.timeout(pace.attempt));
    } catch (error) {
      return postpone(handoff, codeOf(error));
    }
    acknowledged.add(id);
    await store.delivered(id, now());
    acknowledged.delete(id);
    log.info({ handoff: id, attempts }, 'handoff delivered');
  }

  async function postpone({ id, attempts, createdAt }: Handoff, cause: string): Promise<void> {
    const next = now() + delayAfter(attempts, pace, Math.random());
    const isLast = next > createdAt + pace.giveUpAfter;
    await store.failed(id, cause, isLast ? undefined : next);
    if (isLast) log.error({ code: 'HANDOFF_GIVEN_UP', handoff: id, attempts, cause });
    else log.warn({ code: 'HANDOFF_DELAYED', handoff: id, attempts, cause });
  }

  return {
    async submit(sender, submission) {
      const id = idOf(sender, submission);
      const { deliveredAt, attempts } = await store.add({ id, ...sender, ...submission, createdAt: now() });
      if (deliveredAt !== undefined) return 'sent';
      if (!deliver) return 'kept';
      if (attempts > 0) return 'delayed';
      const outcome = once(attempted, id, { signal: AbortSignal.timeout(pace.firstAnswer) });
      worker.wake();
      await outcome.catch(() => undefined);
      return (await store.find(id))?.deliveredAt === undefined ? 'delayed' : 'sent';
    },

    start: worker.wake,

    async stop() {
      isStopped = true;
      await worker.stop();
    },
  };
}

/** The same for the same question from the same sender. It tells nothing of either, so it may be logged. */
function idOf({ conversationId, userId }: Sender, { name, contact, question }: Submission): string {
  const all = JSON.stringify([conversationId, userId, name, contact, question]);
  return createHash('sha256').update(all).digest('base64url').slice(0, 22);
}
