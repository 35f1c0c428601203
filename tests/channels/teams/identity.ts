import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a managed identity's token was asked for, as the App Service endpoint is asked. */
export interface IdentityRequest {
  readonly resource: string | null;
  readonly clientId: string | null;
  readonly apiVersion: string | null;
}

export const identityToken = 'token-of-the-identity';
const header = 'known-to-this-machine-alone';

/** Stands in for what gives an App Service the tokens of its managed identities, on this machine. */
export async function startIdentityEndpoint() {
  const requests: IdentityRequest[] = [];
  /** Whether it knows no such identity. */
  const identity = { isUnknown: false };
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost');
    if (pathname !== '/msi/token' || request.headers['x-identity-header'] !== header) {
      response.statusCode = 403;
      return response.end();
    }
    const [resource, clientId, apiVersion] = ['resource', 'client_id', 'api-version'].map((name) =>
      searchParams.get(name),
    );
    requests.push({ resource: resource ?? null, clientId: clientId ?? null, apiVersion: apiVersion ?? null });
    response.setHeader('content-type', 'application/json');
    if (identity.isUnknown) {
      response.statusCode = 400;
      return response.end(
        JSON.stringify({ statusCode: 400, message: 'No User Assigned identity found for this client id' }),
      );
    }
    const expires_on = `${Math.floor(Date.now() / 1000) + 3600}`;
    return response.end(JSON.stringify({ access_token: identityToken, expires_on, resource, token_type: 'Bearer' }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    requests,
    identity,
    /** What Azure sets in the environment of an App Service. */
    env: { IDENTITY_ENDPOINT: `http://127.0.0.1:${port}/msi/token`, IDENTITY_HEADER: header },
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
