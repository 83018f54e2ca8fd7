import { createHash, createHmac } from 'node:crypto';

/** In bytes: of seeds, salts and commitments. */
export const commitmentBytes = 32;

/** The salt of one field of an event, derived from the event's seed, so that it can be told without the others. */
export const saltOf = (seed: Buffer, pointer: string): Buffer =>
  createHmac('sha256', seed).update('laurel/salt/v1\0').update(pointer).digest();

/**
 * SHA-256("laurel/pii/v1\0" ‖ salt ‖ canonical JSON of the value), base64url: says nothing of the value without the
 * salt, and binds whoever tells both to it.
 */
export const commitmentTo = (salt: Buffer, canonical: string): string =>
  createHash('sha256').update('laurel/pii/v1\0').update(salt).update(canonical).digest('base64url');
