import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** A way to a server that can be cut, and slowed down. */
export interface TestProxy {
  readonly port: number;
  /** Breaks every connection and refuses new ones. */
  cut(): void;
  /** Lets nothing through any more, without a word to either side. */
  freeze(): void;
  /** Lets everything through again that comes over new connections. */
  mend(): void;
  /** Holds up what passes by so many milliseconds. */
  delay(milliseconds: number): void;
  close(): Promise<void>;
}

export async function startProxy(target: number): Promise<TestProxy> {
  const sockets = new Set<Socket>();
  let isCut = false;
  let isFrozen = false;
  let wait = 0;

  const pass = (from: Socket, to: Socket) => {
    sockets.add(from);
    from.on('data', (data) => {
      if (!isFrozen) setTimeout(() => to.write(data), wait);
    });
    from.on('error', () => to.destroy());
    from.on('close', () => {
      sockets.delete(from);
      to.destroy();
    });
  };
  const server = createServer((incoming) => {
    if (isCut) return void incoming.destroy();
    const onward = connect(target, '127.0.0.1');
    pass(incoming, onward);
    pass(onward, incoming);
  });
  const cut = () => {
    isCut = true;
    for (const socket of sockets) socket.destroy();
  };
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    port: (server.address() as { port: number }).port,
    cut,
    freeze() {
      isFrozen = true;
    },
    mend() {
      if (isFrozen) for (const socket of sockets) socket.destroy();
      isCut = false;
      isFrozen = false;
    },
    delay(milliseconds) {
      wait = milliseconds;
    },
    async close() {
      cut();
      server.close();
      await once(server, 'close');
    },
  };
}
