import { type IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { WebSocketServer } from 'ws';
import { HttpError, type SocketRoute } from './http.ts';
import type { Metrics } from './metrics.ts';
import { isAddressed, type Reading, toRequest } from './request.ts';
import { errorReply, writeReply } from './write-reply.ts';

// Clients say nothing over their sockets but that they are there.
const maxPayload = 1024;

/**
 * Takes WebSocket handshakes: each goes to the route of its path, or is refused over HTTP.
 * @param options `letIn` throws while the service takes nobody in.
 */
export function createUpgrade(
  routes: readonly SocketRoute[],
  options: Reading & { metrics: Metrics; letIn(): void; report(error: unknown): void },
): (message: IncomingMessage, socket: Socket, head: Buffer) => Promise<void> {
  const server = new WebSocketServer({ noServer: true, maxPayload, perMessageDeflate: false });
  const endpoints = routes.map((route) => ({ route, match: matcher(route.path) }));

  const admit = async (message: IncomingMessage) => {
    options.letIn();
    if (!isAddressed(message)) throw new HttpError(400, 'BadAddress', 'The address cannot be read.');
    const path = (message.url ?? '').replace(/\?.*/s, '');
    for (const { route, match } of endpoints) {
      const params = match(path);
      if (params) return route.admit(toRequest(message, params, options));
    }
    throw new HttpError(404, 'NotFound', 'There is no WebSocket at this address.');
  };

  return async (message, socket, head) => {
    socket.on('error', () => socket.destroy());
    try {
      const take = await admit(message);
      server.handleUpgrade(message, socket, head, (webSocket) => {
        options.metrics.sockets(1);
        webSocket.once('close', () => options.metrics.sockets(-1));
        take(webSocket);
      });
    } catch (error) {
      if (!(error instanceof HttpError)) options.report(error);
      await refuse(message, socket, error);
    }
  };
}

async function refuse(message: IncomingMessage, socket: Socket, error: unknown): Promise<void> {
  const response = new ServerResponse(message);
  response.shouldKeepAlive = false;
  response.assignSocket(socket);
  response.once('finish', () => socket.end());
  await writeReply(response, errorReply(error));
}

/** `/a/:id` as a test that gives the placeholders' values, or `undefined` for another path. */
function matcher(path: string): (path: string) => Record<string, string> | undefined {
  const pattern = new RegExp(`^${path.replace(/:(\w+)/g, '(?<$1>[^/]+)')}$`);
  return (asked) => {
    const match = pattern.exec(asked);
    return match ? { ...match.groups } : undefined;
  };
}
