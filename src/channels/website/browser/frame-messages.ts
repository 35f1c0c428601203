/**
 * What the chat page says to the page around it: that it is there, that it can take the focus, that Escape was pressed
 * in it, that the bot said something new. Nothing of the conversation itself leaves the frame.
 */
export type FromChat = 'here' | 'ready' | 'close' | 'reply';

/** What the launcher says to the chat page: put the cursor where the user types; ask this. */
export type ToChat = { readonly crossroads: 'focus' } | { readonly crossroads: 'ask'; readonly question: string };

export interface FrameMessage {
  readonly crossroads: FromChat;
}

/** The longest question that a page may ask in the visitor's name, in characters; the service takes no longer ones. */
export const LONGEST_QUESTION = 2000;

/** The word of a message in this protocol, or `undefined` for any other message. */
export function frameWord(data: unknown): string | undefined {
  if (typeof data !== 'object' || data === null || !('crossroads' in data)) return undefined;
  return typeof data.crossroads === 'string' ? data.crossroads : undefined;
}

/** The question in a message that asks one; `undefined` if it cannot be asked. */
export function askedIn(data: unknown): string | undefined {
  if (frameWord(data) !== 'ask' || typeof data !== 'object' || data === null || !('question' in data)) return undefined;
  return readQuestion(data.question);
}

/** A question that can be asked, without the space around it: 1 to 2,000 characters. */
export function readQuestion(given: unknown): string | undefined {
  const question = typeof given === 'string' ? given.trim() : '';
  return question && question.length <= LONGEST_QUESTION ? question : undefined;
}
