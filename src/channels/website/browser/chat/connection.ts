import { Once, Series } from './observable.ts';
import { pauseAfter, sleep } from './pause.ts';
import {
  type Activity,
  type ActivitySet,
  type Joined,
  joinConversation,
  postActivity,
  Refused,
  readActivities,
  refreshToken,
  renewToken,
  requestToken,
  startConversation,
} from './server.ts';
import type { Session } from './session.ts';
import { followStream } from './stream.ts';

/** Web Chat's numbers for how a connection stands. A lost one is no other to it: it would take no more messages. */
export const Status = { connecting: 1, online: 2, ended: 5 } as const;
export type Status = (typeof Status)[keyof typeof Status];

export interface ConnectionOptions {
  /** The conversation to take up; a new one is begun where there is none or the server no longer knows it. */
  readonly session: Session | undefined;
  readonly locale: string;
  /** Called whenever what a reload needs has changed. */
  keep(session: Session): void;
  /** A conversation was begun; it has only the greeting, if any. */
  begun?(): void;
  /** An activity that this tab has never shown. */
  fresh?(activity: Activity): void;
  /** The server could not be reached, and is tried again. What is posted meanwhile is delivered afterwards. */
  failed?(): void;
  /** The server can be reached, for the first time or again. */
  online?(): void;
}

// Half of a token's 30 minutes, less what a sleepy timer of a background tab may add.
const REFRESH_MS = 10 * 60_000;
const POLL_MS = 1000;
const HIDDEN_POLL_MS = 10_000;
// Before Web Chat offers to send a message again, which it does after five minutes: nothing is to arrive twice.
const GIVE_UP_MS = 280_000;

/**
 * A Direct Line client for Web Chat. The conversation is read from the server alone and its place only moves forward, so
 * that nothing is lost or shown twice: over reloads, lost networks, restarts of the server and expired tokens. What is
 * posted is delivered once: if an answer is lost, it first looks whether the message has arrived.
 */
export class Connection {
  readonly activity$ = new Series<Activity>(Number.POSITIVE_INFINITY);
  readonly connectionStatus$ = new Series<Status>(1);
  readonly #options: ConnectionOptions;
  readonly #stop = new AbortController();
  readonly #arrived = new Map<unknown, string>();
  #session: Session | undefined;
  /** Up to where this tab has shown the conversation, on this page or one before. */
  #seen: number;
  /** Up to where this page has. */
  #watermark = '';
  #joined = false;
  #streamed = false;
  #refused = false;
  #outbox: Promise<unknown> = Promise.resolve();

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#session = options.session;
    this.#seen = Number(options.session?.watermark ?? 0);
    void this.#run();
  }

  /** Web Chat reads its user from it. */
  get token(): string | undefined {
    return this.#session?.token;
  }

  get conversationId(): string | undefined {
    return this.#session?.conversationId;
  }

  postActivity(activity: Activity): Once<string> {
    // One after the other, so that they arrive in their order.
    const delivery = this.#outbox.then(() => this.#deliver(activity));
    this.#outbox = delivery.catch(() => undefined);
    return new Once(delivery);
  }

  end(): void {
    this.#stop.abort();
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop;
    this.#report(Status.connecting);
    for (let failures = 0; !signal.aborted; failures += 1) {
      try {
        const { streamUrl } = await this.#join();
        failures = 0;
        if (this.#refused) await this.#poll();
        else await this.#follow(streamUrl);
      } catch (error) {
        if (error instanceof Refused && error.gone && this.#joined) return this.#report(Status.ended);
        this.#refused = false;
        this.#options.failed?.();
      }
      await pauseAfter(failures, signal);
    }
  }

  async #join(): Promise<Joined> {
    const joined = (await this.#rejoin()) ?? (await this.#begin());
    this.#joined = true;
    this.#keep(joined);
    return joined;
  }

  async #rejoin(): Promise<Joined | undefined> {
    const session = this.#session;
    if (!session) return undefined;
    try {
      if (!this.#joined) await this.#read();
      if (this.#joined || this.#watermark) return await this.#renewing((it) => joinConversation(it, this.#watermark));
    } catch (error) {
      if (!(error instanceof Refused && error.gone) || this.#joined) throw error;
    }
    // Whoever comes back to a conversation that is no more, or whose words are, begins a new one; who is in it is told.
    this.#session = undefined;
    this.#seen = 0;
    return undefined;
  }

  async #begin(): Promise<Joined> {
    const { token } = await requestToken();
    const joined = await startConversation(token, this.#options.locale);
    this.#options.begun?.();
    return joined;
  }

  async #follow(streamUrl: string): Promise<void> {
    const refresh = setInterval(() => void this.#refresh(), REFRESH_MS);
    const opened = () => {
      this.#streamed = true;
      this.#come();
    };
    const message = (text: string) => this.#receive(JSON.parse(text));
    await followStream(streamUrl, { opened, message }, this.#stop.signal);
    clearInterval(refresh);
    // The server answered over HTTP, but no stream has ever opened: a proxy lets none through.
    this.#refused = !this.#streamed;
  }

  async #poll(): Promise<void> {
    this.#come();
    const { signal } = this.#stop;
    for (; !signal.aborted; await sleep(document.hidden ? HIDDEN_POLL_MS : POLL_MS, signal, ['focus']))
      await this.#read();
  }

  async #read(): Promise<void> {
    this.#receive(await this.#renewing((session) => readActivities(session, this.#watermark)));
  }

  #receive({ activities = [], watermark }: ActivitySet): void {
    for (const activity of activities) this.#take(activity);
    if (!watermark || Number(watermark) <= Number(this.#watermark)) return;
    this.#watermark = watermark;
    this.#seen = Math.max(this.#seen, Number(watermark));
    if (this.#session) this.#keep(this.#session);
  }

  #take(activity: Activity): void {
    const place = Number(activity.channelData?.['webchat:sequence-id'] ?? 0);
    // What was read while the stream opened comes again on it.
    if (place > 0 && place <= Number(this.#watermark)) return;
    const sent = activity.channelData?.clientActivityID;
    if (sent && activity.id) this.#arrived.set(sent, activity.id);
    this.activity$.push(activity);
    if (place > this.#seen) this.#options.fresh?.(activity);
  }

  async #deliver(activity: Activity): Promise<string> {
    const signal = AbortSignal.any([this.#stop.signal, AbortSignal.timeout(GIVE_UP_MS)]);
    for (let failures = 1; !signal.aborted; failures += 1) {
      try {
        return (await this.#renewing((session) => postActivity(session, activity))).id;
      } catch (error) {
        if (error instanceof Refused && error.status < 500 && !error.retryAfter) throw error;
        await sleep(1000 * ((error instanceof Refused && error.retryAfter) || failures), signal, ['online']);
      }
      const arrived = await this.#findArrived(activity, signal);
      if (arrived) return arrived;
    }
    throw new Error('Not delivered');
  }

  /** Reads on until the server has answered, then says under which id a message arrived that was posted in vain, if it did. */
  async #findArrived(activity: Activity, signal: AbortSignal): Promise<string | undefined> {
    for (let failures = 1; !signal.aborted; failures += 1) {
      try {
        await this.#read();
        return this.#arrived.get(activity.channelData?.clientActivityID);
      } catch (error) {
        if (error instanceof Refused && error.status < 500) throw error;
        await pauseAfter(failures, signal);
      }
    }
    return undefined;
  }

  /** Does what needs a token, once more with a new one if it has expired. */
  async #renewing<Result>(act: (session: Session) => Promise<Result>): Promise<Result> {
    if (!this.#session) throw new Error('There is no conversation');
    try {
      return await act(this.#session);
    } catch (error) {
      if (!(error instanceof Refused && error.expired)) throw error;
      this.#keep(await renewToken(this.#session.token));
      return act(this.#session);
    }
  }

  async #refresh(): Promise<void> {
    if (!this.#session) return;
    const renewed = await refreshToken(this.#session.token).catch(() => undefined);
    if (renewed && this.#session) this.#keep({ ...this.#session, token: renewed.token });
  }

  #keep({ conversationId, token }: Omit<Session, 'watermark'>): void {
    this.#session = { conversationId, token, watermark: this.#seen > 0 ? `${this.#seen}` : '' };
    this.#options.keep(this.#session);
  }

  #come(): void {
    this.#options.online?.();
    this.#report(Status.online);
  }

  #report(status: Status): void {
    if (status !== this.connectionStatus$.last) this.connectionStatus$.push(status);
  }
}
