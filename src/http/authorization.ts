import { createHash, timingSafeEqual } from 'node:crypto';
import type { Request } from './http.ts';

/** Who may see how the service fares: whoever knows the token; where none is set, only the same machine. */
export function createAdminCheck(adminToken?: string): (request: Request) => boolean {
  return (request) => (adminToken ? equal(bearerOf(request) ?? '', adminToken) : isLocal(request));
}

/** The credentials of an `Authorization: Bearer …` header. */
export function bearerOf(request: Request): string | undefined {
  return /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
}

/** Compares two secrets in a time that says nothing of where they differ. */
export function equal(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}

/** A forwarded request is a stranger's, though the proxy that forwards it stands on this machine. */
export function isLocal({ address, headers }: Request): boolean {
  const forwarded = headers['x-forwarded-for'] ?? headers.forwarded ?? headers['x-real-ip'];
  return forwarded === undefined && /^(127\.|::1$|::ffff:127\.)/.test(address);
}
