import { join } from 'node:path';
import Database from 'better-sqlite3';

/** Another process has the directory. */
export class WitnessStateInUse extends Error {
  override readonly name = 'WitnessStateInUse';

  constructor(directory: string) {
    super(`Another witness is at work on ${directory}. One directory belongs to one witness at a time.`);
  }
}

/**
 * Takes a directory for this process. The lock is the operating system's, taken by way of an empty SQLite file, and ends
 * with the process, however that ends: nothing is left behind that a restart would stumble over. Local disks only.
 *
 * @returns how to give it back
 * @throws {WitnessStateInUse}
 */
export const lockDirectory = (directory: string): (() => void) => {
  const lock = new Database(join(directory, 'lock.db'), { timeout: 0 });
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    const busy = error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY');
    throw busy ? new WitnessStateInUse(directory) : error;
  }
  return () => {
    lock.close();
  };
};
