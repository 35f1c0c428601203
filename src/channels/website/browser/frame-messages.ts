/**
 * What the chat page says to the page around it: that it can take the focus, that Escape was pressed in it, that the
 * bot said something. Nothing of the conversation itself leaves the frame.
 */
export type FromChat = 'ready' | 'close' | 'message';

/** What the launcher says to the chat page: put the cursor where the user types. */
export type ToChat = 'focus';

export interface FrameMessage<Word extends FromChat | ToChat> {
  readonly crossroads: Word;
}

/** The word of a message in this protocol, or `undefined` for any other message. */
export function frameWord(data: unknown): string | undefined {
  if (typeof data !== 'object' || data === null || !('crossroads' in data)) return undefined;
  return typeof data.crossroads === 'string' ? data.crossroads : undefined;
}
