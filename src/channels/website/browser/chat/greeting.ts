import type { Activity } from './server.ts';

interface StoreAction {
  readonly type: string;
  readonly payload?: object;
}

/** Puts the school's own first words in place of the bot's; what may be tapped below them stays. */
export function greetedBy(action: StoreAction, greeting: string | undefined): StoreAction {
  if (!greeting || !action.payload || !('activity' in action.payload)) return action;
  const activity = action.payload.activity as Activity;
  if (activity.type !== 'message' || activity.from?.role !== 'bot' || !isFirst(activity)) return action;
  const greeted = { ...activity, text: greeting, textFormat: 'plain', speak: greeting };
  return { ...action, payload: { ...action.payload, activity: greeted } };
}

const isFirst = ({ channelData }: Activity) => channelData?.['webchat:sequence-id'] === 1;
