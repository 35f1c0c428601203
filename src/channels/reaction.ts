import { z } from 'zod';

const submitted = z.object({
  actionName: z.literal('feedback'),
  actionValue: z.object({ reaction: z.enum(['like', 'dislike']) }),
});

/** The thumb in the value of an invoke `message/submitAction`, if there is one. */
export function readReaction(value: unknown): 'up' | 'down' | undefined {
  const reaction = submitted.safeParse(value).data?.actionValue.reaction;
  return reaction && (reaction === 'like' ? 'up' : 'down');
}
