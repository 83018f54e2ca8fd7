import { errnoOf } from './disk.ts';
import { FileCorrupted, FileErased, FileNotSealed, type Soundness } from './file-store.ts';

/** Reads it all; undefined is a file that is not there. */
export const soundnessOf = async (chunks: AsyncIterable<Uint8Array> | undefined): Promise<Soundness> => {
  if (!chunks) return 'MISSING';
  try {
    for await (const _ of chunks);
    return 'OK';
  } catch (error) {
    // EIO: the disk itself cannot read it any more.
    if (error instanceof FileErased) return 'ERASED';
    if (error instanceof FileNotSealed) return 'NOT_SEALED';
    if (error instanceof FileCorrupted || errnoOf(error) === 'EIO') return 'CORRUPTED';
    throw error;
  }
};
