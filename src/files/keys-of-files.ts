import type { Vault } from '../privacy/vault.ts';

/** The part of the vault that keeps files sealed. */
export type KeysOfFiles = Pick<Vault, 'keyOf' | 'keys' | 'destroy'>;

export const fileOwner = (sha256: string): string => `file/${sha256}`;

export const isHash = (sha256: string): boolean => /^[\da-f]{64}$/.test(sha256);
