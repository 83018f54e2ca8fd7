import { createInterface } from 'node:readline';
import { DirectoryFileStore } from '../../src/files/directory-store.ts';
import { SqliteVault } from '../../src/privacy/sqlite/sqlite-vault.ts';
import { fileOf, inChunks } from '../support/bytes.ts';
import { vaultOptions } from './adapters.ts';

/** Another process on the same directory: puts the same file each time it is told a line, and says when it has. */
const [parent = '', size = '0'] = process.argv.slice(2);
const { directory, ...options } = vaultOptions(parent);
const store = new DirectoryFileStore(directory, new SqliteVault(options));

console.log('ready');
for await (const _ of createInterface({ input: process.stdin })) {
  await store.put(inChunks(fileOf('application/pdf', Number(size))), { maxBytes: Number(size) });
  console.log('put');
}
