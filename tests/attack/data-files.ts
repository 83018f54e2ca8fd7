import { join } from 'node:path';
import Database from 'better-sqlite3';

/** Runs SQL on a file of the directory as somebody would who has the disk: without its triggers. */
export const onFile =
  (file: string, change: (db: Database.Database) => void) =>
  (directory: string): void => {
    const db = new Database(join(directory, file));
    const triggers = db.prepare<[], string>(`SELECT name FROM sqlite_master WHERE type = 'trigger'`).pluck().all();
    for (const name of triggers) db.exec(`DROP TRIGGER ${name}`);
    change(db);
    if (db.prepare('SELECT total_changes()').pluck().get() === 0) throw new Error(`Nothing was changed in ${file}.`);
    db.pragma('wal_checkpoint(TRUNCATE)');
    db.close();
  };
export const log = (sql: string) => onFile('log.db', (db) => db.exec(sql));
export const tree = (sql: string) => onFile('tree.db', (db) => db.exec(sql));
export const keys = (sql: string) => onFile('keys.db', (db) => db.exec(sql));
