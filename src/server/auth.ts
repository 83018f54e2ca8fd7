import {
  type CryptoKey,
  createRemoteJWKSet,
  importJWK,
  type JWK,
  type JWTPayload,
  type JWTVerifyGetKey,
  errors as joseErrors,
  jwtVerify,
} from 'jose';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { type Actor, actor, roles } from '../domain/actor.ts';

/** Who acts when no token is shown. */
export const PUBLIC: Actor = actor.parse({ id: 'public', name: 'Public', roles: ['PUBLIC'], channel: 'API' });

/** Names in the log of those who carry no token: the public, and Laurel's own agenda. No token is accepted for them. */
export const reservedSubjects: readonly string[] = [PUBLIC.id, 'laurel'];

/** Signatures by a private key only: a shared secret (HS256, …) would let everyone who checks tokens make them (RFC 8725, 3.1). */
export const tokenAlgorithms = [
  'EdDSA',
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
] as const;
export type TokenAlgorithm = (typeof tokenAlgorithms)[number];

export interface TokenSettings {
  /** Where the issuer publishes its keys, or its one public key. */
  readonly keys: { readonly jwksUrl: URL } | { readonly publicKey: JWK };
  readonly issuer: string;
  readonly audience: string;
  /** The only algorithm accepted, so that a token cannot choose a weaker one. EdDSA (Ed25519) by default. */
  readonly algorithm?: TokenAlgorithm;
  readonly clock: () => Date;
}

/** Turns a token into the actor it names. @throws {TokenRefused} @throws {KeysUnavailable} */
export type VerifyToken = (token: string) => Promise<Actor>;

export class TokenRefused extends Error {
  override readonly name = 'TokenRefused';
}

/** The issuer's keys could not be had: nothing is known against the token. */
export class KeysUnavailable extends Error {
  override readonly name = 'KeysUnavailable';
}

const CLOCK_TOLERANCE_SECONDS = 5;
/** A verified token is not verified again for so long; a key withdrawn by the issuer serves no longer than that. */
const REMEMBERED_MS = 60_000;
const REMEMBERED_TOKENS = 10_000;

const claims = z.object({
  sub: actor.shape.id,
  name: z.string().min(1).max(200),
  roles: z.array(z.enum(roles)).min(1).max(roles.length),
  bureau: actor.shape.bureau,
  body: actor.shape.body,
});

/**
 * Checks signature, algorithm, issuer, audience and lifetime (RFC 8725), by the clock given, which may be simulated.
 * Claims: `sub`, `name`, `roles` (at least one, all known), `bureau` (optional), `body` (of a VETTING_BODY: its code).
 */
export const createTokenVerifier = async (settings: TokenSettings): Promise<VerifyToken> => {
  const key = await verificationKey(settings);
  const remembered = new LRUCache<string, { actor: Actor; expiresAt: number }>({
    max: REMEMBERED_TOKENS,
    ttl: REMEMBERED_MS,
  });
  return async (token) => {
    const known = remembered.get(token);
    if (known && settings.clock().getTime() / 1000 < known.expiresAt + CLOCK_TOLERANCE_SECONDS) return known.actor;
    const payload = await verified(token, key, settings);
    const named = actorOf(payload);
    remembered.set(token, { actor: named, expiresAt: payload.exp ?? 0 });
    return named;
  };
};

const verificationKey = async ({ keys, algorithm = 'EdDSA' }: TokenSettings): Promise<JWTVerifyGetKey> => {
  if ('jwksUrl' in keys) return createRemoteJWKSet(keys.jwksUrl);
  const key = (await importJWK(keys.publicKey, algorithm)) as CryptoKey;
  return async () => key;
};

const verified = async (token: string, key: JWTVerifyGetKey, settings: TokenSettings): Promise<JWTPayload> => {
  const { issuer, audience, algorithm = 'EdDSA', clock } = settings;
  try {
    const { payload } = await jwtVerify(token, key, {
      issuer,
      audience,
      algorithms: [algorithm],
      requiredClaims: ['exp'],
      clockTolerance: CLOCK_TOLERANCE_SECONDS,
      currentDate: clock(),
    });
    return payload;
  } catch (error) {
    const reason = reasonAgainst(error);
    if (reason) throw new TokenRefused(reason, { cause: error });
    throw new KeysUnavailable('The keys that tokens are checked with cannot be had right now.', { cause: error });
  }
};

/** Undefined for what is not the token's fault. */
const reasonAgainst = (error: unknown): string | undefined => {
  if (error instanceof joseErrors.JWKSTimeout || error instanceof joseErrors.JWKSInvalid) return undefined;
  if (error instanceof joseErrors.JWTExpired) return 'The token has expired. Get a new one.';
  if (error instanceof joseErrors.JWTClaimValidationFailed) {
    return `The token's claim "${error.claim}" is missing or is not what this server accepts.`;
  }
  if (error instanceof joseErrors.JOSEAlgNotAllowed) return 'The token is signed with an algorithm not accepted here.';
  const itsFault =
    error instanceof joseErrors.JWKSNoMatchingKey ||
    error instanceof joseErrors.JWKSMultipleMatchingKeys ||
    error instanceof joseErrors.JWSSignatureVerificationFailed ||
    error instanceof joseErrors.JOSENotSupported ||
    error instanceof joseErrors.JWSInvalid ||
    error instanceof joseErrors.JWTInvalid;
  return itsFault ? 'The token is not one that this server can verify.' : undefined;
};

const actorOf = (payload: JWTPayload): Actor => {
  const parsed = claims.safeParse(payload);
  if (!parsed.success) {
    const names = [...new Set(parsed.error.issues.map(({ path }) => String(path[0])))];
    throw new TokenRefused(
      `The token's claims are not acceptable: ${names.join(', ')}. Roles are some of ${roles.join(', ')}.`,
    );
  }
  const { sub, name, roles: held, bureau, body } = parsed.data;
  if (reservedSubjects.includes(sub)) {
    throw new TokenRefused(`The token's subject is not acceptable: ${reservedSubjects.join(' and ')} are reserved.`);
  }
  return {
    id: sub,
    name,
    roles: held,
    ...(bureau === undefined ? {} : { bureau }),
    ...(body === undefined ? {} : { body }),
    channel: 'API',
  };
};
