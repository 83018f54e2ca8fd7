import {
  type FileStore,
  FileStoreUnavailable,
  type ListedFile,
  type PutFile,
  type PutOptions,
  type Removed,
  type Soundness,
  type StoredFile,
} from '../file-store.ts';
import { fileOwner, isHash, type KeysOfFiles } from '../keys-of-files.ts';
import { extensionOf, mediaTypeOfExtension } from '../media-type.ts';
import { readSealed } from '../read-sealed.ts';
import { plainSize } from '../sealed-file.ts';
import { soundnessOf } from '../soundness.ts';
import { Spool, type Spooled } from '../spool.ts';
import type { Turns } from '../turns.ts';
import { verified } from '../verified.ts';
import { S3Bucket, type S3Credentials, type S3Object } from './bucket.ts';
import { s3PlaceOf } from './url.ts';

const PATIENCE_MS = 15_000;

export interface S3FileStoreOptions {
  /** `s3://bucket[/prefix]?endpoint=http://host:port&region=us-east-1` */
  readonly url: string;
  /** A local directory where uploads grow, sealed. */
  readonly spool: string;
  readonly vault: KeysOfFiles;
  /** Must exclude each other on all machines that share the bucket. */
  readonly turns: Turns;
  /** By default those of AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY. */
  readonly credentials?: S3Credentials;
  /** How long the server may be silent. */
  readonly patienceMs?: number;
}

/**
 * Files in a bucket of S3, or of what speaks its interface: `<prefix><sha256>.<extension>`, each sealed as in a
 * directory, and put whole when it is. The same turns as there keep uploads and removals of one file apart.
 *
 * How old a file is, it tells itself, in metadata, to the millisecond: the server's own instants are whole seconds, by
 * which an erasure could not tell an upload just before it from one just after. The clocks of the machines must agree
 * (NTP). A file without that metadata counts as stored at the end of its second.
 *
 * A bucket that keeps versions keeps those of removed files, too. They are sealed, and worthless when their key is gone.
 */
export class S3FileStore implements FileStore {
  readonly #bucket: S3Bucket;
  readonly #prefix: string;
  readonly #spool: Spool;
  readonly #vault: KeysOfFiles;
  readonly #turns: Turns;

  /** Touches nothing yet. @throws {UnusableFileStoreUrl} */
  constructor({ url, spool, vault, turns, credentials, patienceMs = PATIENCE_MS }: S3FileStoreOptions) {
    const place = s3PlaceOf(url);
    this.#bucket = new S3Bucket(place, patienceMs, credentials);
    this.#prefix = place.prefix;
    this.#spool = new Spool(spool);
    this.#vault = vault;
    this.#turns = turns;
  }

  put(bytes: AsyncIterable<Uint8Array>, options: PutOptions): Promise<PutFile> {
    return this.#spool.take(bytes, options, async (spooled) => ({
      ...spooled.file,
      existed: await this.#place(spooled),
    }));
  }

  async describe(sha256: string): Promise<StoredFile | undefined> {
    const found = await this.#find(sha256);
    return found && { sha256, size: found.size, mediaType: found.mediaType };
  }

  async renew(sha256: string): Promise<StoredFile | undefined> {
    const file = await this.describe(sha256);
    if (!file) return undefined;
    return this.#turns.take(sha256, async () => ((await this.#bucket.renew(this.#key(file))) ? file : undefined));
  }

  async open(sha256: string): Promise<AsyncIterable<Uint8Array> | undefined> {
    const found = await this.#find(sha256);
    return (
      found &&
      verified(
        readSealed(() => this.#bucket.read(this.#key(found)), sha256, this.#vault),
        sha256,
      )
    );
  }

  async check(sha256: string): Promise<Soundness> {
    return soundnessOf(await this.open(sha256));
  }

  /** As old as the server says, in whole seconds. */
  async *list(): AsyncIterable<ListedFile> {
    for await (const object of this.#bucket.list(this.#prefix)) {
      const file = this.#listed(object);
      if (file) yield file;
    }
  }

  async remove(sha256: string, storedBefore: number): Promise<Removed | undefined> {
    if (!isHash(sha256)) return { wasThere: false, keys: [] };
    return this.#turns.take(sha256, async () => {
      const found = await this.#find(sha256);
      const storedAt = found && (await this.#bucket.storedAt(this.#key(found)));
      if (storedAt !== undefined && storedAt >= storedBefore) return undefined;
      // The key first: what a crash leaves then is nothing that could be read.
      const keys = await this.#vault.destroy(fileOwner(sha256));
      if (found) await this.#bucket.remove(this.#key(found));
      return { wasThere: found !== undefined || keys.length > 0, keys };
    });
  }

  /** Removes what uploads left behind in the spool of this machine. @returns how many */
  removeLeftOvers(now?: number): Promise<number> {
    return this.#spool.removeLeftOvers(now);
  }

  /** Whether the bucket is there and can be read. @throws {FileStoreUnavailable} */
  async reach(): Promise<void> {
    for await (const _ of this.#bucket.list(this.#prefix, 1));
  }

  /** Ends its connections. */
  close(): void {
    this.#bucket.close();
  }

  /** Puts what was received, under a key that is there by then. @returns whether something was there */
  async #place({ path, file, seal }: Spooled): Promise<boolean> {
    for (;;) {
      const key = await this.#vault.keyOf(fileOwner(file.sha256));
      await seal(key);
      const placed = await this.#turns.take(file.sha256, async () => {
        if ((await this.#vault.keys([key.name])).get(key.name) === 'DESTROYED') return undefined;
        const existed = (await this.#find(file.sha256)) !== undefined;
        await this.#bucket.put(this.#key(file), path);
        return { existed };
      });
      if (placed) return placed.existed;
    }
  }

  /** One request, whatever the type, which tells a missing file from a missing bucket. */
  async #find(sha256: string): Promise<ListedFile | undefined> {
    if (!isHash(sha256)) return undefined;
    for await (const object of this.#bucket.list(`${this.#prefix}${sha256}.`)) {
      const file = this.#listed(object);
      if (file) return file;
    }
    return undefined;
  }

  #listed({ key, size, modified }: S3Object): ListedFile | undefined {
    const [sha256 = '', extension, ...rest] = key.slice(this.#prefix.length).split('.');
    const mediaType = mediaTypeOfExtension(extension);
    if (!mediaType || !isHash(sha256) || rest.length > 0) return undefined;
    return { sha256, size: plainSize(size), mediaType, storedAt: modified };
  }

  #key({ sha256, mediaType }: StoredFile): string {
    return `${this.#prefix}${sha256}.${extensionOf[mediaType]}`;
  }
}

/** The bucket cannot be used: not there, not allowed, not reached. */
export class BucketNotReached extends Error {
  override readonly name = 'BucketNotReached';
  constructor(url: string, cause: unknown) {
    const { bucket, endpoint = 'Amazon S3' } = s3PlaceOf(url);
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(`The bucket ${bucket} at ${endpoint} cannot be used: ${reason}`, { cause });
  }
}

/** A store whose bucket is there. @throws {UnusableFileStoreUrl} @throws {BucketNotReached} */
export const openS3FileStore = async (options: S3FileStoreOptions): Promise<S3FileStore> => {
  const store = new S3FileStore(options);
  try {
    await store.reach();
    return store;
  } catch (error) {
    store.close();
    throw new BucketNotReached(options.url, error instanceof FileStoreUnavailable ? error.cause : error);
  }
};
