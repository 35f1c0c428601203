import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';

/** A piece of the work on a turn. Times are milliseconds since 1970, with fractions. */
export interface Step {
  readonly name: string;
  readonly began: number;
  readonly ended: number;
}

/** The turn that is being taken; it never holds what was said. */
export interface CurrentTurn {
  /** 32 hexadecimal digits: names the turn in the log, and its trace. */
  readonly id: string;
  readonly began: number;
  readonly steps: Step[];
  /** The kind of the last reply. */
  kind?: string;
}

const storage = new AsyncLocalStorage<CurrentTurn>();

const time = () => performance.timeOrigin + performance.now();

/** Does the work of a turn; whatever it calls or awaits is of that turn. */
export function inTurn<T>(work: () => T): T {
  return storage.run({ id: randomUUID().replaceAll('-', ''), began: time(), steps: [] }, work);
}

export function currentTurn(): CurrentTurn | undefined {
  return storage.getStore();
}

/** Does a piece of the work of the current turn and takes down how long it took. */
export function step<T>(name: string, work: () => T): T {
  const turn = storage.getStore();
  const began = time();
  const done = () => void turn?.steps.push({ name, began, ended: time() });
  const result = work();
  if (result instanceof Promise) result.then(done, done);
  else done();
  return result;
}
