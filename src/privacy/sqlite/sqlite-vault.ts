import Database from 'better-sqlite3';
import { LRUCache } from 'lru-cache';
import { keyBytes, randomBytes, SealBroken } from '../aead.ts';
import { type KeyEncryptionKeys, type Wrapping, wrappingBy } from '../key-wrapping.ts';
import { type DataKey, KeyMissing, type KeyOwner, keyName, ownerOf, type Vault, VaultUnavailable } from '../vault.ts';
import { openVaultFile } from './vault-file.ts';

export interface SqliteVaultOptions {
  /** Path of the database file; its directory must exist. */
  readonly path: string;
  readonly keys: KeyEncryptionKeys;
  /** Milliseconds that a write waits for the lock of another process. 2,000 by default. */
  readonly busyTimeoutMs?: number;
}

interface Row {
  readonly owner: string;
  readonly number: number;
  /** Null once it is destroyed. */
  readonly wrapped: Buffer | null;
  readonly wrappedBy: string | null;
}

interface Waiting {
  readonly owner: KeyOwner;
  resolve(key: DataKey): void;
  reject(error: unknown): void;
}

const remembered = 20_000;

/**
 * The embedded vault: one SQLite file, which other processes may have open as well. Keys asked for in one turn of the
 * event loop are made in one transaction. What is destroyed is overwritten (`secure_delete`), and does not stay in the
 * write-ahead log.
 */
export class SqliteVault implements Vault {
  readonly #db: Database.Database;
  readonly #wrapping: Wrapping;
  readonly #statements: ReturnType<typeof prepare>;
  readonly #byOwner = new LRUCache<KeyOwner, DataKey>({ max: remembered });
  readonly #byName = new LRUCache<string, DataKey>({ max: remembered });
  #waiting: Waiting[] = [];
  #scheduled = false;
  #seenDestroyed: number;

  /** @throws {VaultUnavailable} */
  constructor({ path, keys, busyTimeoutMs = 2000 }: SqliteVaultOptions) {
    this.#wrapping = wrappingBy(keys);
    this.#db = openVaultFile(path, busyTimeoutMs);
    this.#statements = prepare(this.#db);
    this.#seenDestroyed = this.#destroyed();
    this.#mustOpen();
  }

  keyOf(owner: KeyOwner): Promise<DataKey> {
    return new Promise((resolve, reject) => {
      guarded(() => this.#forgetDestroyed());
      const known = this.#byOwner.get(owner);
      if (known) return resolve(known);
      this.#waiting.push({ owner, resolve, reject });
      this.#schedule();
    });
  }

  async keys(names: Iterable<string>): Promise<ReadonlyMap<string, DataKey | 'DESTROYED'>> {
    return guarded(() => {
      this.#forgetDestroyed();
      return new Map([...new Set(names)].map((name) => [name, this.#byName.get(name) ?? this.#read(name)]));
    });
  }

  async namesOf(owner: KeyOwner): Promise<readonly string[]> {
    return guarded(() =>
      this.#statements.ofOwner
        .all(owner)
        .filter(({ wrapped }) => wrapped !== null)
        .map(({ number }) => keyName(owner, number)),
    );
  }

  async destroy(owner: KeyOwner): Promise<readonly string[]> {
    return guarded(() => {
      const names = this.#db
        .transaction(() => {
          this.#statements.destroy.run(owner);
          return this.#statements.ofOwner.all(owner).map(({ number }) => keyName(owner, number));
        })
        .immediate();
      this.#forgetBytes();
      return names;
    });
  }

  async destroyNamed(names: Iterable<string>): Promise<number> {
    const places = [...names].map((name) => [ownerOf(name), Number(name.slice(name.lastIndexOf('/') + 1))] as const);
    return guarded(() => {
      const destroyed = this.#db
        .transaction(() =>
          places.reduce((there, [owner, number]) => {
            this.#statements.bury.run(owner, number);
            return there + this.#statements.destroyOne.run(owner, number).changes;
          }, 0),
        )
        .immediate();
      if (places.length > 0) this.#forgetBytes();
      return destroyed;
    });
  }

  /** Pages that held keys may stand in the write-ahead log until it is emptied, for which nobody may be reading. */
  #forgetBytes(): void {
    const [state] = this.#db.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[];
    this.#forgetDestroyed();
    if (state?.busy !== 0) throw new VaultUnavailable('another process keeps destroyed keys from being overwritten.');
  }

  async rewrap(): Promise<number> {
    return guarded(() => {
      const changed = this.#db
        .transaction(() => {
          const others = this.#statements.wrappedByOthers.all(this.#wrapping.id);
          for (const row of others) {
            const name = keyName(row.owner, row.number);
            this.#statements.rewrap.run(
              this.#wrapping.wrap(name, this.#unwrap(row)),
              this.#wrapping.id,
              row.owner,
              row.number,
            );
          }
          return others.length;
        })
        .immediate();
      this.#db.pragma('wal_checkpoint(TRUNCATE)');
      return changed;
    });
  }

  async close(): Promise<void> {
    this.#makeKeys();
    this.#db.close();
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

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.#makeKeys();
    });
  }

  #makeKeys(): void {
    const group = this.#waiting.splice(0);
    if (group.length === 0) return;
    try {
      const keys = guarded(() => this.#presentKeys(new Set(group.map(({ owner }) => owner))));
      for (const { owner, resolve } of group) resolve(keys.get(owner) as DataKey);
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
  }

  /** Only who has no key needs a transaction that writes. */
  #presentKeys(owners: ReadonlySet<KeyOwner>): ReadonlyMap<KeyOwner, DataKey> {
    this.#forgetDestroyed();
    const found = new Map<KeyOwner, DataKey>();
    for (const owner of owners) {
      const key = this.#present(owner);
      if (key) found.set(owner, key);
    }
    if (found.size === owners.size) return found;
    this.#db
      .transaction(() => {
        for (const owner of owners) if (!found.has(owner)) found.set(owner, this.#present(owner) ?? this.#make(owner));
      })
      .immediate();
    // Remembered once they are on the disk, not before.
    for (const [owner, key] of found) this.#byOwner.set(owner, this.#remember(key));
    return found;
  }

  #present(owner: KeyOwner): DataKey | undefined {
    const row = this.#statements.newest.get(owner);
    if (!row) return undefined;
    const name = keyName(owner, row.number);
    const key = this.#byName.get(name) ?? this.#remember({ name, bytes: this.#unwrap(row) });
    this.#byOwner.set(owner, key);
    return key;
  }

  #make(owner: KeyOwner): DataKey {
    // Not counted: a vault put back from a backup would give a name again that the log knows for another key.
    const number = randomBytes(4).readUInt32BE();
    const name = keyName(owner, number);
    const bytes = randomBytes(keyBytes);
    this.#statements.insert.run(owner, number, this.#wrapping.wrap(name, bytes), this.#wrapping.id);
    return { name, bytes };
  }

  #read(name: string): DataKey | 'DESTROYED' {
    const at = name.lastIndexOf('/');
    const row = this.#statements.one.get(name.slice(0, at), Number(name.slice(at + 1)));
    if (!row) throw new KeyMissing(name);
    if (row.wrapped === null) return 'DESTROYED';
    return this.#remember({ name, bytes: this.#unwrap(row) });
  }

  #remember(key: DataKey): DataKey {
    this.#byName.set(key.name, key);
    return key;
  }

  #unwrap({ owner, number, wrapped, wrappedBy }: Row): Buffer {
    const key = this.#wrapping.unwrap(keyName(owner, number), wrapped as Buffer, wrappedBy ?? '');
    if (key) return key;
    throw new VaultUnavailable(
      `some keys are wrapped by a key-encryption key ${wrappedBy} that was not given. Name it among ` +
        'LAUREL_KEY_ENCRYPTION_KEYS_OLD.',
    );
  }

  #destroyed(): number {
    return this.#statements.destroyed.get() ?? 0;
  }

  /** Another process may have destroyed a key that is remembered here. */
  #forgetDestroyed(): void {
    const destroyed = this.#destroyed();
    if (destroyed === this.#seenDestroyed) return;
    this.#seenDestroyed = destroyed;
    this.#byName.clear();
    this.#byOwner.clear();
  }
}

const prepare = (db: Database.Database) => {
  const columns = 'owner, number, wrapped, wrapped_by AS wrappedBy';
  return {
    newest: db.prepare<[string], Row>(
      `SELECT ${columns} FROM data_key WHERE owner = ? AND wrapped IS NOT NULL ORDER BY rowid DESC LIMIT 1`,
    ),
    one: db.prepare<[string, number], Row>(`SELECT ${columns} FROM data_key WHERE owner = ? AND number = ?`),
    ofOwner: db.prepare<[string], Row>(`SELECT ${columns} FROM data_key WHERE owner = ? ORDER BY rowid`),
    insert: db.prepare('INSERT INTO data_key (owner, number, wrapped, wrapped_by) VALUES (?, ?, ?, ?)'),
    destroy: db.prepare(
      'UPDATE data_key SET wrapped = NULL, wrapped_by = NULL WHERE owner = ? AND wrapped IS NOT NULL',
    ),
    destroyOne: db.prepare(
      'UPDATE data_key SET wrapped = NULL, wrapped_by = NULL WHERE owner = ? AND number = ? AND wrapped IS NOT NULL',
    ),
    bury: db.prepare('INSERT OR IGNORE INTO data_key (owner, number) VALUES (?, ?)'),
    destroyed: db.prepare<[], number>('SELECT changes FROM destruction').pluck(),
    wrappedByOthers: db.prepare<[string], Row>(
      `SELECT ${columns} FROM data_key WHERE wrapped IS NOT NULL AND wrapped_by <> ?`,
    ),
    wrappingIds: db.prepare<[], Row>(`SELECT ${columns} FROM data_key WHERE wrapped IS NOT NULL GROUP BY wrapped_by`),
    rewrap: db.prepare('UPDATE data_key SET wrapped = ?, wrapped_by = ? WHERE owner = ? AND number = ?'),
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
