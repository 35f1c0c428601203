import { createHmac } from 'node:crypto';
import { type Deliver, DeliveryRefused } from './delivery.ts';

export interface WebhookOptions {
  readonly url: string;
  /** Signs what is posted, so that the receiver can tell where it comes from. */
  readonly secret?: string;
  readonly now?: () => number;
}

/** Posts a handoff as JSON. Any answer but 2xx is a refusal, a redirect too: it would carry the data elsewhere. */
export function createWebhook({ url, secret, now = Date.now }: WebhookOptions): Deliver {
  return async ({ id, name, contact, question, createdAt }, signal) => {
    const body = JSON.stringify({ id, name, contact, question, askedAt: new Date(createdAt).toISOString() });
    const headers = {
      'content-type': 'application/json',
      'idempotency-key': id,
      ...(secret && { 'x-crossroads-signature': sign(body, secret, now()) }),
    };
    const response = await fetch(url, { method: 'POST', headers, body, signal, redirect: 'manual' });
    await response.body?.cancel();
    if (!response.ok) throw new DeliveryRefused(`HTTP_${response.status}`);
  };
}

/** `t=<seconds since 1970>,v1=<hex>`: the HMAC-SHA256 of the seconds, a full stop and the body. */
function sign(body: string, secret: string, now: number): string {
  const seconds = Math.floor(now / 1000);
  const signature = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
  return `t=${seconds},v1=${signature}`;
}
