import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { SealedLog } from '../log/sealed-log.ts';
import { openStores, type StoreSettings } from '../stores.ts';
import { BadEnvironment, type Environment, keyEncryptionKeys, storePlaces } from './environment.ts';

/** Where the environment says that everything is kept. @throws {BadEnvironment} */
export const storeSettings = (environment: Environment, directory = environment.LAUREL_DATA): StoreSettings => ({
  directory,
  sealing: keyEncryptionKeys(environment),
  ...storePlaces(environment),
});

/** @returns the path of a data directory's log @throws {BadEnvironment} where there is none */
export const mustHaveLog = (directory: string): string => {
  const path = join(directory, 'log.db');
  if (existsSync(path)) return path;
  throw new BadEnvironment(`There is no log at ${path}. Choose a data directory with --directory.`);
};

/**
 * The log that is there, for commands that look at one and make none.
 * @throws {BadEnvironment} where there is no log @throws {UnusableLogFile} @throws {LogUnavailable} @throws {VaultUnavailable}
 */
export const openStoredLog = async (settings: StoreSettings): Promise<SealedLog> => {
  if (settings.eventStore === undefined) mustHaveLog(settings.directory);
  return openStores(settings, { mustExist: true });
};
