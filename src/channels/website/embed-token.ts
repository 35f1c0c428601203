import { bearerOf } from '../../http/authorization.ts';
import { HttpError, type Route } from '../../http/http.ts';
import type { OriginPolicy } from '../../http/origins.ts';
import { networkOf, type RateLimit } from '../../http/rate-limit.ts';
import { createConversationId, createUserId } from './access.ts';
import { readParameters, requireUnguessable } from './incoming.ts';
import type { Sessions } from './session.ts';
import type { Tokens } from './tokens.ts';

export interface EmbedTokenOptions {
  readonly sessions: Sessions;
  readonly tokens: Tokens;
  readonly origins: OriginPolicy;
  readonly perAddress: RateLimit;
}

/**
 * `POST /embed/token`: a token for a page, which can keep no secret; only pages of the allowed origins get one. Who sends
 * a token that has expired not long ago gets a new one for the same conversation.
 */
export function embedTokenRoute({ sessions, tokens, origins, perAddress }: EmbedTokenOptions): Route {
  return {
    method: 'POST',
    path: '/embed/token',
    crossOrigin: true,
    async handle(request) {
      if (origins.refuses(request.headers))
        throw new HttpError(403, 'OriginNotAllowed', 'Pages of this origin may not use the chat.');
      const { userId } = readParameters(request);
      requireUnguessable(userId);
      perAddress.take(`token ${networkOf(request.address)}`);
      const token = bearerOf(request);
      if (token) {
        const { conversationId, userId } = await tokens.verifyRecent(token);
        return { status: 200, body: await sessions.grant(conversationId, userId) };
      }
      return { status: 200, body: await sessions.grant(createConversationId(), userId ?? createUserId()) };
    },
  };
}
