import { type MediaType, mediaType } from '../domain/program/definition.ts';

/** What a file may be; told from its content. */
export const mediaTypes: readonly MediaType[] = mediaType.options;

export interface StoredFile {
  /** SHA-256 of the content, 64 lower-case hexadecimal digits: the file's only name. */
  readonly sha256: string;
  /** In bytes; at least 1. */
  readonly size: number;
  readonly mediaType: MediaType;
}

export interface ListedFile extends StoredFile {
  /** When it was last put or renewed, in ms since 1970 by the store's own clock. */
  readonly storedAt: number;
}

export interface PutFile extends StoredFile {
  /** The store had this content before. */
  readonly existed: boolean;
}

/** What came of removing a file. */
export interface Removed {
  /** It was in the store, now or at some time before. */
  readonly wasThere: boolean;
  /** Names of all keys that it ever had: none of them opens anything any more. */
  readonly keys: readonly string[];
}

export interface PutOptions {
  readonly maxBytes: number;
  /** What the sender says it is; anything goes if nothing is said. */
  readonly declared?: MediaType;
}

/**
 * `ERASED`: its key was destroyed, and nobody can read it any more. `NOT_SEALED`: plain, as builds before this one kept
 * files; it is not read.
 */
export type Soundness = 'OK' | 'MISSING' | 'CORRUPTED' | 'ERASED' | 'NOT_SEALED';

/**
 * Files by the hash of their content. Every adapter passes `tests/files/contract.ts`. A hash that is none (not 64
 * lower-case hexadecimal digits) names no file. Whatever the store itself cannot do is a `FileStoreUnavailable`.
 */
export interface FileStore {
  /**
   * Streams the bytes in, taking no more than it can write. Durable when it resolves; nothing is left of what fails,
   * and what fails in the source is thrown as it is. The same content twice is one file, made whole again if it was
   * damaged.
   * @throws {FileTooLarge} @throws {UnknownFileType} @throws {OtherFileType} @throws {EmptyFile}
   */
  put(bytes: AsyncIterable<Uint8Array>, options: PutOptions): Promise<PutFile>;
  /** Undefined if there is none. */
  describe(sha256: string): Promise<StoredFile | undefined>;
  /** As `describe`, and from now on counts as just stored, so that pruning leaves alone what is about to be attached. */
  renew(sha256: string): Promise<StoredFile | undefined>;
  /**
   * The content, hashed on the way: fails with `FileCorrupted` before its last bytes if they are not those once put.
   * Undefined if there is none. One whose key was destroyed fails with `FileErased`.
   */
  open(sha256: string): Promise<AsyncIterable<Uint8Array> | undefined>;
  /** Reads the whole file and compares hashes. */
  check(sha256: string): Promise<Soundness>;
  /** All files, in no particular order; what comes or goes meanwhile may be in it or not. */
  list(): AsyncIterable<ListedFile>;
  /**
   * Removes the file, and destroys its keys; undefined if it stays, because it was last put or renewed at that instant
   * (ms since 1970) or later. Of a file that is not there the keys are destroyed as well, so that who was interrupted
   * hears their names again.
   */
  remove(sha256: string, storedBefore: number): Promise<Removed | undefined>;
}

export class FileTooLarge extends Error {
  override readonly name = 'FileTooLarge';
  constructor(readonly maxBytes: number) {
    super(`The file has more than ${maxBytes} bytes.`);
  }
}

/** The content is of none of `mediaTypes`. */
export class UnknownFileType extends Error {
  override readonly name = 'UnknownFileType';
  constructor() {
    super(`The file is none of ${mediaTypes.join(', ')}.`);
  }
}

/** The content is acceptable, but not what the sender said it was. */
export class OtherFileType extends Error {
  override readonly name = 'OtherFileType';
  constructor(
    readonly declared: MediaType,
    readonly found: MediaType,
  ) {
    super(`The file was declared as ${declared}, but is ${found}.`);
  }
}

export class EmptyFile extends Error {
  override readonly name = 'EmptyFile';
  constructor() {
    super('The file has no bytes.');
  }
}

/** The bytes in the store are not those that were put. */
export class FileCorrupted extends Error {
  override readonly name = 'FileCorrupted';
  constructor(readonly sha256: string) {
    super(`The stored file ${sha256} is not what it was.`);
  }
}

/** The file is plain, as builds before this one kept them. */
export class FileNotSealed extends Error {
  override readonly name = 'FileNotSealed';
  constructor(readonly sha256: string) {
    super(
      `The stored file ${sha256} is not sealed. Files are kept sealed only, and plain ones of an earlier build are not ` +
        'read. Upload it again, which seals it.',
    );
  }
}

/** The key of the file was destroyed: nobody can read it any more. */
export class FileErased extends Error {
  override readonly name = 'FileErased';
  constructor(readonly sha256: string) {
    super(`The stored file ${sha256} was erased.`);
  }
}

/** The store cannot be read or written: no space, no permission, no disk. */
export class FileStoreUnavailable extends Error {
  override readonly name = 'FileStoreUnavailable';
  constructor(cause: unknown) {
    super('The file store is unavailable.', { cause });
  }
}
