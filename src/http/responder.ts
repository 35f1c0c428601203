import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { describeError, type Log } from '../log.ts';
import { DatabaseUnavailable } from '../storage/errors.ts';
import { HttpError, type Reply } from './http.ts';
import type { Metrics } from './metrics.ts';
import { errorReply, writeReply } from './write-reply.ts';

/** Answers requests, whatever becomes of them, and counts them. */
export interface Responder {
  /**
   * Writes what `handle` resolves to, or the error it rejects with.
   * @param path the route's pattern, for the figures.
   * @param headers go out with errors too.
   */
  respond(
    response: ServerResponse,
    path: string,
    headers: Record<string, string>,
    handle: () => Promise<Reply>,
  ): Promise<void>;
  /** Logs an error that is the service's own. */
  report(error: unknown): void;
}

/** @param always headers that every answer gets. */
export function createResponder(metrics: Metrics, log: Log, always: Record<string, string> = {}): Responder {
  const report = (error: unknown) => {
    if (error instanceof DatabaseUnavailable)
      log.warn({ ...describeError(error), code: 'REQUEST_PUT_OFF' }, 'request put off');
    else log.error({ code: 'REQUEST_FAILED', ...describeError(error) }, 'request failed');
  };

  const toReply = (response: ServerResponse) => (error: unknown) => {
    if (!(error instanceof HttpError) && !response.destroyed) report(error);
    return errorReply(error);
  };

  const fail = async (response: ServerResponse, error: unknown) => {
    if (response.destroyed) return;
    report(error);
    if (response.headersSent) response.destroy();
    else await writeReply(response, errorReply(error), always);
  };

  return {
    report,
    async respond(response, path, headers, handle) {
      const reply = await handle().catch(toReply(response));
      if (reply.status === 413) response.shouldKeepAlive = false;
      await writeReply(response, reply, { ...always, ...headers }).catch((error: unknown) => fail(response, error));
      metrics.httpRequest(response.req.method ?? '', path, response.statusCode);
    },
  };
}

const unreadable: Record<string, string> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};

/** Answers what is no HTTP, for which there is no response object. */
export function answerUnreadable(error: Error & { code?: string }, socket: Socket): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const status = unreadable[error.code ?? ''] ?? '400 Bad Request';
  const body = JSON.stringify({ error: { code: 'MalformedRequest', message: 'The request cannot be read.' } });
  const head = `HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: ${body.length}`;
  socket.end(`${head}\r\n\r\n${body}`);
}

/** The answer to the method of no route or the path of none. */
export function routingError(request: IncomingMessage, status: number | undefined): HttpError {
  if (status === 405) return new HttpError(405, 'MethodNotAllowed', `This address does not take ${request.method}.`);
  if (status === 404) return new HttpError(404, 'NotFound', 'There is nothing at this address.');
  return new HttpError(400, 'BadAddress', 'The address cannot be read.');
}
