import { existsSync } from 'node:fs';
import { mkdtemp, open, readdir, rm, stat, truncate, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DirectoryFileStore } from '../../src/files/directory-store.ts';
import type { FileStore } from '../../src/files/file-store.ts';
import { S3FileStore, type S3FileStoreOptions } from '../../src/files/s3/s3-store.ts';
import { LockFile } from '../../src/files/turns.ts';
import { SqliteVault } from '../../src/privacy/sqlite/sqlite-vault.ts';
import type { Vault } from '../../src/privacy/vault.ts';
import { startS3 } from '../s3-server/s3-server.ts';

/** Where files are kept, with what can happen to them behind the store's back. */
export interface Place {
  open(): FileStore;
  /** Turns over one bit of a stored file. */
  damage(sha256: string, at: number): Promise<void>;
  cutTo(sha256: string, size: number): Promise<void>;
  lose(sha256: string): Promise<void>;
  /** Makes a file look as if it was put then (ms since 1970). */
  age(sha256: string, storedAt: number): Promise<void>;
  /** Everything that takes room: stored files, and what is left of others. */
  count(): Promise<number>;
  remove(): Promise<void>;
}

export interface Adapter {
  readonly name: string;
  place(): Promise<Place>;
}

const flipBit = async (path: string, at: number): Promise<void> => {
  const file = await open(path, 'r+');
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, at);
  await file.write(Buffer.from([buffer.readUInt8(0) ^ 1]), 0, 1, at);
  await file.close();
};

/** Of a place within that directory: where its files are, and its vault. */
export const vaultOptions = (parent: string) => ({
  directory: join(parent, 'files'),
  path: join(parent, 'keys.db'),
  keys: { current: Buffer.alloc(32, 7) },
});

export const directoryPlace = async (): Promise<
  Place & { readonly directory: string; readonly vault: Vault; pathOf(sha256: string): Promise<string> }
> => {
  const parent = await mkdtemp(join(tmpdir(), 'laurel-files-'));
  const { directory, ...options } = vaultOptions(parent);
  const vault = new SqliteVault(options);
  const files = async () => {
    if (!existsSync(directory)) return [];
    const names = (await readdir(directory, { recursive: true })).filter((name) => name !== 'turns.lock');
    const paths = names.map((name) => join(directory, name));
    const kinds = await Promise.all(paths.map((path) => stat(path)));
    return paths.filter((_, index) => kinds[index]?.isFile());
  };
  const pathOf = async (sha256: string) => {
    const path = (await files()).find((name) => name.includes(join(sha256.slice(0, 2), sha256.slice(2))));
    if (path === undefined) throw new Error(`There is no file ${sha256}.`);
    return path;
  };
  return {
    directory,
    vault,
    pathOf,
    open: () => new DirectoryFileStore(directory, vault),
    damage: async (sha256, at) => flipBit(await pathOf(sha256), at),
    cutTo: async (sha256, size) => truncate(await pathOf(sha256), size),
    lose: async (sha256) => rm(await pathOf(sha256)),
    age: async (sha256, storedAt) => utimes(await pathOf(sha256), storedAt / 1000, storedAt / 1000),
    count: async () => (await files()).length,
    async remove() {
      await vault.close();
      await rm(parent, { recursive: true });
    },
  };
};

/** A stand-in of S3, and a spool, with turns of this machine. */
export const s3Place = async () => {
  const parent = await mkdtemp(join(tmpdir(), 'laurel-s3-'));
  const { directory: spool, ...options } = vaultOptions(parent);
  const vault = new SqliteVault(options);
  const server = await startS3();
  const { url, credentials, bucket } = server;
  const stores: S3FileStore[] = [];
  const keyOf = (sha256: string) => bucket.keys().find((key) => key.startsWith(sha256)) ?? '';
  const bytesOf = (sha256: string) => Buffer.from(bucket.bytesOf(keyOf(sha256)) ?? []);
  const open = (given: Partial<S3FileStoreOptions> = {}) => {
    const turns = new LockFile(join(parent, 'turns.lock'));
    const store = new S3FileStore({ url, spool, vault, turns, credentials, ...given });
    stores.push(store);
    return store;
  };
  return {
    server,
    vault,
    open,
    async damage(sha256: string, at: number) {
      const bytes = bytesOf(sha256);
      bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
      bucket.damage(keyOf(sha256), bytes);
    },
    cutTo: async (sha256: string, size: number) => bucket.damage(keyOf(sha256), bytesOf(sha256).subarray(0, size)),
    lose: async (sha256: string) => void bucket.remove(keyOf(sha256)),
    age: async (sha256: string, storedAt: number) =>
      bucket.age(keyOf(sha256), new Date(storedAt), { 'x-amz-meta-stored-at': String(storedAt) }),
    count: async () => bucket.keys().length + (existsSync(spool) ? (await readdir(spool)).length : 0),
    async remove() {
      for (const store of stores) store.close();
      await server.close();
      await vault.close();
      await rm(parent, { recursive: true });
    },
  };
};

/** Every adapter of the port. A new one is a new entry. */
export const adapters: readonly Adapter[] = [
  { name: 'directory', place: directoryPlace },
  { name: 'S3', place: s3Place },
];
