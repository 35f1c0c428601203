/** Work that is done when there is some, and never twice at the same time. */
export interface Worker {
  /** There may be work: begins it, or does it again when what is running is done. */
  wake(): void;
  /** Begins nothing any more. Resolves once what is running is done. */
  stop(): Promise<void>;
}

/** A timer of Node runs out at once beyond 2^31 − 1 milliseconds. */
const longestPause = 24 * 60 * 60 * 1000;

/** @param work does all there is and resolves to the milliseconds until there is more, if that is known. It never rejects. */
export function createWorker(work: () => Promise<number | undefined>): Worker {
  let isWoken = false;
  let isStopped = false;
  let running: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;

  async function run(): Promise<void> {
    while (isWoken && !isStopped) {
      isWoken = false;
      clearTimeout(timer);
      const pause = await work();
      if (pause !== undefined && !isStopped) timer = setTimeout(wake, Math.min(pause, longestPause)).unref();
    }
    running = undefined;
  }

  function wake(): void {
    if (isStopped) return;
    isWoken = true;
    running ??= run();
  }

  return {
    wake,
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
