import { closeSync, fdatasync, openSync } from 'node:fs';
import { promisify } from 'node:util';
import { DatabaseUnavailable } from './errors.ts';

/** Has what was written to a file put on the disk, while the process goes on with something else. */
export interface Flush {
  /** Something was written. */
  written(): void;
  /** Resolves once all that was written before is on the disk. Rejects with `DatabaseUnavailable`. */
  flushed(): Promise<void>;
  /** To be called when the file may be another from now on. */
  close(): void;
}

const synchronise = promisify(fdatasync);

/** @param path of the file, which must exist by the first `flushed` after something was written. */
export function createFlush(path: string): Flush {
  let file: number | undefined;
  let isBehind = false;
  let running: Promise<void> = Promise.resolve();
  let next: Promise<void> | undefined;

  const flush = async () => {
    isBehind = false;
    try {
      file ??= openSync(path, 'r');
      await synchronise(file);
    } catch (cause) {
      isBehind = true;
      throw new DatabaseUnavailable(cause);
    }
  };
  // Whoever comes while the disk is at work waits for the one after, which is the same for all of them.
  const flushNext = () => {
    next = undefined;
    running = flush();
    return running;
  };

  return {
    written() {
      isBehind = true;
    },
    flushed() {
      if (isBehind) next ??= running.then(flushNext, flushNext);
      return next ?? running;
    },
    close() {
      if (file !== undefined) closeSync(file);
      file = undefined;
    },
  };
}
