import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PostgresVault } from '../../src/privacy/postgres/postgres-vault.ts';
import { SqliteVault } from '../../src/privacy/sqlite/sqlite-vault.ts';
import { type PostgresServer, postgresIsThere, startPostgres } from '../support/postgres.ts';
import { type VaultAdapter, vaultContract } from './contract.ts';

const sqlite: VaultAdapter = {
  name: 'SQLite',
  async place() {
    const directory = mkdtempSync(join(tmpdir(), 'laurel-vault-'));
    const path = join(directory, 'keys.db');
    return {
      open: async (kek = 1, old = []) =>
        new SqliteVault({
          path,
          keys: { current: Buffer.alloc(32, kek), old: old.map((one) => Buffer.alloc(32, one)) },
        }),
      bytes: async () => Buffer.concat(readdirSync(directory).map((name) => readFileSync(join(directory, name)))),
      async wrappedOf(owner) {
        const db = new Database(path, { readonly: true });
        const rows = db
          .prepare('SELECT wrapped FROM data_key WHERE owner = ? AND wrapped IS NOT NULL')
          .pluck()
          .all(owner);
        db.close();
        return rows as Buffer[];
      },
      keyOfKilled: (owner) => keyOfKilled(path, owner),
      remove: async () => rmSync(directory, { recursive: true }),
    };
  },
};

/** Asks in a process of its own, which is killed as soon as it has answered. */
const keyOfKilled = (place: string, owner: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', 'tsx', 'tests/privacy/key-asker.ts', place, owner]);
    let said = '';
    child.on('error', reject);
    child.stdout.on('data', (chunk) => {
      said += String(chunk);
      if (said.length === 64) child.kill('SIGKILL');
    });
    child.on('close', () => resolve(said));
  });

let server: PostgresServer;

const postgres: VaultAdapter = {
  name: 'PostgreSQL',
  async place() {
    const url = await server.database();
    return {
      open: (kek = 1, old = []) =>
        PostgresVault.open({
          url,
          keys: { current: Buffer.alloc(32, kek), old: old.map((one) => Buffer.alloc(32, one)) },
        }),
      bytes: () => server.bytes(url),
      async wrappedOf(owner) {
        const client = new Client(url);
        await client.connect();
        const { rows } = await client.query<{ wrapped: Buffer }>(
          'SELECT wrapped FROM laurel.data_key WHERE owner = $1 AND wrapped IS NOT NULL',
          [owner],
        );
        await client.end();
        return rows.map(({ wrapped }) => wrapped);
      },
      keyOfKilled: (owner) => keyOfKilled(url, owner),
      // It goes with its server.
      remove: async () => {},
    };
  },
};

/** Every adapter of the port. A new one is a new entry. */
describe.each([sqlite])('The $name vault', vaultContract);

const why = postgresIsThere ? '' : ' (not run: there is no PostgreSQL here; install Debian’s package "postgresql")';
describe.runIf(postgresIsThere)(`The PostgreSQL vault${why}`, () => {
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server.stop());
  vaultContract(postgres);
});

describe('The file of the SQLite vault', () => {
  let directory: string;
  let path: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'laurel-vault-'));
    path = join(directory, 'keys.db');
  });
  afterEach(() => rmSync(directory, { recursive: true }));
  const keys = { current: Buffer.alloc(32, 1) };

  it('of the first format is taken over with its keys', async () => {
    const before = new SqliteVault({ path, keys });
    const key = await before.keyOf('person/a');
    await before.close();
    const db = new Database(path);
    db.exec('DROP TABLE pin');
    db.pragma('user_version = 1');
    db.close();
    const after = new SqliteVault({ path, keys });
    expect(await after.keyOf('person/a')).toEqual(key);
    expect(await after.pin('a', 'first')).toBe('first');
    await after.close();
  });

  it('is not taken for one if it is something else, and left as it is', () => {
    const db = new Database(path);
    db.exec('CREATE TABLE wages (id INTEGER)');
    db.close();
    const before = readFileSync(path);
    expect(() => new SqliteVault({ path, keys })).toThrow('is not the file of a key vault');
    expect(readFileSync(path)).toEqual(before);
  });

  it('is not made by who only looks for one', async () => {
    const look = () => new SqliteVault({ path, keys, mustExist: true });
    expect(look).toThrow(/keys\.db is not there\. Restore it from a backup .*lost for good/);
    expect(readdirSync(directory)).toEqual([]);
    const vault = new SqliteVault({ path, keys });
    const { name } = await vault.keyOf('person/a');
    await vault.close();
    const looking = look();
    expect(await looking.namesOf('person/a')).toEqual([name]);
    await looking.close();
  });

  it('that is empty is no vault to who only looks', () => {
    writeFileSync(path, '');
    expect(() => new SqliteVault({ path, keys, mustExist: true })).toThrow('keys.db is empty. Restore it');
    expect(readdirSync(directory)).toEqual(['keys.db']);
  });
});
