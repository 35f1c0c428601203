import { setTimeout as sleep } from 'node:timers/promises';
import type { Activity } from 'botbuilder';

/** An answer of the service. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The text as JSON, if that is what it is. */
  readonly body: AnswerBody;
}

/** What the service's answers hold; each has some of it. */
interface AnswerBody {
  readonly conversationId: string;
  readonly token: string;
  readonly streamUrl: string;
  readonly id: string;
  readonly activities: Partial<Activity>[];
  readonly watermark: string;
  readonly error?: { readonly code: string; readonly message: string };
}

export async function call(url: string, init: RequestInit & { token?: string; json?: unknown } = {}): Promise<Answer> {
  const { token, json, ...rest } = init;
  const headers = new Headers(rest.headers);
  if (token) headers.set('authorization', `Bearer ${token}`);
  if (json !== undefined) headers.set('content-type', 'application/json');
  const response = await fetch(url, { ...rest, headers, ...(json !== undefined && { body: JSON.stringify(json) }) });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.startsWith('application/json');
  return { status: response.status, headers: response.headers, text, body: isJson ? JSON.parse(text) : {} };
}

/** A started conversation over REST. */
export interface Talk {
  readonly id: string;
  readonly token: string;
  readonly user: string;
  readonly streamUrl: string;
  /** The address of an operation on it, such as `/activities`. */
  at(operation: string): string;
  post(activity: unknown): Promise<Answer>;
  say(text: string): Promise<Answer>;
  activities(watermark?: string): Promise<Partial<Activity>[]>;
  /** The texts of all messages, once there are at least so many. */
  texts(atLeast: number): Promise<string[]>;
}

export async function startTalk(url: string, user = `dl_${Math.random().toString(36).slice(2)}`): Promise<Talk> {
  const embed = await call(`${url}/embed/token`, { method: 'POST', json: { user: { id: user } } });
  const started = await call(`${url}/v3/directline/conversations`, { method: 'POST', token: embed.body.token });
  const { conversationId: id, token, streamUrl } = started.body;
  return continueTalk(url, { id, token, user, streamUrl });
}

/** A conversation that was started before, perhaps with a service that ran before. */
export function continueTalk(
  url: string,
  { id, token, user, streamUrl }: Pick<Talk, 'id' | 'token' | 'user' | 'streamUrl'>,
): Talk {
  const at = (operation: string) => `${url}/v3/directline/conversations/${id}${operation}`;
  const post = (activity: unknown) => call(at('/activities'), { method: 'POST', token, json: activity });
  const activities = async (watermark = '') =>
    (await call(at(`/activities?watermark=${watermark}`), { token })).body.activities;
  return {
    id,
    token,
    user,
    streamUrl,
    at,
    post,
    activities,
    say: (text) => post({ type: 'message', from: { id: user }, text }),
    async texts(atLeast) {
      for (const until = Date.now() + 5000; ; await sleep(10)) {
        const texts = (await activities()).flatMap(({ type, text }) => (type === 'message' ? [text ?? ''] : []));
        if (texts.length >= atLeast || Date.now() > until) return texts;
      }
    },
  };
}
