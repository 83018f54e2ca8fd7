import { describe, expect, it } from 'vitest';
import { entryBundle, parseEntryBundle } from '../../src/audit/merkle/entry-bundle.ts';
import { rangeHash } from '../../src/audit/merkle/ranges.ts';
import { parseTilePath, tilePath } from '../../src/audit/merkle/tile-path.ts';
import { grownTiles, perfectHash, type TileAt, widthOf } from '../../src/audit/merkle/tiles.ts';
import { madeUpLeaves, naiveRoot } from './naive-tree.ts';

describe('the path of a tile', () => {
  it.each([
    ['tile/0/x001/x234/067', { level: 0, index: 1_234_067, width: 256 }],
    ['tile/0/000', { level: 0, index: 0, width: 256 }],
    ['tile/63/999.p/1', { level: 63, index: 999, width: 1 }],
    ['tile/1/x001/000.p/255', { level: 1, index: 1000, width: 255 }],
    ['tile/entries/x273/112.p/112', { level: 'entries', index: 273_112, width: 112 }],
  ] as const)('%s', (path, name) => {
    expect(tilePath(name)).toBe(path);
    expect(parseTilePath(path)).toEqual(name);
  });

  it.each([
    'tile/0/0',
    'tile/0/0000',
    'tile/0/x000/001',
    'tile/0/x001',
    'tile/0/001/002',
    'tile/00/001',
    'tile/64/001',
    'tile/-1/001',
    'tile/0/001.p/0',
    'tile/0/001.p/01',
    'tile/0/001.p/256',
    'tile/0/001.p/999',
    'tile/0/001.p/',
    'tile/entry/001',
    'tile/0/x999/x999/x999/x999/x999/x999/999',
    '/tile/0/001',
    'tile/0/001/',
  ])('%s is none', (path) => {
    expect(parseTilePath(path)).toBeUndefined();
  });
});

describe('the tiles of a tree', () => {
  it('are as wide as the specification counts them for 70,000 leaves', () => {
    const widths = (level: number, indexes: readonly number[]) => indexes.map((index) => widthOf(level, index, 70_000));
    expect(widths(0, [0, 272, 273, 274])).toEqual([256, 256, 112, 0]);
    expect(widths(1, [0, 1, 2])).toEqual([256, 17, 0]);
    expect(widths(2, [0, 1])).toEqual([1, 0]);
    expect(widths(3, [0])).toEqual([0]);
    expect([widthOf(0, 0, 256), widthOf(1, 0, 256)]).toEqual([256, 1]);
  });

  it('grow to the same tiles and root in whatever batches leaves are added', () => {
    const leaves = madeUpLeaves(66_000);
    const grow = (batches: readonly number[]) => {
      const kept = new Map<string, Buffer>();
      const tileAt: TileAt = (level, index, width) => {
        const hashes = kept.get(`${level}/${index}`)?.subarray(0, width * 32);
        if (hashes?.length !== width * 32) throw new Error(`There is no tile ${level}/${index} of width ${width}.`);
        return hashes;
      };
      let size = 0;
      for (const batch of batches) {
        const tiles = grownTiles(size, leaves.slice(size, size + batch), tileAt);
        for (const { level, index, hashes } of tiles) kept.set(`${level}/${index}`, hashes);
        size += batch;
      }
      const tiles = new Map([...kept].map(([name, hashes]) => [name, hashes.toString('base64')]));
      return { size, tiles, root: rangeHash(perfectHash(tileAt))(0, size) };
    };
    const atOnce = grow([66_000]);
    const bySteps = grow([1, 254, 1, 1, 255, 256, 257, 511, 513, 3, 60_000, 3948]);
    expect(bySteps.size).toBe(66_000);
    expect(atOnce.root.equals(naiveRoot(leaves))).toBe(true);
    expect(bySteps).toEqual(atOnce);
    for (const [name, hashes] of atOnce.tiles) {
      const [level = 0, index = 0] = name.split('/').map(Number);
      expect(Buffer.from(hashes, 'base64').length / 32).toBe(widthOf(level, index, 66_000));
    }
  });
});

describe('a bundle of entries', () => {
  const entries = [Buffer.alloc(32, 1), Buffer.alloc(0), Buffer.alloc(300, 2)];

  it('gives back what was put in, each after its length', () => {
    const bundle = entryBundle(entries);
    expect(bundle.subarray(0, 2)).toEqual(Buffer.of(0, 32));
    expect(bundle.subarray(34, 38)).toEqual(Buffer.of(0, 0, 1, 44));
    expect(parseEntryBundle(bundle)).toEqual(entries);
  });

  it('ends with an entry, or is none', () => {
    expect(parseEntryBundle(entryBundle(entries).subarray(0, -1))).toBeUndefined();
    expect(parseEntryBundle(Buffer.of(0))).toBeUndefined();
    expect(() => entryBundle([Buffer.alloc(65_536)])).toThrow(RangeError);
  });
});
