import type { Session } from './session.ts';

/** An activity as it comes; Web Chat reads the rest of it. */
export interface Activity {
  readonly type: string;
  readonly id?: string;
  readonly name?: string;
  readonly from?: { readonly role?: string };
  readonly entities?: readonly Readonly<Record<string, unknown>>[];
  readonly channelData?: Readonly<Record<string, unknown>>;
}

export interface ActivitySet {
  readonly activities?: readonly Activity[];
  readonly watermark?: string;
}

/** A conversation that can be followed at the address of its stream. */
export interface Joined {
  readonly conversationId: string;
  readonly token: string;
  readonly streamUrl: string;
}

/** The server refused: an answer other than success. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly status: number;
  readonly code: string;
  /** Seconds after which the server wants to be asked again. */
  readonly retryAfter: number | undefined;

  constructor(status: number, code: string, retryAfter?: number) {
    super(`${status} ${code}`);
    this.status = status;
    this.code = code;
    this.retryAfter = retryAfter;
  }

  get expired(): boolean {
    return this.code === 'TokenExpired';
  }

  /** Whether the conversation is not there, not this token's or has ended: no later try will help. */
  get gone(): boolean {
    return [401, 403, 404, 409].includes(this.status) && !this.expired;
  }
}

const DIRECT_LINE = '/v3/directline';
const PATIENCE_MS = 10_000;

const at = (conversationId: string, rest = '') =>
  `${DIRECT_LINE}/conversations/${encodeURIComponent(conversationId)}${rest}`;

/** A new conversation, and a token for it; it stands once it is started. */
export const requestToken = () => send<{ conversationId: string; token: string }>('POST', '/embed/token');

/**
 * A new token for the conversation of one that has expired.
 * @throws {Refused} `gone` if that is too long ago.
 */
export async function renewToken(token: string): Promise<{ conversationId: string; token: string }> {
  try {
    return await send('POST', '/embed/token', { token });
  } catch (error) {
    throw error instanceof Refused && error.expired ? new Refused(404, 'ConversationNotFound') : error;
  }
}

export const refreshToken = (token: string) =>
  send<{ token: string }>('POST', `${DIRECT_LINE}/tokens/refresh`, { token });

export const startConversation = (token: string, locale: string) =>
  send<Joined>('POST', `${DIRECT_LINE}/conversations`, { token, body: { locale } });

/** @param watermark from where on the stream shall begin. */
export const joinConversation = ({ conversationId, token }: Session, watermark: string) =>
  send<Joined>('GET', at(conversationId, `?watermark=${watermark}`), { token });

export const readActivities = ({ conversationId, token }: Session, watermark: string) =>
  send<ActivitySet>('GET', at(conversationId, `/activities?watermark=${watermark}`), { token });

/** Outlives the page: what was sent a moment before a link was followed still arrives. */
export const postActivity = ({ conversationId, token }: Session, body: Activity) =>
  send<{ id: string }>('POST', at(conversationId, '/activities'), { token, body, keepalive: true });

interface Parcel {
  readonly token?: string;
  readonly body?: object;
  readonly keepalive?: boolean;
}

async function send<Answer>(
  method: 'GET' | 'POST',
  url: string,
  { token, body, keepalive = false }: Parcel = {},
): Promise<Answer> {
  const response = await fetch(url, {
    method,
    keepalive,
    signal: AbortSignal.timeout(PATIENCE_MS),
    headers: {
      ...(token && { Authorization: `Bearer ${token}` }),
      ...(body && { 'Content-Type': 'application/json' }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (response.ok) return response.json();
  const { error } = await response.json().catch(() => ({}));
  throw new Refused(response.status, `${error?.code ?? ''}`, Number(response.headers.get('Retry-After')) || undefined);
}
