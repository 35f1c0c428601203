import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { HttpError, type Reply, type Request } from '../../http/http.ts';

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};
const ENCODINGS = [
  { name: 'br', ending: '.br' },
  { name: 'gzip', ending: '.gz' },
] as const;

interface Asset {
  readonly file: string;
  readonly type: string;
  /** Changes whenever the content does. */
  readonly version: string;
}

export interface Assets {
  /** The address of an asset that a browser may keep for good: `/assets/chat.js?v=…`. */
  address(name: string): string;
  /**
   * The asset as the client can read it: compressed if it can, 304 if it has it already. Kept for good under its
   * address, asked for anew under any other.
   * @throws {HttpError} 404 for a name that is not there.
   */
  serve(name: string, request: Request, headers?: Readonly<Record<string, string>>): Reply;
}

/** The files of a folder that `build-assets` filled; read once, so a new build needs a new start. */
export function openAssets(folder: string): Assets {
  const assets = new Map(listAssets(folder));
  return {
    address(name) {
      const version = assets.get(name)?.version;
      return `/assets/${name}${version ? `?v=${version}` : ''}`;
    },
    serve(name, request, headers = {}) {
      const asset = assets.get(name);
      if (!asset) throw new HttpError(404, 'NotFound', 'There is no such file.');
      return serveAsset(asset, request, headers);
    },
  };
}

function listAssets(folder: string): [string, Asset][] {
  const names = existsSync(folder) ? readdirSync(folder) : [];
  return names.flatMap((name): [string, Asset][] => {
    const type = CONTENT_TYPES[extname(name)];
    const file = join(folder, name);
    return type ? [[name, { file, type, version: digest(readFileSync(file)) }]] : [];
  });
}

function serveAsset({ file, type, version }: Asset, request: Request, extra: Readonly<Record<string, string>>): Reply {
  const encoding = ENCODINGS.find(({ name, ending }) => accepts(request, name) && existsSync(file + ending));
  const etag = `"${version}${encoding ? `-${encoding.name}` : ''}"`;
  const lasting = request.url.searchParams.get('v') === version;
  const headers = {
    'Cache-Control': lasting ? 'public, max-age=31536000, immutable' : 'public, no-cache',
    ETag: etag,
    Vary: 'Accept-Encoding',
    ...extra,
  };
  if (request.headers['if-none-match']?.includes(etag)) return { status: 304, headers };
  const coding = encoding && { 'Content-Encoding': encoding.name };
  return {
    status: 200,
    headers: { ...headers, ...coding, 'Content-Type': type },
    file: file + (encoding?.ending ?? ''),
  };
}

function accepts({ headers }: Request, encoding: string): boolean {
  const offers = `${headers['accept-encoding'] ?? ''}`
    .split(',')
    .map((offer) => offer.split(';').map((part) => part.trim()));
  return offers.some(([name, quality]) => name === encoding && !/^q=0(?:\.0*)?$/.test(quality ?? ''));
}

function digest(content: Buffer): string {
  return createHash('sha256').update(content).digest('base64url').slice(0, 12);
}
