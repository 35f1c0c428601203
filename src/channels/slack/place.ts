/** Where in Slack something is said. */
export interface Place {
  readonly team: string;
  readonly channel: string;
  /** The timestamp of the thread's first message; without it, the channel itself. */
  readonly thread?: string | undefined;
  /** Who alone sees it, where that is one user: a command and what follows from its answer. */
  readonly only?: string | undefined;
}

/** The conversation that a place is. Everything said there is one conversation, and nothing else is. */
export function conversationId({ team, channel, thread, only }: Place): string {
  return [team, channel, thread ?? only].filter(Boolean).join(':');
}

/** The place that a conversation id names. */
export function placeOf(id: string): Place {
  const [team = '', channel = '', last] = id.split(':');
  if (!last) return { team, channel };
  return /^\d/.test(last) ? { team, channel, thread: last } : { team, channel, only: last };
}

/** Whether only the user and the bot are there: ids of direct messages begin with a D. */
export const isPrivate = ({ channel, only }: Place) => channel.startsWith('D') || only !== undefined;
