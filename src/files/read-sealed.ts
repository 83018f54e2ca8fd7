import { open } from 'node:fs/promises';
import { SealBroken } from '../privacy/aead.ts';
import { type DataKey, KeyMissing, type Vault } from '../privacy/vault.ts';
import { bytesAt, orUnavailable } from './disk.ts';
import { FileCorrupted, FileErased } from './file-store.ts';
import { contentKeyIn, headerBytes, keyNameIn, openedContent, sealedChunks } from './sealed-file.ts';

/** A sealed file from its beginning to its end. */
export interface SealedSource {
  /** In bytes, sealed. */
  readonly size: number;
  /** The bytes that follow those read before; fewer at the end. @throws {FileStoreUnavailable} */
  next(length: number): Promise<Buffer>;
  close(): Promise<void>;
}

/** @throws {FileStoreUnavailable} */
export const sealedOnDisk = async (path: string): Promise<SealedSource> => {
  const file = await orUnavailable(open(path, 'r'));
  const close = () => orUnavailable(file.close());
  try {
    const { size } = await orUnavailable(file.stat());
    let at = 0;
    const next = async (length: number) => {
      const bytes = await bytesAt(file, at, length);
      at += bytes.length;
      return bytes;
    };
    return { size, next, close };
  } catch (error) {
    await close();
    throw error;
  }
};

/**
 * The content of a sealed file. It is opened when the first chunk is asked for, so that nothing stays open that nobody
 * reads. A key that the vault does not know is no erasure: the vault is older than the file.
 *
 * @throws {FileErased} @throws {FileCorrupted} @throws {FileNotSealed} @throws {FileStoreUnavailable}
 */
export async function* readSealed(
  open: () => Promise<SealedSource>,
  sha256: string,
  vault: Pick<Vault, 'keys'>,
): AsyncGenerator<Uint8Array> {
  const source = await open();
  try {
    const header = await source.next(Math.min(headerBytes, source.size));
    const key = await keyNamed(keyNameIn(header, sha256), sha256, vault);
    const chunks = async function* () {
      for (const { length, isLast } of sealedChunks(source.size)) yield { bytes: await source.next(length), isLast };
    };
    yield* openedContent(chunks(), contentKeyIn(header, sha256, key), sha256);
  } catch (error) {
    if (error instanceof SealBroken || error instanceof KeyMissing) throw new FileCorrupted(sha256);
    throw error;
  } finally {
    await source.close();
  }
}

const keyNamed = async (name: string, sha256: string, vault: Pick<Vault, 'keys'>): Promise<DataKey> => {
  const key = (await vault.keys([name])).get(name);
  if (key === undefined || key === 'DESTROYED') throw new FileErased(sha256);
  return key;
};
