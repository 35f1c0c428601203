import { z } from 'zod/v4';
import { HttpError, type Request } from '../../http/http.ts';

const id = z.string().min(1).max(200);

/** An event as Slack wraps it; of the event itself only what any of those that are read has. */
const eventCallback = z.object({
  type: z.literal('event_callback'),
  team_id: id,
  event_id: id,
  /** The first is who the event is for: the bot's user in that workspace. */
  authorizations: z.array(z.object({ user_id: id.nullish() })).nullish(),
  event: z.object({
    type: z.string(),
    subtype: z.string().nullish(),
    user: id.nullish(),
    bot_id: z.string().nullish(),
    text: z.string().nullish(),
    ts: id.nullish(),
    event_ts: id.nullish(),
    thread_ts: id.nullish(),
    channel: id.nullish(),
    tab: z.string().nullish(),
    hidden: z.boolean().nullish(),
    edited: z.unknown().optional(),
    assistant_thread: z.object({ user_id: id, channel_id: id, thread_ts: id }).nullish(),
  }),
});

const blockActions = z.object({
  type: z.literal('block_actions'),
  team: z.object({ id }),
  user: z.object({ id, name: z.string().nullish() }),
  channel: z.object({ id }),
  container: z.object({
    message_ts: id,
    thread_ts: id.nullish(),
    is_ephemeral: z.boolean().nullish(),
  }),
  message: z.object({ thread_ts: id.nullish() }).nullish(),
  trigger_id: id.nullish(),
  response_url: z.url().nullish(),
  actions: z
    .array(
      z.object({
        action_id: z.string(),
        action_ts: id.nullish(),
        value: z.string().nullish(),
        text: z.object({ text: z.string() }).nullish(),
      }),
    )
    .min(1),
});

const command = z.object({
  command: z.string().min(1),
  text: z.string().default(''),
  team_id: id,
  channel_id: id,
  user_id: id,
  user_name: z.string().nullish(),
  trigger_id: id,
  response_url: z.url(),
});

const challenge = z.object({ type: z.literal('url_verification'), challenge: z.string() });

export type EventCallback = z.infer<typeof eventCallback>;
export type BlockActions = z.infer<typeof blockActions>;
export type Command = z.infer<typeof command>;

/** What Slack sends, over HTTP and over Socket Mode alike; nothing for what is not read. */
export type Incoming = z.infer<typeof challenge> | EventCallback | BlockActions | Command | undefined;

const incoming = z.union([eventCallback, blockActions, command, challenge]);

/** Reads a payload; nothing for one of another kind, and for one that lacks what its kind always has. */
export function readPayload(payload: unknown): Incoming {
  return incoming.safeParse(payload).data;
}

/**
 * Reads a request of the Events API (JSON), of interactivity (a form whose field `payload` is JSON) or of a command (a
 * form).
 * @throws {HttpError} 400 for a body that is neither, 415 for another content type.
 */
export function readIncoming(request: Request): Incoming {
  if (!/^application\/x-www-form-urlencoded\b/i.test(request.headers['content-type'] ?? ''))
    return readPayload(request.json());
  const form = Object.fromEntries(new URLSearchParams(request.body.toString('utf8')));
  return readPayload(form.payload === undefined ? form : parse(form.payload));
}

function parse(payload: string): unknown {
  try {
    return JSON.parse(payload);
  } catch {
    throw new HttpError(400, 'MalformedData', 'payload: not JSON');
  }
}
