import { onFile, tree } from './data-files.ts';
import type { LogTampering } from './log-tamperings.ts';
import { classing } from './tally.ts';

/** SQL for another value in place of one of the hashes of a tile. */
const changedHash = (level: number, number: number, at: number): string =>
  `UPDATE tile SET hashes = CAST(substr(hashes, 1, ${at * 32}) || zeroblob(32) || substr(hashes, ${at * 32 + 33}) AS BLOB)
   WHERE level = ${level} AND number = ${number}`;
/** SQL for a tile as it was when it had so many hashes. */
const staleTile = (level: number, number: number, width: number): string =>
  `UPDATE tile SET hashes = substr(hashes, 1, ${width * 32}) WHERE level = ${level} AND number = ${number}`;
const swappedTiles = (a: number, b: number): string =>
  `UPDATE tile SET number = -1 WHERE level = 0 AND number = ${a}; UPDATE tile SET number = ${a} WHERE level = 0 AND number = ${b};
   UPDATE tile SET number = ${b} WHERE level = 0 AND number = -1`;
/** Everything of two bundles, and only their events stay as they are. */
const swappedBundles = onFile('tree.db', (db) => {
  const digests = db
    .prepare<[], { number: number; digest: Buffer }>('SELECT number, digest FROM entry WHERE number < 512')
    .all();
  const set = db.prepare('UPDATE entry SET digest = ? WHERE number = ?');
  for (const { number, digest } of digests) set.run(digest, (number + 256) % 512);
});

export interface TileTampering extends LogTampering {
  /** What somebody who reads all over HTTP cannot bring together with the signed head. */
  readonly read: 'LEAVES' | 'LEAVES_NOT_SERVED' | 'LEVEL_1' | 'LEVEL_1_NOT_SERVED' | 'ENTRIES';
}

const inClass = classing<TileTampering>();
const ofTile = (name: string, sql: string, read: TileTampering['read']) =>
  ({ name, apply: tree(sql), read, expected: 'TILE_MISMATCH' }) as const;

/**
 * In a tree of two full tiles, a partial one, and one above them, of 513 to 767 entries. A full tile is covered by a
 * hash above it, so that whoever reads only what leads to the root never looks at it.
 */
export const tileTamperings: readonly TileTampering[] = inClass('storage', [
  ofTile('a hash of the first full tile is changed', changedHash(0, 0, 200), 'LEAVES'),
  ofTile('a hash of the last full tile is changed', changedHash(0, 1, 255), 'LEAVES'),
  ofTile('a hash above a full tile is changed', changedHash(1, 0, 1), 'LEVEL_1'),
  ofTile('a hash of the partial tile is changed', changedHash(0, 2, 3), 'LEAVES'),
  ofTile('the partial tile is that of an earlier head', staleTile(0, 2, 8), 'LEAVES_NOT_SERVED'),
  ofTile('a full tile is as it was when it was not full', staleTile(0, 1, 24), 'LEAVES_NOT_SERVED'),
  ofTile('the tile above is that of an earlier head', staleTile(1, 0, 1), 'LEVEL_1_NOT_SERVED'),
  ofTile('two full tiles change places', swappedTiles(0, 1), 'LEAVES'),
  { name: 'two bundles of entries change places', apply: swappedBundles, read: 'ENTRIES', expected: 'ENTRY_MISMATCH' },
]);
