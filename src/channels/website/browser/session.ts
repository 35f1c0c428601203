/** A conversation of this tab, as Direct Line hands it out. */
export interface Session {
  readonly conversationId: string;
  readonly token: string;
  /** Set for a conversation that was taken up again: the stream then begins with its history. */
  readonly streamUrl?: string;
}

export const DIRECT_LINE = new URL('/v3/directline', location.href).href;
const KEY = 'crossroads.session';
const PATIENCE_MS = 10_000;

/**
 * Takes up this tab's conversation, or begins a new one where there is none or the server no longer knows it.
 * @throws if the server cannot be reached or refuses a new conversation.
 */
export async function openSession(): Promise<Session> {
  return (await resumeSession(readSession())) ?? (await beginSession());
}

/** Keeps what a reload needs. Does nothing where the browser allows a frame no storage. */
export function keepSession({ conversationId, token }: Session): void {
  withStorage((storage) => storage.setItem(KEY, JSON.stringify({ conversationId, token })));
}

export function forgetSession(): void {
  withStorage((storage) => storage.removeItem(KEY));
}

async function beginSession(): Promise<Session> {
  const response = await request('/embed/token', { method: 'POST' });
  if (!response.ok) throw new Error(`No conversation: ${response.status}`);
  const { conversationId, token }: Session = await response.json();
  return { conversationId, token };
}

async function resumeSession(session: Session | undefined): Promise<Session | undefined> {
  if (!session) return undefined;
  const response = await request(`${DIRECT_LINE}/conversations/${encodeURIComponent(session.conversationId)}`, {
    headers: { Authorization: `Bearer ${session.token}` },
  });
  if (response.ok) return response.json();
  if (response.status >= 500) throw new Error(`No answer: ${response.status}`);
  forgetSession();
  return undefined;
}

function request(url: string, init: RequestInit): Promise<Response> {
  return fetch(url, { ...init, signal: AbortSignal.timeout(PATIENCE_MS) });
}

function readSession(): Session | undefined {
  const stored = withStorage((storage) => storage.getItem(KEY));
  return stored ? JSON.parse(stored) : undefined;
}

function withStorage<Result>(use: (storage: Storage) => Result): Result | undefined {
  try {
    return use(sessionStorage);
  } catch {
    return undefined;
  }
}
