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

/** The same, for commands that look at a log and make none. @throws {BadEnvironment} where there is none */
export const storedSettings = (environment: Environment, directory = environment.LAUREL_DATA): StoreSettings => {
  if (environment.LAUREL_EVENT_STORE === undefined) mustHaveLog(directory);
  return storeSettings(environment, directory);
};

/** @throws {UnusableLogFile} @throws {LogUnavailable} @throws {VaultUnavailable} */
export const openStoredLog = (settings: StoreSettings): Promise<SealedLog> => openStores(settings, { mustExist: true });
