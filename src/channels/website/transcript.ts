import type { Activity } from 'botbuilder';
import type { Announcements } from '../../storage/announcements.ts';
import type { Complete, ConversationStore, StoredActivity } from '../../storage/storage.ts';
import { nameInThumbs } from './thumbs.ts';

/** Someone who follows a conversation. */
export interface Follower {
  /** Something was stored after what the follower has read; these activities, where they are at hand. */
  wake(stored?: readonly StoredActivity[]): void;
  /** An activity for the moment, which is stored nowhere. */
  glimpse(activity: Partial<Activity>): void;
}

/** What was said in each conversation, and who follows it. */
export interface Transcript {
  /** Gives an activity its id, time and place, once its place is known. */
  complete(conversationId: string, activity: Partial<Activity>): Complete;
  /** Tells the followers, here and at other replicas, that something was stored; those here, what. */
  wake(conversationId: string, stored?: readonly StoredActivity[]): void;
  /** Shows the followers an activity without storing it. */
  show(conversationId: string, activity: Partial<Activity>): void;
  /** What stands after a place, at most a page of it. */
  after(conversationId: string, place: number): Promise<{ stored: readonly StoredActivity[]; more: boolean }>;
  /** The activity of that id, if it stands in the conversation. */
  find(conversationId: string, activityId: string): Promise<Partial<Activity> | undefined>;
  /** @returns what ends the following. */
  follow(conversationId: string, follower: Follower): () => void;
  countFollowers(conversationId: string): number;
}

const page = 50;

export function createTranscript(
  store: ConversationStore,
  now: () => number,
  announcements?: Announcements,
): Transcript {
  const followers = new Map<string, Set<Follower>>();
  const of = (id: string) => followers.get(id) ?? new Set<Follower>();
  const wake = (id: string, stored?: readonly StoredActivity[]) => {
    for (const follower of of(id)) follower.wake(stored);
  };
  announcements?.subscribe('said', (id) => {
    for (const one of id === undefined ? [...followers.keys()] : [id]) wake(one);
  });

  return {
    complete: (id, activity) => (sequence) => complete(id, activity, sequence, now()),

    wake(id, stored) {
      wake(id, stored);
      announcements?.publish('said', id);
    },

    show(id, activity) {
      for (const follower of of(id)) follower.glimpse(activity);
    },

    async after(id, place) {
      const stored = await store.list(id, place, page);
      return { stored, more: stored.length === page };
    },

    async find(id, activityId) {
      const place = placeOf(activityId);
      const [found] = place ? await store.list(id, place - 1, 1) : [];
      const activity = found?.activity;
      return activity?.id === activityId ? activity : undefined;
    },

    follow(id, follower) {
      const all = of(id).add(follower);
      followers.set(id, all);
      return () => {
        all.delete(follower);
        if (all.size === 0 && followers.get(id) === all) followers.delete(id);
      };
    },

    countFollowers: (id) => of(id).size,
  };
}

/**
 * What a client is sent, as JSON: activities, and up to where it has now read.
 * @param place where it had read to before.
 */
export function activitySet(stored: readonly StoredActivity[], place: number): string {
  const watermark = `${stored.at(-1)?.sequence ?? place}`;
  // Put together piece by piece, which copies nothing yet; `join` would.
  const said = stored.reduce((all, { json }) => (all ? `${all},${json}` : json), '');
  return `{"activities":[${said}],"watermark":"${watermark}"}`;
}

/** Clients sort by the sequence id and drop what they have seen by the id. */
function complete(
  conversationId: string,
  activity: Partial<Activity>,
  sequence: number,
  time: number,
): Partial<Activity> {
  const id = `${conversationId}|${String(sequence).padStart(7, '0')}`;
  return {
    ...activity,
    id,
    timestamp: new Date(time),
    channelId,
    conversation: { ...activity.conversation, id: conversationId } as Activity['conversation'],
    channelData: { ...activity.channelData, 'webchat:sequence-id': sequence },
    ...(activity.entities && activity.from?.role === 'bot' && { entities: nameInThumbs(activity.entities, id) }),
  };
}

/** The place that an id given out above names; 0 for any other id. */
function placeOf(activityId: string): number {
  return Number(/^[^|]+\|(\d{7,9})$/.exec(activityId)?.[1] ?? 0);
}

/** The SDK leaves `replyToId` out where it must only for this name and `directline`. */
export const channelId = 'webchat';
