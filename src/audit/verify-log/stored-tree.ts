import Database from 'better-sqlite3';
import { HASH_BYTES } from '../merkle/hashing.ts';
import { TILE_WIDTH } from '../merkle/tiles.ts';

export interface StoredEntry {
  readonly index: number;
  readonly eventId: string;
  readonly position: string;
  readonly digest: Buffer;
}

export interface StoredHead {
  readonly size: number;
  /** As it is published: with the cosignatures there are. */
  readonly note: string;
}

/** What `tree.db` holds, to the letter. */
export interface StoredTree {
  /** When it was opened. */
  readonly size: number;
  entriesFrom(index: number, limit: number): readonly StoredEntry[];
  /** All hashes of a tile there are; undefined if there are none. */
  tile(level: number, index: number): Buffer | undefined;
  /** Where, as people are told of it, something stands that no tree of this size has; undefined for a tree and no more. */
  readonly stray: string | undefined;
  /** The next signed head after a size; -Infinity stands before all. */
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
    `SELECT size, note || coalesce((SELECT group_concat(line, '') FROM cosignature WHERE size = checkpoint.size), '') AS note
     FROM checkpoint WHERE size > ? ORDER BY size LIMIT 1`,
  );
  // Of one moment: somebody may be adding to it.
  const measured = db.transaction(() => {
    const size = db.prepare<[], number | null>('SELECT max(number) + 1 FROM entry').pluck().get() ?? 0;
    return { size, stray: strayIn(db, size) };
  })();
  return {
    ...measured,
    entriesFrom: (index, limit) => entries.all(index, limit),
    tile: (level, index) => tile.get(level, index),
    headAfter: (size) => head.get(size),
    close: () => void db.close(),
  };
};

const strayIn = (db: Database.Database, size: number): string | undefined => {
  const entry = db.prepare<[], number>('SELECT number FROM entry WHERE number < 0 LIMIT 1').pluck().get();
  if (entry !== undefined) return `entry ${entry}`;
  const tiles = db.prepare<[], StoredTile>('SELECT level, number, length(hashes) AS bytes FROM tile');
  for (const tile of tiles.iterate()) {
    if (tile.bytes > bytesOf(tile, size)) return `tile ${tile.number} at level ${tile.level}, with ${tile.bytes} bytes`;
  }
  return undefined;
};

interface StoredTile {
  readonly level: number;
  readonly number: number;
  readonly bytes: number;
}

/** How long a tile is in a tree; not above 0 where the tree has no such tile. */
const bytesOf = ({ level, number }: StoredTile, size: number): number => {
  if (level < 0 || number < 0) return 0;
  const hashes = Math.floor(size / TILE_WIDTH ** level);
  return Math.min(TILE_WIDTH, hashes - number * TILE_WIDTH) * HASH_BYTES;
};
