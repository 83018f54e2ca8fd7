import type Database from 'better-sqlite3';
import { type FileFormat, openDatabaseFile } from '../../sqlite/database-file.ts';

/** Its position is only where it stands: another one when the log is copied to another store. */
const entryIsNeverChanged = `
  CREATE TRIGGER entry_is_never_changed BEFORE UPDATE OF number, event_id, digest ON entry
  BEGIN SELECT RAISE(ABORT, 'An entry is never changed.'); END;`;

/** A tile only grows, an entry never changes, and no head is signed below another. */
const tables = `
  CREATE TABLE entry (
    number INTEGER PRIMARY KEY,
    event_id TEXT NOT NULL UNIQUE,
    position TEXT NOT NULL,
    digest BLOB NOT NULL CHECK (length(digest) = 32)
  ) STRICT;

  CREATE TABLE tile (
    level INTEGER NOT NULL,
    number INTEGER NOT NULL,
    hashes BLOB NOT NULL,
    PRIMARY KEY (level, number)
  ) STRICT;

  CREATE TABLE checkpoint (size INTEGER PRIMARY KEY, note TEXT NOT NULL) STRICT;

  CREATE TABLE cosignature (
    size INTEGER NOT NULL REFERENCES checkpoint,
    line TEXT NOT NULL,
    PRIMARY KEY (size, line)
  ) STRICT, WITHOUT ROWID;

  CREATE TRIGGER entry_is_appended BEFORE INSERT ON entry
  WHEN NEW.number <> coalesce((SELECT max(number) + 1 FROM entry), 0)
  BEGIN SELECT RAISE(ABORT, 'An entry can only be added at the end.'); END;

  ${entryIsNeverChanged}

  CREATE TRIGGER entry_is_never_removed BEFORE DELETE ON entry
  BEGIN SELECT RAISE(ABORT, 'An entry is never removed.'); END;

  CREATE TRIGGER tile_only_grows BEFORE UPDATE ON tile
  WHEN substr(NEW.hashes, 1, length(OLD.hashes)) <> OLD.hashes OR NEW.level <> OLD.level OR NEW.number <> OLD.number
  BEGIN SELECT RAISE(ABORT, 'A tile only grows.'); END;

  CREATE TRIGGER tile_is_never_removed BEFORE DELETE ON tile
  BEGIN SELECT RAISE(ABORT, 'A tile is never removed.'); END;

  CREATE TRIGGER head_only_grows BEFORE INSERT ON checkpoint
  WHEN NEW.size <= (SELECT max(size) FROM checkpoint) OR NEW.size > (SELECT max(number) + 1 FROM entry)
  BEGIN SELECT RAISE(ABORT, 'A head is signed once, of all entries, and none below another.'); END;

  CREATE TRIGGER head_is_only_signed_again BEFORE UPDATE ON checkpoint
  WHEN NEW.size <> OLD.size OR substr(NEW.note, 1, length(OLD.note)) <> OLD.note
  BEGIN SELECT RAISE(ABORT, 'A head is never changed, only signed by more.'); END;

  CREATE TRIGGER head_is_never_removed BEFORE DELETE ON checkpoint
  BEGIN SELECT RAISE(ABORT, 'A head is never removed.'); END;
`;

/** The file is there, but this Laurel cannot take it for its tree. */
export class UnusableTreeFile extends Error {
  constructor(path: string, problem: string, cause?: unknown) {
    super(`${path} ${problem}`, { cause });
    this.name = 'UnusableTreeFile';
  }
}

const format: FileFormat = {
  name: 'a transparency log',
  /** "LRLt". */
  applicationId: 0x4c524c74,
  version: 2,
  tables,
  upgrades: { 1: `DROP TRIGGER entry_is_never_changed; ${entryIsNeverChanged}` },
  unusable: (...problem) => new UnusableTreeFile(...problem),
};

/**
 * Opens a tree, or makes a new one. A head that is handed out is on disk: it must not be signed anew with other entries
 * after a crash.
 *
 * @param busyTimeoutMs how long a write waits for one of another process
 * @throws {UnusableTreeFile}
 */
export const openTreeFile = (path: string, busyTimeoutMs: number): Database.Database =>
  openDatabaseFile(path, format, { busyTimeoutMs });
