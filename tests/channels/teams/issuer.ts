import { type CryptoKey, exportJWK, generateKeyPair, SignJWT } from 'jose';

/** What the Bot Framework signs a token for. */
export interface Claims {
  readonly aud?: string | string[] | undefined;
  readonly iss?: string;
  readonly serviceurl?: string;
  /** The version of a token of the Emulator's or another bot's, and the app that it is of. */
  readonly ver?: string;
  readonly appid?: string;
  /** Seconds from now. */
  readonly validFrom?: number;
  readonly validFor?: number;
}

export interface Signing {
  readonly key?: CryptoKey;
  readonly kid?: string;
  readonly alg?: string;
}

export const BOT_FRAMEWORK = 'https://api.botframework.com';
const channels = ['msteams', 'emulator', 'directline', 'webchat', 'slack'];

/** Signs tokens as the Bot Framework does, with keys of its own. */
export async function createIssuer() {
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), kid: 'its-key', use: 'sig', endorsements: channels };

  return {
    keys: { keys: [jwk] },
    /** @returns a JWT. */
    sign(claims: Claims, { key = privateKey, kid = 'its-key', alg = 'RS256' }: Signing = {}): Promise<string> {
      const now = Math.floor(Date.now() / 1000);
      const { validFrom = -10, validFor = 3600, ...named } = claims;
      return new SignJWT({ iss: BOT_FRAMEWORK, nbf: now + validFrom, exp: now + validFor, ...named })
        .setProtectedHeader({ alg, kid, typ: 'JWT' })
        .sign(key);
    },
  };
}

export type Issuer = Awaited<ReturnType<typeof createIssuer>>;
