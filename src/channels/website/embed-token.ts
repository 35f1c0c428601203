import { HttpError, type Route } from '../../http/http.ts';
import type { OriginPolicy } from '../../http/origins.ts';
import { networkOf, type RateLimit } from '../../http/rate-limit.ts';
import { createConversationId, createUserId } from './access.ts';
import { readParameters, requireUnguessable } from './incoming.ts';
import type { Sessions } from './session.ts';

/** `POST /embed/token`: a token for a page, which can keep no secret; only pages of the allowed origins get one. */
export function embedTokenRoute(sessions: Sessions, origins: OriginPolicy, perAddress: RateLimit): Route {
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
      return { status: 200, body: await sessions.grant(createConversationId(), userId ?? createUserId()) };
    },
  };
}
