import { closeSync, fdatasync, openSync } from 'node:fs';
import { promisify } from 'node:util';
import { DatabaseUnavailable } from './errors.ts';

/** Has what was written to a file put on the disk, while the process goes on with something else. */
export interface Flush {
  /** Takes down that something was written. */
  written(): void;
  /** How often something was. */
  readonly writes: number;
  /** Resolves once all that was written before is on the disk. Rejects with `DatabaseUnavailable`. */
  flushed(): Promise<void>;
  /** Lets go of the file, once no flush is under way. */
  close(): void;
}

const synchronise = promisify(fdatasync);

/** @param path of the file, which must exist by the first `flushed` after something was written. */
export function createFlush(path: string): Flush {
  let file: number | undefined;
  let writes = 0;
  // How many of them the last flush that has begun takes along, and the last that has ended.
  let begun = 0;
  let done = 0;
  let running: Promise<void> = Promise.resolve();
  let next: Promise<void> | undefined;

  const flush = async () => {
    begun = writes;
    const upTo = begun;
    try {
      file ??= openSync(path, 'r');
      await synchronise(file);
    } catch (cause) {
      begun = done;
      throw new DatabaseUnavailable(cause);
    }
    done = upTo;
  };
  const flushNext = () => {
    next = undefined;
    running = flush();
    return running;
  };

  return {
    written() {
      writes += 1;
    },
    get writes() {
      return writes;
    },
    async flushed() {
      if (done === writes) return;
      // Whoever writes while the disk is at work waits for the flush after, which is the same for all of them.
      if (begun < writes) next ??= running.then(flushNext, flushNext);
      await (next ?? running);
    },
    close() {
      const before = file;
      file = undefined;
      const letGo = () => before !== undefined && closeSync(before);
      void running.then(letGo, letGo);
    },
  };
}
