import { setTimeout as pause } from 'node:timers/promises';
import type { Activity } from 'botbuilder';
import { WebSocket } from 'ws';

/** What went wrong on the way, counted over all clients. */
export interface Tally {
  /** Answers 500 and above, those that say when to come back left out. */
  serverErrors: number;
  /** Answers 503 with `Retry-After`. */
  unavailable: number;
  /** Requests whose connection broke. */
  broken: number;
  /** Answers 400 to 499. */
  refused: number;
}

export interface ClientOptions {
  /** Where to send the next request: any replica. */
  readonly base: () => string;
  /** Whether to listen over a WebSocket instead of asking again and again. */
  readonly socket: boolean;
  readonly tally: Tally;
  /** Gives up trying, as a time of `performance.now()`. */
  readonly deadline: number;
}

// As Web Chat does.
const pollEvery = 1000;
const retryAfter = 250;
// A service that is killed again and again on a busy machine is there for a second now and then.
const answerWithin = 180_000;

/** One Direct Line conversation, held as Web Chat holds it: what fails is tried again, under the same id. */
export class Client {
  readonly activities = new Map<string, Partial<Activity>>();
  id = '';
  #token = '';
  #watermark = '';
  #socket: WebSocket | undefined;
  #isClosed = false;
  readonly #options: ClientOptions;

  constructor(options: ClientOptions) {
    this.#options = options;
  }

  async start(): Promise<void> {
    const embed = await this.#request('/embed/token', 'POST');
    this.#token = embed.token;
    const started = await this.#request('/v3/directline/conversations', 'POST');
    this.id = started.conversationId;
    // What it cannot hear any more will be missed.
    if (this.#options.socket) void this.#listen().catch(() => undefined);
  }

  /** Resolves to the id under which the message was taken in. */
  async say(text: string, clientActivityID: string): Promise<string> {
    const message = { type: 'message', text, channelData: { clientActivityID } };
    return (await this.#request(this.#path('/activities'), 'POST', message)).id;
  }

  /** Resolves to the first reply to a message, or to nothing if none comes within three minutes. */
  async replyTo(id: string): Promise<Partial<Activity> | undefined> {
    const until = Math.min(performance.now() + answerWithin, this.#options.deadline);
    while (performance.now() < until) {
      const reply = [...this.activities.values()].find(({ replyToId }) => replyToId === id);
      if (reply) return reply;
      if (this.#options.socket) await pause(5);
      else await this.#poll().then(() => pause(pollEvery));
    }
    return undefined;
  }

  /** Everything that was said, read anew. */
  async transcript(): Promise<Partial<Activity>[]> {
    const all: Partial<Activity>[] = [];
    for (let watermark = ''; ; ) {
      const { activities, watermark: next } = await this.#request(
        this.#path(`/activities?watermark=${watermark}`),
        'GET',
      );
      if (activities.length === 0) return all;
      all.push(...activities);
      watermark = next;
    }
  }

  close(): void {
    this.#isClosed = true;
    this.#socket?.close();
  }

  #path(operation: string): string {
    return `/v3/directline/conversations/${this.id}${operation}`;
  }

  #take(set: { activities?: Partial<Activity>[]; watermark?: string }): void {
    for (const activity of set.activities ?? []) this.activities.set(activity.id ?? '', activity);
    this.#watermark = set.watermark ?? this.#watermark;
  }

  async #poll(): Promise<void> {
    this.#take(await this.#request(this.#path(`/activities?watermark=${this.#watermark}`), 'GET'));
  }

  async #listen(): Promise<void> {
    while (!this.#isClosed && performance.now() < this.#options.deadline) {
      const { streamUrl } = await this.#request(this.#path(`?watermark=${this.#watermark}`), 'GET');
      // The replica that granted it need not be the one that serves it.
      const { pathname, search } = new URL(streamUrl);
      const socket = new WebSocket(`${this.#options.base().replace(/^http/, 'ws')}${pathname}${search}`);
      this.#socket = socket;
      socket.on('message', (data) => this.#take(JSON.parse(`${data}` || '{}')));
      await new Promise((resolve) => socket.once('close', resolve).once('error', resolve));
      if (!this.#isClosed) await pause(retryAfter);
    }
  }

  // biome-ignore lint/suspicious/noExplicitAny: whatever the service answers
  async #request(path: string, method: string, body?: object): Promise<any> {
    const { tally, deadline, base } = this.#options;
    const headers = { authorization: `Bearer ${this.#token}`, 'content-type': 'application/json' };
    while (performance.now() < deadline) {
      const response = await fetch(base() + path, {
        method,
        headers,
        ...(body && { body: JSON.stringify(body) }),
      }).catch(() => undefined);
      if (!response) tally.broken += 1;
      else if (response.ok) {
        const answer = await response.json().catch(() => undefined);
        if (answer) return answer;
        tally.broken += 1;
      } else {
        await response.body?.cancel().catch(() => undefined);
        // What came too slowly on a busy machine may come again.
        if (response.status === 408) tally.broken += 1;
        else if (response.status < 500) {
          tally.refused += 1;
          throw new Error(`${method} ${path.replace(/\?.*/, '')} was answered ${response.status}`);
        } else if (response.status === 503 && response.headers.has('retry-after')) tally.unavailable += 1;
        else tally.serverErrors += 1;
      }
      await pause(retryAfter);
    }
    throw new Error('The time for the test is over');
  }
}
