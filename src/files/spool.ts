import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { keyBytes, randomBytes } from '../privacy/aead.ts';
import type { DataKey } from '../privacy/vault.ts';
import { orUnavailable, syncDirectory, unlessMissing, withFile } from './disk.ts';
import type { PutOptions, StoredFile } from './file-store.ts';
import { receive } from './receive.ts';
import { contentSealer, headerBytes, headerOf } from './sealed-file.ts';

/** Nobody writes to an upload that has not grown for so long. */
const LEFT_OVER_AFTER_MS = 60 * 60 * 1000;

/** An upload that is whole: sealed but for its header, which comes with the key it is to be opened by. */
export interface Spooled {
  readonly path: string;
  readonly file: StoredFile;
  /** Writes the header, under that key of the vault; again for another key. @throws {FileStoreUnavailable} */
  seal(key: DataKey): Promise<void>;
}

/** A local directory where uploads grow, sealed from their first byte. Any number of processes may share it. */
export class Spool {
  readonly #directory: string;

  /** Touches nothing yet; the directory is made with the first upload. */
  constructor(directory: string) {
    this.#directory = directory;
  }

  /** Takes an upload in and hands it to the task; nothing is left of it here afterwards. */
  async take<T>(
    bytes: AsyncIterable<Uint8Array>,
    options: PutOptions,
    task: (spooled: Spooled) => Promise<T>,
  ): Promise<T> {
    const path = join(this.#directory, randomUUID());
    try {
      const contentKey = randomBytes(keyBytes);
      const file = await this.#receive(bytes, options, path, contentKey);
      const seal = (key: DataKey) =>
        orUnavailable(withFile(path, 'r+', (to) => writeHeader(to, headerOf(file.sha256, contentKey, key))));
      return await task({ path, file, seal });
    } finally {
      // What cannot be removed now is found by `removeLeftOvers`.
      await rm(path, { force: true }).catch(() => undefined);
    }
  }

  /** Removes what uploads left behind that never ended, because the process did. @returns how many */
  async removeLeftOvers(now = Date.now()): Promise<number> {
    let removed = 0;
    for (const name of (await unlessMissing(readdir(this.#directory))) ?? []) {
      const path = join(this.#directory, name);
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

  async #create(path: string): Promise<FileHandle> {
    const made = await mkdir(this.#directory, { recursive: true });
    if (made !== undefined) await syncDirectory(dirname(made));
    return open(path, 'wx');
  }
}

/** SHA-256 of a sealed upload as it is on disk. @throws {FileStoreUnavailable} */
export const sealedHash = async (path: string): Promise<string> => {
  const hash = createHash('sha256');
  await orUnavailable(
    (async () => {
      for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
    })(),
  );
  return hash.digest('base64');
};

const writeHeader = async (file: FileHandle, header: Buffer): Promise<void> => {
  await file.write(header, 0, headerBytes, 0);
  await file.sync();
};
