import { createRemoteJWKSet, decodeJwt, errors, type JWTVerifyGetKey, jwtVerify } from 'jose';

/** A request does not show that the Bot Framework sent it to this bot; `code` says what its token lacks. */
export class TokenRefused extends Error {
  override readonly name = 'TokenRefused';
  readonly code: string;

  constructor(code: string) {
    super(`The token is refused: ${code}`);
    this.code = code;
  }
}

const issuer = 'https://api.botframework.com';

/** Seconds that clocks may differ by, and milliseconds that keys are kept for, both as in the SDK. */
const clockTolerance = 300;
const cacheMaxAge = 24 * 60 * 60 * 1000;
/** Milliseconds. */
const patience = 5000;

/** What jose calls a token that is none of ours, as against keys that cannot be had or read. */
const ofTheToken = /^ERR_(?:JWT|JWS|JOSE_ALG|JOSE_NOT|JWKS_NO|JWKS_MULTIPLE)_/;

/**
 * Refuses, with `TokenRefused`, what is surely no token of the Bot Framework for an app, before the SDK checks it in full:
 * a bad one has the SDK write at length to standard error without saying what was wrong.
 * @param openIdMetadata where the keys are published.
 */
export function createTokenCheck(appId: string, openIdMetadata: string): (authorization: string) => Promise<void> {
  let keys: JWTVerifyGetKey | undefined;
  return async (authorization) => {
    const token = readToken(authorization);
    try {
      keys ??= await findKeys(openIdMetadata);
      await jwtVerify(token, keys, { issuer, audience: appId, clockTolerance });
    } catch (error) {
      const code = codeOf(error);
      if (code) throw new TokenRefused(code);
    }
  };
}

/** Tokens of the Emulator and of other bots, which the SDK would take, are of other issuers. */
function readToken(authorization: string): string {
  const [, token] = /^Bearer (\S+)$/.exec(authorization) ?? [];
  if (!token) throw new TokenRefused('NO_TOKEN');
  if (issuerOf(token) !== issuer) throw new TokenRefused('OTHER_ISSUER');
  return token;
}

function issuerOf(token: string): string | undefined {
  try {
    return decodeJwt(token).iss;
  } catch {
    throw new TokenRefused('NO_TOKEN');
  }
}

async function findKeys(openIdMetadata: string): Promise<JWTVerifyGetKey> {
  const answer = await fetch(openIdMetadata, { signal: AbortSignal.timeout(patience) });
  const { jwks_uri } = (await answer.json()) as { jwks_uri: string };
  return createRemoteJWKSet(new URL(jwks_uri), { cacheMaxAge });
}

/** Such as `ERR_JWT_EXPIRED`, or `ERR_JWT_CLAIM_VALIDATION_FAILED:aud` with the claim that is wrong. */
function codeOf(error: unknown): string | undefined {
  if (!(error instanceof errors.JOSEError && ofTheToken.test(error.code))) return undefined;
  return error instanceof errors.JWTClaimValidationFailed ? `${error.code}:${error.claim}` : error.code;
}
