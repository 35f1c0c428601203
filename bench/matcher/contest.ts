import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { packageRoot } from '../../src/config.ts';
import type { Labelled } from '../labelled.ts';
import { median, spread } from '../statistics.ts';
import { tell } from '../table.ts';
import { judge } from './judge.ts';
import type { Asked, Built, Job } from './process.ts';

export interface Figures {
  readonly name: string;
  /** Milliseconds. */
  readonly build: number;
  /** How many questions it was judged by. */
  readonly judged: number;
  /** Shares, 0–1, as `judge` gives them. */
  readonly accuracy: number;
  readonly auroc: number;
  /** The median, milliseconds. */
  readonly perQuestion: number;
  /** How many it takes in a second, one after another: the median of all rounds, and how far these lie apart. */
  readonly perSecond: number;
  readonly spread: number;
}

/** What bounds a contest, times in milliseconds. */
export interface Bounds {
  readonly rounds: number;
  /** How long a matcher may take to be built. */
  readonly building: number;
  /** How long it may take in the first round and in each further one; questions beyond go unasked. */
  readonly judging: number;
  readonly asking: number;
  /** How long it is asked just before each round that is timed. */
  readonly warming: number;
}

interface Entrant {
  readonly name: string;
  readonly child: ChildProcess;
  readonly build: number;
}

/**
 * Builds matchers one after another, each in a process of its own, then asks them everything in turns, so that a slow
 * minute of the machine falls on all. `late` are those that were not built in time.
 */
export async function contest(
  names: readonly string[],
  train: readonly Labelled[],
  test: readonly Labelled[],
  { rounds, building, judging, asking, warming }: Bounds,
): Promise<{ figures: Figures[]; late: string[] }> {
  const entrants: Entrant[] = [];
  const late: string[] = [];
  try {
    for (const name of names) {
      const entrant = await enter(name, train, building);
      if (entrant) entrants.push(entrant);
      else late.push(name);
      tell(
        entrant ? `${name}: built in ${Math.round(entrant.build)} ms` : `${name}: not built in ${building / 1000} s`,
      );
    }
    const sentences = test.map(({ sentence }) => sentence);
    const asked = new Map<Entrant, Asked[]>(entrants.map((entrant) => [entrant, []]));
    // The first round is judged, the others are timed.
    for (let round = 0; round <= rounds; round += 1) {
      for (const [{ name, child }, answers] of asked) {
        // While others took their turns, which may be minutes, its process lay idle: a service that runs is warm.
        if (round > 0) await request<Asked>(child, { sentences, patience: warming, overAgain: true });
        const answer = await request<Asked>(child, { sentences, patience: round === 0 ? judging : asking });
        answers.push(answer);
        tell(`${name}, round ${round}: ${answer.took.length} questions, median ${median(answer.took).toFixed(3)} ms`);
      }
    }
    return { figures: entrants.map((entrant) => summarise(entrant, asked.get(entrant) ?? [], train, test)), late };
  } finally {
    for (const { child } of entrants) child.kill();
  }
}

/** Undefined if the matcher is not built in time. */
async function enter(name: string, train: readonly Labelled[], building: number): Promise<Entrant | undefined> {
  const child = fork(join(packageRoot, 'dist/bench/matcher/process.js'), {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    child.kill('SIGKILL');
  }, building);
  try {
    const { took } = await request<Built>(child, { name, train });
    return { name, child, build: took };
  } catch (error) {
    if (isLate) return undefined;
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

async function request<Answer>(child: ChildProcess, job: Job): Promise<Answer> {
  const over = new AbortController();
  const ended = once(child, 'exit', over).then(() => Promise.reject(new Error('The process of a matcher failed')));
  ended.catch(() => undefined);
  const answer = once(child, 'message', over);
  answer.catch(() => undefined);
  child.send(job);
  try {
    return (await Promise.race([answer, ended]))[0];
  } finally {
    over.abort();
  }
}

function summarise(
  { name, build }: Entrant,
  [first, ...timed]: readonly Asked[],
  train: readonly Labelled[],
  test: readonly Labelled[],
): Figures {
  const rates = timed.map(({ took }) => (1000 * took.length) / took.reduce((sum, ms) => sum + ms, 0));
  return {
    name,
    build,
    judged: first?.guesses.length ?? 0,
    ...judge(first?.guesses ?? [], train, test),
    perQuestion: median(timed.flatMap(({ took }) => took)),
    perSecond: median(rates),
    spread: spread(rates),
  };
}
