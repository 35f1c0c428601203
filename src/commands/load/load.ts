import { setTimeout as pause } from 'node:timers/promises';
import { converse, emptyOutcome, learnQuestions, type Outcome } from './converse.ts';
import type { Replica } from './replica.ts';

export interface LoadOptions {
  /** Conversations at the same time. */
  readonly conversations: number;
  /** Messages in each. */
  readonly turns?: number;
  /** Milliseconds between an answer and the next message; none if left out. */
  readonly thinking?: number;
  /** What is done meanwhile; until it is over, each conversation is followed by another. */
  readonly meanwhile?: (() => Promise<unknown>) | undefined;
  /** Where requests go, in turn. */
  readonly urls: readonly string[];
  /** Milliseconds after which it all ends. */
  readonly within: number;
}

/** Conversations begin within so many milliseconds, as they would not all in one. */
const rampUp = 5_000;

/** Holds many conversations at once, one in ten by polling, the others over WebSockets, and says what became of every message. */
export async function load(options: LoadOptions): Promise<Outcome> {
  const { conversations, turns = 5, thinking = 0, meanwhile, urls, within } = options;
  requireLoopback(urls);
  const outcome = emptyOutcome();
  const deadline = performance.now() + within;
  let count = 0;
  const base = () => urls[count++ % urls.length] as string;
  const common = { base, tally: outcome.tally, deadline };
  const questions = await learnQuestions({ ...common, socket: false });
  let isOver = meanwhile === undefined;
  const besides = meanwhile?.().finally(() => {
    isOver = true;
  });
  const one = async (n: number) => {
    await pause((n / conversations) * rampUp);
    const next = async (turn: number) => {
      if (turn >= turns) return undefined;
      if (turn > 0) await pause(thinking);
      return questions[(n * 7 + turn * 4) % questions.length];
    };
    do await converse({ ...common, socket: n % 10 !== 0 }, next, outcome);
    while (!isOver);
  };
  await Promise.all([...Array.from({ length: conversations }, (_, n) => one(n)), besides]);
  return outcome;
}

/** Kills one replica after another, each after a pause, and starts it again; resolves when that was done so many times. */
export async function killAgainAndAgain(
  replicas: readonly Replica[],
  times: number,
  pauseOf: () => number,
): Promise<void> {
  for (let n = 0; n < times; n++) {
    await pause(pauseOf());
    const victim = replicas[n % replicas.length] as Replica;
    await victim.kill();
    await victim.start();
  }
}

/** Load is for one's own machine alone. */
export function requireLoopback(urls: readonly string[]): void {
  const isOwn = (url: string) => /^(127(\.\d+){3}|localhost|\[::1\])$/.test(new URL(url).hostname);
  if (!urls.every(isOwn)) throw new Error('Load is put on 127.0.0.1, localhost or [::1] alone');
}
