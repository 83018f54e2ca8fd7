import { type CryptoKey, calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose';
import type { Role } from '../domain/actor.ts';

/** The issuer of embedded mode: tokens for the people of one installation, without an identity provider. */
export interface TokenIssuer {
  mint(holder: TokenHolder): Promise<string>;
}

export interface TokenHolder {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly bureau?: string | undefined;
  /** Code of the body that a VETTING_BODY speaks for. */
  readonly body?: string | undefined;
}

export interface IssuerSettings {
  /** An Ed25519 private key, as `generateIssuerKeys` makes it. */
  readonly privateKey: JWK;
  readonly issuer: string;
  readonly audience: string;
  readonly clock: () => Date;
  /** 8 hours by default: a working day. */
  readonly lifetimeSeconds?: number;
}

const WORKING_DAY_SECONDS = 8 * 60 * 60;

/** A new Ed25519 key pair; the key id is its thumbprint (RFC 7638). Keep the private one secret. */
export const generateIssuerKeys = async (): Promise<{ privateKey: JWK; publicKey: JWK }> => {
  const pair = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  const publicKey = await exportJWK(pair.publicKey);
  const named = { kid: await calculateJwkThumbprint(publicKey), alg: 'EdDSA', use: 'sig' };
  return { privateKey: { ...(await exportJWK(pair.privateKey)), ...named }, publicKey: { ...publicKey, ...named } };
};

export const createTokenIssuer = async (settings: IssuerSettings): Promise<TokenIssuer> => {
  const { privateKey, issuer, audience, clock, lifetimeSeconds = WORKING_DAY_SECONDS } = settings;
  const key = (await importJWK(privateKey, 'EdDSA')) as CryptoKey;
  const header = { alg: 'EdDSA', typ: 'JWT', ...(privateKey.kid === undefined ? {} : { kid: privateKey.kid }) };
  return {
    mint: ({ id, name, roles, bureau, body }) => {
      const now = Math.floor(clock().getTime() / 1000);
      const bounds = { ...(bureau === undefined ? {} : { bureau }), ...(body === undefined ? {} : { body }) };
      return new SignJWT({ name, roles: [...roles], ...bounds })
        .setProtectedHeader(header)
        .setIssuer(issuer)
        .setAudience(audience)
        .setSubject(id)
        .setIssuedAt(now)
        .setExpirationTime(now + lifetimeSeconds)
        .sign(key);
    },
  };
};
