import { openReadDatabase } from '../../projections/read-database.ts';
import { openStores } from '../../src/stores.ts';
import { keyEncryptionKey } from '../support/process.ts';

/** Another process with read models of its own on a data directory: says which file they are in, and goes on for ever. */
const [directory = ''] = process.argv.slice(2);
const { log } = await openStores({ directory, sealing: { current: keyEncryptionKey } });
const database = await openReadDatabase({ directory, log });
console.log(database.path);
setInterval(() => undefined, 60_000);
