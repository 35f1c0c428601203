const LONGEST_MS = 15_000;

/**
 * Waits before the next try: at once after the first failure, then for a second, twice as long each time, up to 15
 * seconds, and up to a third more by chance, so that a restarted server does not get everybody at once. A network that
 * comes back, or a visitor, ends the wait.
 */
export async function pauseAfter(failures: number, stop: AbortSignal): Promise<void> {
  const wait = failures > 0 ? Math.min(1000 * 2 ** (failures - 1), LONGEST_MS) : 100;
  await sleep(wait * (1 + Math.random() / 3), stop, ['online', 'focus']);
}

/** @param wakers events of the window that end the sleep early. */
export function sleep(milliseconds: number, stop: AbortSignal, wakers: readonly string[] = []): Promise<void> {
  return new Promise((resolve) => {
    const wake = () => {
      clearTimeout(timer);
      for (const name of wakers) removeEventListener(name, wake);
      stop.removeEventListener('abort', wake);
      resolve();
    };
    const timer = setTimeout(wake, milliseconds);
    for (const name of wakers) addEventListener(name, wake);
    stop.addEventListener('abort', wake);
    if (stop.aborted) wake();
  });
}
