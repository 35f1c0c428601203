import type { Activity, ChannelAccount } from 'botbuilder';
import { conversationId, isPrivate, type Place } from './place.ts';

/** The name of the channel in activities, as the Bot Framework has it. */
export const channelId = 'slack';

/** What an activity brings along for the answer. */
export interface SlackData {
  /** Where to answer what only its user sees. */
  readonly responseUrl?: string;
  /** Whether it was said in a thread without naming the bot. */
  readonly overheard?: boolean;
}

/** Something that is to be answered: an activity, and the id under which Slack would send it again. Plain JSON. */
export interface Arrival {
  readonly id: string;
  readonly activity: SlackActivity;
}

export type SlackActivity = Partial<Activity> & {
  readonly conversation: Activity['conversation'];
  readonly from: ChannelAccount;
  readonly channelData: SlackData;
};

/** The most of a message that is read, in characters. */
export const maxText = 2000;

/** An activity of a user at a place, at so many seconds since 1970. Ids of users and the bot are unique across workspaces, as the Bot Framework's are. */
export function activityAt(place: Place, user: User, seconds: number): Omit<SlackActivity, 'type'> {
  const isGroup = !isPrivate(place);
  const conversation = {
    id: conversationId(place),
    isGroup,
    conversationType: isGroup ? 'channel' : 'personal',
    name: '',
  };
  return {
    channelId,
    conversation,
    from: accountOf(place.team, user),
    recipient: { id: `bot:${place.team}`, name: 'Crossroads', role: 'bot' },
    timestamp: new Date(seconds * 1000),
    channelData: {},
  };
}

export interface User {
  readonly id: string;
  readonly name?: string | null | undefined;
}

export const accountOf = (team: string, { id, name }: User): ChannelAccount => ({
  id: `${id}:${team}`,
  name: name ?? '',
  role: 'user',
});

/** Slack's own id of a user whose account is given. */
export const slackUser = ({ id }: ChannelAccount) => id.split(':')[0] ?? '';
