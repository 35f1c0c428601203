import type { Activity } from 'botbuilder';
import type { WebSocket } from 'ws';
import type { StoredActivity } from '../../storage/storage.ts';
import { activitySet, type Follower, type Transcript } from './transcript.ts';

/** Close codes a client comes back on. */
export const closeCodes = { ended: 1000, restarting: 1012, failed: 1011 } as const;

// With each message awaited, only a page of activities can wait here; more than this is not being read.
const maxBuffered = 4 * 1024 * 1024;

/**
 * Sends a conversation over a socket. The transcript is its only source and its place in it only moves forward, so that
 * nothing is lost or sent twice between what stood at the beginning and what comes.
 */
export class Stream implements Follower {
  readonly #socket: WebSocket;
  readonly #transcript: Transcript;
  readonly #conversationId: string;
  #place: number;
  #work: Promise<void> = Promise.resolve();
  #waking = false;
  #stored: readonly StoredActivity[] = [];
  #heard = true;

  constructor(socket: WebSocket, transcript: Transcript, conversationId: string, place: number) {
    this.#socket = socket;
    this.#transcript = transcript;
    this.#conversationId = conversationId;
    this.#place = place;
    const leave = transcript.follow(conversationId, this);
    socket.on('close', leave);
    socket.on('error', () => socket.terminate());
    socket.on('pong', () => this.#hear());
    socket.on('message', () => this.#hear());
    this.wake();
  }

  wake(stored: readonly StoredActivity[] = []): void {
    // Who is behind reads it all from the transcript instead of having it kept here.
    this.#stored = this.#waking ? [] : stored;
    if (this.#waking) return;
    this.#waking = true;
    this.#enqueue(async () => {
      this.#waking = false;
      const stored = this.#stored;
      this.#stored = [];
      const follows = stored[0]?.sequence === this.#place + 1;
      if (follows ? await this.#advance(stored) : await this.#catchUp()) this.#socket.close(closeCodes.ended);
    });
  }

  glimpse(activity: Partial<Activity>): void {
    this.#enqueue(() => this.#write(JSON.stringify({ activities: [activity] })));
  }

  /** To be called at intervals: drops the client if it was not heard of since the last time or does not read. */
  beat(): void {
    if (!this.#heard || this.#socket.bufferedAmount > maxBuffered) this.#socket.terminate();
    if (!this.#isOpen()) return;
    this.#heard = false;
    this.#socket.ping();
    this.#enqueue(() => this.#write(''));
  }

  /** Sends what is left and closes; cuts the connection if the client does not answer within a second. */
  async close(code: number): Promise<void> {
    const cut = setTimeout(() => this.#socket.terminate(), 1000);
    const closed = new Promise<void>((resolve) => this.#socket.once('close', resolve));
    await this.#work;
    this.#socket.close(code);
    if (this.#socket.readyState !== this.#socket.CLOSED) await closed;
    clearTimeout(cut);
  }

  #hear(): void {
    this.#heard = true;
  }

  #enqueue(job: () => Promise<void>): void {
    this.#work = this.#work
      .then(() => (this.#isOpen() ? job() : undefined))
      .catch(() => this.#socket.close(closeCodes.failed));
  }

  async #catchUp(): Promise<boolean> {
    let ended = false;
    for (let more = true; more && this.#isOpen(); ) {
      const next = await this.#transcript.after(this.#conversationId, this.#place);
      ended = (await this.#advance(next.stored)) || ended;
      more = next.more;
    }
    return ended;
  }

  /** Sends what stands next; resolves to whether the conversation ends with it. */
  async #advance(stored: readonly StoredActivity[]): Promise<boolean> {
    const last = stored.at(-1);
    if (!last) return false;
    await this.#write(activitySet(stored, this.#place));
    this.#place = last.sequence;
    return stored.some(ends);
  }

  /** Resolves once the text is handed to the network, so that a slow client holds up nothing but itself. */
  #write(text: string): Promise<void> {
    // The socket would go through text several times until it has its bytes.
    const bytes = Buffer.from(text);
    return new Promise((resolve, reject) =>
      this.#socket.send(bytes, { binary: false }, (error) => (error ? reject(error) : resolve())),
    );
  }

  #isOpen(): boolean {
    return this.#socket.readyState === this.#socket.OPEN;
  }
}

/** Parses only what may end a conversation. */
const ends = (stored: StoredActivity) =>
  stored.json.includes('endOfConversation') && stored.activity.type === 'endOfConversation';
