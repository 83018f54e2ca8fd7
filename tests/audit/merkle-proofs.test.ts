import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  consistencyProof,
  inclusionProof,
  subtreeConsistencyProof,
  subtreeInclusionProof,
} from '../../src/audit/merkle/prove.ts';
import { isSubtree } from '../../src/audit/merkle/ranges.ts';
import {
  verifyConsistency,
  verifyInclusion,
  verifySubtreeConsistency,
  verifySubtreeInclusion,
} from '../../src/audit/merkle/verify.ts';
import { hashesOf, madeUpLeaves, naiveRoot } from './naive-tree.ts';

const leaves = madeUpLeaves(600);
const hashOf = hashesOf(leaves);
const root = (start: number, end: number) => naiveRoot(leaves.slice(start, end));
const leaf = (index: number) => leaves[index] as Buffer;

const small = 40;
const pairs = Array.from({ length: small }, (_, i) => i + 1).flatMap((size) =>
  Array.from({ length: size }, (_, index) => ({ index, size })),
);

/** The same with one bit of one of its hashes turned. */
const flipped = (hashes: readonly Buffer[], which: number, bit: number): readonly Buffer[] =>
  hashes.map((hash, i) => {
    const copy = Buffer.from(hash);
    if (i === which) copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    return copy;
  });

describe('a tree kept in tiles', () => {
  it('has the root of its definition at every size', () => {
    for (const size of [0, 1, 2, 3, 255, 256, 257, 300, 511, 512, 513, 600]) {
      expect(hashOf(0, size).equals(root(0, size))).toBe(true);
    }
  });
});

describe('proofs made', () => {
  it('of inclusion hold for every leaf of every small tree', () => {
    for (const { index, size } of pairs) {
      const proof = inclusionProof(hashOf, index, size);
      expect(verifyInclusion({ index, size, leafHash: leaf(index), root: root(0, size), proof })).toEqual({
        valid: true,
      });
    }
  });

  it('of consistency hold between any two small trees', () => {
    for (const { index, size: to } of pairs) {
      const from = index + 1;
      const proof = consistencyProof(hashOf, from, to);
      expect(verifyConsistency({ from, to, fromRoot: root(0, from), toRoot: root(0, to), proof })).toEqual({
        valid: true,
      });
    }
  });

  it('of subtrees hold for every subtree of every small tree', () => {
    let subtrees = 0;
    for (const { index: start, size } of pairs) {
      for (let end = start + 1; end <= size; end++) {
        if (!isSubtree(start, end)) continue;
        subtrees++;
        const subtreeHash = root(start, end);
        const proof = subtreeConsistencyProof(hashOf, start, end, size);
        const claim = { start, end, size, subtreeHash, root: root(0, size), proof };
        expect(verifySubtreeConsistency(claim)).toEqual({ valid: true });
        const index = end - 1;
        const path = subtreeInclusionProof(hashOf, index, start, end);
        const inclusion = { index, start, end, leafHash: leaf(index), root: subtreeHash, proof: path };
        expect(verifySubtreeInclusion(inclusion)).toEqual({ valid: true });
      }
    }
    expect(subtrees).toBeGreaterThan(1000);
  });

  it('hold across tiles, and no longer with any one bit turned', () => {
    const place = fc.record({
      size: fc.integer({ min: 2, max: leaves.length }),
      at: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
      which: fc.nat(),
      bit: fc.integer({ min: 0, max: 255 }),
    });
    fc.assert(
      fc.property(place, ({ size, at, which, bit }) => {
        const index = Math.floor(at * size);
        const parts = [leaf(index), root(0, size), ...inclusionProof(hashOf, index, size)];
        const included = ([leafHash, top, ...proof]: readonly Buffer[]) =>
          leafHash && top && verifyInclusion({ index, size, leafHash, root: top, proof }).valid;
        expect(included(parts)).toBe(true);
        expect(included(flipped(parts, which % parts.length, bit))).toBe(false);

        const from = index + 1;
        const heads = [root(0, from), root(0, size), ...consistencyProof(hashOf, from, size)];
        const consistent = ([fromRoot, toRoot, ...proof]: readonly Buffer[]) =>
          fromRoot && toRoot && verifyConsistency({ from, to: size, fromRoot, toRoot, proof }).valid;
        expect(consistent(heads)).toBe(true);
        expect(consistent(flipped(heads, which % heads.length, bit))).toBe(false);
      }),
      { numRuns: 300 },
    );
  });
});

describe('what does not hold is refused with its reason', () => {
  const size = 11;
  const good = { index: 5, size, leafHash: leaf(5), root: root(0, size), proof: inclusionProof(hashOf, 5, size) };
  const grown = {
    from: 6,
    to: size,
    fromRoot: root(0, 6),
    toRoot: root(0, size),
    proof: consistencyProof(hashOf, 6, size),
  };
  const short = Buffer.alloc(31);

  it.each([
    ['INDEX_OUT_OF_RANGE', { index: size }],
    ['INDEX_OUT_OF_RANGE', { index: -1 }],
    ['INDEX_OUT_OF_RANGE', { index: 0.5 }],
    ['INDEX_OUT_OF_RANGE', { size: 0 }],
    ['HASH_MALFORMED', { leafHash: short }],
    ['HASH_MALFORMED', { proof: [short, ...good.proof.slice(1)] }],
    ['PROOF_TOO_SHORT', { proof: good.proof.slice(1) }],
    ['PROOF_TOO_LONG', { proof: [...good.proof, leaf(0)] }],
    ['ROOT_MISMATCH', { leafHash: leaf(6) }],
    ['ROOT_MISMATCH', { index: 4 }],
    ['ROOT_MISMATCH', { root: root(0, 12) }],
  ])('inclusion: %s', (reason, change) => {
    expect(verifyInclusion({ ...good, ...change })).toEqual({ valid: false, reason });
  });

  it.each([
    ['SIZES_OUT_OF_ORDER', { from: 12 }],
    ['SIZES_OUT_OF_ORDER', { to: Number.NaN }],
    ['EMPTY_TREE', { from: 0 }],
    ['HASH_MALFORMED', { fromRoot: short }],
    ['PROOF_TOO_SHORT', { proof: [] }],
    ['PROOF_TOO_SHORT', { proof: grown.proof.slice(0, -1) }],
    ['PROOF_TOO_LONG', { proof: [...grown.proof, leaf(0)] }],
    ['START_MISMATCH', { fromRoot: root(0, 5) }],
    ['ROOT_MISMATCH', { toRoot: root(0, 12) }],
    ['PROOF_TOO_LONG', { from: size, fromRoot: grown.toRoot }],
    ['ROOT_MISMATCH', { from: size, fromRoot: grown.fromRoot, proof: [] }],
  ])('consistency: %s', (reason, change) => {
    expect(verifyConsistency({ ...grown, ...change })).toEqual({ valid: false, reason });
  });

  it('a subtree that is none: NOT_A_SUBTREE', () => {
    expect(verifySubtreeInclusion({ ...good, start: 3, end: 7 })).toEqual({ valid: false, reason: 'NOT_A_SUBTREE' });
    const claim = { start: 3, end: 7, size, subtreeHash: root(3, 7), root: root(0, size), proof: [] };
    expect(verifySubtreeConsistency(claim)).toEqual({ valid: false, reason: 'NOT_A_SUBTREE' });
  });

  it('nothing is proven of what the tree has not got', () => {
    expect(() => inclusionProof(hashOf, 5, 5)).toThrow(RangeError);
    expect(() => consistencyProof(hashOf, 0, 5)).toThrow(RangeError);
    expect(() => consistencyProof(hashOf, 6, 5)).toThrow(RangeError);
  });
});
