import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** How a request is answered: a status, or by hand. */
export type Answer = number | ((response: ServerResponse) => void);

export const hang: Answer = () => {};

/** A receiver of webhooks on a free port. It answers as `answers` say, one after the other; the last stays. */
export async function startReceiver(...answers: Answer[]) {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const body = await text(request);
    const answer = answers[Math.min(received.length, answers.length - 1)] ?? 204;
    received.push({ method: request.method ?? '', path: request.url ?? '', headers: request.headers, body });
    if (typeof answer !== 'number') return answer(response);
    response.statusCode = answer;
    response.end('{"an":"answer"}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/questions`,
    received,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
