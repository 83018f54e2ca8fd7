import Database from 'better-sqlite3';
import { VaultUnavailable } from '../vault.ts';

/** "LRLk" in ASCII (https://sqlite.org/pragma.html#pragma_application_id). */
const applicationId = 0x4c524c6b;
const formatVersion = 1;

/** A row outlives its key, so that a destroyed key is told from one that was never there. */
const tables = `
  CREATE TABLE data_key (
    owner TEXT NOT NULL,
    number INTEGER NOT NULL,
    wrapped BLOB,
    wrapped_by TEXT,
    PRIMARY KEY (owner, number),
    CHECK ((wrapped IS NULL) = (wrapped_by IS NULL))
  ) STRICT;

  CREATE TABLE destruction (id INTEGER PRIMARY KEY CHECK (id = 1), changes INTEGER NOT NULL) STRICT;
  INSERT INTO destruction VALUES (1, 0);

  CREATE TRIGGER key_is_destroyed AFTER UPDATE ON data_key WHEN NEW.wrapped IS NULL AND OLD.wrapped IS NOT NULL
  BEGIN UPDATE destruction SET changes = changes + 1; END;

  CREATE TRIGGER key_stays_destroyed BEFORE UPDATE ON data_key WHEN OLD.wrapped IS NULL
  BEGIN SELECT RAISE(ABORT, 'A destroyed key does not come back.'); END;

  CREATE TRIGGER key_row_is_never_removed BEFORE DELETE ON data_key
  BEGIN SELECT RAISE(ABORT, 'The row of a key is never removed.'); END;
`;

/**
 * Opens a vault, or makes a new one where there is no file or an empty one.
 * @throws {VaultUnavailable}
 */
export const openVaultFile = (path: string, busyTimeoutMs: number): Database.Database => {
  let db: Database.Database | undefined;
  try {
    db = new Database(path, { timeout: busyTimeoutMs });
    db.pragma('secure_delete = ON');
    create(db);
    if (Number(db.pragma('application_id', { simple: true })) !== applicationId) {
      throw new VaultUnavailable(`${path} is the database of something else.`);
    }
    const version = Number(db.pragma('user_version', { simple: true }));
    if (version > formatVersion) {
      throw new VaultUnavailable(`${path} is of format ${version}; this Laurel knows formats up to ${formatVersion}.`);
    }
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    return db;
  } catch (error) {
    db?.close();
    if (error instanceof VaultUnavailable) throw error;
    throw new VaultUnavailable(`${path} is not the file of a key vault.`, error);
  }
};

/** Another process may be making it at this moment: the first one to hold the lock does it. */
const create = (db: Database.Database): void =>
  db
    .transaction(() => {
      const isNew = db.prepare('SELECT count(*) FROM sqlite_master').pluck().get() === 0;
      if (!isNew || Number(db.pragma('application_id', { simple: true })) !== 0) return;
      db.exec(tables);
      db.pragma(`application_id = ${applicationId}`);
      db.pragma(`user_version = ${formatVersion}`);
    })
    .immediate();
