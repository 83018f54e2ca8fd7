import Database from 'better-sqlite3';
import { keyBytes, randomBytes, SealBroken } from '../aead.ts';
import { type KeyEncryptionKeys, type Wrapping, wrappingBy } from '../key-wrapping.ts';
import {
  type DataKey,
  type KeptKey,
  KeyMissing,
  type KeyOwner,
  keyName,
  ownerOf,
  VaultUnavailable,
  WrongKeyEncryptionKey,
} from '../vault.ts';
import { openVaultFile } from './vault-file.ts';

export interface SqliteVaultOptions {
  /** Path of the database file; its directory must exist. */
  readonly path: string;
  readonly keys: KeyEncryptionKeys;
  /** Makes no new vault where there is none. */
  readonly mustExist?: boolean | undefined;
  /** Milliseconds that a write waits for the lock of another process. 2,000 by default. */
  readonly busyTimeoutMs?: number;
}

/**
 * The tables of a vault, and what is done to them in one transaction each; every key is unwrapped on its way out. What
 * SQLite cannot do becomes `VaultUnavailable`.
 */
export class KeyTable {
  readonly #db: Database.Database;
  readonly #wrapping: Wrapping;
  readonly #statements: ReturnType<typeof prepare>;

  /** @throws {VaultUnavailable} */
  constructor({ path, keys, mustExist, busyTimeoutMs = 2000 }: SqliteVaultOptions) {
    this.#wrapping = wrappingBy(keys);
    this.#db = openVaultFile(path, { busyTimeoutMs, mustExist });
    try {
      this.#statements = prepare(this.#db);
      this.#mustOpen();
    } catch (error) {
      this.#db.close();
      throw error;
    }
  }

  /** How many keys were ever destroyed by a change: another number means that some of what was read is gone. */
  destructions(): number {
    return guarded(() => this.#statements.destroyed.get() ?? 0);
  }

  /** The owner's newest key that is left. */
  present(owner: KeyOwner): DataKey | undefined {
    return guarded(() => {
      const row = this.#statements.newest.get(owner);
      return row && { name: keyName(owner, row.number), bytes: this.#unwrap(row) };
    });
  }

  /** The newest key of each owner; those who have none are given one, all in one transaction. */
  presentOrNew(owners: Iterable<KeyOwner>): ReadonlyMap<KeyOwner, DataKey> {
    return this.#write(() => new Map([...owners].map((owner) => [owner, this.present(owner) ?? this.#make(owner)])));
  }

  /** @throws {KeyMissing} */
  named(name: string): DataKey | 'DESTROYED' {
    return guarded(() => {
      const row = this.#statements.one.get(...placeOf(name));
      if (!row) throw new KeyMissing(name);
      return row.wrapped === null ? 'DESTROYED' : { name, bytes: this.#unwrap(row) };
    });
  }

  /** Names of the keys an owner has, oldest first. */
  namesOf(owner: KeyOwner): readonly string[] {
    return guarded(() => this.#statements.ofOwner.all(owner))
      .filter(({ wrapped }) => wrapped !== null)
      .map(({ number }) => keyName(owner, number));
  }

  /** @returns the names of all keys that the owner ever had */
  destroy(owner: KeyOwner): readonly string[] {
    const names = this.#write(() => {
      this.#statements.destroy.run(owner);
      return this.#statements.ofOwner.all(owner).map(({ number }) => keyName(owner, number));
    });
    this.#overwritten();
    return names;
  }

  /** @returns how many of them were there */
  destroyNamed(names: readonly string[]): number {
    if (names.length === 0) return 0;
    const destroyed = this.#write(() =>
      names.map(placeOf).reduce((there, place) => {
        this.#statements.bury.run(...place);
        return there + this.#statements.destroyOne.run(...place).changes;
      }, 0),
    );
    this.#overwritten();
    return destroyed;
  }

  /** @returns how many were wrapped by another key */
  rewrap(): number {
    const changed = this.#write(() => {
      const others = this.#statements.wrappedByOthers.all(this.#wrapping.id);
      for (const row of others) {
        const wrapped = this.#wrapping.wrap(keyName(row.owner, row.number), this.#unwrap(row));
        this.#statements.rewrap.run(wrapped, this.#wrapping.id, row.owner, row.number);
      }
      return others.length;
    });
    this.#emptyWal();
    return changed;
  }

  /** @returns the text that is pinned */
  pin(name: string, text: string): string {
    const pinned = () => guarded(() => this.#statements.pinned.get(name));
    if (pinned() === undefined) this.#write(() => this.#statements.pin.run(name, text));
    return pinned() ?? text;
  }

  /** After a row, so many. */
  kept(after: number, limit: number): readonly (KeptKey & { readonly row: number })[] {
    return guarded(() => this.#statements.kept.all(after, limit));
  }

  pins(): ReadonlyMap<string, string> {
    return new Map(guarded(() => this.#statements.pins.all()).map(({ name, text }) => [name, text]));
  }

  /** @returns how many were not known */
  takeOver(keys: readonly KeptKey[]): number {
    for (const key of keys) if (key.wrapped !== null) this.#unwrap(key);
    const taken = this.#write(() =>
      keys.reduce((fresh, { owner, number, wrapped, wrappedBy }) => {
        if (wrapped === null) this.#statements.destroyOne.run(owner, number);
        return fresh + this.#statements.takeOver.run(owner, number, wrapped, wrappedBy).changes;
      }, 0),
    );
    if (keys.some(({ wrapped }) => wrapped === null)) this.#overwritten();
    return taken;
  }

  close(): void {
    this.#db.close();
  }

  #make(owner: KeyOwner): DataKey {
    // Not counted: a vault put back from a backup would give a name again that the log knows for another key.
    const number = randomBytes(4).readUInt32BE();
    const name = keyName(owner, number);
    const bytes = randomBytes(keyBytes);
    this.#statements.insert.run(owner, number, this.#wrapping.wrap(name, bytes), this.#wrapping.id);
    return { name, bytes };
  }

  /** A key-encryption key that opens nothing is told at once, and not when somebody's data is first asked for. */
  #mustOpen(): void {
    for (const row of this.#statements.wrappingIds.all()) {
      try {
        this.#unwrap(row);
      } catch (error) {
        // The key-encryption key is there, and this one row is damaged: told when it is asked for, or when all is verified.
        if (!(error instanceof SealBroken)) throw error;
      }
    }
  }

  #unwrap({ owner, number, wrapped, wrappedBy }: KeptKey): Buffer {
    const key = this.#wrapping.unwrap(keyName(owner, number), wrapped as Buffer, wrappedBy ?? '');
    if (key) return key;
    throw new WrongKeyEncryptionKey(wrappedBy ?? '', this.#wrapping.id);
  }

  #write<Result>(work: () => Result): Result {
    return guarded(() => this.#db.transaction(work).immediate());
  }

  /** Pages that held keys may stand in the write-ahead log until it is emptied, for which nobody may be reading. */
  #overwritten(): void {
    if (this.#emptyWal()) return;
    throw new VaultUnavailable('another process keeps destroyed keys from being overwritten.');
  }

  #emptyWal(): boolean {
    const [state] = guarded(() => this.#db.pragma('wal_checkpoint(TRUNCATE)')) as { busy: number }[];
    return state?.busy === 0;
  }
}

const placeOf = (name: string): [owner: KeyOwner, number: number] => [
  ownerOf(name),
  Number(name.slice(name.lastIndexOf('/') + 1)),
];

const prepare = (db: Database.Database) => {
  const columns = 'owner, number, wrapped, wrapped_by AS wrappedBy';
  return {
    newest: db.prepare<[string], KeptKey>(
      `SELECT ${columns} FROM data_key WHERE owner = ? AND wrapped IS NOT NULL ORDER BY rowid DESC LIMIT 1`,
    ),
    one: db.prepare<[string, number], KeptKey>(`SELECT ${columns} FROM data_key WHERE owner = ? AND number = ?`),
    ofOwner: db.prepare<[string], KeptKey>(`SELECT ${columns} FROM data_key WHERE owner = ? ORDER BY rowid`),
    insert: db.prepare('INSERT INTO data_key (owner, number, wrapped, wrapped_by) VALUES (?, ?, ?, ?)'),
    takeOver: db.prepare('INSERT OR IGNORE INTO data_key (owner, number, wrapped, wrapped_by) VALUES (?, ?, ?, ?)'),
    kept: db.prepare<[number, number], KeptKey & { readonly row: number }>(
      `SELECT ${columns}, rowid AS row FROM data_key WHERE rowid > ? ORDER BY rowid LIMIT ?`,
    ),
    pins: db.prepare<[], { name: string; text: string }>('SELECT name, text FROM pin'),
    destroy: db.prepare(
      'UPDATE data_key SET wrapped = NULL, wrapped_by = NULL WHERE owner = ? AND wrapped IS NOT NULL',
    ),
    destroyOne: db.prepare(
      'UPDATE data_key SET wrapped = NULL, wrapped_by = NULL WHERE owner = ? AND number = ? AND wrapped IS NOT NULL',
    ),
    bury: db.prepare('INSERT OR IGNORE INTO data_key (owner, number) VALUES (?, ?)'),
    destroyed: db.prepare<[], number>('SELECT changes FROM destruction').pluck(),
    wrappedByOthers: db.prepare<[string], KeptKey>(
      `SELECT ${columns} FROM data_key WHERE wrapped IS NOT NULL AND wrapped_by <> ?`,
    ),
    wrappingIds: db.prepare<[], KeptKey>(
      `SELECT ${columns} FROM data_key WHERE wrapped IS NOT NULL GROUP BY wrapped_by`,
    ),
    rewrap: db.prepare('UPDATE data_key SET wrapped = ?, wrapped_by = ? WHERE owner = ? AND number = ?'),
    pin: db.prepare('INSERT OR IGNORE INTO pin VALUES (?, ?)'),
    pinned: db.prepare<[string], string>('SELECT text FROM pin WHERE name = ?').pluck(),
  };
};

const guarded = <Result>(work: () => Result): Result => {
  try {
    return work();
  } catch (error) {
    if (error instanceof Database.SqliteError) throw new VaultUnavailable('its file cannot be used.', error);
    throw error;
  }
};
