import type { Activity, Storage, StoreItems } from 'botbuilder';
import type { Announcements } from './announcements.ts';
import type { HandoffStore } from './handoff-store.ts';
import type { Schema } from './schema.ts';

/**
 * Everything that outlives a turn. One interface, whatever database stands behind it. Times are milliseconds since 1970
 * and are passed in; only the states, whose methods are the SDK's, take theirs from the clock the database was opened with.
 */
export interface Database {
  /** Conversation state by key: the SDK's three methods with ETags. A stale ETag rejects with `StateConflict`. */
  readonly states: Storage;
  /**
   * Stores a state that is never idle, unless one stands under its key; resolves to what stands now, which is the same for
   * all who ask at the same time.
   */
  keepForGood<State extends object>(key: string, value: State): Promise<State>;
  readonly conversations: ConversationStore;
  readonly feedback: FeedbackStore;
  readonly handoffs: HandoffStore;
  readonly inbox: Inbox;
  /**
   * Ends a turn: stores what came of it and drops its message's payload, all in one transaction. Resolves to what was
   * said, as it was stored. Rejects with `TurnLost` if the claim is no longer good and with `StateConflict` if a state
   * has changed since the turn read it; then nothing is stored.
   */
  finish(item: InboxItem, outcome: Outcome, now: number): Promise<StoredActivity[]>;
  /**
   * Takes in a message over the website and ends its turn, in one: stores it with all that came of it. Resolves to the
   * activities as they were stored, the message first; to nothing, with nothing stored, where the message is known
   * already, another of its conversation is unanswered, its place is taken or a state has changed since the turn read it:
   * it is to be taken in by itself then.
   */
  exchange(exchange: Exchange, now: number): Promise<StoredActivity[] | undefined>;
  /** Missing where no other process shares the database. */
  readonly announcements?: Announcements;
  /** Answers whether the database can be reached and written to, for readiness. */
  ping(): Promise<boolean>;
  /**
   * Deletes what is kept of a user, in one transaction: what was talked of and said in the conversation given and in all
   * others of that user, their feedback and what they left for a person. The conversation given stands on, empty, so that it can be told.
   */
  forget(whom: Whom): Promise<void>;
  /**
   * What is kept of a person, found by a user id, a conversation's id or the address or number left with a question.
   * Nothing known leaves every list empty.
   */
  find(who: string): Promise<Kept>;
  /** Deletes what `find` finds, all or nothing; resolves to what it was. */
  erase(who: string): Promise<Kept>;
  /** How many rows each table holds. */
  count(): Promise<Readonly<Record<string, number>>>;
  /** Drops what was said, and what it was about, in conversations not touched since `before`; they stand on, empty. */
  removeWords(before: number): Promise<void>;
  /** Drops states, conversations and feedback not touched since `before`. Resolves to how many conversations went. */
  removeIdle(before: number): Promise<number>;
  close(): Promise<void>;
}

/** Rows as they are stored, by table. */
export type Kept = { readonly [Table in keyof Schema]: readonly Schema[Table][] };

/** A user, and the conversation in which they are, as a channel names them. */
export interface Whom {
  readonly channelId: string;
  readonly conversationId: string;
  readonly userId: string;
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
  /** As it is stored: JSON. */
  readonly json: string;
  /** The same, parsed each time. */
  readonly activity: Partial<Activity>;
}

/** Receives the place of an activity and returns the activity to store, with the id and order that depend on it. */
export type Complete = (sequence: number) => Partial<Activity>;

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
  /** The place after the newest as this process last saw it; nothing where it has not seen the conversation lately. */
  nextPlace(id: string): number | undefined;
  /** Binds a user to a conversation that has none yet; resolves to whether this call bound it. */
  bind(id: string, userId: string): Promise<boolean>;
  end(id: string): Promise<void>;
  /**
   * Appends an activity and gives it its place. Durable once resolved. Rejects with `ConversationGone` for an unknown id.
   */
  append(id: string, complete: Complete, now: number): Promise<StoredActivity>;
  /** What a client sent, by the id that it gave it itself. */
  findSent(id: string, clientId: string): Promise<StoredActivity | undefined>;
  /** The activities after a place, in order, at most `limit` of them (the oldest first). */
  list(id: string, after: number, limit: number): Promise<StoredActivity[]>;
}

/** What a user thinks of an answer, and what was understood and answered. */
export interface Feedback {
  readonly conversationId: string;
  readonly userId: string;
  /** The id of the message that answered. */
  readonly answer: string;
  readonly vote: 'up' | 'down';
  readonly kind: string;
  /** Ids, as those of the topics and articles. */
  readonly programs: readonly string[];
  readonly topics: readonly string[];
  /** How sure the bot was that it understood, 0–1. */
  readonly confidence: number;
  /** The articles it rests on. */
  readonly articles: readonly string[];
  /** The user's words: what was asked, and what was typed beside the thumb. */
  readonly question?: string;
  readonly comment?: string;
  readonly at: number;
}

export interface FeedbackStore {
  /** Stores a vote; a later one of the same user on the same answer takes its place. */
  put(feedback: Feedback): Promise<void>;
  /** The votes since a time, the oldest first, at most `limit` of them. */
  list(since: number, limit: number): Promise<Feedback[]>;
}

/** A message as a channel takes it in. */
export interface Delivery {
  /** The channel's name; ids are unique within it. */
  readonly channel: string;
  readonly conversationId: string;
  /** As the platform names it; a delivery that comes again comes under the same id. */
  readonly id: string;
  /** What the turn needs, as plain JSON. It holds a user's words: it is gone once the turn is done. */
  readonly payload: unknown;
}

/** A message with a claim on it: until the time given, nobody else takes a turn of its conversation. */
export interface InboxItem extends Delivery {
  readonly claimedUntil: number;
  /** How often it was taken up out of the queue; 0 if its turn began as it came in. */
  readonly claims: number;
}

/** How long a claim on a message lasts: from `now` to `until`. */
export interface Lease {
  readonly now: number;
  readonly until: number;
}

/** What became of a delivery: its turn may begin, it waits for the conversation's earlier ones, or it was known already. */
export type Accepted =
  | { readonly outcome: 'claimed'; readonly item: InboxItem }
  | { readonly outcome: 'queued' | 'repeated' };

/** Messages from their being taken in until they are answered. */
export interface Inbox {
  /**
   * Takes in a delivery, unless one of that id was taken in since the last `purge` reached back to it. Durable once resolved. It is
   * claimed at once where its conversation has nothing else to answer.
   */
  accept(delivery: Delivery, lease: Lease): Promise<Accepted>;
  /**
   * The same for the website: the activity joins the transcript in the same transaction, is the payload, and gives the
   * delivery its id. It is known already by the id of its client; `ended` says whether the conversation is over with it.
   * Rejects with `ConversationGone`.
   */
  acceptSaid(
    delivery: Omit<Delivery, 'id' | 'payload'> & { readonly clientId?: string | undefined; readonly ended?: boolean },
    complete: Complete,
    lease: Lease,
  ): Promise<Accepted & { readonly stored?: StoredActivity }>;
  /**
   * Takes up the conversation's first message that is not answered. `busy`: someone else has a turn of it. Nothing: all
   * are answered.
   */
  claim(channel: string, conversationId: string, lease: Lease): Promise<InboxItem | 'busy' | undefined>;
  /** Makes a claim last longer; resolves to nothing if it is no longer good. */
  renew(item: InboxItem, until: number): Promise<InboxItem | undefined>;
  /** The conversations, at most `limit`, that have something to answer which nobody has taken up, or not in time. */
  waiting(channel: string, lease: Lease, limit: number): Promise<string[]>;
  /** Ends the claims on messages taken in before a time, whoever has them; for where nobody else can be alive. */
  release(channel: string, before: number): Promise<void>;
  /** Forgets the messages taken in before a time, answered or not. Resolves to how many that were. */
  purge(before: number): Promise<number>;
}

/** What came of a turn. */
export interface Outcome {
  /** States to write, each with the ETag it was read with; one without must be new, `*` overwrites. */
  readonly states?: StoreItems;
  /** What the bot said in a conversation of the website. */
  readonly said?: readonly Complete[];
  /** Whether that ended the conversation. */
  readonly ended?: boolean;
}

/** A message and what came of its turn, which are stored together. */
export interface Exchange extends Omit<Delivery, 'id' | 'payload'> {
  /** What the client calls the message. */
  readonly clientId?: string | undefined;
  /** The place that the message is to have. */
  readonly place: number;
  /** The activity to store, complete. */
  readonly message: Partial<Activity>;
  readonly outcome: Required<Pick<Outcome, 'states' | 'said'>>;
}
