import { z } from 'zod/v4';
import { HttpError, type Request } from '../../http/http.ts';

/** The longest message a user may send, in characters; it is Web Chat's own limit. */
export const maxText = 2000;

const short = z.string().max(200);
const id = z.string().min(1).max(200);
const account = z.object({ id, name: short.nullish(), role: short.nullish() });

const activity = z
  .object({
    type: z.enum([
      'message',
      'event',
      'typing',
      'conversationUpdate',
      'invoke',
      'messageReaction',
      'endOfConversation',
    ]),
    from: account.partial().nullish(),
    text: z.string().max(maxText, `a message may hold at most ${maxText} characters; send it in parts`).nullish(),
    textFormat: short.nullish(),
    name: short.nullish(),
    value: z.unknown().optional(),
    valueType: short.nullish(),
    locale: short.nullish(),
    localTimestamp: short.nullish(),
    localTimezone: short.nullish(),
    code: short.nullish(),
    replyToId: short.nullish(),
    channelData: z.record(z.string(), z.unknown()).nullish(),
    entities: z
      .array(z.looseObject({ type: z.string() }))
      .max(50)
      .nullish(),
    attachments: z.array(z.unknown()).max(0, 'files are not accepted').nullish(),
    membersAdded: z.array(account).nullish(),
    membersRemoved: z.array(account).nullish(),
    reactionsAdded: z.array(z.object({ type: short })).nullish(),
    reactionsRemoved: z.array(z.object({ type: short })).nullish(),
  })
  .refine(({ type, text, value }) => type !== 'message' || text?.trim() || value != null, {
    path: ['text'],
    error: 'a message needs a text or a value',
  });

const parameters = z
  .object({
    user: z.object({ id: id.nullish(), name: short.nullish() }).nullish(),
    locale: short.nullish(),
    trustedOrigins: z.array(z.string()).nullish(),
  })
  .nullish();

/** An activity as clients may send it; whatever else they put into it is dropped. */
export type Incoming = z.infer<typeof activity>;

/** @throws {HttpError} 400 with the place that is wrong; `MessageTooLong` for a text of over 2,000 characters. */
export function readActivity(request: Request): Incoming {
  return read(activity, request);
}

/** Who a token is asked for. @throws {HttpError} 400 with the place that is wrong. */
export function readParameters(request: Request): { userId?: string | undefined; locale?: string | undefined } {
  const given = read(parameters, request);
  return { userId: given?.user?.id ?? undefined, locale: given?.locale ?? undefined };
}

/**
 * Ids from pages must not be guessable as others' names are, hence their mark.
 * @throws {HttpError} 400
 */
export function requireUnguessable(userId: string | undefined): void {
  if (userId !== undefined && !userId.startsWith('dl_'))
    throw new HttpError(400, 'BadArgument', 'user.id: must begin with dl_');
}

/**
 * Where a client has read to: a whole number, 0 for the beginning.
 * @throws {HttpError} 400 if it is no watermark of ours.
 */
export function readWatermark({ url }: Request): number {
  const given = url.searchParams.get('watermark') ?? '';
  if (['', 'null', 'undefined'].includes(given)) return 0;
  if (!/^\d{1,9}$/.test(given)) throw new HttpError(400, 'BadArgument', 'watermark: not one that was given out');
  return Number(given);
}

function read<T>(schema: z.ZodType<T>, request: Request): T {
  const result = schema.safeParse(request.json());
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const path = issue?.path.join('.') || 'body';
  const code = path === 'text' && issue?.code === 'too_big' ? 'MessageTooLong' : 'BadArgument';
  throw new HttpError(400, code, `${path}: ${issue?.message}`);
}
