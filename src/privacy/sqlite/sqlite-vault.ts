import { LRUCache } from 'lru-cache';
import type { CopyableVault, DataKey, KeptKey, KeyOwner } from '../vault.ts';
import { KeyTable, type SqliteVaultOptions } from './key-table.ts';

interface Waiting {
  readonly owner: KeyOwner;
  resolve(key: DataKey): void;
  reject(error: unknown): void;
}

const remembered = 20_000;
const keptPage = 1_000;

/**
 * The embedded vault: one SQLite file, which other processes may have open as well. Keys asked for in one turn of the
 * event loop are made in one transaction. What is destroyed is overwritten (`secure_delete`), and does not stay in the
 * write-ahead log.
 */
export class SqliteVault implements CopyableVault {
  readonly #table: KeyTable;
  readonly #byOwner = new LRUCache<KeyOwner, DataKey>({ max: remembered });
  readonly #byName = new LRUCache<string, DataKey>({ max: remembered });
  #waiting: Waiting[] = [];
  #scheduled = false;
  #seenDestroyed: number;

  /** @throws {VaultUnavailable} */
  constructor(options: SqliteVaultOptions) {
    this.#table = new KeyTable(options);
    this.#seenDestroyed = this.#table.destructions();
  }

  keyOf(owner: KeyOwner): Promise<DataKey> {
    return new Promise((resolve, reject) => {
      this.#forgetDestroyed();
      const known = this.#byOwner.get(owner);
      if (known) return resolve(known);
      this.#waiting.push({ owner, resolve, reject });
      this.#schedule();
    });
  }

  async keys(names: Iterable<string>): Promise<ReadonlyMap<string, DataKey | 'DESTROYED'>> {
    this.#forgetDestroyed();
    return new Map([...new Set(names)].map((name) => [name, this.#byName.get(name) ?? this.#read(name)]));
  }

  async namesOf(owner: KeyOwner): Promise<readonly string[]> {
    return this.#table.namesOf(owner);
  }

  async destroy(owner: KeyOwner): Promise<readonly string[]> {
    return this.#destroying(() => this.#table.destroy(owner));
  }

  async destroyNamed(names: Iterable<string>): Promise<number> {
    return this.#destroying(() => this.#table.destroyNamed([...names]));
  }

  async rewrap(): Promise<number> {
    return this.#table.rewrap();
  }

  async pin(name: string, text: string): Promise<string> {
    return this.#table.pin(name, text);
  }

  async *kept(): AsyncIterable<readonly KeptKey[]> {
    for (let after = 0; ; ) {
      const page = this.#table.kept(after, keptPage);
      const last = page.at(-1);
      if (!last) return;
      yield page.map(({ row: _, ...key }) => key);
      after = last.row;
    }
  }

  async pins(): Promise<ReadonlyMap<string, string>> {
    return this.#table.pins();
  }

  async takeOver(keys: readonly KeptKey[]): Promise<number> {
    return this.#destroying(() => this.#table.takeOver(keys));
  }

  async close(): Promise<void> {
    this.#makeKeys();
    this.#table.close();
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
      const keys = this.#presentKeys(new Set(group.map(({ owner }) => owner)));
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
      const key = this.#table.present(owner);
      if (key) found.set(owner, key);
    }
    const others = [...owners].filter((owner) => !found.has(owner));
    if (others.length > 0) for (const [owner, key] of this.#table.presentOrNew(others)) found.set(owner, key);
    // Remembered once they are on the disk, not before.
    for (const [owner, key] of found) this.#byOwner.set(owner, this.#remember(key));
    return found;
  }

  #read(name: string): DataKey | 'DESTROYED' {
    const key = this.#table.named(name);
    return key === 'DESTROYED' ? key : this.#remember(key);
  }

  #remember(key: DataKey): DataKey {
    this.#byName.set(key.name, key);
    return key;
  }

  /** Forgets also where the destruction cannot be finished: what is gone from the table is gone from here. */
  #destroying<Result>(destroy: () => Result): Result {
    try {
      return destroy();
    } finally {
      this.#forgetDestroyed();
    }
  }

  /** Another process may have destroyed a key that is remembered here. */
  #forgetDestroyed(): void {
    const destroyed = this.#table.destructions();
    if (destroyed === this.#seenDestroyed) return;
    this.#seenDestroyed = destroyed;
    this.#byName.clear();
    this.#byOwner.clear();
  }
}
