import type Database from 'better-sqlite3';
import { type FileFormat, type FileOptions, openDatabaseFile } from '../../sqlite/database-file.ts';
import { VaultUnavailable } from '../vault.ts';

const pins = `
  CREATE TABLE pin (name TEXT PRIMARY KEY, text TEXT NOT NULL) STRICT;

  CREATE TRIGGER pin_is_never_changed BEFORE UPDATE ON pin
  BEGIN SELECT RAISE(ABORT, 'What is pinned is never changed.'); END;

  CREATE TRIGGER pin_is_never_removed BEFORE DELETE ON pin
  BEGIN SELECT RAISE(ABORT, 'What is pinned is never removed.'); END;
`;

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

  ${pins}
`;

const format: FileFormat = {
  name: 'the file of a key vault',
  /** "LRLk". */
  applicationId: 0x4c524c6b,
  version: 2,
  tables,
  upgrades: { 1: pins },
  ifLost:
    'Restore it from a backup that is no older than the log: personal data in the log and all files are sealed under its ' +
    'keys. Without a backup they are lost for good; what is not personal can still be read and proven.',
  unusable: (path, problem, cause) => new VaultUnavailable(`${path} ${problem}`, cause),
};

/** Opens a vault, or makes a new one. @throws {VaultUnavailable} */
export const openVaultFile = (path: string, options: FileOptions): Database.Database => {
  const db = openDatabaseFile(path, format, options);
  db.pragma('secure_delete = ON');
  return db;
};
