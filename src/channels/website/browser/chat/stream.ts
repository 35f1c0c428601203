/** How long a stream may be silent; the server sends a beat every 20 seconds. */
const SILENCE_MS = 50_000;

export interface StreamEvents {
  opened(): void;
  message(text: string): void;
}

/**
 * Follows a WebSocket until it closes, falls silent or is told to stop. Resolves to whether it ever opened: behind a
 * proxy that lets none through, it does not.
 */
export function followStream(url: string, { opened, message }: StreamEvents, stop: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = new WebSocket(url);
    let ever = false;
    let heard = Date.now();
    const finish = () => {
      clearInterval(watch);
      removeEventListener('offline', finish);
      socket.onopen = socket.onmessage = socket.onclose = null;
      socket.close();
      resolve(ever);
    };
    const watch = setInterval(() => Date.now() - heard > SILENCE_MS && finish(), 5000);
    socket.onopen = () => {
      ever = true;
      opened();
    };
    socket.onmessage = ({ data }) => {
      heard = Date.now();
      if (data) message(`${data}`);
    };
    socket.onclose = finish;
    // A socket does not notice by itself for a long time.
    addEventListener('offline', finish);
    if (stop.aborted) finish();
    stop.addEventListener('abort', finish, { once: true });
  });
}
