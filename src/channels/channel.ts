import type { TurnContext } from 'botbuilder';
import type { Route, SocketRoute } from '../http/http.ts';
import type { Feedback } from '../storage/storage.ts';

/** What answers, whichever channel asks. */
export interface Bot {
  run(context: TurnContext): Promise<void>;
  /** Whether its turns wait for nothing but the conversation's state, so that a message may be acknowledged with its answer. */
  readonly isPrompt?: boolean;
  /** Takes what a user thinks of an answer. A bot without it does nothing with that. */
  rate?(context: TurnContext, rating: Rating): Promise<void>;
}

/** The name of the event that tells the bot of a message a channel refused; its value is the limit, in characters. */
export const TOO_LONG = 'message-too-long';

/** A vote on an answer, and what the channel itself remembers of that answer and of the question before it. */
export type Rating = Omit<Feedback, 'conversationId' | 'userId' | 'at'>;

/** A way to reach the bot. */
export interface Channel {
  readonly routes: readonly Route[];
  readonly sockets?: readonly SocketRoute[];
  /** Begins what the channel does of its own accord, once the service listens. */
  start?(): Promise<void>;
  /** Lets go of its clients; called when no turn is running any more. */
  stop?(): Promise<void>;
}
