import { setTimeout as pause } from 'node:timers/promises';
import { describeError, type Log } from '../../log.ts';
import { quietLogger } from './quiet-logger.ts';

export interface SocketOptions {
  readonly appToken: string;
  readonly apiUrl?: string | undefined;
  readonly log: Log;
  /** Takes in what Slack sends; it is acknowledged when this resolves, and sent again where it rejects. */
  accept(payload: unknown): Promise<void>;
}

/** The connection that Slack's events come over where they cannot be posted to the service. */
export interface Socket {
  /** Connects, and again whenever the connection is lost, until it is stopped. */
  start(): void;
  stop(): Promise<void>;
}

const firstPause = 500;
const longestPause = 30_000;

/** Loads Slack's client, which is not needed where Slack can reach the service. */
export async function createSocket({ appToken, apiUrl, log, accept }: SocketOptions): Promise<Socket> {
  const { SocketModeClient } = await import('@slack/socket-mode');
  const client = new SocketModeClient({
    appToken,
    logger: quietLogger(log),
    // Its own way of reconnecting ends the process where Slack cannot be reached for long.
    autoReconnectEnabled: false,
    clientOptions: { retryConfig: { retries: 1 }, ...(apiUrl && { slackApiUrl: `${apiUrl}/` }) },
  });
  let isStopped = false;

  client.on('slack_event', async ({ ack, body }: { ack: () => Promise<void>; body: unknown }) => {
    try {
      await accept(body);
      await ack();
    } catch (error) {
      log.error({ code: 'EVENT_FAILED', channel: 'slack', ...describeError(error) }, 'left to Slack to send again');
    }
  });

  /** Resolves once the connection is lost; rejects if there was none. */
  const connect = async () => {
    const lost = new Promise((resolve) => client.once('disconnected', resolve));
    await client.start();
    log.info('connected to Slack');
    await lost;
  };

  const stayConnected = async () => {
    for (let wait = firstPause; !isStopped; ) {
      const began = Date.now();
      await connect().catch((error: unknown) =>
        log.error({ code: 'NO_CONNECTION', channel: 'slack', ...describeError(error) }, 'no connection to Slack'),
      );
      wait = Date.now() - began > longestPause ? firstPause : Math.min(wait * 2, longestPause);
      if (!isStopped) await pause(wait, undefined, { ref: false });
    }
  };

  return {
    start: () => void stayConnected(),
    async stop() {
      isStopped = true;
      await client.disconnect();
    },
  };
}
