import { isLocal } from '../../http/authorization.ts';
import { HttpError, type Request } from '../../http/http.ts';
import type { OriginPolicy } from '../../http/origins.ts';
import { isLoopback } from '../../loopback.ts';
import type { TeamsAdapter } from './adapter.ts';
import type { Incoming } from './incoming.ts';
import { TokenRefused } from './token.ts';

/** Lets a request in. Rejects with `HttpError` 401, 403 or 503. */
export type Door = (request: Request, incoming: Incoming) => Promise<void>;

/**
 * Lets in what the Bot Framework signed for this app.
 * @param refused is told why somebody was not let in, as a code.
 */
export function createSignedDoor(adapter: () => Promise<TeamsAdapter>, refused: (code: string) => void): Door {
  return async ({ headers }, { channelId, serviceUrl }) => {
    try {
      await (await adapter()).authenticate({ channelId, serviceUrl: serviceUrl ?? '' }, headers.authorization);
    } catch (error) {
      if (!(error instanceof TokenRefused)) throw keysUnavailable();
      refused(error.code);
      throw unauthorised();
    }
  };
}

/**
 * Lets in programs of the same machine, for trying the bot without a registration; nobody, where others reach the
 * service: a proxy that does not say for whom it asks cannot be told from a program.
 */
export function createLocalDoor(isPrivate: boolean, origins: OriginPolicy): Door {
  return async (request, { serviceUrl, deliveryMode }) => {
    // A page in a browser of this machine is no program of it.
    if (!isPrivate || !isLocal(request) || origins.refuses(request.headers)) throw notRegistered();
    if (deliveryMode !== 'expectReplies' && !isLoopback(serviceUrl ?? '')) throw strayAnswer();
  };
}

const unauthorised = () =>
  new HttpError(401, 'Unauthorized', 'The Bot Framework did not sign this request for this bot.', {
    'WWW-Authenticate': 'Bearer',
  });

const keysUnavailable = () =>
  new HttpError(503, 'KeysUnavailable', 'The keys of the Bot Framework cannot be had; try again.', {
    'Retry-After': '5',
  });

const notRegistered = () =>
  new HttpError(
    403,
    'NotRegistered',
    'Without MicrosoftAppId nobody can tell who is speaking. Only programs of the same machine may, and only where PUBLIC_URL is an address of that machine.',
  );

const strayAnswer = () =>
  new HttpError(403, 'NotRegistered', 'serviceUrl: without MicrosoftAppId, answers go to the same machine alone.');
