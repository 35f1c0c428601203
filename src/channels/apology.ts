import type { Activity } from 'botbuilder';

/** What a user is told whose message could not be answered. */
export const apology: Partial<Activity> = {
  type: 'message',
  text: 'Sorry, something went wrong on our side and your question was not answered. Please try it again.',
  channelData: { answer: { kind: 'fallback', programs: [], topics: [], confidence: 0, citations: [] } },
};
