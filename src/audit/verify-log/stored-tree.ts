import Database from 'better-sqlite3';

export interface StoredEntry {
  readonly index: number;
  readonly eventId: string;
  readonly position: string;
  readonly digest: Buffer;
}

export interface StoredHead {
  readonly size: number;
  readonly note: string;
}

/** What `tree.db` holds, to the letter. */
export interface StoredTree {
  /** When it was opened. */
  readonly size: number;
  entriesFrom(index: number, limit: number): readonly StoredEntry[];
  /** All hashes of a tile there are; undefined if there are none. */
  tile(level: number, index: number): Buffer | undefined;
  /** The next signed head after a size. */
  headAfter(size: number): StoredHead | undefined;
  close(): void;
}

/** Opened to read only. @throws {Database.SqliteError} */
export const openStoredTree = (path: string): StoredTree => {
  const db = new Database(path, { readonly: true, fileMustExist: true });
  const entries = db.prepare<[number, number], StoredEntry>(
    'SELECT number AS "index", event_id AS eventId, position, digest FROM entry WHERE number >= ? ORDER BY number LIMIT ?',
  );
  const tile = db.prepare<[number, number], Buffer>('SELECT hashes FROM tile WHERE level = ? AND number = ?').pluck();
  const head = db.prepare<[number], StoredHead>(
    'SELECT size, note FROM checkpoint WHERE size > ? ORDER BY size LIMIT 1',
  );
  return {
    size: db.prepare<[], number | null>('SELECT max(number) + 1 FROM entry').pluck().get() ?? 0,
    entriesFrom: (index, limit) => entries.all(index, limit),
    tile: (level, index) => tile.get(level, index),
    headAfter: (size) => head.get(size),
    close: () => void db.close(),
  };
};
