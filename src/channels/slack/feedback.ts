import type { KnownBlock } from '@slack/types';
import { z } from 'zod/v4';
import type { Reply } from '../../../dialogs/reply.ts';
import { isRated } from '../answer.ts';
import type { Rating } from '../channel.ts';

/** What the clicked thumb brings back: everything that is kept of a vote but the message it is of. */
export type Vote = Omit<Rating, 'answer' | 'question'>;

/** The action that a clicked thumb is. */
export const feedbackAction = 'feedback';

/**
 * Slack's thumbs, below what can be rated. Each carries what was answered, so that nothing of it needs to be kept
 * until someone clicks.
 */
export function feedbackButtons({ kind, programs, topics, confidence, citations }: Reply): KnownBlock[] {
  if (!isRated(kind)) return [];
  const articles = citations.map(({ article }) => article);
  const button = (vote: Vote['vote'], text: string, label: string) => ({
    text: { type: 'plain_text' as const, text },
    accessibility_label: label,
    value: JSON.stringify({ vote, kind, programs, topics, confidence, articles } satisfies Vote),
  });
  return [
    {
      type: 'context_actions',
      elements: [
        {
          type: 'feedback_buttons',
          action_id: feedbackAction,
          positive_button: button('up', 'Helpful', 'This answer helped'),
          negative_button: button('down', 'Not helpful', 'This answer did not help'),
        },
      ],
    },
  ];
}

const ids = z.array(z.string());
const vote = z.object({
  vote: z.enum(['up', 'down']),
  kind: z.string(),
  programs: ids,
  topics: ids,
  confidence: z.number(),
  articles: ids,
});

/** The vote in a clicked thumb's value; nothing for a value of another form. */
export function readVote(value: unknown): Vote | undefined {
  return vote.safeParse(value).data;
}
