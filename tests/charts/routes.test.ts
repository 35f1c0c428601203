import { describe, expect, test } from 'vitest';
import type { Chart } from '../../dialogs/reply.ts';
import { chartAddress, readChartAddress } from '../../src/charts/address.ts';
import { chartRoutes } from '../../src/charts/routes.ts';
import type { BodyReply, Request } from '../../src/http/http.ts';
import { createRateLimit } from '../../src/http/rate-limit.ts';
import { time } from './sample-chart.ts';

const unlimited = createRateLimit(0, Date.now);
const [route] = chartRoutes((id): Chart | undefined => (id === time.id ? time : undefined), unlimited);

async function get(address: string, headers: Request['headers'] = {}): Promise<BodyReply> {
  const url = new URL(address, 'http://chat.school.example');
  const params = { '*': decodeURIComponent(url.pathname.replace('/charts/', '')) };
  const request = {
    method: 'GET',
    url,
    params,
    headers,
    address: '127.0.0.1',
    body: Buffer.alloc(0),
    json: () => undefined,
  };
  return (await route?.handle(request)) as BodyReply;
}

describe('the address of a chart', () => {
  test('keeps its commas and reads back to its id', () => {
    const address = chartAddress(time, 'png');
    expect(address).toBe('/charts/billing,coding/time-1,time-2.png');
    expect(readChartAddress(address.replace('/charts/', ''))).toEqual({ id: time.id, format: 'png' });
  });

  test.each(['', 'a', 'a/b', 'a/b.gif', '/b.svg', 'a/.svg', 'a/b/c.svg', 'a/b.svg/', 'a/b.svgz'])(
    '%j is none',
    (rest) => expect(readChartAddress(rest)).toBeUndefined(),
  );
});

describe('a chart', () => {
  test.each([
    ['svg', 'image/svg+xml', '<svg'],
    ['png', 'image/png', '\x89PNG'],
  ] as const)('is served as %s, to be kept an hour and then asked for by its tag', async (format, type, start) => {
    const { status, headers, body } = await get(chartAddress(time, format));
    expect(status).toBe(200);
    expect(headers).toMatchObject({ 'Content-Type': type, 'Cache-Control': 'public, max-age=3600' });
    expect((body as Buffer).toString('latin1').startsWith(start)).toBe(true);
    const again = await get(chartAddress(time, format), { 'if-none-match': headers?.ETag });
    expect(again.status).toBe(304);
    expect(again.body).toBeUndefined();
  });

  test('is drawn once, and differs by theme', async () => {
    const [one, other, dark] = await Promise.all(
      ['', '', '?theme=dark'].map((query) => get(chartAddress(time, 'png') + query)),
    );
    expect(one?.body).toBe(other?.body);
    expect(dark?.headers?.ETag).not.toBe(one?.headers?.ETag);
  });

  test('that may run nothing goes out with a policy', async () => {
    const { headers } = await get(chartAddress(time, 'svg'));
    expect(headers?.['Content-Security-Policy']).toMatch(/^default-src 'none'; style-src 'unsafe-inline'/);
  });

  test.each(['/charts/him/x.svg', '/charts/billing,coding/time-1.svg', '/charts/.svg', '/charts/%3Cscript%3E/a.svg'])(
    'at %s there is none',
    async (address) => {
      await expect(get(address)).rejects.toMatchObject({ status: 404, code: 'NotFound' });
    },
  );

  test('takes from the limit of an address when it is drawn, and not again', async () => {
    const [limited] = chartRoutes((id) => ({ ...time, id }), createRateLimit(1, Date.now));
    const ask = async (id: string) => {
      const url = new URL('http://chat.school.example/');
      return limited?.handle({
        ...({} as Request),
        url,
        headers: {},
        address: '192.0.2.1',
        params: { '*': `${id}/x.svg` },
      });
    };
    expect(await ask('a')).toMatchObject({ status: 200 });
    expect(await ask('a')).toMatchObject({ status: 200 });
    await expect(ask('b')).rejects.toMatchObject({ status: 429 });
  });

  test('of more than fifty at once is refused for a moment, and drawn later', async () => {
    const [busy] = chartRoutes((id) => ({ ...time, id }), unlimited);
    const ask = (id: string) => {
      const url = new URL('http://chat.school.example/');
      return busy?.handle({ ...({} as Request), url, headers: {}, address: '::1', params: { '*': `${id}/x.svg` } });
    };
    const answers = await Promise.allSettled(Array.from({ length: 60 }, async (_, i) => ask(`p${i}`)));
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(50);
    expect(answers.at(-1)).toMatchObject({ reason: { status: 503, headers: { 'Retry-After': '5' } } });
    expect(await ask('p59')).toMatchObject({ status: 200 });
  });
});
