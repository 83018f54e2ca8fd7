import { createHmac } from 'node:crypto';
import canonicalize from 'canonicalize';
import { type PersonPseudonym, personPseudonym } from '../domain/ids.ts';

/**
 * Hashes that only the holder of the key can compute: a plain hash of an identity number is no secret, since all
 * of them can be tried.
 */
export interface KeyedHash {
  /** The same person always has the same pseudonym: HMAC-SHA-256 of the identity number, base64url, 43 characters. */
  pseudonym(identityNumber: string): PersonPseudonym;
  /** Of a value's canonical JSON (RFC 8785): tells a repeated command from another one. */
  content(value: unknown): string;
  /** Tells this key from another one, and nothing else of it: the keyed hash of nothing. */
  readonly keyCheck: string;
}

const leastKeyBytes = 32;

/** @throws {Error} if the key is shorter than 32 bytes. */
export const keyedHash = (key: Buffer): KeyedHash => {
  if (key.length < leastKeyBytes)
    throw new Error(`The pseudonym key has ${key.length} bytes; at least ${leastKeyBytes} are needed.`);
  const hmac = (purpose: string, text: string) =>
    createHmac('sha256', key).update(`laurel/${purpose}/v1\0`).update(text).digest('base64url');
  return {
    pseudonym: (identityNumber) => personPseudonym.parse(hmac('person', identityNumber.toUpperCase())),
    content: (value) => hmac('command', canonicalize(value) ?? ''),
    keyCheck: hmac('key-check', ''),
  };
};
