import { open } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { DatabaseUnavailable } from '../storage/errors.ts';
import { type BodyReply, type FileReply, HttpError, type Reply } from './http.ts';

const always = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'strict-origin-when-cross-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'Cross-Origin-Resource-Policy': 'same-origin',
  // Pages bring a policy of their own; whatever else passes for a page may do nothing.
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Cache-Control': 'no-store',
};

/** What browsers are told once the service is reached over TLS: to come no other way for a year. */
export const onlyOverTls = { 'Strict-Transport-Security': 'max-age=31536000' };

/** What a client is told of an error; of an unforeseen one only that it happened. */
export function errorReply(error: unknown): BodyReply & { body: { error: { code: string; message: string } } } {
  const { status, code, message, headers } = toHttpError(error);
  return { status, headers, body: { error: { code, message } } };
}

function toHttpError(error: unknown): HttpError {
  if (error instanceof HttpError) return error;
  if (error instanceof DatabaseUnavailable)
    return new HttpError(503, 'Unavailable', 'The service cannot reach its database for now.', { 'Retry-After': '5' });
  return new HttpError(500, 'InternalError', 'Something went wrong on our side.');
}

/** Writes a reply; to a HEAD request without its body. */
export async function writeReply(
  response: ServerResponse,
  reply: Reply,
  headers: Record<string, string> = {},
): Promise<void> {
  if ('file' in reply) await writeFile(response, reply, headers);
  else writeBody(response, reply, headers);
}

function writeBody(response: ServerResponse, reply: BodyReply, headers: Record<string, string>): void {
  const isData = typeof reply.body === 'object' && !Buffer.isBuffer(reply.body);
  const body = isData ? JSON.stringify(reply.body) : ((reply.body as string | Buffer | undefined) ?? '');
  const type = isData ? { 'Content-Type': 'application/json; charset=utf-8' } : {};
  const length = reply.status === 204 || reply.status === 304 ? {} : { 'Content-Length': Buffer.byteLength(body) };
  response.writeHead(reply.status, { ...always, ...headers, ...type, ...length, ...reply.headers });
  response.end(response.req.method === 'HEAD' ? undefined : body);
}

async function writeFile(response: ServerResponse, reply: FileReply, headers: Record<string, string>): Promise<void> {
  const file = await open(reply.file);
  try {
    const { size } = await file.stat();
    response.writeHead(reply.status, { ...always, ...headers, 'Content-Length': size, ...reply.headers });
    if (response.req.method === 'HEAD') response.end();
    else await pipeline(file.createReadStream({ autoClose: false }), response);
  } finally {
    await file.close();
  }
}
