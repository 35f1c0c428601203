/** The tables as Kysely sees them. Times are milliseconds since 1970; JSON is stored as text. */
export interface Schema {
  states: StateRow;
  conversations: ConversationRow;
  activities: ActivityRow;
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
}
