import { FileErased, type FileStore } from './file-store.ts';

export interface CopiedFiles {
  readonly files: number;
  readonly bytes: number;
  /** Of them, those that the target did not have. */
  readonly taken: number;
  /** Left behind, since nobody can read them any more. */
  readonly erased: number;
}

/**
 * Copies files from store to store, each under a key of the target's vault. What the target has is left as it is, so that
 * a copy that was interrupted goes on.
 *
 * @throws {FileCorrupted} for one that is damaged in the source @throws {FileStoreUnavailable}
 */
export const copyFiles = async (
  from: FileStore,
  to: FileStore,
  onProgress: (copied: CopiedFiles) => void = () => {},
): Promise<CopiedFiles> => {
  let copied: CopiedFiles = { files: 0, bytes: 0, taken: 0, erased: 0 };
  for await (const { sha256, size } of from.list()) {
    const isThere = (await to.describe(sha256)) !== undefined;
    const erased = !isThere && !(await copyOne(sha256, size, from, to));
    copied = {
      files: copied.files + 1,
      bytes: copied.bytes + size,
      taken: copied.taken + (isThere || erased ? 0 : 1),
      erased: copied.erased + (erased ? 1 : 0),
    };
    onProgress(copied);
  }
  return copied;
};

/** False for one whose key was destroyed, or that has gone since it was listed. */
const copyOne = async (sha256: string, maxBytes: number, from: FileStore, to: FileStore): Promise<boolean> => {
  try {
    const bytes = await from.open(sha256);
    if (bytes) await to.put(bytes, { maxBytes });
    return bytes !== undefined;
  } catch (error) {
    if (error instanceof FileErased) return false;
    throw error;
  }
};
