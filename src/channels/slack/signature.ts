import { createHmac, timingSafeEqual } from 'node:crypto';
import { HttpError, type Request } from '../../http/http.ts';

/** How far a request's time may be from ours, in seconds; anything older could be a replay. */
const window = 5 * 60;

/**
 * Checks that Slack signed a request, over its body byte for byte.
 * @param secret must not be empty.
 * @param now milliseconds since 1970.
 * @throws {HttpError} 401, without saying which part was wrong.
 */
export function requireSigned({ headers, body }: Pick<Request, 'headers' | 'body'>, secret: string, now: number): void {
  if (!secret) throw new Error('Slack requests cannot be checked without a signing secret');
  const time = one(headers['x-slack-request-timestamp']);
  const signature = one(headers['x-slack-signature']);
  if (!/^\d{1,12}$/.test(time) || Math.abs(now / 1000 - Number(time)) > window) throw unsigned();
  const expected = `v0=${createHmac('sha256', secret).update(`v0:${time}:`).update(body).digest('hex')}`;
  if (!isSame(Buffer.from(signature), Buffer.from(expected))) throw unsigned();
}

const one = (header: string | string[] | undefined) => (typeof header === 'string' ? header : '');
const isSame = (a: Buffer, b: Buffer) => a.length === b.length && timingSafeEqual(a, b);
const unsigned = () =>
  new HttpError(401, 'BadSignature', 'The request is not signed as Slack signs it, or is too old.');
