import { open } from 'node:fs/promises';
import { SealBroken } from '../privacy/aead.ts';
import { type DataKey, KeyMissing, type Vault } from '../privacy/vault.ts';
import { bytesAt, orUnavailable } from './disk.ts';
import { FileCorrupted, FileErased } from './file-store.ts';
import { contentKeyIn, headerBytes, keyNameIn, openedContent, sealedChunks } from './sealed-file.ts';

/**
 * The content of a sealed file. It is opened when the first chunk is asked for, so that nothing stays open that nobody
 * reads. A key that the vault does not know is no erasure: the vault is older than the file.
 *
 * @throws {FileErased} @throws {FileCorrupted} @throws {FileNotSealed} @throws {FileStoreUnavailable}
 */
export async function* readSealed(
  path: string,
  sha256: string,
  vault: Pick<Vault, 'keys'>,
): AsyncGenerator<Uint8Array> {
  const file = await orUnavailable(open(path, 'r'));
  try {
    const { size } = await orUnavailable(file.stat());
    const header = await bytesAt(file, 0, Math.min(headerBytes, size));
    const key = await keyNamed(keyNameIn(header, sha256), sha256, vault);
    const chunks = async function* () {
      for (const { at, length, isLast } of sealedChunks(size)) {
        yield { bytes: await bytesAt(file, at, length), isLast };
      }
    };
    yield* openedContent(chunks(), contentKeyIn(header, sha256, key), sha256);
  } catch (error) {
    if (error instanceof SealBroken || error instanceof KeyMissing) throw new FileCorrupted(sha256);
    throw error;
  } finally {
    await orUnavailable(file.close());
  }
}

const keyNamed = async (name: string, sha256: string, vault: Pick<Vault, 'keys'>): Promise<DataKey> => {
  const key = (await vault.keys([name])).get(name);
  if (key === undefined || key === 'DESTROYED') throw new FileErased(sha256);
  return key;
};
