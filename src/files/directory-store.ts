import { randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, readdir, rename, rm, stat, unlink, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { MediaType } from '../domain/program/definition.ts';
import { keyBytes, randomBytes, SealBroken } from '../privacy/aead.ts';
import { type DataKey, KeyMissing, type Vault } from '../privacy/vault.ts';
import {
  FileCorrupted,
  FileErased,
  FileNotSealed,
  type FileStore,
  FileStoreUnavailable,
  type ListedFile,
  mediaTypes,
  type PutFile,
  type PutOptions,
  type Soundness,
  type StoredFile,
} from './file-store.ts';
import { extensionOf, mediaTypeOfExtension } from './media-type.ts';
import { receive } from './receive.ts';
import {
  contentKeyIn,
  contentSealer,
  headerBytes,
  headerOf,
  keyNameIn,
  openedContent,
  plainSize,
  sealedChunks,
} from './sealed-file.ts';
import { verified } from './verified.ts';

/** Nobody writes to an upload that has not grown for so long. */
const LEFT_OVER_AFTER_MS = 60 * 60 * 1000;

/**
 * Files in a directory of a local file system: `ab/cdef….pdf`, the path being the hash, the extension the type.
 * Uploads grow in `incoming/` and are moved to their place when they are whole and on disk. Any number of processes
 * may share it. Each file is sealed under a key of its own, `file/<sha256>` of the vault, also while it grows.
 */
export class DirectoryFileStore implements FileStore {
  readonly #directory: string;
  readonly #incoming: string;
  readonly #vault: KeysOfFiles;

  /** Touches nothing yet; the directory is made with the first file. */
  constructor(directory: string, vault: KeysOfFiles) {
    this.#directory = directory;
    this.#vault = vault;
    this.#incoming = join(directory, 'incoming');
  }

  async put(bytes: AsyncIterable<Uint8Array>, options: PutOptions): Promise<PutFile> {
    const path = join(this.#incoming, randomUUID());
    try {
      const received = await this.#receive(bytes, options, path);
      const existed = (await this.describe(received.sha256)) !== undefined;
      await orUnavailable(moveDurably(path, this.#path(received.sha256, received.mediaType)));
      return { ...received, existed };
    } finally {
      // What cannot be removed now is found by `removeLeftOvers`.
      await rm(path, { force: true }).catch(() => undefined);
    }
  }

  async describe(sha256: string): Promise<StoredFile | undefined> {
    const found = await this.#find(sha256);
    return found && { sha256, size: plainSize(found.size), mediaType: found.mediaType };
  }

  async renew(sha256: string): Promise<StoredFile | undefined> {
    const found = await this.#find(sha256);
    if (!found) return undefined;
    const now = new Date();
    if (!(await unlessMissing(utimes(found.path, now, now).then(() => true)))) return undefined;
    return { sha256, size: plainSize(found.size), mediaType: found.mediaType };
  }

  async open(sha256: string): Promise<AsyncIterable<Uint8Array> | undefined> {
    const found = await this.#find(sha256);
    return found && verified(this.#read(found.path, sha256), sha256);
  }

  async check(sha256: string): Promise<Soundness> {
    const chunks = await this.open(sha256);
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
  }

  async *list(): AsyncIterable<ListedFile> {
    for (const prefix of await this.#namesIn('.', /^[\da-f]{2}$/)) {
      for (const name of await this.#namesIn(prefix, /^[\da-f]{62}\.\w+$/)) {
        const [rest, extension] = name.split('.');
        const mediaType = mediaTypeOfExtension(extension);
        const entry = mediaType && (await unlessMissing(stat(join(this.#directory, prefix, name))));
        if (entry)
          yield { sha256: `${prefix}${rest}`, size: plainSize(entry.size), mediaType, storedAt: entry.mtimeMs };
      }
    }
  }

  async remove(sha256: string, storedBefore: number): Promise<boolean> {
    const found = await this.#find(sha256);
    if (!found || found.storedAt >= storedBefore) return false;
    // The key first: what a crash leaves then is nothing that could be read.
    await this.#vault.destroy(fileOwner(sha256));
    return (await unlessMissing(unlink(found.path).then(() => true))) ?? false;
  }

  /** Removes what uploads left behind that never ended, because the process did. @returns how many */
  async removeLeftOvers(now = Date.now()): Promise<number> {
    let removed = 0;
    for (const name of await this.#namesIn('incoming', /./)) {
      const path = join(this.#incoming, name);
      const entry = await unlessMissing(stat(path));
      if (!entry || entry.mtimeMs > now - LEFT_OVER_AFTER_MS) continue;
      await orUnavailable(rm(path, { force: true }));
      removed++;
    }
    return removed;
  }

  async #receive(bytes: AsyncIterable<Uint8Array>, options: PutOptions, path: string): Promise<StoredFile> {
    const file = await orUnavailable(this.#create(path));
    try {
      const contentKey = randomBytes(keyBytes);
      const sealer = contentSealer(contentKey);
      await orUnavailable(file.writeFile(Buffer.alloc(headerBytes)));
      const received = await receive(bytes, options, async (chunk) => {
        for (const sealed of sealer.update(chunk)) await orUnavailable(file.writeFile(sealed));
      });
      await orUnavailable(file.writeFile(sealer.final()));
      const key = await this.#vault.keyOf(fileOwner(received.sha256));
      await orUnavailable(file.write(headerOf(received.sha256, contentKey, key), 0, headerBytes, 0));
      await orUnavailable(file.sync());
      return received;
    } finally {
      await orUnavailable(file.close());
    }
  }

  /** Opens the file when the first chunk is asked for, so that nothing stays open that nobody reads. */
  async *#read(path: string, sha256: string): AsyncGenerator<Uint8Array> {
    const file = await orUnavailable(open(path, 'r'));
    try {
      const { size } = await orUnavailable(file.stat());
      const header = await bytesAt(file, 0, Math.min(headerBytes, size));
      const key = await this.#keyNamed(keyNameIn(header, sha256), sha256);
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

  async #keyNamed(name: string, sha256: string): Promise<DataKey> {
    const key = (await this.#vault.keys([name])).get(name);
    if (key === undefined || key === 'DESTROYED') throw new FileErased(sha256);
    return key;
  }

  async #create(path: string): Promise<FileHandle> {
    const made = await mkdir(this.#incoming, { recursive: true });
    if (made !== undefined) await syncDirectory(dirname(made));
    return open(path, 'wx');
  }

  async #find(sha256: string): Promise<(ListedFile & { readonly path: string }) | undefined> {
    if (!/^[\da-f]{64}$/.test(sha256)) return undefined;
    for (const mediaType of mediaTypes) {
      const path = this.#path(sha256, mediaType);
      const entry = await unlessMissing(stat(path));
      if (entry) return { sha256, size: entry.size, mediaType, storedAt: entry.mtimeMs, path };
    }
    return undefined;
  }

  #path(sha256: string, mediaType: MediaType): string {
    return join(this.#directory, sha256.slice(0, 2), `${sha256.slice(2)}.${extensionOf[mediaType]}`);
  }

  async #namesIn(directory: string, pattern: RegExp): Promise<readonly string[]> {
    const names = await unlessMissing(readdir(join(this.#directory, directory)));
    return (names ?? []).filter((name) => pattern.test(name)).sort();
  }
}

/** The part of the vault that keeps files sealed. */
export type KeysOfFiles = Pick<Vault, 'keyOf' | 'keys' | 'destroy'>;

const fileOwner = (sha256: string): string => `file/${sha256}`;

const bytesAt = async (file: FileHandle, at: number, length: number): Promise<Buffer> => {
  const { buffer, bytesRead } = await orUnavailable(file.read(Buffer.alloc(length), 0, length, at));
  return buffer.subarray(0, bytesRead);
};

/** A rename is on disk when the directory is, and a new directory when the one above it is. */
const moveDurably = async (from: string, to: string): Promise<void> => {
  const directory = dirname(to);
  await mkdir(directory, { recursive: true });
  await rename(from, to);
  await syncDirectory(directory);
  await syncDirectory(dirname(directory));
};

const syncDirectory = async (path: string): Promise<void> => {
  const directory = await open(path, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
};

const errnoOf = (error: unknown): string | undefined => {
  const cause = error instanceof FileStoreUnavailable ? error.cause : error;
  return (cause as NodeJS.ErrnoException | null)?.code;
};

/** @throws {FileStoreUnavailable} */
const orUnavailable = <T>(work: Promise<T>): Promise<T> =>
  work.catch((error: unknown) => {
    throw new FileStoreUnavailable(error);
  });

/** Undefined where the path leads to nothing. @throws {FileStoreUnavailable} */
const unlessMissing = <T>(work: Promise<T>): Promise<T | undefined> =>
  orUnavailable(
    work.catch((error: unknown) => {
      if (errnoOf(error) === 'ENOENT') return undefined;
      throw error;
    }),
  );
