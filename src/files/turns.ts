import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { FileStoreUnavailable } from './file-store.ts';

const RETRY_MS = 2;
const PATIENCE_MS = 10_000;

/** Tasks that exclude each other wherever they run. */
export interface Turns {
  /**
   * Runs a task while no other one of that name runs; those of other names may wait as well.
   * @param name what the turn is about
   * @throws {FileStoreUnavailable} if the turn does not come, or was lost meanwhile; and what the task throws
   */
  take<T>(name: string, task: () => Promise<T>): Promise<T>;
}

/**
 * Tasks that nobody else with the same path runs at the same time, in this process or another of this machine. The file
 * is an SQLite database that holds nothing: its exclusive lock is the operating system's, and goes with the process that
 * had it, however that ends.
 */
export class LockFile implements Turns {
  readonly #path: string;
  #last: Promise<unknown> = Promise.resolve();

  constructor(path: string) {
    this.#path = path;
  }

  /** Within this process in the order asked for, whatever the name. @throws {FileStoreUnavailable} and what the task throws */
  take<T>(_name: string, task: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(async () => {
      const lock = await this.#lock();
      try {
        return await task();
      } finally {
        lock.close();
      }
    });
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  async #lock(): Promise<Database.Database> {
    try {
      await mkdir(dirname(this.#path), { recursive: true });
      const deadline = performance.now() + PATIENCE_MS;
      for (;;) {
        const lock = lockOf(this.#path, performance.now() > deadline);
        if (lock) return lock;
        await after(RETRY_MS);
      }
    } catch (error) {
      throw new FileStoreUnavailable(error);
    }
  }
}

/** Undefined while another one has it, unless it is the `last` time of asking. @throws {SqliteError} */
const lockOf = (path: string, last: boolean): Database.Database | undefined => {
  // No waiting within SQLite: it would keep the whole process from going on.
  const db = new Database(path, { timeout: 0 });
  try {
    db.exec('BEGIN EXCLUSIVE');
    return db;
  } catch (error) {
    db.close();
    if (!last && error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) return undefined;
    throw error;
  }
};
