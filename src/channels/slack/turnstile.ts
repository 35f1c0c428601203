/**
 * Has answers wait for what comes in: Slack wants to hear within three seconds that an event has arrived, and sends it
 * again if it does not, while an answer may take longer. Without this, each event would be answered as soon as it is
 * acknowledged, and in a rush those behind it would wait for that.
 */
export interface Turnstile {
  /** Takes something in, at once. Settles as the work does. */
  arrive<T>(work: () => Promise<T>): Promise<T>;
  /** Resolves for one caller after the other, in their order, when nothing comes in; at the latest after `patience`. */
  pass(): Promise<void>;
}

/** Connections are let in one for each turn of the event loop, and read in the next: after so many, none is waiting. */
const quietTurns = 3;
/** So many can be let in before one that has waited too long passes, so that even then most of the time is theirs. */
const turnsBetween = 10;

/** @param patience how long a caller waits at most, in milliseconds. */
export function createTurnstile(patience: number): Turnstile {
  const waiting: { readonly since: number; readonly go: () => void }[] = [];
  let arriving = 0;
  let quiet = 0;
  let sinceLast = 0;
  let isWatching = false;

  const watch = () => {
    isWatching = false;
    quiet++;
    sinceLast++;
    const [next] = waiting;
    const isClear = arriving === 0 && quiet >= quietTurns;
    const isLate = next && sinceLast >= turnsBetween && performance.now() - next.since > patience;
    if (next && (isClear || isLate)) {
      waiting.shift();
      quiet = 0;
      sinceLast = 0;
      next.go();
    }
    watchSoon();
  };

  const watchSoon = () => {
    if (isWatching || waiting.length === 0) return;
    isWatching = true;
    // While something is taken in there is nothing to see, and looking would keep the processor busy.
    if (arriving === 0) setImmediate(watch);
    else setTimeout(watch, 5);
  };

  return {
    async arrive(work) {
      arriving++;
      quiet = 0;
      try {
        return await work();
      } finally {
        arriving--;
        quiet = 0;
      }
    },

    pass: () =>
      new Promise((go) => {
        waiting.push({ since: performance.now(), go });
        watchSoon();
      }),
  };
}
