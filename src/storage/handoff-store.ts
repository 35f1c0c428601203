/** A question that a student left for a person. */
export interface NewHandoff {
  readonly id: string;
  readonly conversationId: string;
  readonly userId: string;
  readonly name: string;
  /** An e-mail address or a phone number. */
  readonly contact: string;
  readonly question: string;
  readonly createdAt: number;
}

/** It and how its delivery stands: delivered, due at a time, or, with neither time, given up. */
export interface Handoff extends NewHandoff {
  readonly deliveredAt?: number;
  readonly nextAttemptAt?: number;
  /** Attempts begun. */
  readonly attempts: number;
  /** Why the last attempt failed, as a code. */
  readonly lastError?: string;
}

export interface HandoffStore {
  /**
   * Stores a handoff, due at once, unless one with that id stands already; one that was given up is due again. Resolves
   * to what stands now.
   */
  add(handoff: NewHandoff): Promise<Handoff>;
  find(id: string): Promise<Handoff | undefined>;
  /**
   * Takes the handoff that is due at `now`, the one with the fewest attempts first, and counts an attempt. Nobody else
   * gets it until the time given, when it is due again unless the attempt has been reported by then. What is due only
   * after `furthest` is due too: the clock must have been put back.
   */
  claim(now: number, until: number, furthest?: number): Promise<Handoff | undefined>;
  delivered(id: string, now: number): Promise<void>;
  /** The attempt failed; it is due again at the time given, or given up. */
  failed(id: string, error: string, nextAttemptAt: number | undefined): Promise<void>;
  /** When the next is due; `undefined` if nothing waits. */
  nextDue(): Promise<number | undefined>;
  /** Deletes what a user left. Resolves to how many handoffs that were. */
  deleteFor(userId: string): Promise<number>;
  /** Deletes what was left before a time, delivered or not. Resolves to how many handoffs that were. */
  purge(before: number): Promise<number>;
}
