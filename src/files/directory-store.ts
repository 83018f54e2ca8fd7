import type { Stats } from 'node:fs';
import { mkdir, readdir, rename, stat, unlink, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { MediaType } from '../domain/program/definition.ts';
import { orUnavailable, syncDirectory, unlessMissing } from './disk.ts';
import {
  type FileStore,
  type ListedFile,
  mediaTypes,
  type PutFile,
  type PutOptions,
  type Removed,
  type Soundness,
  type StoredFile,
} from './file-store.ts';
import { fileOwner, isHash, type KeysOfFiles } from './keys-of-files.ts';
import { extensionOf, mediaTypeOfExtension } from './media-type.ts';
import { readSealed, sealedOnDisk } from './read-sealed.ts';
import { plainSize } from './sealed-file.ts';
import { soundnessOf } from './soundness.ts';
import { Spool, type Spooled } from './spool.ts';
import { LockFile, type Turns } from './turns.ts';
import { verified } from './verified.ts';

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
  readonly #incoming: Spool;
  readonly #vault: KeysOfFiles;
  readonly #turns: Turns;

  /** Touches nothing yet; the directory is made with the first file. */
  constructor(directory: string, vault: KeysOfFiles) {
    this.#directory = directory;
    this.#vault = vault;
    this.#incoming = new Spool(join(directory, 'incoming'));
    this.#turns = new LockFile(join(directory, 'turns.lock'));
  }

  put(bytes: AsyncIterable<Uint8Array>, options: PutOptions): Promise<PutFile> {
    return this.#incoming.take(bytes, options, async (spooled) => ({
      ...spooled.file,
      existed: await this.#place(spooled),
    }));
  }

  async describe(sha256: string): Promise<StoredFile | undefined> {
    const found = await this.#find(sha256);
    return found && { sha256, size: plainSize(found.size), mediaType: found.mediaType };
  }

  async renew(sha256: string): Promise<StoredFile | undefined> {
    const file = await this.describe(sha256);
    if (!file) return undefined;
    return this.#turns.take(sha256, async () =>
      (await touched(this.#path(sha256, file.mediaType))) ? file : undefined,
    );
  }

  async open(sha256: string): Promise<AsyncIterable<Uint8Array> | undefined> {
    const found = await this.#find(sha256);
    return (
      found &&
      verified(
        readSealed(() => sealedOnDisk(found.path), sha256, this.#vault),
        sha256,
      )
    );
  }

  async check(sha256: string): Promise<Soundness> {
    return soundnessOf(await this.open(sha256));
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
    return this.#turns.take(sha256, async () => {
      const found = await this.#find(sha256);
      if (found && found.storedAt >= storedBefore) return undefined;
      // The key first: what a crash leaves then is nothing that could be read.
      const keys = await this.#vault.destroy(fileOwner(sha256));
      if (found) await unlessMissing(unlink(found.path));
      return { wasThere: found !== undefined || keys.length > 0, keys };
    });
  }

  /** Removes what uploads left behind that never ended, because the process did. @returns how many */
  removeLeftOvers(now?: number): Promise<number> {
    return this.#incoming.removeLeftOvers(now);
  }

  /** Moves what was received to its place, under a key that is there by then. @returns whether something was there */
  async #place({ path: from, file: { sha256, mediaType }, seal }: Spooled): Promise<boolean> {
    const to = this.#path(sha256, mediaType);
    await orUnavailable(mkdir(dirname(to), { recursive: true }));
    for (;;) {
      const key = await this.#vault.keyOf(fileOwner(sha256));
      await seal(key);
      const placed = await this.#turns.take(sha256, async () => {
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

/** A file system keeps fractions that no instant here has. */
const storedAt = ({ mtimeMs }: Stats): number => Math.round(mtimeMs);

/** Counts as stored from now on; false if it is not there. */
const touched = async (path: string): Promise<boolean> => {
  const now = new Date();
  return (await unlessMissing(utimes(path, now, now).then(() => true))) ?? false;
};
