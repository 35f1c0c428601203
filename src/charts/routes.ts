import { createHash } from 'node:crypto';
import type { Chart } from '../../dialogs/reply.ts';
import { type BodyReply, HttpError, type Request, type Route } from '../http/http.ts';
import { networkOf, type RateLimit } from '../http/rate-limit.ts';
import { readChartAddress } from './address.ts';
import { drawPng, drawSvg } from './draw.ts';

/** Images kept once drawn, the latest asked for; one takes some 10–60 KB. */
const MOST_KEPT = 100;
/** How many may wait to be drawn, one after the other. */
const MOST_WAITING = 50;

interface Image {
  readonly content: Buffer;
  readonly etag: string;
}

/**
 * `GET /charts/…`: the charts of replies as images, `.svg` or `.png`, the latter with `?theme=dark` on dark ground. Drawn
 * when first asked for, which takes from the limit of the client's address, then kept.
 */
export function chartRoutes(chartById: (id: string) => Chart | undefined, limit: RateLimit): Route[] {
  const kept = new Map<string, Promise<Image>>();
  let waiting = 0;
  let last: Promise<unknown> = Promise.resolve();

  /** One drawing at a time, so that a flood of charts leaves room for conversations. */
  const inTurn = (draw: () => Promise<Image>) => {
    if (waiting >= MOST_WAITING) throw new HttpError(503, 'Busy', 'Too many charts at once.', { 'Retry-After': '5' });
    waiting += 1;
    const drawn = last.then(draw).finally(() => {
      waiting -= 1;
    });
    last = drawn.catch(() => undefined);
    return drawn;
  };

  const keep = (name: string, address: string, draw: () => Promise<Image>) => {
    if (!kept.has(name)) limit.take(networkOf(address));
    const image = kept.get(name) ?? inTurn(draw);
    kept.delete(name);
    kept.set(name, image);
    image.catch(() => kept.delete(name));
    const [oldest] = kept.keys();
    if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
    return image;
  };

  return [
    {
      method: 'GET',
      path: '/charts/*',
      async handle({ url, params, headers, address }) {
        const { id, format } = readChartAddress(params['*'] ?? '') ?? {};
        const chart = id === undefined ? undefined : chartById(id);
        if (!chart) throw new HttpError(404, 'NotFound', 'There is no such chart.');
        if (format === 'svg') return reply('image/svg+xml', await keep(`${id}.svg`, address, svgOf(chart)), headers);
        const dark = url.searchParams.get('theme') === 'dark';
        return reply('image/png', await keep(`${id}.png ${dark}`, address, pngOf(chart, dark)), headers);
      },
    },
  ];
}

const svgOf = (chart: Chart) => async () => toImage(Buffer.from(await drawSvg(chart)));
const pngOf = (chart: Chart, dark: boolean) => async () => toImage(await drawPng(chart, dark));

function toImage(content: Buffer): Image {
  return { content, etag: `"${createHash('sha256').update(content).digest('base64url').slice(0, 16)}"` };
}

function reply(type: string, { content, etag }: Image, headers: Request['headers']): BodyReply {
  const kept = {
    // An editor may correct a figure under the same id.
    'Cache-Control': 'public, max-age=3600',
    ETag: etag,
    'Cross-Origin-Resource-Policy': 'cross-origin',
  };
  if (headers['if-none-match']?.includes(etag)) return { status: 304, headers: kept };
  // Opened by itself, an SVG is a page: it may style itself and do nothing else.
  const policy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";
  return { status: 200, headers: { ...kept, 'Content-Type': type, 'Content-Security-Policy': policy }, body: content };
}
