import { describe, expect, it } from 'vitest';
import { EMPTY_ROOT, leafHash } from '../../src/audit/merkle/hashing.ts';
import {
  type Verification,
  verifyConsistency,
  verifyInclusion,
  verifySubtreeConsistency,
  verifySubtreeInclusion,
} from '../../src/audit/merkle/verify.ts';
import { naiveRoot } from './naive-tree.ts';
import { bytes, jsonVectors, vectorFile } from './vectors.ts';

interface Vector {
  readonly proof: readonly string[] | null;
  readonly root: string;
  readonly root1: string;
  readonly root2: string;
  readonly leafHash: string;
  readonly leafIdx: number;
  readonly treeSize: number;
  readonly size1: number;
  readonly size2: number;
  readonly start: number;
  readonly end: number;
  readonly size: number;
  readonly wantErr: boolean;
}

const proofOf = ({ proof }: Vector) => (proof ?? []).map(bytes);

const kinds: readonly {
  readonly kind: string;
  readonly files: number;
  readonly valid: number;
  readonly verify: (vector: Vector) => Verification;
}[] = [
  {
    kind: 'inclusion',
    files: 98,
    valid: 6,
    verify: (vector) =>
      verifyInclusion({
        index: vector.leafIdx,
        size: vector.treeSize,
        leafHash: bytes(vector.leafHash),
        root: bytes(vector.root),
        proof: proofOf(vector),
      }),
  },
  {
    kind: 'consistency',
    files: 98,
    valid: 6,
    verify: (vector) =>
      verifyConsistency({
        from: vector.size1,
        to: vector.size2,
        fromRoot: bytes(vector.root1),
        toRoot: bytes(vector.root2),
        proof: proofOf(vector),
      }),
  },
  {
    kind: 'subtreeinclusion',
    files: 204,
    valid: 12,
    verify: (vector) =>
      verifySubtreeInclusion({
        index: vector.leafIdx,
        start: vector.start,
        end: vector.end,
        leafHash: bytes(vector.leafHash),
        root: bytes(vector.root),
        proof: proofOf(vector),
      }),
  },
  {
    kind: 'subtreeconsistency',
    files: 118,
    valid: 12,
    verify: (vector) =>
      verifySubtreeConsistency({
        start: vector.start,
        end: vector.end,
        size: vector.size,
        subtreeHash: bytes(vector.root1),
        root: bytes(vector.root2),
        proof: proofOf(vector),
      }),
  },
];

describe.each(kinds)('$kind vectors of transparency-dev/merkle', ({ kind, files, valid, verify }) => {
  const vectors = jsonVectors<Vector>(`transparency-dev-merkle/testdata/${kind}`);

  it('are all there', () => {
    expect(vectors).toHaveLength(files);
    expect(vectors.filter(([, { wantErr }]) => !wantErr)).toHaveLength(valid);
  });

  it.each(vectors)('%s', (_, vector) => {
    expect(verify(vector).valid).toBe(!vector.wantErr);
  });
});

describe('the tree of RFC 6962', () => {
  const { leavesHex, rootsBySizeHex } = JSON.parse(vectorFile('rfc6962/roots.json').toString()) as {
    leavesHex: readonly string[];
    rootsBySizeHex: readonly string[];
  };
  const leaves = leavesHex.map((hex) => leafHash(Buffer.from(hex, 'hex')));

  it('has nine known roots', () => {
    expect(leaves).toHaveLength(8);
    expect(rootsBySizeHex).toHaveLength(9);
    expect(EMPTY_ROOT.toString('hex')).toBe(rootsBySizeHex[0]);
  });

  it.each(rootsBySizeHex.slice(1).map((root, i) => [i + 1, root] as const))('of size %i', (size, root) => {
    expect(naiveRoot(leaves.slice(0, size)).toString('hex')).toBe(root);
  });
});
