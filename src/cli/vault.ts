import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openVault } from '../stores.ts';
import { BadEnvironment, readEnvironment, storePlaces } from './environment.ts';
import { storeSettings } from './stored-log.ts';

/**
 * Wraps every key of the vault anew under LAUREL_KEY_ENCRYPTION_KEY; those before it are read from
 * LAUREL_KEY_ENCRYPTION_KEYS_OLD, and can be thrown away afterwards. May run beside a server that knows both.
 *
 * @throws {BadEnvironment} where there is no vault @throws {VaultUnavailable}
 */
export const rewrapKeys = async ({ directory }: { readonly directory?: string }): Promise<void> => {
  const environment = readEnvironment(process.env);
  const path = join(directory ?? environment.LAUREL_DATA, 'keys.db');
  if (storePlaces(environment).keyVault === undefined && !existsSync(path)) {
    throw new BadEnvironment(`There is no key vault at ${path}. Choose a data directory with --directory.`);
  }
  const vault = await openVault(storeSettings(environment, directory), true);
  try {
    const changed = await vault.rewrap();
    console.log(`${changed} keys were under another key-encryption key; all are under the present one now.`);
  } finally {
    await vault.close();
  }
};
