import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';

/** Far longer than what is done under the lock takes. */
const lockTimeoutMs = 30_000;

/**
 * Whoever begins, claims or removes a file of a directory does so while nobody else does: without that, a file could be
 * removed between being found free and being claimed. The lock ends with its process; what is done under it waits for
 * nothing and takes it no second time.
 */
export const alone = <T>(directory: string, act: () => T): T => {
  const lock = new Database(join(directory, 'read.lock'), { timeout: lockTimeoutMs });
  try {
    lock.exec('BEGIN EXCLUSIVE');
    return act();
  } finally {
    lock.close();
  }
};

/** Opens a file for this process alone. @throws {SqliteError} SQLITE_BUSY at once if another process has it. */
export const claim = (path: string): Database.Database => alone(dirname(path), () => claimed(path));

/** Removes a file and what SQLite keeps beside it, unless somebody has it open. */
export const removeIfFree = (path: string): void =>
  alone(dirname(path), () => {
    try {
      claimed(path).close();
    } catch (error) {
      if (!(error instanceof Database.SqliteError)) throw error;
      if (error.code.startsWith('SQLITE_BUSY')) return;
    }
    for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(path + suffix, { force: true });
  });

const claimed = (path: string): Database.Database => {
  const db = new Database(path, { fileMustExist: true, timeout: 0 });
  try {
    db.pragma('locking_mode = EXCLUSIVE');
    db.exec('BEGIN IMMEDIATE; COMMIT');
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
};
