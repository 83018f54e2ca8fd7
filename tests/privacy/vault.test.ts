import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe } from 'vitest';
import { SqliteVault } from '../../src/privacy/sqlite/sqlite-vault.ts';
import { type VaultAdapter, vaultContract } from './contract.ts';

const sqlite: VaultAdapter = {
  name: 'SQLite',
  async place() {
    const directory = mkdtempSync(join(tmpdir(), 'laurel-vault-'));
    const path = join(directory, 'keys.db');
    return {
      open: (kek = 1, old = []) =>
        new SqliteVault({
          path,
          keys: { current: Buffer.alloc(32, kek), old: old.map((one) => Buffer.alloc(32, one)) },
        }),
      bytes: () => Buffer.concat(readdirSync(directory).map((name) => readFileSync(join(directory, name)))),
      keyOfKilled: (owner) =>
        new Promise((resolve, reject) => {
          const child = spawn(process.execPath, ['--import', 'tsx', 'tests/privacy/key-asker.ts', path, owner]);
          let said = '';
          child.on('error', reject);
          child.stdout.on('data', (chunk) => {
            said += String(chunk);
            if (said.length === 64) child.kill('SIGKILL');
          });
          child.on('close', () => resolve(said));
        }),
      remove: async () => rmSync(directory, { recursive: true }),
    };
  },
};

/** Every adapter of the port. A new one is a new entry. */
describe.each([sqlite])('The $name vault', vaultContract);
