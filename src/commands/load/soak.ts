import { setTimeout as pause } from 'node:timers/promises';
import type { Figures, Replica } from './replica.ts';

/** By what part each figure has grown. */
export type Growth = Omit<Figures, 'cpu'>;

const sampleEvery = 5_000;
const perMinute = 60_000 / sampleEvery;

/**
 * Samples a service for so many minutes; tells of each as it ends. A minute's figures are the least in it: what is above
 * that has not been collected yet, or has just come.
 */
export async function watch(replica: Replica, minutes: number, tell: (minute: Figures) => void): Promise<Figures[]> {
  const all: Figures[] = [];
  while (all.length < minutes) {
    const samples: Figures[] = [];
    while (samples.length < perMinute) {
      await pause(sampleEvery);
      samples.push(await replica.figures());
    }
    const minute = leastOf(samples);
    all.push(minute);
    tell(minute);
  }
  return all;
}

function leastOf(samples: readonly Figures[]): Figures {
  const least = (name: keyof Figures) => Math.min(...samples.map((sample) => sample[name]));
  return {
    memory: least('memory'),
    heap: least('heap'),
    handles: least('handles'),
    files: least('files'),
    cpu: least('cpu'),
  };
}

/** What a service needs once it has answered for a while is no growth. */
const warmUp = 1 / 5;

/**
 * By what part each figure is higher at the end than after warming up: the mean of the last third of the minutes
 * beside that of the third after the first fifth.
 */
export function growthOf(minutes: readonly Figures[]): Growth {
  const begin = Math.ceil(minutes.length * warmUp);
  const third = Math.max(1, Math.floor(minutes.length / 3));
  const mean = (name: keyof Figures, of: readonly Figures[]) =>
    of.reduce((sum, minute) => sum + minute[name], 0) / of.length;
  const growth = (name: keyof Figures) =>
    mean(name, minutes.slice(-third)) / mean(name, minutes.slice(begin, begin + third)) - 1;
  return { memory: growth('memory'), heap: growth('heap'), handles: growth('handles'), files: growth('files') };
}
