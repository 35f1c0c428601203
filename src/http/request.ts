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
 * Reads a request in full.
 * @throws {HttpError} 400 for an address that is none, 413 for a body over 64 KB, 415 for a compressed one.
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

/**
 * A request by its head alone, as a WebSocket handshake is.
 * @throws {HttpError} 400 for an address that is none.
 */
export function toRequest(
  message: IncomingMessage,
  params: Request['params'],
  reading: Reading,
  body: Buffer = Buffer.alloc(0),
): Request {
  const { method = 'GET', headers } = message;
  const json = () => parseJson(body, headers['content-type']);
  return { method, url: urlOf(message), params, headers, address: addressOf(message, reading), body, json };
}

/** Whether a request's first line and its `Host` header make an address. */
export function isAddressed(message: IncomingMessage): boolean {
  // The host goes into addresses and policies that are given out, so it may hold nothing that means something there.
  return /^[\w.:[\]-]*$/.test(message.headers.host ?? '') && URL.canParse(...addressParts(message));
}

/** The address a request asks for. @throws {HttpError} 400 if it asks for none. */
export function urlOf(message: IncomingMessage): URL {
  if (!isAddressed(message)) throw new HttpError(400, 'BadAddress', 'The address cannot be read.');
  return new URL(...addressParts(message));
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

async function readBody(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= maxBody) chunks.push(chunk);
    else if (size > maxDiscarded) break;
  }
  // The rest was read and dropped first, since a client that is still sending would see a broken connection instead.
  if (size > maxBody) throw new HttpError(413, 'BodyTooLarge', `The body may hold at most ${maxBody} bytes.`);
  return Buffer.concat(chunks);
}

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

function decodeJson(body: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
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
