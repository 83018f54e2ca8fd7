import { closeSync, existsSync, fsyncSync, openSync, rmSync } from 'node:fs';
import Database from 'better-sqlite3';

/** Opens a file for this process alone. @throws {SqliteError} SQLITE_BUSY at once if another process has it. */
export const claim = (path: string): Database.Database => {
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

/** Whether another process has the file, so that it is neither to be read nor to be removed. */
export const isInUse = (path: string): boolean => {
  try {
    claim(path).close();
    return false;
  } catch (error) {
    return error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY');
  }
};

/** The file and what SQLite keeps beside it. */
export const removeReadFile = (path: string): void => {
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(path + suffix, { force: true });
};

/** Waits until the disk has it. */
export const syncFile = (path: string): void => {
  if (!existsSync(path)) return;
  const file = openSync(path, 'r+');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
};
