import { PostgresVault } from '../../src/privacy/postgres/postgres-vault.ts';
import { SqliteVault } from '../../src/privacy/sqlite/sqlite-vault.ts';

/** Says the key of an owner, and waits to be killed. */
const [place = '', owner = ''] = process.argv.slice(2);
const keys = { current: Buffer.alloc(32, 1) };
const vault = place.startsWith('postgres:')
  ? await PostgresVault.open({ url: place, keys })
  : new SqliteVault({ path: place, keys });
process.stdout.write((await vault.keyOf(owner)).bytes.toString('hex'));
setInterval(() => undefined, 1_000);
