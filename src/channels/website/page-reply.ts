import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { BodyReply, Request, Route } from '../../http/http.ts';
import { networkOf, type RateLimit } from '../../http/rate-limit.ts';
import type { Page } from './page.ts';
import { policy } from './policy.ts';

const HEADERS = { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': policy({}) };

/** A page that is made anew whenever it is asked for. */
export function pageReply({ status, content }: Page): BodyReply {
  return { status, headers: { ...HEADERS, 'Cache-Control': 'no-cache' }, body: content.markup };
}

/** Pages kept once made, the latest asked for; one takes some 20 KB. */
const MOST_KEPT = 400;

interface Kept {
  readonly plain: Buffer;
  readonly gzip: Buffer;
  readonly etag: string;
}

/**
 * The pages under a path, given what follows it. They show nothing but the knowledge, and another knowledge has pages of its
 * own, so each is made once, and only the making takes from the limit. One that is not there is made anew.
 */
export function keeping(pageOf: (path: string) => Page, limit: RateLimit): Route['handle'] {
  const pages = new Map<string, Kept>();
  return (request) => {
    const path = request.params['*'] ?? '';
    const known = pages.get(path);
    if (known) return keptReply(known, request);
    limit.take(networkOf(request.address));
    const page = pageOf(path);
    if (page.status !== 200) return pageReply(page);
    const kept = keep(page);
    pages.set(path, kept);
    const [oldest] = pages.keys();
    if (pages.size > MOST_KEPT && oldest !== undefined) pages.delete(oldest);
    return keptReply(kept, request);
  };
}

function keep({ content }: Page): Kept {
  const plain = Buffer.from(content.markup);
  const etag = createHash('sha256').update(plain).digest('base64url').slice(0, 16);
  return { plain, gzip: gzipSync(plain, { level: 9 }), etag };
}

function keptReply({ plain, gzip, etag }: Kept, { headers }: Request): BodyReply {
  const zips = /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?(?:,|$))/.test(`${headers['accept-encoding'] ?? ''}`);
  const tag = `"${etag}${zips ? '-gzip' : ''}"`;
  const kept = { ...HEADERS, 'Cache-Control': 'public, max-age=300', ETag: tag, Vary: 'Accept-Encoding' };
  if (headers['if-none-match']?.includes(tag)) return { status: 304, headers: kept };
  return zips
    ? { status: 200, headers: { ...kept, 'Content-Encoding': 'gzip' }, body: gzip }
    : { status: 200, headers: kept, body: plain };
}
