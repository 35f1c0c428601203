import type { Choice } from '../../dialogs/index.ts';
import type { Engine } from '../../src/engine.ts';

/** A reply as it stands before whoever came in by a door. */
export interface Shown {
  readonly kind: string;
  readonly programs: readonly string[];
  readonly topics: readonly string[];
  /** Ids of the articles it rests on. */
  readonly articles: readonly string[];
  /** What can be read, without the list of sources and the buttons; markers of sources as `[1]`. */
  readonly body: string;
  /** The whole as plain text. */
  readonly spoken: string;
  /** Their ids are empty where the channel carries none. */
  readonly choices: readonly Choice[];
}

/** One visitor's conversation, from the welcome on. */
export interface Visit {
  /** Says a text, or taps a choice of the reply before. Rejects where the reply is not exactly one message. */
  say(text: string, choice?: Choice): Promise<Shown>;
}

/** A channel as its users meet it. */
export interface Door {
  readonly name: string;
  enter(): Promise<Visit>;
  close(): Promise<void>;
}

/** Opens a door to the bot that answers from what an engine knows. */
export type OpenDoor = (engine: Engine) => Promise<Door>;

/** The one reply to a text. Throws where there is none or more. */
export function theOnly<T>(replies: readonly T[], text: string): T {
  const [reply] = replies;
  if (!reply || replies.length > 1) throw new Error(`${replies.length} replies to "${text}"`);
  return reply;
}
