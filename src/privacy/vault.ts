/**
 * Whose key it is: `person/<pseudonym>`, `objector/<objectionId>`, `expert/<actorId>`, `official/<actorId>`,
 * `file/<sha256>`, or `record/<stream>` for what is no single person's.
 */
export type KeyOwner = string;

/** A key that personal data is sealed under: AES-256, 32 bytes. */
export interface DataKey {
  /** `<owner>/<number>`, the number being random: whoever was erased and appears again has a new one. */
  readonly name: string;
  readonly bytes: Buffer;
}

/**
 * The keys of persons: the only thing that is ever destroyed. Every adapter passes `tests/privacy/contract.ts`.
 *
 * Keys are wrapped by a key-encryption key, which is never stored beside them.
 */
export interface Vault {
  /**
   * The owner's present key; a new one if there is none. Durable when it resolves, so that nothing is ever sealed under a
   * key that a crash could lose.
   * @throws {VaultUnavailable}
   */
  keyOf(owner: KeyOwner): Promise<DataKey>;
  /**
   * Keys by name; 'DESTROYED' for one that was.
   * @throws {KeyMissing} @throws {VaultUnavailable}
   */
  keys(names: Iterable<string>): Promise<ReadonlyMap<string, DataKey | 'DESTROYED'>>;
  /** Names of the keys an owner has now, oldest first. */
  namesOf(owner: KeyOwner): Promise<readonly string[]>;
  /**
   * Destroys every key an owner has, for good, and tells the names of all that were ever destroyed, so that whoever was
   * interrupted knows them; none if there were none. What is durable when it resolves holds no bytes of them.
   */
  destroy(owner: KeyOwner): Promise<readonly string[]>;
  /**
   * Destroys keys by name, also those that this vault never had: one restored from an older backup forgets again whom the
   * log says was erased. Tells how many were there.
   */
  destroyNamed(names: Iterable<string>): Promise<number>;
  /** Wraps every key anew under the present key-encryption key; tells how many were under another one. */
  rewrap(): Promise<number>;
  /**
   * Keeps a text under a name for the life of the vault, and tells the one that is kept: the first that anybody gave, in
   * whatever process. It is no secret.
   * @throws {VaultUnavailable}
   */
  pin(name: string, text: string): Promise<string>;
  close(): Promise<void>;
}

/** A key as it is kept. */
export interface KeptKey {
  readonly owner: KeyOwner;
  readonly number: number;
  /** Null once it is destroyed. */
  readonly wrapped: Buffer | null;
  /** Id of the key-encryption key. */
  readonly wrappedBy: string | null;
}

/** A vault whose keys can be taken over by another one, without being opened to anybody. */
export interface CopyableVault extends Vault {
  /** All keys in the order they were made, those destroyed too. @throws {VaultUnavailable} */
  kept(): AsyncIterable<readonly KeptKey[]>;
  /** All that is pinned. @throws {VaultUnavailable} */
  pins(): Promise<ReadonlyMap<string, string>>;
  /**
   * Takes keys over as another vault keeps them. What is destroyed in either is destroyed here.
   *
   * @returns how many were not known here
   * @throws {WrongKeyEncryptionKey} if it could not open one of them
   * @throws {VaultUnavailable} @throws {SealBroken}
   */
  takeOver(keys: readonly KeptKey[]): Promise<number>;
}

/** The vault does not know a key that the log names: it is older than the log, or another log's. */
export class KeyMissing extends Error {
  override readonly name = 'KeyMissing';
  constructor(readonly key: string) {
    super(
      `The key vault has no key ${key}, and none of that name was destroyed. Restore the vault that belongs to this log, ` +
        'from the same backup or a later one.',
    );
  }
}

/**
 * The vault cannot be read, written, or opened with the key-encryption keys given. Nothing was sealed; what was to be
 * destroyed has to be asked for again.
 */
export class VaultUnavailable extends Error {
  override readonly name = 'VaultUnavailable';
  constructor(reason: string, cause?: unknown) {
    super(`The key vault is unavailable: ${reason}`, { cause });
  }
}

/** Some keys are wrapped by a key-encryption key that was not given. Both ids tell nothing of the keys. */
export class WrongKeyEncryptionKey extends VaultUnavailable {
  constructor(wrappedBy: string, given: string) {
    super(
      `LAUREL_KEY_ENCRYPTION_KEY (id ${given}) does not open it: some of its keys are wrapped by another one ` +
        `(id ${wrappedBy}). It may simply be wrong, or the key of another log: give the one that this vault was made with. ` +
        'If it was exchanged since, name the one before it in LAUREL_KEY_ENCRYPTION_KEYS_OLD.',
    );
  }
}

/** The name of an owner's key, and back. */
export const keyName = (owner: KeyOwner, number: number): string => `${owner}/${number}`;
export const ownerOf = (name: string): KeyOwner => name.slice(0, name.lastIndexOf('/'));
