/** What Web Chat subscribes with: one callback, or an object of them. */
export type Observer<T> = ((value: T) => void) | { next?(value: T): void; error?(error: unknown): void };

export interface Subscription {
  readonly closed: boolean;
  unsubscribe(): void;
}

/** A series of values in the shape that Web Chat reads; whoever comes late is first told the last `kept` of them. */
export class Series<T> {
  readonly #kept: number;
  readonly #values: T[] = [];
  readonly #observers = new Set<(value: T) => void>();

  constructor(kept: number) {
    this.#kept = kept;
  }

  get last(): T | undefined {
    return this.#values.at(-1);
  }

  push(value: T): void {
    this.#values.push(value);
    if (this.#values.length > this.#kept) this.#values.shift();
    for (const observer of [...this.#observers]) observer(value);
  }

  subscribe(observer: Observer<T>): Subscription {
    const next = (value: T) => (typeof observer === 'function' ? observer(value) : observer.next?.(value));
    for (const value of [...this.#values]) next(value);
    this.#observers.add(next);
    const observers = this.#observers;
    return {
      get closed() {
        return !observers.has(next);
      },
      unsubscribe: () => void observers.delete(next),
    };
  }
}

/** A promise in the shape that Web Chat reads. What was promised goes on when nobody listens any more. */
export class Once<T> {
  readonly #promise: Promise<T>;

  constructor(promise: Promise<T>) {
    this.#promise = promise;
  }

  subscribe(observer: Observer<T>): Subscription {
    let closed = false;
    const { next, error } = typeof observer === 'function' ? { next: observer } : bound(observer);
    this.#promise.then(
      (value) => closed || next?.(value),
      (reason) => closed || error?.(reason),
    );
    return {
      get closed() {
        return closed;
      },
      unsubscribe() {
        closed = true;
      },
    };
  }
}

function bound<T>(observer: Exclude<Observer<T>, (value: T) => void>) {
  return {
    next: (value: T) => observer.next?.(value),
    error: (reason: unknown) => observer.error?.(reason),
  };
}
