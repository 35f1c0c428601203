import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import { HttpError, type Request } from './http.ts';

/** The largest body the service reads, in bytes. */
export const maxBody = 64 * 1024;

// Beyond this, a client that keeps sending is cut off before it could read why.
const maxDiscarded = 4 * 1024 * 1024;
const maxDepth = 64;

/** How the service reads what a client says of itself. */
export interface Reading {
  /** How many reverse proxies in front of the service may name the client's address. */
  readonly trustedProxies: number;
}

/**
 * Reads a request in full; it must be `isAddressed`.
 * @throws {HttpError} 413 for a body over 64 KB, 415 for a compressed one.
 */
export async function readRequest(
  message: IncomingMessage,
  params: Request['params'],
  reading: Reading,
): Promise<Request> {
  const body = await readBody(message);
  if (body.length > 0 && (message.headers['content-encoding'] ?? 'identity') !== 'identity')
    throw new HttpError(415, 'UnsupportedEncoding', 'Send the body uncompressed.');
  return toRequest(message, params, reading, body);
}

/** A request by its head alone, as a WebSocket handshake is; it must be `isAddressed`. */
export function toRequest(
  message: IncomingMessage,
  params: Request['params'],
  reading: Reading,
  body: Buffer = empty,
): Request {
  const { method = 'GET', headers } = message;
  const json = () => parseJson(body, headers['content-type']);
  let url: URL | undefined;
  return {
    method,
    // Most routes never ask.
    get url() {
      url ??= new URL(...addressParts(message));
      return url;
    },
    params,
    headers,
    address: addressOf(message, reading),
    body,
    json,
  };
}

const empty = Buffer.alloc(0);

/** Whether a request's first line and its `Host` header make an address. */
export function isAddressed(message: IncomingMessage): boolean {
  // The host goes into addresses and policies that are given out, so it may hold nothing that means something there.
  return /^[\w.:[\]-]*$/.test(message.headers.host ?? '') && URL.canParse(...addressParts(message));
}

function addressParts({ url = '/', headers }: IncomingMessage): [string, string] {
  const base = `http://${headers.host ?? 'localhost'}`;
  // A path that begins with two slashes would pass for a host of its own.
  return [url.startsWith('/') ? base + url : url, base];
}

function addressOf(message: IncomingMessage, { trustedProxies }: Reading): string {
  const forwarded = String(message.headers['x-forwarded-for'] ?? '').split(',');
  const named = trustedProxies > 0 ? withoutPort(forwarded.at(-trustedProxies)?.trim() ?? '') : '';
  return isIP(named) ? named : (message.socket.remoteAddress ?? '');
}

/** Some proxies name the client's port too, and it changes with every connection. */
function withoutPort(address: string): string {
  const [, six, four] = /^(?:\[([\da-f:.]+)\](?::\d+)?|([\d.]+):\d+)$/i.exec(address) ?? [];
  return six ?? four ?? address;
}

/** By its events: to iterate over a message takes longer than all else that is done to read it. */
function readBody(message: IncomingMessage): Promise<Buffer> {
  if (!hasBody(message)) return Promise.resolve(empty);
  const chunks: Buffer[] = [];
  let size = 0;
  return new Promise((resolve, reject) => {
    message.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= maxBody) chunks.push(chunk);
      else if (size > maxDiscarded) message.destroy();
    });
    // The rest is read and dropped first, since a client that is still sending would see a broken connection instead.
    message.once('end', () => (size > maxBody ? reject(tooLarge()) : resolve(Buffer.concat(chunks))));
    message.once('error', reject);
    message.once('close', () => message.readableEnded || reject(tooLarge()));
  });
}

const hasBody = ({ headers }: IncomingMessage) =>
  headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined;

const tooLarge = () => new HttpError(413, 'BodyTooLarge', `The body may hold at most ${maxBody} bytes.`);

function parseJson(body: Buffer, contentType = ''): unknown {
  if (body.length === 0) return undefined;
  if (!/^(application|text)\/([\w.+-]*\+)?json\s*(;|$)/i.test(contentType))
    throw new HttpError(415, 'UnsupportedMediaType', 'Send the body as application/json.');
  const value = decodeJson(body);
  if (isBad(value, maxDepth))
    throw new HttpError(
      400,
      'MalformedData',
      `The body holds a null character or is nested deeper than ${maxDepth} levels.`,
    );
  return value;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function decodeJson(body: Buffer): unknown {
  try {
    return JSON.parse(utf8.decode(body));
  } catch {
    throw new HttpError(400, 'MalformedData', 'The body is not JSON in UTF-8.');
  }
}

/** Databases refuse null characters, and writing deeply nested values overflows the stack. */
function isBad(value: unknown, levels: number): boolean {
  if (typeof value === 'string') return value.includes('\0');
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  return Object.entries(value).some(([key, part]) => key.includes('\0') || isBad(part, levels - 1));
}
