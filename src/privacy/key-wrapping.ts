import { createHash } from 'node:crypto';
import { decrypt, encrypt, keyBytes } from './aead.ts';

/** The key-encryption keys: the present one, and those before it that keys may still be wrapped by. 32 bytes each. */
export interface KeyEncryptionKeys {
  readonly current: Buffer;
  readonly old?: readonly Buffer[] | undefined;
}

export interface Wrapping {
  /** Names the key that `wrap` uses: 16 hexadecimal digits that tell nothing of it. */
  readonly id: string;
  wrap(name: string, key: Buffer): Buffer;
  /**
   * Undefined if the wrapping key of that id is not among those given.
   * @throws {SealBroken}
   */
  unwrap(name: string, wrapped: Buffer, id: string): Buffer | undefined;
}

/** @throws {Error} if a key has another length than 32 bytes. */
export const wrappingBy = ({ current, old = [] }: KeyEncryptionKeys): Wrapping => {
  const byId = new Map([...old, current].map((key) => [idOf(key), key]));
  const context = (name: string) => `laurel/key/v1\0${name}`;
  return {
    id: idOf(current),
    wrap: (name, key) => encrypt(current, key, context(name)),
    unwrap(name, wrapped, id) {
      const key = byId.get(id);
      return key && decrypt(key, wrapped, context(name), `the key ${name}`);
    },
  };
};

const idOf = (key: Buffer): string => {
  if (key.length !== keyBytes) throw new Error(`A key-encryption key has ${keyBytes} bytes, not ${key.length}.`);
  return createHash('sha256').update('laurel/kek/v1\0').update(key).digest('hex').slice(0, 16);
};
