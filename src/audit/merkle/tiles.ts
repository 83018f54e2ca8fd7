import { HASH_BYTES, nodeHash } from './hashing.ts';
import type { PerfectHash } from './ranges.ts';

/** Hashes in a full tile: 2^8 (C2SP tlog-tiles, "Merkle Tree"). */
export const TILE_WIDTH = 256;
const TILE_HEIGHT = 8;

/** Consecutive hashes of one level of the tree; level 0 are leaves, each next level the roots of full tiles below. */
export interface Tile {
  readonly level: number;
  readonly index: number;
  /** 1 to 256 hashes of 32 bytes. */
  readonly hashes: Buffer;
}

/** The first `width` hashes of a tile. Whoever has not got them throws. */
export type TileAt = (level: number, index: number, width: number) => Buffer;

/** How many hashes a level of tiles has in a tree of `size` leaves. */
export const hashesAt = (level: number, size: number): number => Math.floor(size / TILE_WIDTH ** level);

/** How wide a tile is in a tree of `size` leaves: 0 if it is not there. */
export const widthOf = (level: number, index: number, size: number): number =>
  Math.max(0, Math.min(TILE_WIDTH, hashesAt(level, size) - index * TILE_WIDTH));

/** Hashes of perfect subtrees, each from the one tile that holds its lowest hashes. */
export const perfectHash =
  (tileAt: TileAt): PerfectHash =>
  (level, index) => {
    const count = 2 ** (level % TILE_HEIGHT);
    const first = index * count;
    const offset = first % TILE_WIDTH;
    const hashes = tileAt(Math.floor(level / TILE_HEIGHT), Math.floor(first / TILE_WIDTH), offset + count);
    return rootOf(hashes.subarray(offset * HASH_BYTES, (offset + count) * HASH_BYTES));
  };

/** Root of a power of two of hashes. */
const rootOf = (hashes: Buffer): Buffer => {
  if (hashes.length === HASH_BYTES) return hashes;
  const middle = hashes.length / 2;
  return nodeHash(rootOf(hashes.subarray(0, middle)), rootOf(hashes.subarray(middle)));
};

/** Every tile that becomes wider when leaf hashes are added to a tree of `size` leaves, as it is then. */
export const grownTiles = (size: number, leafHashes: readonly Buffer[], tileAt: TileAt): readonly Tile[] => {
  const grown: Tile[] = [];
  let added = leafHashes;
  for (let level = 0; added.length > 0; level++) {
    const tiles = grownAt(level, hashesAt(level, size), added, tileAt);
    grown.push(...tiles);
    added = tiles.filter(({ hashes }) => hashes.length === TILE_WIDTH * HASH_BYTES).map(({ hashes }) => rootOf(hashes));
  }
  return grown;
};

const grownAt = (level: number, before: number, added: readonly Buffer[], tileAt: TileAt): readonly Tile[] => {
  const tiles: Tile[] = [];
  for (let taken = 0; taken < added.length; ) {
    const at = before + taken;
    const [index, width] = [Math.floor(at / TILE_WIDTH), at % TILE_WIDTH];
    const more = added.slice(taken, taken + TILE_WIDTH - width);
    const hashes = Buffer.concat([...(width > 0 ? [tileAt(level, index, width)] : []), ...more]);
    tiles.push({ level, index, hashes });
    taken += more.length;
  }
  return tiles;
};
