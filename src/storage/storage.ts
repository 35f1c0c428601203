import type { Activity, Storage } from 'botbuilder';

/**
 * Everything that outlives a turn. One interface, whatever database stands behind it. Times are milliseconds since 1970
 * and are passed in; only the states, whose methods are the SDK's, take theirs from the clock the database was opened with.
 */
export interface Database {
  /** Conversation state by key: the SDK's three methods with ETags. A stale ETag rejects with `StateConflict`. */
  readonly states: Storage;
  readonly conversations: ConversationStore;
  /** Answers whether the database can be reached, for readiness. */
  ping(): Promise<boolean>;
  /** Drops states and conversations not touched since `before`. Resolves to how many conversations went. */
  removeIdle(before: number): Promise<number>;
  close(): Promise<void>;
}

/** A conversation over the website channel. */
export interface Conversation {
  readonly id: string;
  /** The user the conversation is bound to; `undefined` until the first message where the token named none. */
  readonly userId?: string;
  readonly createdAt: number;
  readonly lastActiveAt: number;
  readonly ended: boolean;
}

/** An activity as it was stored: its place in the conversation, counted from 1 without gaps. */
export interface StoredActivity {
  readonly sequence: number;
  readonly activity: Partial<Activity>;
}

export interface ConversationStore {
  /**
   * Creates the conversation unless one with that id stands already; resolves to what stands now. One that stood keeps
   * its user and counts as touched.
   */
  open(conversation: {
    id: string;
    userId?: string;
    now: number;
  }): Promise<{ created: boolean; conversation: Conversation }>;
  find(id: string): Promise<Conversation | undefined>;
  /** Binds a user to a conversation that has none yet; resolves to whether this call bound it. */
  bind(id: string, userId: string): Promise<boolean>;
  end(id: string): Promise<void>;
  /**
   * Appends an activity and gives it its place. `complete` receives the sequence and returns the activity to store
   * (with the id and order that depend on it). Durable once resolved. Rejects with `ConversationGone` for an unknown id.
   */
  append(id: string, complete: (sequence: number) => Partial<Activity>, now: number): Promise<StoredActivity>;
  /** The activities after a place, in order, at most `limit` of them (the oldest first). */
  list(id: string, after: number, limit: number): Promise<StoredActivity[]>;
}
