/** A conversation of this tab. */
export interface Session {
  readonly conversationId: string;
  readonly token: string;
  /** The place up to which this tab has shown the conversation; empty before anything was said. */
  readonly watermark: string;
}

const KEY = 'crossroads.session';

/** This tab's conversation, if it has one and the browser allows a frame storage. */
export function readSession(): Session | undefined {
  try {
    const { conversationId, token, watermark } = JSON.parse(sessionStorage.getItem(KEY) ?? 'null') ?? {};
    if (typeof conversationId !== 'string' || typeof token !== 'string') return undefined;
    return { conversationId, token, watermark: typeof watermark === 'string' ? watermark : '' };
  } catch {
    return undefined;
  }
}

/** Keeps what a reload needs. Does nothing where the browser allows a frame no storage. */
export function keepSession(session: Session): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(session));
  } catch {}
}

export function forgetSession(): void {
  try {
    sessionStorage.removeItem(KEY);
  } catch {}
}
