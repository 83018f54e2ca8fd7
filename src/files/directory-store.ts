import { randomUUID } from 'node:crypto';
import type { Stats } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, rename, rm, stat, unlink, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { MediaType } from '../domain/program/definition.ts';
import { keyBytes, randomBytes } from '../privacy/aead.ts';
import type { Vault } from '../privacy/vault.ts';
import { errnoOf, orUnavailable, syncDirectory, unlessMissing, withFile } from './disk.ts';
import {
  FileCorrupted,
  FileErased,
  FileNotSealed,
  type FileStore,
  type ListedFile,
  mediaTypes,
  type PutFile,
  type PutOptions,
  type Removed,
  type Soundness,
  type StoredFile,
} from './file-store.ts';
import { extensionOf, mediaTypeOfExtension } from './media-type.ts';
import { readSealed } from './read-sealed.ts';
import { receive } from './receive.ts';
import { contentSealer, headerBytes, headerOf, plainSize } from './sealed-file.ts';
import { Turns } from './turns.ts';
import { verified } from './verified.ts';

/** Nobody writes to an upload that has not grown for so long. */
const LEFT_OVER_AFTER_MS = 60 * 60 * 1000;

/**
 * Files in a directory of a local file system: `ab/cdef….pdf`, the path being the hash, the extension the type.
 * Uploads grow in `incoming/` and are moved to their place when they are whole and on disk. Any number of processes
 * may share it. Each file is sealed under a key of its own, `file/<sha256>` of the vault, also while it grows.
 *
 * No file comes to its place under a key that is destroyed, and none is removed that was put or renewed meanwhile:
 * asking whether the key is there and moving the file is one turn; renewing is one; asking how old the file is,
 * destroying its keys and removing it is one. Turns exclude each other in all processes that share the directory. So an
 * upload that asked for its key before a removal, and comes after it, finds the key gone and is sealed again; one that
 * came before it is seen by its age. A process that ends within a turn leaves a file without a key at worst, which
 * nobody can read and the next upload or removal replaces.
 */
export class DirectoryFileStore implements FileStore {
  readonly #directory: string;
  readonly #incoming: string;
  readonly #vault: KeysOfFiles;
  readonly #turns: Turns;

  /** Touches nothing yet; the directory is made with the first file. */
  constructor(directory: string, vault: KeysOfFiles) {
    this.#directory = directory;
    this.#vault = vault;
    this.#incoming = join(directory, 'incoming');
    this.#turns = new Turns(join(directory, 'turns.lock'));
  }

  async put(bytes: AsyncIterable<Uint8Array>, options: PutOptions): Promise<PutFile> {
    const path = join(this.#incoming, randomUUID());
    try {
      const contentKey = randomBytes(keyBytes);
      const received = await this.#receive(bytes, options, path, contentKey);
      return { ...received, existed: await this.#place(path, received, contentKey) };
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
    const file = await this.describe(sha256);
    if (!file) return undefined;
    return this.#turns.take(async () => ((await touched(this.#path(sha256, file.mediaType))) ? file : undefined));
  }

  async open(sha256: string): Promise<AsyncIterable<Uint8Array> | undefined> {
    const found = await this.#find(sha256);
    return found && verified(readSealed(found.path, sha256, this.#vault), sha256);
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
          yield { sha256: `${prefix}${rest}`, size: plainSize(entry.size), mediaType, storedAt: storedAt(entry) };
      }
    }
  }

  async remove(sha256: string, storedBefore: number): Promise<Removed | undefined> {
    if (!isHash(sha256)) return { wasThere: false, keys: [] };
    return this.#turns.take(async () => {
      const found = await this.#find(sha256);
      if (found && found.storedAt >= storedBefore) return undefined;
      // The key first: what a crash leaves then is nothing that could be read.
      const keys = await this.#vault.destroy(fileOwner(sha256));
      if (found) await unlessMissing(unlink(found.path));
      return { wasThere: found !== undefined || keys.length > 0, keys };
    });
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

  /** Room for the header, and the content after it, sealed. */
  async #receive(
    bytes: AsyncIterable<Uint8Array>,
    options: PutOptions,
    path: string,
    contentKey: Buffer,
  ): Promise<StoredFile> {
    const file = await orUnavailable(this.#create(path));
    try {
      const sealer = contentSealer(contentKey);
      await orUnavailable(file.writeFile(Buffer.alloc(headerBytes)));
      const received = await receive(bytes, options, async (chunk) => {
        for (const sealed of sealer.update(chunk)) await orUnavailable(file.writeFile(sealed));
      });
      await orUnavailable(file.writeFile(sealer.final()));
      return received;
    } finally {
      await orUnavailable(file.close());
    }
  }

  /** Moves what was received to its place, under a key that is there by then. @returns whether something was there */
  async #place(from: string, { sha256, mediaType }: StoredFile, contentKey: Buffer): Promise<boolean> {
    const to = this.#path(sha256, mediaType);
    await orUnavailable(mkdir(dirname(to), { recursive: true }));
    for (;;) {
      const key = await this.#vault.keyOf(fileOwner(sha256));
      await orUnavailable(withFile(from, 'r+', (file) => writeHeader(file, headerOf(sha256, contentKey, key))));
      const placed = await this.#turns.take(async () => {
        if ((await this.#vault.keys([key.name])).get(key.name) === 'DESTROYED') return undefined;
        const existed = (await this.#find(sha256)) !== undefined;
        await touched(from);
        await orUnavailable(rename(from, to));
        return { existed };
      });
      if (!placed) continue;
      await orUnavailable(syncDirectory(dirname(to)));
      await orUnavailable(syncDirectory(this.#directory));
      return placed.existed;
    }
  }

  async #create(path: string): Promise<FileHandle> {
    const made = await mkdir(this.#incoming, { recursive: true });
    if (made !== undefined) await syncDirectory(dirname(made));
    return open(path, 'wx');
  }

  async #find(sha256: string): Promise<(ListedFile & { readonly path: string }) | undefined> {
    if (!isHash(sha256)) return undefined;
    for (const mediaType of mediaTypes) {
      const path = this.#path(sha256, mediaType);
      const entry = await unlessMissing(stat(path));
      if (entry) return { sha256, size: entry.size, mediaType, storedAt: storedAt(entry), path };
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

const isHash = (sha256: string): boolean => /^[\da-f]{64}$/.test(sha256);

const writeHeader = async (file: FileHandle, header: Buffer): Promise<void> => {
  await file.write(header, 0, headerBytes, 0);
  await file.sync();
};

/** A file system keeps fractions that no instant here has. */
const storedAt = ({ mtimeMs }: Stats): number => Math.round(mtimeMs);

/** Counts as stored from now on; false if it is not there. */
const touched = async (path: string): Promise<boolean> => {
  const now = new Date();
  return (await unlessMissing(utimes(path, now, now).then(() => true))) ?? false;
};
