import DataLoader from 'dataloader';
import { LRUCache } from 'lru-cache';
import { Client, type ClientBase, Pool, type QueryResultRow } from 'pg';
import { keyBytes, randomBytes, SealBroken } from '../aead.ts';
import { type KeyEncryptionKeys, type Wrapping, wrappingBy } from '../key-wrapping.ts';
import {
  type CopyableVault,
  type DataKey,
  type KeptKey,
  KeyMissing,
  type KeyOwner,
  keyName,
  ownerOf,
  VaultUnavailable,
  WrongKeyEncryptionKey,
} from '../vault.ts';
import { preparation, steps } from './tables.ts';

export interface PostgresVaultOptions {
  /** `postgres://user:password@host:port/database?sslmode=…`; PostgreSQL 15 or later. */
  readonly url: string;
  readonly keys: KeyEncryptionKeys;
  /** Milliseconds for one statement, the way there included. 5,000 by default. */
  readonly timeoutMs?: number;
  /** For a log that holds events, and for who only looks: a vault that is not there is not made. */
  readonly mustExist?: boolean;
}

interface Row {
  readonly owner: string;
  /** bigint, which the driver gives as text. */
  readonly number: string;
  /** Null once it is destroyed. */
  readonly wrapped: Buffer | null;
  readonly wrapped_by: string | null;
}

const remembered = 20_000;
const mostConnections = 4;
const keptPage = 1_000;
const columns = 'owner, number, wrapped, wrapped_by';

/**
 * The vault of several replicas: a database of its own in PostgreSQL. Keys asked for in one turn of the event loop are
 * fetched and made in one go, and each time it is asked first whether any replica has destroyed one.
 *
 * What is destroyed is removed from the table's file (VACUUM FULL). Copies of wrapped keys that PostgreSQL keeps
 * elsewhere (write-ahead log, replicas, backups) are made worthless by exchanging the key-encryption key: `rewrap`.
 */
export class PostgresVault implements CopyableVault {
  readonly #pool: Pool;
  readonly #wrapping: Wrapping;
  readonly #byOwner = new LRUCache<KeyOwner, DataKey>({ max: remembered });
  readonly #byName = new LRUCache<string, DataKey>({ max: remembered });
  readonly #present = new DataLoader<KeyOwner, DataKey>((owners) => this.#presentKeys(owners), { cache: false });
  readonly #named = new DataLoader<string, DataKey | 'DESTROYED'>((names) => this.#keysNamed(names), { cache: false });
  #seenDestroyed = '0';
  #closing: Promise<void> | undefined;

  private constructor(pool: Pool, wrapping: Wrapping) {
    this.#pool = pool;
    this.#wrapping = wrapping;
  }

  /** Makes the tables where there are none. @throws {VaultUnavailable} */
  static async open({ url, keys, timeoutMs = 5000, mustExist = false }: PostgresVaultOptions): Promise<PostgresVault> {
    const settings = {
      connectionString: url,
      application_name: 'laurel',
      connectionTimeoutMillis: timeoutMs,
      query_timeout: timeoutMs,
      statement_timeout: timeoutMs,
      lock_timeout: timeoutMs,
      // What is acknowledged is on the disk, whatever the server's own setting.
      options: '-c synchronous_commit=on',
    };
    await guarded(prepare(new Client(settings), mustExist));
    const pool = new Pool({ ...settings, max: mostConnections });
    // A connection that breaks while nobody uses it is replaced when one is needed.
    pool.on('error', () => undefined);
    const vault = new PostgresVault(pool, wrappingBy(keys));
    try {
      await vault.#mustOpen();
      return vault;
    } catch (error) {
      await vault.close();
      throw error;
    }
  }

  async keyOf(owner: KeyOwner): Promise<DataKey> {
    return this.#present.load(owner);
  }

  async keys(names: Iterable<string>): Promise<ReadonlyMap<string, DataKey | 'DESTROYED'>> {
    const asked = [...new Set(names)];
    const found = await Promise.all(asked.map((name) => this.#named.load(name)));
    return new Map(asked.map((name, i) => [name, found[i] as DataKey | 'DESTROYED']));
  }

  async namesOf(owner: KeyOwner): Promise<readonly string[]> {
    const rows = await this.#rows<Row>(
      `SELECT ${columns} FROM laurel.data_key WHERE owner = $1 AND wrapped IS NOT NULL ORDER BY made`,
      [owner],
    );
    return rows.map(nameOf);
  }

  async destroy(owner: KeyOwner): Promise<readonly string[]> {
    await this.#rows(
      'UPDATE laurel.data_key SET wrapped = NULL, wrapped_by = NULL WHERE owner = $1 AND wrapped IS NOT NULL',
      [owner],
    );
    await this.#forgetBytes();
    const rows = await this.#rows<Row>(`SELECT ${columns} FROM laurel.data_key WHERE owner = $1 ORDER BY made`, [
      owner,
    ]);
    return rows.map(nameOf);
  }

  async destroyNamed(names: Iterable<string>): Promise<number> {
    const places = placesOf([...new Set(names)]);
    if (places.owners.length === 0) return 0;
    const [there] = await this.#rows<{ there: number }>(
      `WITH named AS (SELECT * FROM unnest($1::text[], $2::bigint[]) AS n (owner, number)),
        buried AS (INSERT INTO laurel.data_key (owner, number) SELECT owner, number FROM named ON CONFLICT DO NOTHING),
        destroyed AS (
          UPDATE laurel.data_key k SET wrapped = NULL, wrapped_by = NULL FROM named n
          WHERE k.owner = n.owner AND k.number = n.number AND k.wrapped IS NOT NULL RETURNING 1
        )
      SELECT count(*)::int AS there FROM destroyed`,
      [places.owners, places.numbers],
    );
    await this.#forgetBytes();
    return there?.there ?? 0;
  }

  async rewrap(): Promise<number> {
    const { id } = this.#wrapping;
    const others = await this.#rows<Row>(
      `SELECT ${columns} FROM laurel.data_key WHERE wrapped IS NOT NULL AND wrapped_by <> $1`,
      [id],
    );
    // One that was destroyed meanwhile stays so.
    for (const row of others) {
      const name = nameOf(row);
      await this.#rows(
        'UPDATE laurel.data_key SET wrapped = $1, wrapped_by = $2 WHERE owner = $3 AND number = $4 AND wrapped = $5',
        [this.#wrapping.wrap(name, this.#unwrap(row)), id, row.owner, row.number, row.wrapped],
      );
    }
    if (others.length > 0) await this.#forgetBytes();
    return others.length;
  }

  async pin(name: string, text: string): Promise<string> {
    await this.#rows('INSERT INTO laurel.pin VALUES ($1, $2) ON CONFLICT DO NOTHING', [name, text]);
    const [kept] = await this.#rows<{ text: string }>('SELECT text FROM laurel.pin WHERE name = $1', [name]);
    return kept?.text ?? text;
  }

  async *kept(): AsyncIterable<readonly KeptKey[]> {
    for (let after = '0'; ; ) {
      const rows = await this.#rows<Row & { readonly made: string }>(
        `SELECT ${columns}, made FROM laurel.data_key WHERE made > $1 ORDER BY made LIMIT ${keptPage}`,
        [after],
      );
      const last = rows.at(-1);
      if (!last) return;
      yield rows.map(({ owner, number, wrapped, wrapped_by: wrappedBy }) => ({
        ...{ owner, number: Number(number), wrapped, wrappedBy },
      }));
      after = last.made;
    }
  }

  async pins(): Promise<ReadonlyMap<string, string>> {
    const rows = await this.#rows<{ name: string; text: string }>('SELECT name, text FROM laurel.pin');
    return new Map(rows.map(({ name, text }) => [name, text]));
  }

  async takeOver(keys: readonly KeptKey[]): Promise<number> {
    for (const { owner, number, wrapped, wrappedBy } of keys) {
      if (wrapped !== null) this.#unwrap({ owner, number: String(number), wrapped, wrapped_by: wrappedBy });
    }
    const [taken] = await this.#rows<{ fresh: number }>(
      `WITH taken AS (
        SELECT * FROM unnest($1::text[], $2::bigint[], $3::bytea[], $4::text[]) WITH ORDINALITY
          AS n (owner, number, wrapped, wrapped_by, place)
      ), destroyed AS (
        UPDATE laurel.data_key k SET wrapped = NULL, wrapped_by = NULL FROM taken n
        WHERE k.owner = n.owner AND k.number = n.number AND n.wrapped IS NULL AND k.wrapped IS NOT NULL
      ), fresh AS (
        INSERT INTO laurel.data_key (owner, number, wrapped, wrapped_by)
        SELECT owner, number, wrapped, wrapped_by FROM taken ORDER BY place
        ON CONFLICT (owner, number) DO NOTHING RETURNING 1
      )
      SELECT count(*)::int AS fresh FROM fresh`,
      [
        keys.map(({ owner }) => owner),
        keys.map(({ number }) => number),
        keys.map(({ wrapped }) => wrapped),
        keys.map(({ wrappedBy }) => wrappedBy),
      ],
    );
    if (keys.some(({ wrapped }) => wrapped === null)) await this.#forgetBytes();
    return taken?.fresh ?? 0;
  }

  close(): Promise<void> {
    this.#closing ??= this.#pool.end();
    return this.#closing;
  }

  /** A key-encryption key that opens nothing is told at once, and not when somebody's data is first asked for. */
  async #mustOpen(): Promise<void> {
    const rows = await this.#rows<Row>(
      `SELECT DISTINCT ON (wrapped_by) ${columns} FROM laurel.data_key WHERE wrapped IS NOT NULL`,
    );
    for (const row of rows) {
      try {
        this.#unwrap(row);
      } catch (error) {
        // The key-encryption key is there, and this one row is damaged: told when it is asked for, or when all is verified.
        if (!(error instanceof SealBroken)) throw error;
      }
    }
  }

  async #presentKeys(owners: readonly KeyOwner[]): Promise<(DataKey | Error)[]> {
    return eachOrAll(owners, async () => {
      const moment = await this.#forgetDestroyed();
      const found = new Map<KeyOwner, DataKey>();
      const missing = () => [...new Set(owners)].filter((owner) => !found.has(owner));
      for (const owner of owners) {
        const key = this.#byOwner.get(owner);
        if (key) found.set(owner, key);
      }
      await this.#findPresent(missing(), found, moment);
      // Between making a key and reading what stands there, it can have been destroyed: then another one is made.
      while (missing().length > 0) {
        await this.#make(missing());
        await this.#findPresent(missing(), found, moment);
      }
      return (owner) => found.get(owner) as DataKey;
    });
  }

  async #findPresent(owners: readonly KeyOwner[], found: Map<KeyOwner, DataKey>, moment: string): Promise<void> {
    if (owners.length === 0) return;
    const rows = await this.#rows<Row>(
      `SELECT ${columns} FROM laurel.data_key WHERE owner = ANY($1::text[]) AND wrapped IS NOT NULL`,
      [owners],
    );
    for (const row of rows) {
      const key = this.#opened(row, moment);
      if (this.#seenDestroyed === moment) this.#byOwner.set(row.owner, key);
      found.set(row.owner, key);
    }
  }

  async #make(owners: readonly KeyOwner[]): Promise<void> {
    const made = owners.map((owner) => {
      // Not counted: a vault put back from a backup would give a name again that the log knows for another key.
      const number = randomBytes(4).readUInt32BE();
      return { owner, number, wrapped: this.#wrapping.wrap(keyName(owner, number), randomBytes(keyBytes)) };
    });
    await this.#rows(
      `INSERT INTO laurel.data_key (owner, number, wrapped, wrapped_by)
      SELECT owner, number, wrapped, $4 FROM unnest($1::text[], $2::bigint[], $3::bytea[]) AS n (owner, number, wrapped)
      ORDER BY owner ON CONFLICT DO NOTHING`,
      [
        made.map(({ owner }) => owner),
        made.map(({ number }) => number),
        made.map(({ wrapped }) => wrapped),
        this.#wrapping.id,
      ],
    );
  }

  async #keysNamed(names: readonly string[]): Promise<(DataKey | 'DESTROYED' | Error)[]> {
    return eachOrAll(names, async () => {
      const moment = await this.#forgetDestroyed();
      const rows = await this.#read(names.filter((name) => !this.#byName.has(name)));
      return (name) => {
        const row = rows.get(name);
        if (!row) {
          const known = this.#byName.get(name);
          if (known) return known;
          throw new KeyMissing(name);
        }
        return row.wrapped === null ? 'DESTROYED' : this.#opened(row, moment);
      };
    });
  }

  async #read(names: readonly string[]): Promise<ReadonlyMap<string, Row>> {
    if (names.length === 0) return new Map();
    const { owners, numbers } = placesOf(names);
    const rows = await this.#rows<Row>(
      `SELECT ${columns} FROM laurel.data_key
      WHERE (owner, number) IN (SELECT * FROM unnest($1::text[], $2::bigint[]))`,
      [owners, numbers],
    );
    return new Map(rows.map((row) => [nameOf(row), row]));
  }

  /** Remembered, unless it was learnt meanwhile that something was destroyed: the row may be from before that. */
  #opened(row: Row, moment: string): DataKey {
    const name = nameOf(row);
    const key = { name, bytes: this.#unwrap(row) };
    if (this.#seenDestroyed === moment) this.#byName.set(name, key);
    return key;
  }

  #unwrap(row: Row): Buffer {
    const key = this.#wrapping.unwrap(nameOf(row), row.wrapped as Buffer, row.wrapped_by ?? '');
    if (key) return key;
    throw new WrongKeyEncryptionKey(row.wrapped_by ?? '', this.#wrapping.id);
  }

  /** Any replica may have destroyed a key that is remembered here. @returns how many were destroyed by now */
  async #forgetDestroyed(): Promise<string> {
    const [row] = await this.#rows<{ changes: string }>('SELECT changes FROM laurel.destruction');
    const changes = row?.changes ?? '0';
    if (changes === this.#seenDestroyed) return changes;
    this.#seenDestroyed = changes;
    this.#byName.clear();
    this.#byOwner.clear();
    return changes;
  }

  /** Rows that held keys stand in the table's file until it is written anew. */
  async #forgetBytes(): Promise<void> {
    await this.#forgetDestroyed();
    await this.#rows('VACUUM (FULL) laurel.data_key');
  }

  async #rows<R extends QueryResultRow>(sql: string, parameters: readonly unknown[] = []): Promise<R[]> {
    return (await guarded(this.#pool.query<R>(sql, [...parameters]))).rows;
  }
}

const nameOf = ({ owner, number }: Row): string => keyName(owner, Number(number));

const placesOf = (names: readonly string[]) => ({
  owners: names.map(ownerOf),
  numbers: names.map((name) => name.slice(name.lastIndexOf('/') + 1)),
});

/** What a batch is asked for, in order: each with its own answer or error, or all with the error of the batch. */
const eachOrAll = async <Key, Answer>(
  asked: readonly Key[],
  batch: () => Promise<(key: Key) => Answer>,
): Promise<(Answer | Error)[]> => {
  const answer = await batch();
  return asked.map((key) => {
    try {
      return answer(key);
    } catch (error) {
      return error instanceof Error ? error : new Error(String(error));
    }
  });
};

const prepare = async (client: ClientBase & { end(): Promise<void> }, mustExist: boolean): Promise<void> => {
  await client.connect();
  try {
    if (mustExist) await mustBeThere(client);
    await client.query('BEGIN');
    await client.query(preparation);
    const { rows } = await client.query<{ number: number }>('SELECT number FROM laurel.version');
    const version = rows[0]?.number ?? 0;
    if (version > steps.length) throw new VaultUnavailable(`its tables are of a later build (version ${version}).`);
    for (const step of steps.slice(version)) await client.query(step);
    await client.query('UPDATE laurel.version SET number = $1', [steps.length]);
    await client.query('COMMIT');
  } finally {
    await client.end();
  }
};

const mustBeThere = async (client: ClientBase): Promise<void> => {
  const { rows } = await client.query<{ there: boolean }>("SELECT to_regclass('laurel.pin') IS NOT NULL AS there");
  if (rows[0]?.there) return;
  throw new VaultUnavailable(
    'its database holds no keys. Set LAUREL_KEY_VAULT to the vault that belongs to this log, or restore that one from ' +
      'the newest backup there is. A log that holds events never gets a new vault: nothing sealed in it could be read.',
  );
};

/** The driver's messages name hosts and users, never passwords. @throws {VaultUnavailable} */
const guarded = async <Result>(work: Promise<Result>): Promise<Result> => {
  try {
    return await work;
  } catch (error) {
    if (error instanceof VaultUnavailable) throw error;
    throw new VaultUnavailable('its database cannot be used.', error);
  }
};
