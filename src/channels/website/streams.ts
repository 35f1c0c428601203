import { HttpError, type SocketRoute } from '../../http/http.ts';
import { type Doorkeeper, requireOpen } from './access.ts';
import { readWatermark } from './incoming.ts';
import { closeCodes, Stream } from './stream.ts';
import type { Transcript } from './transcript.ts';

/** All open streams. */
export interface Streams {
  readonly route: SocketRoute;
  start(): Promise<void>;
  /** Resolves once all are closed, in a way that makes clients come back. */
  stop(): Promise<void>;
}

// Proxies give up on a silent connection after 30 to 60 seconds.
const beatEvery = 20_000;
// Other replicas announce what they store, but an announcement may get lost.
const lookEvery = 10_000;
const maxPerConversation = 10;

/** @param shared whether other replicas store activities too, so that nobody here is told of them. */
export function createStreams(door: Doorkeeper, transcript: Transcript, shared: boolean): Streams {
  const streams = new Set<Stream>();
  const timers: NodeJS.Timeout[] = [];
  let stopping = false;
  const every = (milliseconds: number, act: (stream: Stream) => void) => {
    timers.push(setInterval(() => streams.forEach(act), milliseconds).unref());
  };

  return {
    route: {
      path: '/v3/directline/conversations/:id/stream',
      async admit(request) {
        const { conversation } = await door.enter(request, request.url.searchParams.get('t') ?? undefined);
        const place = readWatermark(request);
        // As when polling, what stands can be read to its end.
        const { stored } = await transcript.after(conversation.id, place);
        if (stored.length === 0) requireOpen(conversation);
        if (transcript.countFollowers(conversation.id) >= maxPerConversation)
          throw new HttpError(429, 'TooManyStreams', `A conversation has at most ${maxPerConversation} streams.`);
        return (socket) => {
          const stream = new Stream(socket, transcript, conversation.id, place);
          streams.add(stream);
          // Its handshake was under way when the others were closed.
          if (stopping) void stream.close(closeCodes.restarting);
          socket.once('close', () => streams.delete(stream));
        };
      },
    },

    async start() {
      every(beatEvery, (stream) => stream.beat());
      if (shared) every(lookEvery, (stream) => stream.wake());
    },

    async stop() {
      stopping = true;
      for (const timer of timers) clearInterval(timer);
      await Promise.all([...streams].map((stream) => stream.close(closeCodes.restarting)));
    },
  };
}
