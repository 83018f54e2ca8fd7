import Database from 'better-sqlite3';

/** "LRLg" in ASCII: tells a Laurel log from other SQLite files (https://sqlite.org/pragma.html#pragma_application_id). */
const applicationId = 0x4c524c67;

/** Version of the tables below, in `PRAGMA user_version`. */
const formatVersion = 2;

/** `data` and `meta` are canonical JSON (RFC 8785), as the event's digest covers them; `sealed` is outside it.
 * The writer numbers positions and revisions itself, while it holds the only write lock.
 */
const tables = `
  CREATE TABLE event (
    position INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    stream TEXT NOT NULL,
    revision INTEGER NOT NULL,
    type TEXT NOT NULL,
    schema_version INTEGER NOT NULL,
    data TEXT NOT NULL,
    meta TEXT NOT NULL,
    sealed TEXT,
    UNIQUE (stream, revision)
  ) STRICT;

  CREATE TRIGGER event_is_never_changed BEFORE UPDATE ON event
  BEGIN SELECT RAISE(ABORT, 'An event is never changed.'); END;

  CREATE TRIGGER event_is_never_removed BEFORE DELETE ON event
  BEGIN SELECT RAISE(ABORT, 'An event is never removed.'); END;

  CREATE TRIGGER event_is_appended BEFORE INSERT ON event
  WHEN NEW.position <> 1 + coalesce((SELECT max(position) FROM event), 0)
  BEGIN SELECT RAISE(ABORT, 'An event can only be added at the end.'); END;
`;

/** The file is there, but this Laurel cannot take it for its log. */
export class UnusableLogFile extends Error {
  constructor(path: string, problem: string) {
    super(`${path} ${problem}`);
    this.name = 'UnusableLogFile';
  }
}

/**
 * Opens a log, or makes a new one where there is no file or an empty one. Nothing else is touched.
 *
 * @param busyTimeoutMs how long a write waits for one of another process
 * @throws {UnusableLogFile}
 */
export const openDatabase = (path: string, busyTimeoutMs: number): Database.Database => {
  const db = new Database(path, { timeout: busyTimeoutMs });
  try {
    if (isEmpty(db, path)) create(db, path);
    mustBeOurs(db, path);
    if (switchToWal(db) !== 'wal') {
      throw new UnusableLogFile(path, 'is on a file system without shared memory; the log needs a local disk.');
    }
    // After journal_mode, since SQLite may be built with a weaker default for WAL: an append counts when it is on disk.
    db.pragma('synchronous = FULL');
    // 64 MB of log between checkpoints instead of 4: index pages that many groups touch are written back once. The price
    // is that a checkpoint holds one append up for longer.
    db.pragma('wal_autocheckpoint = 16000');
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
};

/**
 * Opens a log to look at it only; the file is left as it is.
 * @throws {UnusableLogFile}
 */
export const openToRead = (path: string): Database.Database => {
  let db: Database.Database | undefined;
  try {
    db = new Database(path, { readonly: true, fileMustExist: true });
    mustBeOurs(db, path);
    return db;
  } catch (error) {
    db?.close();
    if (error instanceof UnusableLogFile) throw error;
    throw new UnusableLogFile(path, 'cannot be read as a Laurel log.');
  }
};

const isEmpty = (db: Database.Database, path: string): boolean => {
  try {
    return db.prepare('SELECT count(*) FROM sqlite_master').pluck().get() === 0 && idOf(db) === 0;
  } catch (error) {
    if (error instanceof Database.SqliteError && error.code === 'SQLITE_NOTADB') {
      throw new UnusableLogFile(path, 'is not a Laurel log: it is not a SQLite database.');
    }
    throw error;
  }
};

/** Another process may be making the same log at this moment: the first one to hold the lock does it. */
const create = (db: Database.Database, path: string): void =>
  db
    .transaction(() => {
      if (!isEmpty(db, path)) return;
      db.exec(tables);
      db.pragma(`application_id = ${applicationId}`);
      db.pragma(`user_version = ${formatVersion}`);
    })
    .immediate();

/** SQLite does not wait for others when it changes the mode, as it does for a lock; the log may have just been made by another process. */
const switchToWal = (db: Database.Database, attempts = 20): unknown => {
  try {
    return db.pragma('journal_mode = WAL', { simple: true });
  } catch (error) {
    if (!(error instanceof Database.SqliteError && error.code === 'SQLITE_BUSY') || attempts <= 1) throw error;
    db.transaction(() => {}).immediate();
    return switchToWal(db, attempts - 1);
  }
};

const mustBeOurs = (db: Database.Database, path: string): void => {
  if (idOf(db) !== applicationId)
    throw new UnusableLogFile(path, 'is not a Laurel log: it is the database of something else.');
  const version = Number(db.pragma('user_version', { simple: true }));
  if (version < formatVersion) {
    throw new UnusableLogFile(
      path,
      `is a log of format ${version}, which holds personal data unsealed; this Laurel writes format ${formatVersion} and reads no older one.`,
    );
  }
  if (version > formatVersion) {
    throw new UnusableLogFile(
      path,
      `is a log of format ${version}; this Laurel knows formats up to ${formatVersion}. Use the Laurel that wrote it, or a newer one.`,
    );
  }
};

const idOf = (db: Database.Database): number => Number(db.pragma('application_id', { simple: true }));
