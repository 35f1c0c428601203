import { type FileHandle, open } from 'node:fs/promises';
import { DatabaseUnavailable } from './errors.ts';

/** What was written to a file and may still be lost in a power cut. */
export interface Written {
  /** Something was written. */
  note(): void;
  /** Resolves once all that was noted so far is on the disk. Rejects with `DatabaseUnavailable`. */
  safe(): Promise<void>;
  close(): Promise<void>;
}

/** Sees to it that what is written to a file gets to the disk, while the thread goes on; all that waits at a time at once. */
export function watchWritten(path: string): Written {
  let file: Promise<FileHandle> | undefined;
  let written = 0;
  let onDisk = 0;
  let syncing: Promise<void> | undefined;

  const sync = async () => {
    const upTo = written;
    try {
      // To be written to as well, since Windows syncs nothing else.
      file ??= open(path, 'r+');
      await (await file).datasync();
      onDisk = upTo;
    } catch (error) {
      throw new DatabaseUnavailable(error);
    } finally {
      syncing = undefined;
    }
  };

  return {
    note() {
      written += 1;
    },
    async safe() {
      const needed = written;
      while (onDisk < needed) {
        syncing ??= sync();
        await syncing;
      }
    },
    close: async () => (await file)?.close(),
  };
}
