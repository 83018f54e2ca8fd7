import { type FileHandle, open } from 'node:fs/promises';
import { FileStoreUnavailable } from './file-store.ts';

/** @throws {FileStoreUnavailable} */
export const orUnavailable = <T>(work: Promise<T>): Promise<T> =>
  work.catch((error: unknown) => {
    throw new FileStoreUnavailable(error);
  });

/** Undefined where the path leads to nothing. @throws {FileStoreUnavailable} */
export const unlessMissing = <T>(work: Promise<T>): Promise<T | undefined> =>
  orUnavailable(
    work.catch((error: unknown) => {
      if (errnoOf(error) === 'ENOENT') return undefined;
      throw error;
    }),
  );

export const errnoOf = (error: unknown): string | undefined => {
  const cause = error instanceof FileStoreUnavailable ? error.cause : error;
  return (cause as NodeJS.ErrnoException | null)?.code;
};

export const withFile = async <T>(path: string, flags: string, work: (file: FileHandle) => Promise<T>): Promise<T> => {
  const file = await open(path, flags);
  try {
    return await work(file);
  } finally {
    await file.close();
  }
};

/** What was made in a directory, or moved into it, is on disk when the directory is. */
export const syncDirectory = (path: string): Promise<void> => withFile(path, 'r', (directory) => directory.sync());

/** Fewer at the end of the file. @throws {FileStoreUnavailable} */
export const bytesAt = async (file: FileHandle, at: number, length: number): Promise<Buffer> => {
  const { buffer, bytesRead } = await orUnavailable(file.read(Buffer.alloc(length), 0, length, at));
  return buffer.subarray(0, bytesRead);
};
