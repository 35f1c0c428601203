import { z } from 'zod/v4';
import { unpackJson } from './json-in-string.ts';

/** A thumb, and what was typed beside it, if anything was. */
export interface Reaction {
  readonly vote: 'up' | 'down';
  readonly comment?: string;
}

/** Characters of a comment that are read, as of a question. */
const longest = 2000;

const submitted = z.object({
  actionName: z.literal('feedback'),
  actionValue: z.object({ reaction: z.enum(['like', 'dislike']), feedback: z.unknown().optional() }),
});
const form = z.object({ feedbackText: z.string().trim().min(1) });

/** The thumb in the value of an invoke `message/submitAction`, if there is one. */
export function readReaction(value: unknown): Reaction | undefined {
  const given = submitted.safeParse(value).data?.actionValue;
  if (!given) return undefined;
  const comment = form.safeParse(unpackJson(given.feedback)).data?.feedbackText.slice(0, longest);
  return { vote: given.reaction === 'like' ? 'up' : 'down', ...(comment && { comment }) };
}
