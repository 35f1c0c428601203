/** The tables as Kysely sees them. Times are milliseconds since 1970; JSON is stored as text. */
export interface Schema {
  states: StateRow;
  conversations: ConversationRow;
  activities: ActivityRow;
  feedback: FeedbackRow;
  handoffs: HandoffRow;
  inbox: InboxRow;
}

export interface StateRow {
  key: string;
  /** The state without its ETag, as JSON. */
  value: string;
  etag: string;
  updated_at: number;
}

export interface ConversationRow {
  id: string;
  user_id: string | null;
  created_at: number;
  last_active_at: number;
  /** 0 or 1. */
  ended: number;
  /** The place of the newest activity; 0 before the first. */
  last_sequence: number;
}

export interface ActivityRow {
  conversation_id: string;
  sequence: number;
  /** The activity as JSON. */
  activity: string;
  /** What the client that sent it calls it; no other of the conversation may have the same. */
  client_id: string | null;
}

/** One for each answer and user. */
export interface FeedbackRow {
  conversation_id: string;
  answer_id: string;
  user_id: string;
  vote: 'up' | 'down';
  kind: string;
  /** Lists of ids as JSON. */
  programs: string;
  topics: string;
  articles: string;
  /** 0 to 1. */
  confidence: number;
  question: string | null;
  comment: string | null;
  voted_at: number;
}

/** A question left for a person. Due when `next_attempt_at` has come; null once it is delivered or given up. */
export interface HandoffRow {
  id: string;
  conversation_id: string;
  user_id: string;
  name: string;
  contact: string;
  question: string;
  created_at: number;
  delivered_at: number | null;
  attempts: number;
  next_attempt_at: number | null;
  last_error: string | null;
}

/** A message that was taken in. Its id is kept for a while after its turn, so that it is not taken in again. */
export interface InboxRow {
  channel: string;
  conversation_id: string;
  id: string;
  /** Orders the messages of a conversation. */
  place: number;
  /** As JSON; null once its turn is done. */
  payload: string | null;
  accepted_at: number;
  done_at: number | null;
  /** Until when whoever took it up has it to themselves; null while nobody has. */
  claimed_until: number | null;
  /** The number of the process that has it; null where processes do not know of each other. */
  claimed_by: number | null;
  /** How often it was taken up out of the queue. */
  claims: number;
}
