import { SqliteVault } from '../../src/privacy/sqlite/sqlite-vault.ts';

/** Says the key of an owner, and waits to be killed. */
const [path = '', owner = ''] = process.argv.slice(2);
const vault = new SqliteVault({ path, keys: { current: Buffer.alloc(32, 1) } });
process.stdout.write((await vault.keyOf(owner)).bytes.toString('hex'));
setInterval(() => undefined, 1_000);
