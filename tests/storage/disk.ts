/**
 * The disk under a test's control. To be imported before whatever flushes is, with `await import`, since that takes
 * `fdatasync` as it finds it.
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const { fdatasync } = fs;
let held: (() => void)[] | undefined;

export const disk = {
  /** How often it was flushed. */
  flushes: 0,
  /** How many of the next flushes fail. */
  failures: 0,
  /** Has flushes wait. */
  hold(): void {
    held = [];
  },
  release(): void {
    for (const go of held ?? []) go();
    held = undefined;
  },
  /** Leaves it as it was. */
  restore(): void {
    disk.release();
    disk.failures = 0;
    fs.fdatasync = fdatasync;
    syncBuiltinESMExports();
  },
};

const watched = (file: number, done: (error: NodeJS.ErrnoException | null) => void) => {
  disk.flushes += 1;
  const isFailing = disk.failures > 0;
  disk.failures -= isFailing ? 1 : 0;
  const go = () => fdatasync(file, (error) => done(isFailing ? new Error('EIO') : error));
  if (held) held.push(go);
  else go();
};
fs.fdatasync = watched as typeof fdatasync;
syncBuiltinESMExports();
