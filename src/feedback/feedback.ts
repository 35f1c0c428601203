import type { Kit, Say } from '../../dialogs/index.ts';
import { composeDislike } from '../../dialogs/index.ts';
import type { Bot } from '../channels/channel.ts';
import type { FeedbackStore } from '../storage/storage.ts';
import { scrub } from './scrub.ts';

export interface FeedbackOptions {
  readonly store: FeedbackStore;
  /** Whether the user's words are kept, scrubbed. */
  readonly storeQuestions: boolean;
  readonly kit: Kit;
  readonly say: Say;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Stores what a user thinks of an answer; a thumb down is also answered with what to do next. */
export function createFeedback({ store, storeQuestions, kit, say, now }: FeedbackOptions): Required<Bot>['rate'] {
  return async (context, { question, comment, ...rating }) => {
    const { conversation, from } = context.activity;
    const words = storeQuestions && {
      ...(question && { question: scrub(question) }),
      ...(comment && { comment: scrub(comment) }),
    };
    await store.put({ ...rating, ...words, conversationId: conversation.id, userId: from.id, at: now() });
    if (rating.vote === 'down') await say(context, composeDislike(rating, kit));
  };
}
