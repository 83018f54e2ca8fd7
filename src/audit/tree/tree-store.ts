import type Database from 'better-sqlite3';
import type { Position } from '../../domain/event.ts';
import { HASH_BYTES, leafHash } from '../merkle/hashing.ts';
import { type RangeHash, rangeHash } from '../merkle/ranges.ts';
import { grownTiles, perfectHash, type TileAt } from '../merkle/tiles.ts';
import { InconsistentTree } from './inconsistent-tree.ts';
import { readCheckpoint, type StoredCheckpoint } from './stored-checkpoint.ts';
import { openTreeFile } from './tree-file.ts';

/** An event of the log in the tree: its place, and what is hashed of it. */
export interface Entry {
  /** 0-based and contiguous, in the order of the log. */
  readonly index: number;
  readonly eventId: string;
  readonly position: Position;
  /** SHA-256 of the leaf text, 32 bytes. */
  readonly digest: Buffer;
}

/** `tree.db`: entries, the tiles of the tree over them, and every head that was signed. Made anew from the log if lost. */
export class TreeStore {
  readonly #db: Database.Database;
  readonly #statements: Statements;

  /** @throws {UnusableTreeFile} */
  constructor(path: string, busyTimeoutMs = 5000) {
    this.#db = openTreeFile(path, busyTimeoutMs);
    this.#statements = prepare(this.#db);
  }

  size(): number {
    return this.#statements.size.get() ?? 0;
  }

  last(): Entry | undefined {
    return this.#statements.last.get();
  }

  /** The last entry that a signed head covers. */
  lastSigned(): Entry | undefined {
    return this.#statements.lastSigned.get();
  }

  entryAt(index: number): Entry | undefined {
    return this.#statements.entryAt.get(index);
  }

  entryOf(eventId: string): Entry | undefined {
    return this.#statements.entryOf.get(eventId);
  }

  /** From the first index up to the second, which is not included. */
  entriesBetween(from: number, to: number): readonly Entry[] {
    return this.#statements.entriesBetween.all(from, to);
  }

  entriesOf(eventIds: readonly string[]): readonly Entry[] {
    return this.#statements.entriesOf.all(JSON.stringify(eventIds));
  }

  /** @throws {InconsistentTree} if so many hashes are not stored */
  readonly tileAt: TileAt = (level, index, width) => {
    const hashes = this.#statements.tile.get(level, index)?.subarray(0, width * HASH_BYTES);
    if (hashes?.length === width * HASH_BYTES) return hashes;
    throw new InconsistentTree(
      'HASHES_MISSING',
      `The tree has not stored ${width} hashes of tile ${index} at level ${level}.`,
    );
  };

  /** Of stored tiles: about as many as the tree is high. @throws {InconsistentTree} */
  readonly rangeHash: RangeHash = rangeHash(perfectHash(this.tileAt));

  /** Adds entries at the end. Inside `write`. */
  append(entries: readonly Entry[]): void {
    const size = this.size();
    for (const { index, eventId, position, digest } of entries) {
      this.#statements.addEntry.run(index, eventId, position, digest);
    }
    const hashes = entries.map(({ digest }) => leafHash(digest));
    for (const tile of grownTiles(size, hashes, this.tileAt)) {
      this.#statements.putTile.run(tile.level, tile.index, tile.hashes);
    }
  }

  /** The same event at another position. Inside `write`. */
  moveEntry(index: number, position: Position): void {
    this.#statements.moveEntry.run(position, index);
  }

  /** The newest head that was signed. @throws {InconsistentTree} if what is stored is no checkpoint */
  newest(): StoredCheckpoint | undefined {
    const row = this.#statements.newest.get();
    return row && this.#checkpointOf(row);
  }

  /** Every head that was signed, the smallest first. @throws {InconsistentTree} */
  checkpoints(): readonly StoredCheckpoint[] {
    return this.#statements.checkpoints.all().map((row) => this.#checkpointOf(row));
  }

  /** The largest head below a size that somebody cosigned, and how far it reaches. @throws {InconsistentTree} */
  cosignedBelow(size: number): { readonly checkpoint: StoredCheckpoint; readonly last: Position } | undefined {
    const row = this.#statements.cosignedBelow.get(size);
    return row && { checkpoint: this.#checkpointOf(row), last: row.last };
  }

  /** The smallest signed head that has an entry. @throws {InconsistentTree} */
  headCovering(index: number): StoredCheckpoint | undefined {
    const row = this.#statements.covering.get(index);
    return row && this.#checkpointOf(row);
  }

  /** The largest signed head that is smaller. @throws {InconsistentTree} */
  headBelow(size: number): StoredCheckpoint | undefined {
    const row = this.#statements.below.get(size);
    return row && this.#checkpointOf(row);
  }

  addCheckpoint(size: number, note: string): void {
    this.#statements.addCheckpoint.run(size, note);
  }

  /** Adds signatures of the log to a head, each a line with its newline. */
  addSignatures(size: number, lines: readonly string[]): void {
    this.#statements.addSignatures.run(lines.join(''), size);
  }

  addCosignature(size: number, line: string): void {
    this.#statements.addCosignature.run(size, `${line.trimEnd()}\n`);
  }

  /** Runs `work` in one transaction that no other writer can enter. When it returns, what was written is on disk. */
  write<Result>(work: () => Result): Result {
    return this.#db.transaction(work).immediate();
  }

  close(): void {
    this.#db.close();
  }

  #checkpointOf({ size, note }: CheckpointRow): StoredCheckpoint {
    return readCheckpoint(size, note, this.#statements.cosignatures.all(size));
  }
}

interface CheckpointRow {
  readonly size: number;
  readonly note: string;
}

type Statements = ReturnType<typeof prepare>;

const entry = 'number AS "index", event_id AS eventId, position, digest';

const prepare = (db: Database.Database) => ({
  size: db.prepare<[], number | null>('SELECT max(number) + 1 FROM entry').pluck(),
  last: db.prepare<[], Entry>(`SELECT ${entry} FROM entry ORDER BY number DESC LIMIT 1`),
  lastSigned: db.prepare<[], Entry>(`SELECT ${entry} FROM entry WHERE number = (SELECT max(size) - 1 FROM checkpoint)`),
  entryAt: db.prepare<[number], Entry>(`SELECT ${entry} FROM entry WHERE number = ?`),
  entryOf: db.prepare<[string], Entry>(`SELECT ${entry} FROM entry WHERE event_id = ?`),
  entriesBetween: db.prepare<[number, number], Entry>(
    `SELECT ${entry} FROM entry WHERE number >= ? AND number < ? ORDER BY number`,
  ),
  entriesOf: db.prepare<[string], Entry>(
    `SELECT ${entry} FROM entry WHERE event_id IN (SELECT value FROM json_each(?))`,
  ),
  addEntry: db.prepare('INSERT INTO entry VALUES (?, ?, ?, ?)'),
  tile: db.prepare<[number, number], Buffer>('SELECT hashes FROM tile WHERE level = ? AND number = ?').pluck(),
  putTile: db.prepare(
    'INSERT INTO tile VALUES (?, ?, ?) ON CONFLICT (level, number) DO UPDATE SET hashes = excluded.hashes',
  ),
  newest: db.prepare<[], CheckpointRow>('SELECT size, note FROM checkpoint ORDER BY size DESC LIMIT 1'),
  checkpoints: db.prepare<[], CheckpointRow>('SELECT size, note FROM checkpoint ORDER BY size'),
  cosignedBelow: db.prepare<[number], CheckpointRow & { readonly last: Position }>(
    `SELECT c.size, c.note, e.position AS last FROM checkpoint c JOIN entry e ON e.number = c.size - 1
      WHERE c.size = (SELECT max(size) FROM cosignature WHERE size < ?)`,
  ),
  covering: db.prepare<[number], CheckpointRow>(
    'SELECT size, note FROM checkpoint WHERE size > ? ORDER BY size LIMIT 1',
  ),
  below: db.prepare<[number], CheckpointRow>(
    'SELECT size, note FROM checkpoint WHERE size < ? ORDER BY size DESC LIMIT 1',
  ),
  moveEntry: db.prepare<[string, number]>('UPDATE entry SET position = ? WHERE number = ?'),
  addCheckpoint: db.prepare<[number, string]>('INSERT INTO checkpoint VALUES (?, ?)'),
  addSignatures: db.prepare<[string, number]>('UPDATE checkpoint SET note = note || ? WHERE size = ?'),
  cosignatures: db.prepare<[number], string>('SELECT line FROM cosignature WHERE size = ? ORDER BY line').pluck(),
  addCosignature: db.prepare('INSERT INTO cosignature VALUES (?, ?) ON CONFLICT DO NOTHING'),
});
