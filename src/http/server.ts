import type { IncomingMessage } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import restify from 'restify';
import type { Log } from '../log.ts';
import { within } from '../within.ts';
import { HttpError, type Route, type SocketRoute } from './http.ts';
import type { Metrics } from './metrics.ts';
import { crossOriginHeaders, type OriginPolicy, preflightHeaders } from './origins.ts';
import { isAddressed, readRequest } from './request.ts';
import { answerUnreadable, createResponder, type Responder, routingError } from './responder.ts';
import { createUpgrade } from './sockets.ts';
import { onlyOverTls } from './write-reply.ts';

export interface ServerOptions {
  readonly routes: readonly Route[];
  readonly sockets: readonly SocketRoute[];
  readonly origins: OriginPolicy;
  /** How many reverse proxies in front of the service may name the client's address. */
  readonly trustedProxies: number;
  /** Whether browsers reach the service over TLS. */
  readonly secure?: boolean;
  readonly timeouts?: Timeouts;
  readonly metrics: Metrics;
  readonly log: Log;
}

/** Connections that may wait to be taken, unless the system allows fewer: with Node's 511 a rush of students waits for seconds. */
const mostWaiting = 4096;

export interface Server {
  /** Resolves to the port; rejects if it cannot be had. */
  listen(port: number, host: string): Promise<number>;
  /** Takes no more connections and answers 503 on those that stand. */
  refuse(): void;
  /** Resolves once every connection is closed; after `patience` milliseconds it cuts them off. To be called after `refuse`. */
  close(patience: number): Promise<void>;
}

/** How long a client may take, in milliseconds; one that takes longer is not a student's browser. */
export interface Timeouts {
  /** To send the head of a request. */
  readonly headersTimeout: number;
  /** To send all of it. */
  readonly requestTimeout: number;
  /** To neither send nor read anything; WebSockets have their own beat. */
  readonly timeout: number;
  /** How often this is looked after. */
  readonly connectionsCheckingInterval: number;
}

export const defaultTimeouts: Timeouts = {
  headersTimeout: 10_000,
  requestTimeout: 20_000,
  timeout: 60_000,
  connectionsCheckingInterval: 5_000,
};

/** The largest head of a request, in bytes. */
const maxHeaderSize = 16 * 1024;

/** Whoever asks again comes over a new connection, which a proxy takes to another replica. */
const restarting = { 'Retry-After': '5', Connection: 'close' };

const verbs = { GET: 'get', POST: 'post', PUT: 'put', PATCH: 'patch', DELETE: 'del' } as const;

/** The HTTP server of all channels: routing, limits and errors. It does not listen yet. */
export function createServer(options: ServerOptions): Server {
  // It would write down addresses, and in these stands what visitors ask. Its types still want bunyan's logger, not pino's.
  const silent = options.log.child({}, { level: 'silent' });
  const server = restify.createServer({ name: '', log: silent as never });
  const responder = createResponder(options.metrics, options.log, options.secure ? onlyOverTls : {});
  let refusing = false;
  const letIn = () => {
    if (refusing) throw new HttpError(503, 'Stopping', 'The service is restarting.', restarting);
  };
  turnAwayUnaddressed(server, responder);
  for (const route of options.routes) mount(server, route, options, responder, letIn);
  mountPreflights(server, options, responder);
  answerUnrouted(server, responder);
  const upgrade = createUpgrade(options.sockets, { ...options, letIn, report: responder.report });
  const node = server.server;
  node.on('upgrade', (message: IncomingMessage, socket: Socket, head: Buffer) => void upgrade(message, socket, head));
  node.on('clientError', answerUnreadable);
  // Restify passes no options on to Node's server, which reads these when it begins to listen or a client connects.
  Object.assign(node, { maxHeaderSize }, options.timeouts ?? defaultTimeouts);
  let closed = Promise.resolve();

  return {
    listen: (port, host) =>
      new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, host, mostWaiting, () => {
          server.off('error', reject).on('error', responder.report);
          resolve((node.address() as AddressInfo).port);
        });
      }),
    refuse() {
      refusing = true;
      closed = new Promise((resolve) => node.close(() => resolve()));
      node.closeIdleConnections();
    },
    async close(patience) {
      node.closeIdleConnections();
      if (!(await within(patience, closed))) node.closeAllConnections();
    },
  };
}

/** Restify's router throws, outside of any request, on an address that is none. */
function turnAwayUnaddressed(server: restify.Server, { respond }: Responder): void {
  server.pre((request: restify.Request, response: restify.Response, next: restify.Next) => {
    if (isAddressed(request)) next();
    else void respond(response, 'none', {}, () => Promise.reject(routingError(request, 400))).then(() => next(false));
  });
}

function mount(
  server: restify.Server,
  route: Route,
  options: ServerOptions,
  { respond }: Responder,
  letIn: () => void,
): void {
  const handler = async (request: restify.Request, response: restify.Response) => {
    const headers = route.crossOrigin ? crossOriginHeaders(options.origins, request.headers) : {};
    await respond(response, route.path, headers, async () => {
      letIn();
      return route.handle(await readRequest(request, request.params, options));
    });
  };
  server[verbs[route.method]](route.path, handler);
  if (route.method === 'GET') server.head(route.path, handler);
}

function mountPreflights(server: restify.Server, { routes, origins }: ServerOptions, { respond }: Responder): void {
  const crossOrigin = routes.filter((route) => route.crossOrigin);
  for (const path of new Set(crossOrigin.map((route) => route.path))) {
    const methods = crossOrigin.filter((route) => route.path === path).map((route) => route.method);
    server.opts(path, async (request: restify.Request, response: restify.Response) => {
      const headers = { ...crossOriginHeaders(origins, request.headers), ...preflightHeaders(methods) };
      await respond(response, path, headers, async () => ({ status: 204 }));
    });
  }
}

function answerUnrouted(server: restify.Server, { respond }: Responder): void {
  // The listener's callback stays uncalled: after it, restify would write an answer of its own.
  server.on('restifyError', (request: restify.Request, response: restify.Response, error: { statusCode?: number }) => {
    void respond(response, 'none', {}, () => Promise.reject(routingError(request, error.statusCode)));
  });
}
