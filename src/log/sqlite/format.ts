import type Database from 'better-sqlite3';
import { type FileFormat, type FileOptions, openDatabaseFile, openFileToRead } from '../../sqlite/database-file.ts';

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
  constructor(path: string, problem: string, cause?: unknown) {
    super(`${path} ${problem}`, { cause });
    this.name = 'UnusableLogFile';
  }
}

/** Format 1 held personal data unsealed, and is not read. */
const format: FileFormat = {
  name: 'a Laurel log',
  /** "LRLg". */
  applicationId: 0x4c524c67,
  version: 2,
  tables,
  unusable: (...problem) => new UnusableLogFile(...problem),
};

/** Opens a log, or makes a new one. @throws {UnusableLogFile} */
export const openDatabase = (path: string, options: FileOptions): Database.Database => {
  const db = openDatabaseFile(path, format, options);
  // 64 MB of log between checkpoints instead of 4: index pages that many groups touch are written back once. The price
  // is that a checkpoint holds one append up for longer.
  db.pragma('wal_autocheckpoint = 16000');
  return db;
};

/** Opens a log to look at it only; the file is left as it is. @throws {UnusableLogFile} */
export const openToRead = (path: string): Database.Database => openFileToRead(path, format);
