import type { Arrival } from './arrival.ts';
import { accountOf, activityAt, maxText } from './arrival.ts';
import type { EventCallback } from './incoming.ts';
import { decodeMrkdwn } from './mrkdwn.ts';
import { isPrivate } from './place.ts';

type Event = EventCallback['event'];

/**
 * What an event asks for: a message, or a welcome for whoever opens the conversation with the bot. Nothing where it asks
 * for nothing, as with what bots say, what was edited and what has a subtype.
 */
export function readEvent(callback: EventCallback): Arrival | undefined {
  const { event } = callback;
  switch (event.type) {
    case 'app_mention':
    case 'message':
      return readMessage(callback);
    case 'app_home_opened':
      return event.tab === 'messages' ? readOpening(callback, event.user, event.channel) : undefined;
    case 'assistant_thread_started': {
      const { user_id, channel_id, thread_ts } = event.assistant_thread ?? {};
      return readOpening(callback, user_id, channel_id, thread_ts);
    }
    default:
      return undefined;
  }
}

function readMessage({ event, team_id, event_id, authorizations }: EventCallback): Arrival | undefined {
  const { user, channel, ts, text } = event;
  const bot = authorizations?.[0]?.user_id ?? undefined;
  if (!user || !channel || !ts || user === bot || !isSaid(event)) return undefined;
  const place = { team: team_id, channel, thread: event.thread_ts ?? ts };
  const hearing = hears(event, isPrivate(place));
  if (!hearing) return undefined;
  const activity = {
    ...activityAt(place, { id: user }, Number(ts)),
    type: 'message',
    id: ts,
    text: decodeMrkdwn(text ?? '', bot).slice(0, maxText),
    channelData: hearing === 'overheard' ? { overheard: true } : {},
  };
  return { id: event_id, activity };
}

/** Whether a person said it, just now. */
const isSaid = ({ subtype, bot_id, hidden, edited }: Event) => !subtype && !bot_id && !hidden && !edited;

/**
 * How a message reaches the bot: every one of a direct message does, in a channel those that name the bot. Where Slack
 * is asked for all of a channel's messages it sends those a second time, and the others of a thread, which may go on
 * with what the bot said there.
 */
function hears({ type, text, thread_ts }: Event, isDirect: boolean): 'told' | 'overheard' | undefined {
  if (isDirect) return type === 'message' ? 'told' : undefined;
  if (type === 'app_mention') return 'told';
  return thread_ts && !/<@\w/.test(text ?? '') ? 'overheard' : undefined;
}

function readOpening(
  { event_id, team_id, event }: EventCallback,
  user: string | null | undefined,
  channel: string | null | undefined,
  thread?: string,
): Arrival | undefined {
  if (!user || !channel) return undefined;
  const activity = {
    ...activityAt({ team: team_id, channel, thread }, { id: user }, Number(event.event_ts ?? 0)),
    type: 'conversationUpdate',
    membersAdded: [accountOf(team_id, { id: user })],
  };
  return { id: event_id, activity };
}
