import { createHmac } from 'node:crypto';

export const signingSecret = 'a-signing-secret-of-the-tests';
export const team = 'T0001';
export const bot = 'U0BOT';
export const student = 'U0ANA';
/** A direct message with the student, and a channel. */
export const direct = 'D0001';
export const channel = 'C0001';

/** Signs a body as Slack does. @param seconds since 1970. */
export function signed(body: string, seconds = Math.floor(Date.now() / 1000), secret = signingSecret) {
  const signature = createHmac('sha256', secret).update(`v0:${seconds}:${body}`).digest('hex');
  return { 'X-Slack-Request-Timestamp': String(seconds), 'X-Slack-Signature': `v0=${signature}` };
}

/** Posts to the service as Slack does: JSON, or a form with a payload, or a form of fields. */
export async function deliver(url: string, payload: unknown, form = false): Promise<Response> {
  const body = form ? formOf(payload) : JSON.stringify(payload);
  const type = form ? 'application/x-www-form-urlencoded' : 'application/json';
  return fetch(`${url}/slack/events`, { method: 'POST', headers: { 'Content-Type': type, ...signed(body) }, body });
}

let count = 0;

/** A timestamp as Slack gives them, later than those before. */
export const nextTs = () => `${Math.floor(Date.now() / 1000)}.${String(++count).padStart(6, '0')}`;

export function eventOf(event: object, id = `Ev${nextTs()}`) {
  return {
    type: 'event_callback',
    token: 'unused',
    team_id: team,
    api_app_id: 'A0001',
    event_id: id,
    event_time: Math.floor(Date.now() / 1000),
    authorizations: [{ team_id: team, user_id: bot, is_bot: true }],
    event,
  };
}

export function directMessage(text: string, more: object = {}) {
  const ts = nextTs();
  return eventOf({
    type: 'message',
    channel_type: 'im',
    channel: direct,
    user: student,
    text,
    ts,
    event_ts: ts,
    ...more,
  });
}

export function mention(text: string, more: object = {}) {
  const ts = nextTs();
  return eventOf({ type: 'app_mention', channel, user: student, text: `<@${bot}> ${text}`, ts, event_ts: ts, ...more });
}

export function commandOf(command: string, text: string, response_url: string) {
  const user = { user_id: student, user_name: 'ana' };
  return {
    command,
    text,
    team_id: team,
    channel_id: channel,
    ...user,
    trigger_id: `trigger-${nextTs()}`,
    response_url,
  };
}

/** A tap on an element of a message. */
export function tapOf(
  element: { action_id: string; value?: string; text?: unknown },
  container: object,
  more: object = {},
) {
  return {
    type: 'block_actions',
    team: { id: team },
    user: { id: student, name: 'ana', team_id: team },
    channel: { id: direct },
    container: { type: 'message', ...container },
    trigger_id: `trigger-${nextTs()}`,
    actions: [{ ...element, block_id: 'b', action_ts: nextTs() }],
    ...more,
  };
}

function formOf(payload: unknown): string {
  const { type } = payload as { type?: string };
  const fields = type === undefined ? (payload as Record<string, string>) : { payload: JSON.stringify(payload) };
  return new URLSearchParams(fields).toString();
}
