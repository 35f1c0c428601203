import { randomUUID } from 'node:crypto';
import type { TurnContext } from 'botbuilder';

/** A piece of the work on a turn. Times are milliseconds since 1970, with fractions. */
export interface Step {
  readonly name: string;
  readonly began: number;
  readonly ended: number;
}

/**
 * A turn that is being taken; it never holds what was said. It is handed on instead of being kept in an
 * `AsyncLocalStorage`, which on Node before 24 makes every promise of the service dearer.
 */
export interface CurrentTurn {
  /** 32 hexadecimal digits: names the turn in the log, and its trace. */
  readonly id: string;
  readonly began: number;
  readonly steps: Step[];
  /** The kind of the last reply. */
  kind?: string;
}

const TURN = Symbol('turn');

const time = () => performance.timeOrigin + performance.now();

export function beginTurn(): CurrentTurn {
  return { id: randomUUID().replaceAll('-', ''), began: time(), steps: [] };
}

/** Has whoever is given the context know of which turn it is. */
export function markTurn(context: TurnContext, turn: CurrentTurn | undefined): void {
  context.turnState.set(TURN, turn);
}

export function turnOf(context: TurnContext): CurrentTurn | undefined {
  return context.turnState.get(TURN);
}

/** Does a piece of the work of a turn and takes down how long it took. */
export function step<T>(turn: CurrentTurn | undefined, name: string, work: () => T): T {
  const began = time();
  const done = () => void turn?.steps.push({ name, began, ended: time() });
  const result = work();
  if (result instanceof Promise) result.then(done, done);
  else done();
  return result;
}
