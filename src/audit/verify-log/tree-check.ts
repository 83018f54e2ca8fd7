import { digestOf, leafTextOf } from '../../log/leaf.ts';
import { HASH_BYTES, leafHash } from '../merkle/hashing.ts';
import { rangeHash } from '../merkle/ranges.ts';
import { grownTiles, perfectHash, TILE_WIDTH, type Tile, type TileAt } from '../merkle/tiles.ts';
import { toBase64 } from '../note/encoding.ts';
import type { Damages } from './damage.ts';
import type { Head, Heads } from './heads.ts';
import { placeOf } from './order.ts';
import type { StoredRow } from './rows.ts';
import type { StoredEntry, StoredTree } from './stored-tree.ts';

/**
 * Builds the tree anew from the rows, keeping the right edge only, and compares entries, tiles and every signed root on
 * the way.
 */
export const treeCheck = (tree: StoredTree | undefined, heads: Heads, damages: Damages) => {
  /** The last tile of each level. */
  const edge: Tile[] = [];
  let size = 0;

  const tileAt: TileAt = (level, index, width) => {
    const tile = edge[level];
    if (tile?.index !== index) throw new RangeError(`Tile ${index} at level ${level} is not at the edge.`);
    return tile.hashes.subarray(0, width * HASH_BYTES);
  };
  const root = rangeHash(perfectHash(tileAt));

  const compareTile = ({ level, index, hashes }: Tile): void => {
    const stored = tree?.tile(level, index)?.subarray(0, hashes.length);
    if (!tree || stored?.equals(hashes)) return;
    const at = `tile ${index} at level ${level}`;
    damages.add('TILE_MISMATCH', {
      expected: `${at}: ${hashes.length / HASH_BYTES} hashes of the log`,
      found: 'others',
    });
  };

  const grow = (leafHashes: readonly Buffer[]): void => {
    for (const tile of grownTiles(size, leafHashes, tileAt)) {
      if (tile.hashes.length === TILE_WIDTH * HASH_BYTES && size + leafHashes.length <= (tree?.size ?? 0)) {
        compareTile(tile);
      }
      edge[tile.level] = tile;
    }
    size += leafHashes.length;
  };

  const compareEntry = (row: StoredRow, digest: Buffer, entry: StoredEntry | undefined): void => {
    if (entry?.eventId === row.id && entry.position === String(row.position) && entry.digest.equals(digest)) return;
    const found = entry ? `${toBase64(entry.digest)} of ${entry.eventId} at ${entry.position}` : 'no entry';
    damages.add('ENTRY_MISMATCH', { ...placeOf(row), expected: toBase64(digest), found });
  };

  const compareHead = ({ root: signed, where }: Head): void => {
    const computed = root(0, size);
    if (computed.equals(signed)) return;
    const expected = `${where}: root ${toBase64(signed)} of ${size} entries`;
    damages.add('HEAD_MISMATCH', { expected, found: `root ${toBase64(computed)} of those in the log` });
  };

  /** Sizes at which something is compared, in order: signed heads, and the end of the tree as it is stored. */
  const stopsUpTo = (end: number): readonly { readonly size: number; compare(): void }[] => {
    const stops = heads.upTo(end).map((head) => ({ size: head.size, compare: () => compareHead(head) }));
    if (tree && tree.size > size && tree.size <= end) {
      stops.push({
        size: tree.size,
        compare() {
          for (const tile of edge) compareTile(tile);
        },
      });
    }
    return stops.sort((a, b) => a.size - b.size);
  };

  return {
    size: () => size,
    root: () => root(0, size),
    next(rows: readonly StoredRow[]): void {
      const digests = rows.map((row) => digestOf(leafTextOf(row, row.data, row.meta)));
      const integrated = Math.max(0, Math.min(rows.length, (tree?.size ?? 0) - size));
      const entries = new Map(tree?.entriesFrom(size, integrated).map((entry) => [entry.index, entry]));
      for (const [i, row] of rows.slice(0, integrated).entries()) {
        compareEntry(row, digests[i] as Buffer, entries.get(size + i));
      }
      const hashes = digests.map(leafHash);
      const base = size;
      for (const stop of stopsUpTo(base + rows.length)) {
        grow(hashes.slice(size - base, stop.size - base));
        stop.compare();
      }
      grow(hashes.slice(size - base));
    },
    end(): void {
      if (!tree) return;
      if (tree.stray !== undefined) {
        damages.add('TREE_STRAY', { expected: `a tree of ${tree.size} entries and no more`, found: tree.stray });
      }
      if (tree.size > size) {
        damages.add('EVENT_MISSING', { expected: `${tree.size} events, as the tree has entries`, found: String(size) });
      }
      for (const head of heads.rest()) {
        damages.add('HEAD_BEYOND', { expected: `${head.where}: ${head.size} entries`, found: `${size} events` });
      }
    },
  };
};
