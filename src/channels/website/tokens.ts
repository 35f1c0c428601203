import { createHmac, randomBytes } from 'node:crypto';
import { jwtVerify, SignJWT } from 'jose';
import { HttpError } from '../../http/http.ts';
import { createRecent } from '../../recent.ts';
import type { Database } from '../../storage/storage.ts';

/** What a token opens: one conversation, for one user if it names one. */
export interface Grant {
  readonly conversationId: string;
  readonly userId?: string;
}

export interface Tokens {
  /** A JWT; clients read its claim `user`. */
  issue(grant: Grant): Promise<string>;
  /** @throws {HttpError} 403 `TokenExpired`, or 401 if the token is not one of ours. */
  verify(token: string): Promise<Grant>;
  /**
   * The same for a token that may have expired up to a day ago, which is how long words are kept: a tab that slept goes on.
   * @throws {HttpError} as `verify` does.
   */
  verifyRecent(token: string): Promise<Grant>;
  /** How long a token is good for, in seconds. */
  readonly lifetime: number;
}

export interface TokenOptions {
  readonly key: Uint8Array;
  /** Seconds. */
  readonly lifetime: number;
  readonly now: () => number;
}

const algorithm = 'HS256';

/** A token whose signature was checked; `expires` in seconds since 1970. */
type Checked = Grant & { readonly expires: number };

/** How many are kept, so that a token is not checked for every message. */
const mostChecked = 2_000;

const renewableFor = 24 * 60 * 60;

export function createTokens({ key, lifetime, now }: TokenOptions): Tokens {
  const checked = createRecent<Checked>(mostChecked);

  /** Checks a token as of the time it was issued. */
  const check = async (token: string): Promise<Checked> => {
    try {
      const options = { algorithms: [algorithm], currentDate: new Date(0), requiredClaims: ['exp'] };
      const { payload } = await jwtVerify<{ conv: string; user?: string; exp: number }>(token, key, options);
      return checked.keep(token, { conversationId: payload.conv, userId: payload.user, expires: payload.exp });
    } catch {
      throw new HttpError(401, 'Unauthorized', 'The token is not valid.');
    }
  };

  const verify = async (token: string, tolerance: number): Promise<Grant> => {
    const { expires, ...grant } = checked.get(token) ?? (await check(token));
    if (expires <= Math.floor(now() / 1000) - tolerance)
      throw new HttpError(403, 'TokenExpired', 'The token has expired.');
    return grant;
  };

  return {
    lifetime,
    verify: (token) => verify(token, 0),
    verifyRecent: (token) => verify(token, renewableFor),

    issue({ conversationId, userId }) {
      const issued = Math.floor(now() / 1000);
      return new SignJWT({ conv: conversationId, ...(userId && { user: userId }) })
        .setProtectedHeader({ alg: algorithm, typ: 'JWT' })
        .setIssuedAt(issued)
        .setExpirationTime(issued + lifetime)
        .sign(key);
    },
  };
}

const storedUnder = 'website/signing-key';

/**
 * The key that signs tokens; it outlives a restart. It follows from the Direct Line secret, which replicas share; without
 * one, it is made once and stored for good.
 */
export async function loadSigningKey(database: Pick<Database, 'keepForGood'>, secret?: string): Promise<Uint8Array> {
  if (secret) return createHmac('sha256', secret).update('crossroads website tokens').digest();
  const fresh = { key: randomBytes(32).toString('base64') };
  const { key } = await database.keepForGood(storedUnder, fresh);
  return Buffer.from(key, 'base64');
}
