import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';

/** A kind of SQLite file that holds what cannot be made anew. */
export interface FileFormat {
  /** What such a file is, with its article: "a Laurel log". */
  readonly name: string;
  /** Four letters in ASCII: tells it from other SQLite files (https://sqlite.org/pragma.html#pragma_application_id). */
  readonly applicationId: number;
  /** Version of the tables, in `PRAGMA user_version`. */
  readonly version: number;
  readonly tables: string;
  /** What makes the next version of a version, by the one before; a version without it cannot be read any more. */
  readonly upgrades?: Readonly<Record<number, string>>;
  /** What to do where one should be, and is not: a sentence or two. */
  readonly ifLost?: string;
  /** The error of a file that cannot be taken for one; the problem goes on where the path ends. */
  readonly unusable: (path: string, problem: string, cause?: unknown) => Error;
}

export interface FileOptions {
  /** Milliseconds that a write waits for the lock of another process. */
  readonly busyTimeoutMs: number;
  /** Makes nothing where there is no file, or an empty one. */
  readonly mustExist?: boolean | undefined;
}

/**
 * Opens a file, or makes a new one where there is no file or an empty one. Anything else is left as it is. Processes share
 * it (WAL), and what is committed is on the disk (`synchronous=FULL`).
 *
 * @throws what the format says of a file that cannot be used
 */
export const openDatabaseFile = (
  path: string,
  format: FileFormat,
  { busyTimeoutMs, mustExist = false }: FileOptions,
): Database.Database => {
  if (mustExist && !existsSync(path)) throw lost(path, 'is not there.', format);
  return opening(path, format, { timeout: busyTimeoutMs, fileMustExist: mustExist }, (db) => {
    if (isEmpty(db)) {
      if (mustExist) throw lost(path, 'is empty.', format);
      create(db, format);
    }
    mustBeOurs(db, path, format);
    upgrade(db, path, format);
    if (switchToWal(db) !== 'wal' && !db.memory) {
      throw format.unusable(path, 'is on a file system without shared memory; it needs a local disk.');
    }
    // After journal_mode, since SQLite may be built with a weaker default for WAL.
    db.pragma('synchronous = FULL');
  });
};

/** Opens a file of the present version to look at it only; it is left as it is. @throws what the format says */
export const openFileToRead = (path: string, format: FileFormat): Database.Database =>
  opening(path, format, { readonly: true, fileMustExist: true }, (db) => {
    mustBeOurs(db, path, format);
    if (versionOf(db) < format.version) throw tooOld(db, path, format);
  });

const opening = (
  path: string,
  format: FileFormat,
  options: Database.Options,
  prepare: (db: Database.Database) => void,
): Database.Database => {
  let db: Database.Database | undefined;
  try {
    db = new Database(path, options);
    prepare(db);
    return db;
  } catch (error) {
    db?.close();
    if (error instanceof Database.SqliteError) throw format.unusable(path, problemOf(error, format), error);
    throw error;
  }
};

const problemOf = ({ code, message }: { code: string; message: string }, { name }: FileFormat): string =>
  code === 'SQLITE_NOTADB' ? `is not ${name}: it is not a SQLite database.` : `cannot be opened: ${message}.`;

const lost = (path: string, problem: string, { ifLost, unusable }: FileFormat): Error =>
  unusable(path, ifLost === undefined ? problem : `${problem} ${ifLost}`);

const isEmpty = (db: Database.Database): boolean =>
  db.prepare('SELECT count(*) FROM sqlite_master').pluck().get() === 0 && applicationOf(db) === 0;

/** Another process may be making the same file at this moment: the first one to hold the lock does it. */
const create = (db: Database.Database, { tables, applicationId, version }: FileFormat): void =>
  db
    .transaction(() => {
      if (!isEmpty(db)) return;
      db.exec(tables);
      db.pragma(`application_id = ${applicationId}`);
      db.pragma(`user_version = ${version}`);
    })
    .immediate();

const mustBeOurs = (db: Database.Database, path: string, { name, applicationId, version, unusable }: FileFormat) => {
  if (applicationOf(db) !== applicationId) {
    throw unusable(path, `is not ${name}: it is the database of something else.`);
  }
  const found = versionOf(db);
  if (found <= version) return;
  throw unusable(
    path,
    `is of format ${found}; this Laurel knows formats up to ${version}. Use the Laurel that wrote it, or a newer one.`,
  );
};

const tooOld = (db: Database.Database, path: string, { version, unusable }: FileFormat): Error =>
  unusable(path, `is of format ${versionOf(db)}; this Laurel writes format ${version} and cannot read it any more.`);

const upgrade = (db: Database.Database, path: string, format: FileFormat): void => {
  if (versionOf(db) === format.version) return;
  db.transaction(() => {
    for (let version = versionOf(db); version < format.version; version++) {
      const sql = format.upgrades?.[version];
      if (sql === undefined) throw tooOld(db, path, format);
      db.exec(sql);
      db.pragma(`user_version = ${version + 1}`);
    }
  }).immediate();
};

/** SQLite does not wait for others when it changes the mode, as it does for a lock; they may have just made the file. */
const switchToWal = (db: Database.Database, attempts = 20): unknown => {
  try {
    return db.pragma('journal_mode = WAL', { simple: true });
  } catch (error) {
    if (!(error instanceof Database.SqliteError && error.code === 'SQLITE_BUSY') || attempts <= 1) throw error;
    db.transaction(() => {}).immediate();
    return switchToWal(db, attempts - 1);
  }
};

const applicationOf = (db: Database.Database): number => Number(db.pragma('application_id', { simple: true }));
const versionOf = (db: Database.Database): number => Number(db.pragma('user_version', { simple: true }));
