import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Activity } from 'botbuilder';
import { createIssuer } from './issuer.ts';

/** An activity as the bot posted it. */
export interface Sent {
  readonly conversationId: string;
  /** The message it replies to. */
  readonly replyToId: string;
  readonly activity: Partial<Activity>;
  readonly authorization: string;
  /** The id it was given. */
  readonly id: string;
  /** Bytes of UTF-16. */
  readonly size: number;
}

/** How a message is answered instead of being taken: a status and headers, or not at all. */
export type Failure = { readonly status: number; readonly headers?: Record<string, string> } | 'hang';

/** What the login service was asked for. */
export interface Login {
  readonly path: string;
  readonly form: URLSearchParams;
}

const accessToken = 'token-of-the-bot';

/**
 * Stands in for Microsoft on this machine: publishes the keys of its tokens, gives the bot its own, and takes what the
 * bot sends as the connector does.
 */
export async function startBotFramework() {
  const issuer = await createIssuer();
  const sent: Sent[] = [];
  const failures: Failure[] = [];
  const logins: Login[] = [];
  /** How many are in every group. */
  const group = { members: 3 };
  /** Whether the login service turns the bot away. */
  const login = { isRefused: false };
  let origin = '';

  const take = async (request: IncomingMessage, response: ServerResponse, path: string[]) => {
    const body = await text(request);
    const failure = failures.shift();
    if (failure === 'hang') return;
    if (failure) return json(response, { error: { code: 'Failed' } }, failure.status, failure.headers);
    const [conversationId = '', , replyToId = ''] = path.map(decodeURIComponent);
    const id = `1:${sent.length + 1}`;
    const authorization = request.headers.authorization ?? '';
    sent.push({ conversationId, replyToId, activity: JSON.parse(body), authorization, id, size: body.length * 2 });
    json(response, { id }, 201);
  };

  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '', 'http://localhost');
    const [, version, resource, ...path] = pathname.split('/');
    // The login service has keys too, for tokens of the Emulator and of other bots.
    if (pathname === '/openid' || pathname.endsWith('/.well-known/openid-configuration'))
      return json(response, { issuer: 'any', jwks_uri: `${origin}/keys` });
    if (pathname === '/keys') return json(response, issuer.keys);
    if (pathname.endsWith('/oauth2/v2.0/token')) {
      logins.push({ path: pathname, form: new URLSearchParams(await text(request)) });
      const refusal = {
        error: 'invalid_client',
        error_codes: [7000215],
        error_description: 'AADSTS7000215: wrong secret',
      };
      if (login.isRefused) return json(response, refusal, 401);
      return json(response, { token_type: 'Bearer', expires_in: 3600, access_token: accessToken });
    }
    if (version !== 'v3' || resource !== 'conversations') return json(response, {}, 404);
    if (path[1] === 'pagedmembers') return json(response, members(group.members));
    return take(request, response, path);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  origin = `http://127.0.0.1:${port}`;
  const release = redirectLogins(port);

  return {
    ...issuer,
    sent,
    failures,
    logins,
    group,
    login,
    accessToken,
    /** What an activity names as where its answers go. */
    serviceUrl: `${origin}/`,
    openIdMetadata: `${origin}/openid`,
    async close() {
      release();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export type BotFramework = Awaited<ReturnType<typeof startBotFramework>>;

function json(response: ServerResponse, body: object, status = 200, headers: Record<string, string> = {}): void {
  response.statusCode = status;
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  response.setHeader('content-type', 'application/json; charset=utf-8');
  response.end(JSON.stringify(body));
}

const members = (count: number) => ({
  members: Array.from({ length: count }, (_, i) => ({ id: `29:${i}`, name: `Member ${i}` })),
});

const real = https.request;

/** The login service has a fixed address, and TLS: what would go there goes to a port of this machine. */
function redirectLogins(port: number): () => void {
  const before = https.request;
  const redirected = (options: { hostname?: string }, ...rest: never[]) =>
    options?.hostname === 'login.microsoftonline.com'
      ? httpRequest({ ...options, protocol: 'http:', hostname: '127.0.0.1', host: '127.0.0.1', port }, ...rest)
      : real(options, ...rest);
  https.request = redirected as typeof https.request;
  return () => {
    https.request = before;
  };
}
