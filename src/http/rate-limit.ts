import type { Announcements } from '../storage/announcements.ts';
import { HttpError, type Route } from './http.ts';

/** Counts what each key did within a minute that begins with its first act. */
export interface RateLimit {
  /** @throws {HttpError} 429 with `Retry-After` once the key has used up its minute. */
  take(key: string): void;
}

/** What to tell who acts too often, where that is said in a conversation; nothing where nobody does. */
export function refusalOf(limit: RateLimit, key: string): string | undefined {
  try {
    limit.take(key);
    return undefined;
  } catch (error) {
    if (error instanceof HttpError) return error.message;
    throw error;
  }
}

const minute = 60_000;

/**
 * What an address is counted under: of IPv6 its first 64 bits, which one household or school has to itself, so that
 * nobody gains by going through the others.
 */
export function networkOf(address: string): string {
  const mapped = /^::ffff:([\d.]+)$/i.exec(address)?.[1];
  if (mapped || !address.includes(':')) return mapped ?? address;
  const [head = '', tail] = address.toLowerCase().split('::');
  const groups = head.split(':').filter(Boolean);
  const missing = tail === undefined ? 0 : 8 - groups.length - tail.split(':').filter(Boolean).length;
  const all = [...groups, ...Array<string>(missing).fill('0'), ...(tail ?? '').split(':')];
  return `${all
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`;
}

/** Also where the clock was put back, which would otherwise make a minute last for as long. */
const isOver = (start: number, time: number) => time - start >= minute || time < start;

/** A limit of one name is counted together by all replicas that hear each other's announcements. */
export interface SharedLimit {
  readonly name: string;
  readonly announcements?: Announcements | undefined;
}

/** @param perMinute 0 means no limit. */
export function createRateLimit(perMinute: number, now: () => number, shared?: SharedLimit): RateLimit {
  const windows = new Map<string, { start: number; count: number }>();
  let swept = now();

  const sweep = (time: number) => {
    for (const [key, { start }] of windows) if (isOver(start, time)) windows.delete(key);
    swept = time;
  };

  /** Counts an act, and gives how many its window has and how long that still lasts. */
  const count = (key: string) => {
    const time = now();
    if (isOver(swept, time)) sweep(time);
    const window = windows.get(key);
    const current = window && !isOver(window.start, time) ? window : { start: time, count: 0 };
    current.count += 1;
    windows.set(key, current);
    return { taken: current.count, wait: current.start + minute - time };
  };

  const { name = '', announcements } = shared ?? {};
  announcements?.subscribe('taken', (key) => {
    if (perMinute > 0 && key?.startsWith(`${name} `)) count(key.slice(name.length + 1));
  });

  return {
    take(key) {
      if (perMinute === 0) return;
      announcements?.publish('taken', `${name} ${key}`);
      const { taken, wait } = count(key);
      if (taken > perMinute) throw tooMany(wait);
    },
  };
}

/** The route, which now takes from the limit of the client's address. */
export function limited(route: Route, limit: RateLimit): Route {
  return {
    ...route,
    handle(request) {
      limit.take(networkOf(request.address));
      return route.handle(request);
    },
  };
}

function tooMany(milliseconds: number): HttpError {
  const seconds = Math.max(1, Math.ceil(milliseconds / 1000));
  const message = `Too many requests; try again in ${seconds} seconds.`;
  return new HttpError(429, 'RateLimitExceeded', message, { 'Retry-After': String(seconds) });
}
