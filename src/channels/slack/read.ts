import { type Arrival, activityAt, maxText } from './arrival.ts';
import { feedbackAction, readVote } from './feedback.ts';
import type { BlockActions, Command, Incoming } from './incoming.ts';
import { decodeMrkdwn } from './mrkdwn.ts';
import { readEvent } from './read-event.ts';
import { shareAction } from './share.ts';

/**
 * What a payload asks to be answered; nothing where it asks for nothing.
 * @param now milliseconds since 1970, for commands: they alone do not say when they were given.
 */
export function readArrival(incoming: Incoming, now: number): Arrival | undefined {
  if (!incoming || 'challenge' in incoming) return undefined;
  if ('command' in incoming) return readCommand(incoming, now);
  return incoming.type === 'block_actions' ? readAction(incoming) : readEvent(incoming);
}

/** A tapped button: a choice is said, a thumb and the button that shares an answer are events of those names. */
function readAction(payload: BlockActions): Arrival | undefined {
  const { user, container, actions, trigger_id } = payload;
  const [action] = actions;
  if (!action) return undefined;
  const { action_id, action_ts } = action;
  const value = parsed(action.value);
  const activity = {
    ...activityAt(placeOfAction(payload), user, Number(action_ts ?? 0)),
    channelData: dataOf(payload),
  };
  const arrival = (rest: object) => ({
    id: trigger_id ?? `${user.id}:${action_ts}`,
    activity: { ...activity, ...rest },
  });
  if (action_id === shareAction) return arrival({ type: 'event', name: shareAction, value });
  if (action_id !== feedbackAction)
    return arrival({ type: 'message', id: action_ts, text: decodeMrkdwn(action.text?.text ?? ''), value });
  const vote = readVote(value);
  return vote && arrival({ type: 'event', name: feedbackAction, value: { ...vote, answer: container.message_ts } });
}

/** What is tapped below an answer that only one user sees is answered to that user alone, as the answer was. */
function placeOfAction({ team, user, channel, container, message }: BlockActions) {
  const place = { team: team.id, channel: channel.id };
  return container.is_ephemeral
    ? { ...place, only: user.id }
    : { ...place, thread: container.thread_ts ?? message?.thread_ts ?? container.message_ts };
}

const dataOf = ({ container, response_url }: BlockActions) =>
  container.is_ephemeral && response_url ? { responseUrl: response_url } : {};

/** `/compare a vs b` says "compare a vs b"; of every other command, what follows it is said. */
function readCommand({ command, text, ...given }: Command, now: number): Arrival {
  const said = decodeMrkdwn(text);
  const place = { team: given.team_id, channel: given.channel_id, only: given.user_id };
  const activity = {
    ...activityAt(place, { id: given.user_id, name: given.user_name }, now / 1000),
    type: 'message',
    id: given.trigger_id,
    text: (command === '/compare' && said ? `compare ${said}` : said).slice(0, maxText),
    channelData: { responseUrl: given.response_url },
  };
  return { id: given.trigger_id, activity };
}

function parsed(value: string | null | undefined): unknown {
  try {
    return JSON.parse(value ?? '');
  } catch {
    return undefined;
  }
}
