import type { IncomingHttpHeaders } from 'node:http';

/** Which pages may use the service from a browser. */
export interface OriginPolicy {
  /** The `Origin` header if it may; `undefined` if there is none or it may not. */
  allowed(headers: IncomingHttpHeaders): string | undefined;
  /** Whether the request comes from a page that may not. Without an `Origin` header it comes from no page at all. */
  refuses(headers: IncomingHttpHeaders): boolean;
}

/**
 * @param listed origins such as `https://www.school.example`, or `*` for all.
 * @param publicUrl the service's own address, whose pages are always allowed, as are those of the host that was asked.
 */
export function createOriginPolicy(listed: readonly string[], publicUrl?: string): OriginPolicy {
  const own = publicUrl && new URL(publicUrl).origin;
  const passes = (origin: string, host?: string) =>
    listed.includes('*') || listed.includes(origin) || origin === own || hostOf(origin) === host;
  const allowed = (headers: IncomingHttpHeaders) =>
    headers.origin && passes(headers.origin, headers.host) ? headers.origin : undefined;
  return { allowed, refuses: (headers) => headers.origin !== undefined && !allowed(headers) };
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}

/** What lets an allowed page read an answer from another origin. */
export function crossOriginHeaders(policy: OriginPolicy, headers: IncomingHttpHeaders): Record<string, string> {
  const origin = policy.allowed(headers);
  if (!origin) return { Vary: 'Origin' };
  return {
    Vary: 'Origin',
    'Access-Control-Allow-Origin': origin,
    // Direct Line clients ask for the session id with credentials.
    'Access-Control-Allow-Credentials': 'true',
    'Access-Control-Expose-Headers': 'Retry-After',
  };
}

/** What lets an allowed page send a request that is not a simple one. */
export function preflightHeaders(methods: readonly string[]): Record<string, string> {
  return {
    'Access-Control-Allow-Methods': methods.join(', '),
    'Access-Control-Allow-Headers': 'Authorization, Content-Type, x-ms-bot-agent',
    'Access-Control-Max-Age': '600',
  };
}
