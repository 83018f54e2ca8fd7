import { createHash } from 'node:crypto';
import { type RangeHash, rangeHash } from '../../src/audit/merkle/ranges.ts';
import { perfectHash } from '../../src/audit/merkle/tiles.ts';

const sha256 = (...parts: readonly Buffer[]): Buffer => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

/** MTH of RFC 6962, section 2.1, word by word, from leaf hashes: what the tree proper is measured by. */
export const naiveRoot = (leafHashes: readonly Buffer[]): Buffer => {
  const [first] = leafHashes;
  if (!first) return sha256();
  if (leafHashes.length === 1) return first;
  let k = 1;
  while (k * 2 < leafHashes.length) k *= 2;
  return sha256(Buffer.of(1), naiveRoot(leafHashes.slice(0, k)), naiveRoot(leafHashes.slice(k)));
};

/** Leaf hashes of made-up entries. */
export const madeUpLeaves = (count: number): readonly Buffer[] =>
  Array.from({ length: count }, (_, i) => sha256(Buffer.of(0), Buffer.from(`entry ${i}`)));

/** The hashes of a tree over these leaves, from tiles of which every level is kept. */
export const hashesOf = (leafHashes: readonly Buffer[]): RangeHash => {
  const tiles = new Map<string, Buffer>();
  const level = (n: number): Buffer => (n === 0 ? Buffer.concat(leafHashes) : rootsOfFull(level(n - 1)));
  for (let n = 0; n < 4; n++) {
    const hashes = level(n);
    for (let at = 0; at < hashes.length; at += 8192) tiles.set(`${n}/${at / 8192}`, hashes.subarray(at, at + 8192));
  }
  return rangeHash(
    perfectHash((n, index, width) => {
      const hashes = tiles.get(`${n}/${index}`)?.subarray(0, width * 32);
      if (hashes?.length !== width * 32) throw new Error(`There is no tile ${n}/${index} of width ${width}.`);
      return hashes;
    }),
  );
};

const rootsOfFull = (hashes: Buffer): Buffer => {
  const roots: Buffer[] = [];
  for (let at = 0; at + 8192 <= hashes.length; at += 8192) {
    roots.push(naiveRoot(Array.from({ length: 256 }, (_, i) => hashes.subarray(at + i * 32, at + i * 32 + 32))));
  }
  return Buffer.concat(roots);
};
