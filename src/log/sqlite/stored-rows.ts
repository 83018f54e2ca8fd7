import type Database from 'better-sqlite3';
import type { Row } from '../row.ts';
import { openToRead } from './format.ts';

/** The rows of a log to the letter, for those who check what is stored. Nothing is locked for longer than a page. */
export interface StoredRows {
  /** Position of the last row; 0 if there is none. */
  head(): number;
  /** Up to `limit` rows after a position, as the table has them; -Infinity stands before all, also those below 1. */
  after(position: number, limit: number): readonly Row[];
  /** The first fault that SQLite finds in the file; undefined if it is whole. Reads all of it. */
  fault(): string | undefined;
  /** An id that two rows have, whatever the index says; undefined if there is none. */
  duplicateId(): string | undefined;
  close(): void;
}

/** @throws {UnusableLogFile} */
export const openStoredRows = (path: string): StoredRows => {
  const db: Database.Database = openToRead(path);
  // The primary key's own tree is walked, and no index is asked: it may have been tampered with apart from the table.
  const after = db.prepare<[number, number], Row>(
    `SELECT position, id, stream, revision, type, schema_version AS schemaVersion, data, meta, sealed
     FROM event NOT INDEXED WHERE position > ? ORDER BY position LIMIT ?`,
  );
  return {
    head: () => db.prepare<[], number | null>('SELECT max(position) FROM event').pluck().get() ?? 0,
    after: (position, limit) => after.all(position, limit),
    fault() {
      const [first] = db.pragma('integrity_check(1)') as readonly { readonly integrity_check: string }[];
      return first?.integrity_check === 'ok' ? undefined : (first?.integrity_check ?? 'no answer');
    },
    duplicateId: () =>
      db.prepare<[], string>('SELECT id FROM event NOT INDEXED GROUP BY id HAVING count(*) > 1 LIMIT 1').pluck().get(),
    close: () => void db.close(),
  };
};
