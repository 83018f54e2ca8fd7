import { hash } from 'node:crypto';

/** Bytes of a SHA-256 hash. */
export const HASH_BYTES = 32;

const LEAF = Buffer.of(0x00);
/** A pair as it is hashed; filled anew for each, since a hash is computed before anything else runs. */
const PAIR = Buffer.alloc(1 + 2 * HASH_BYTES, 0x01);

const sha256 = (...parts: readonly Uint8Array[]): Buffer => hash('sha256', Buffer.concat(parts), 'buffer');

/** Root of a tree without leaves (RFC 6962, section 2.1). */
export const EMPTY_ROOT = sha256();

/** SHA-256(0x00 ‖ entry): RFC 6962, section 2.1. */
export const leafHash = (entry: Uint8Array): Buffer => sha256(LEAF, entry);

/** SHA-256(0x01 ‖ left ‖ right): RFC 6962, section 2.1. */
export const nodeHash = (left: Uint8Array, right: Uint8Array): Buffer => {
  PAIR.set(left, 1);
  PAIR.set(right, 1 + HASH_BYTES);
  return hash('sha256', PAIR, 'buffer');
};
