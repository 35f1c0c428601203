import type { Request } from '../../http/http.ts';
import type { Tokens } from './tokens.ts';

/** What a client needs to take part, as Direct Line names it. */
export interface Session {
  readonly conversationId: string;
  readonly token: string;
  /** Seconds. */
  readonly expires_in: number;
  readonly streamUrl?: string;
}

/** Hands out sessions. */
export interface Sessions {
  /** For a conversation that need not stand yet. */
  grant(conversationId: string, userId?: string): Promise<Session>;
  /** The same with the address of the conversation's stream from a place on. */
  join(request: Request, conversationId: string, userId: string | undefined, watermark: number): Promise<Session>;
}

/** @param publicUrl where browsers reach the service; without it, the stream is at the host that was asked. */
export function createSessions(tokens: Tokens, publicUrl?: string): Sessions {
  const grant = async (conversationId: string, userId?: string): Promise<Session> => {
    const token = await tokens.issue({ conversationId, ...(userId && { userId }) });
    return { conversationId, token, expires_in: tokens.lifetime };
  };

  return {
    grant,
    async join(request, conversationId, userId, watermark) {
      const session = await grant(conversationId, userId);
      const base = (publicUrl ?? request.url.origin).replace(/^http/, 'ws');
      const query = new URLSearchParams({ t: session.token, ...(watermark > 0 && { watermark: `${watermark}` }) });
      return { ...session, streamUrl: `${base}/v3/directline/conversations/${conversationId}/stream?${query}` };
    },
  };
}
