import type { TurnContext } from 'botbuilder';
import type { Route, SocketRoute } from '../http/http.ts';

/** What answers, whichever channel asks. */
export interface Bot {
  run(context: TurnContext): Promise<void>;
}

/** A way to reach the bot. */
export interface Channel {
  readonly routes: readonly Route[];
  readonly sockets?: readonly SocketRoute[];
  /** Begins what the channel does of its own accord, once the service listens. */
  start?(): Promise<void>;
  /** Lets go of its clients; called when no turn is running any more. */
  stop?(): Promise<void>;
}
