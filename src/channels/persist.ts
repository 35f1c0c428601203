import { setTimeout as pause } from 'node:timers/promises';
import { DatabaseUnavailable } from '../storage/errors.ts';

/** In milliseconds. */
const firstPause = 200;
const longestPause = 2_000;
const patience = 120_000;

/**
 * Does something again and again for as long as the database is unavailable, ever more rarely, for two minutes at most or
 * until the service stops. Rejects as the work does.
 */
export async function persist<T>(work: () => Promise<T>, isStopped: () => boolean): Promise<T> {
  const until = performance.now() + patience;
  for (let wait = firstPause; ; wait = Math.min(2 * wait, longestPause)) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof DatabaseUnavailable) || isStopped() || performance.now() > until) throw error;
      await pause(wait);
    }
  }
}
