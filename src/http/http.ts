import type { IncomingHttpHeaders } from 'node:http';
import type { WebSocket } from 'ws';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** A request as every room of the service sees it: already read in full, nothing parsed that nobody asked for. */
export interface Request {
  readonly method: string;
  /** The address that was asked for; origin and host as the client named them. */
  readonly url: URL;
  /** What the route's placeholders matched, percent-decoded: `/compare/:a-vs-:b` gives `a` and `b`. */
  readonly params: Readonly<Record<string, string>>;
  readonly headers: IncomingHttpHeaders;
  /** The client's network address. */
  readonly address: string;
  /** The body byte for byte, for signatures; empty if there was none. */
  readonly body: Buffer;
  /**
   * The body as JSON, `undefined` if it is empty.
   * @throws {HttpError} 415 if it is no JSON by its content type, 400 if it cannot be parsed.
   */
  json(): unknown;
}

/** Sent as it stands; an object as JSON. `headers` must name the content type of a text or buffer. */
export interface BodyReply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer | object;
}

/** A file to be streamed; `headers` must name its content type. */
export interface FileReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Absolute path. */
  readonly file: string;
}

export type Reply = BodyReply | FileReply;

/** One method at one path. A GET route answers HEAD too. */
export interface Route {
  readonly method: Method;
  /** `/chat`, `/compare/:a-vs-:b`, `/assets/*` (the rest is `params['*']`). */
  readonly path: string;
  /** Whether pages of the allowed origins may read the answer from a browser. */
  readonly crossOrigin?: boolean;
  /** Errors: throw `HttpError`; anything else becomes a 500 that says nothing of its cause. */
  handle(request: Request): Reply | Promise<Reply>;
}

/** A WebSocket endpoint. */
export interface SocketRoute {
  readonly path: string;
  /**
   * Decides before the handshake whether the client may in; throw `HttpError` to refuse it over HTTP.
   * Resolves to what takes the open socket.
   */
  admit(request: Request): Promise<(socket: WebSocket) => void>;
}

/** An answer other than success: becomes `{ error: { code, message } }` with its status. The message is for strangers. */
export class HttpError extends Error {
  override readonly name = 'HttpError';
  readonly status: number;
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: string, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}
