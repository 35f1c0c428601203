import type { HandoffConfig } from '../config.ts';
import type { Deliver } from './delivery.ts';
import { createMail } from './mail.ts';
import { createWebhook } from './webhook.ts';

/** The way of delivery that the settings ask for; none leaves handoffs in the database. */
export function configuredDelivery(config: HandoffConfig | undefined): Deliver | undefined {
  switch (config?.kind) {
    case 'webhook':
      return createWebhook(config);
    case 'mail':
      return createMail(config);
    case undefined:
      return undefined;
    default:
      return config satisfies never;
  }
}
