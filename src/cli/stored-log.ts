import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type EmbeddedLog, openEmbeddedLog } from '../log/embedded.ts';
import { BadEnvironment, type Environment, keyEncryptionKeys } from './environment.ts';

/** @returns the path of a data directory's log @throws {BadEnvironment} where there is none */
export const mustHaveLog = (directory: string): string => {
  const path = join(directory, 'log.db');
  if (existsSync(path)) return path;
  throw new BadEnvironment(`There is no log at ${path}. Choose a data directory with --directory.`);
};

/**
 * The log of a data directory, for commands that look at one and make none.
 * @throws {BadEnvironment} where there is no log @throws {UnusableLogFile} @throws {VaultUnavailable}
 */
export const openStoredLog = (directory: string, environment: Environment): EmbeddedLog => {
  mustHaveLog(directory);
  return openEmbeddedLog(directory, keyEncryptionKeys(environment), { mustExist: true });
};
