import { z } from 'zod/v4';
import { HttpError, type Request } from '../../http/http.ts';

const short = z.string().max(1000);
const id = short.min(1);
const account = z.looseObject({ id, name: short.nullish() });

const activity = z.looseObject({
  type: id,
  id: short.nullish(),
  channelId: id,
  serviceUrl: z.url({ protocol: /^https?$/ }).nullish(),
  timestamp: z.iso.datetime({ offset: true }).nullish(),
  conversation: z.looseObject({ id, isGroup: z.boolean().nullish(), conversationType: short.nullish() }),
  from: account,
  recipient: account,
  text: z.string().nullish(),
  name: short.nullish(),
  action: short.nullish(),
  replyToId: short.nullish(),
  deliveryMode: short.nullish(),
  locale: short.nullish(),
  value: z.unknown().optional(),
  entities: z.array(z.looseObject({ type: z.string() })).nullish(),
  membersAdded: z.array(account).nullish(),
  channelData: z.looseObject({}).nullish(),
});

/** An activity as the Bot Framework posts it. Whatever else it holds is left in it. */
export type Incoming = z.infer<typeof activity>;

/** @throws {HttpError} 400 with the place that is wrong. */
export function readIncoming(request: Request): Incoming {
  const result = activity.safeParse(request.json());
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new HttpError(400, 'BadActivity', `${issue?.path.join('.') || 'body'}: ${issue?.message}`);
}
