import { EMPTY_ROOT, HASH_BYTES, nodeHash } from './hashing.ts';
import { isCount, isSubtree } from './ranges.ts';

/** Why a proof does not hold. */
export type ProofFault =
  /** The tree, or the part of it, has no such leaf. */
  | 'INDEX_OUT_OF_RANGE'
  /** The later tree is the smaller one, or a size is none. */
  | 'SIZES_OUT_OF_ORDER'
  /** Every tree begins with the empty one: that says nothing. */
  | 'EMPTY_TREE'
  /** These leaves are no subtree. */
  | 'NOT_A_SUBTREE'
  /** A hash is not of 32 bytes. */
  | 'HASH_MALFORMED'
  | 'PROOF_TOO_SHORT'
  | 'PROOF_TOO_LONG'
  /** The proof leads to another hash than that of the earlier tree, or of the subtree. */
  | 'START_MISMATCH'
  /** The proof leads to another root. */
  | 'ROOT_MISMATCH';

export type Verification = { readonly valid: true } | { readonly valid: false; readonly reason: ProofFault };

interface Proven {
  readonly root: Uint8Array;
  readonly proof: readonly Uint8Array[];
}

export interface Inclusion extends Proven {
  readonly index: number;
  readonly size: number;
  readonly leafHash: Uint8Array;
}

export interface SubtreeInclusion extends Proven {
  readonly index: number;
  readonly start: number;
  readonly end: number;
  readonly leafHash: Uint8Array;
}

export interface Consistency {
  readonly from: number;
  readonly to: number;
  readonly fromRoot: Uint8Array;
  readonly toRoot: Uint8Array;
  readonly proof: readonly Uint8Array[];
}

export interface SubtreeConsistency extends Proven {
  readonly start: number;
  readonly end: number;
  /** Of the tree. */
  readonly size: number;
  /** Of the subtree. */
  readonly subtreeHash: Uint8Array;
}

const VALID: Verification = { valid: true };
const invalid = (reason: ProofFault): Verification => ({ valid: false, reason });

const equal = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;
const areHashes = (values: readonly Uint8Array[]): boolean => values.every(({ length }) => length === HASH_BYTES);
/** The place of the node that is so many levels above. */
const raised = (place: number, levels: number): number => Math.floor(place / 2 ** levels);
const isOdd = (value: number): boolean => value % 2 === 1;

/** RFC 9162, section 2.1.3.2. */
export const verifyInclusion = ({ index, size, leafHash, root, proof }: Inclusion): Verification =>
  isCount(size) && size > 0
    ? verifySubtreeInclusion({ index, start: 0, end: size, leafHash, root, proof })
    : invalid('INDEX_OUT_OF_RANGE');

/** draft-ietf-plants-merkle-tree-certs, "Evaluating a Subtree Inclusion Proof". `root` is that of the subtree. */
export const verifySubtreeInclusion = (claim: SubtreeInclusion): Verification => {
  const { index, start, end, leafHash, root, proof } = claim;
  if (!isSubtree(start, end)) return invalid('NOT_A_SUBTREE');
  if (!isCount(index) || index < start || index >= end) return invalid('INDEX_OUT_OF_RANGE');
  if (!areHashes([leafHash, root, ...proof])) return invalid('HASH_MALFORMED');
  const climbed = climb(index - start, end - start - 1, leafHash, proof);
  if (typeof climbed === 'string') return invalid(climbed);
  return equal(climbed, root) ? VALID : invalid('ROOT_MISMATCH');
};

/** From a node up to the root; `last` is the place of the last node of the level. */
const climb = (
  from: number,
  lastThere: number,
  leafHash: Uint8Array,
  proof: readonly Uint8Array[],
): Uint8Array | ProofFault => {
  let [place, last, climbed] = [from, lastThere, leafHash];
  for (const hash of proof) {
    if (last === 0) return 'PROOF_TOO_LONG';
    const isRight = isOdd(place) || place === last;
    climbed = isRight ? nodeHash(hash, climbed) : nodeHash(climbed, hash);
    const levels = levelsTo(place, isRight);
    [place, last] = [raised(place, levels), raised(last, levels)];
  }
  return last === 0 ? climbed : 'PROOF_TOO_SHORT';
};

/** How far one hash leads up: a last node without a sibling is its own parent, until it is the right one of two. */
const levelsTo = (place: number, isRight: boolean): number => {
  let levels = 1;
  for (let at = place; isRight && at !== 0 && !isOdd(at); at /= 2) levels++;
  return levels;
};

/** RFC 9162, section 2.1.4.2. The earlier tree has at least one leaf; of two of one size the roots are equal. */
export const verifyConsistency = ({ from, to, fromRoot, toRoot, proof }: Consistency): Verification => {
  if (!isCount(from) || !isCount(to) || from > to) return invalid('SIZES_OUT_OF_ORDER');
  if (from === 0) return invalid('EMPTY_TREE');
  return verifySubtreeConsistency({ start: 0, end: from, size: to, subtreeHash: fromRoot, root: toRoot, proof });
};

/**
 * draft-ietf-plants-merkle-tree-certs, "Verifying a Subtree Consistency Proof". An empty subtree is one of any tree: its
 * hash is that of no leaves, and nothing more is to be shown.
 */
export const verifySubtreeConsistency = (claim: SubtreeConsistency): Verification => {
  const { start, end, size, subtreeHash, root, proof } = claim;
  if (!isCount(start) || !isCount(end) || !isCount(size) || end > size) return invalid('SIZES_OUT_OF_ORDER');
  if (start === end) return verifyEmpty(subtreeHash, proof);
  if (!isSubtree(start, end)) return invalid('NOT_A_SUBTREE');
  if (start === 0 && end === size) return verifySame(subtreeHash, root, proof);
  if (!areHashes([subtreeHash, root, ...proof])) return invalid('HASH_MALFORMED');
  return climbBoth(claim);
};

const verifyEmpty = (subtreeHash: Uint8Array, proof: readonly Uint8Array[]): Verification => {
  if (proof.length > 0) return invalid('PROOF_TOO_LONG');
  return equal(subtreeHash, EMPTY_ROOT) ? VALID : invalid('START_MISMATCH');
};

const verifySame = (first: Uint8Array, second: Uint8Array, proof: readonly Uint8Array[]): Verification => {
  if (proof.length > 0) return invalid('PROOF_TOO_LONG');
  return equal(first, second) ? VALID : invalid('ROOT_MISMATCH');
};

/** Climbs to the hash of the subtree and to the root at once; `first`, `last` and `tip` are places on one level. */
const climbBoth = ({ start, end, size, subtreeHash, root, proof }: SubtreeConsistency): Verification => {
  const base = meeting(start, end - 1, size - 1);
  const [head, ...rest] = base.first === base.last ? [subtreeHash, ...proof] : proof;
  if (!head) return invalid('PROOF_TOO_SHORT');
  let { first, last, tip } = base;
  let [toSubtree, toRoot] = [head, head];
  for (const hash of rest) {
    if (tip === 0) return invalid('PROOF_TOO_LONG');
    const isRight = isOdd(last) || last === tip;
    if (isRight && first < last) toSubtree = nodeHash(hash, toSubtree);
    toRoot = isRight ? nodeHash(hash, toRoot) : nodeHash(toRoot, hash);
    const levels = levelsTo(last, isRight);
    [first, last, tip] = [raised(first, levels), raised(last, levels), raised(tip, levels)];
  }
  if (tip !== 0) return invalid('PROOF_TOO_SHORT');
  if (!equal(toSubtree, subtreeHash)) return invalid('START_MISMATCH');
  return equal(toRoot, root) ? VALID : invalid('ROOT_MISMATCH');
};

/** Where both climbs begin: at the largest node that ends where the subtree does. */
const meeting = (first: number, last: number, tip: number): { first: number; last: number; tip: number } =>
  first !== last && (last === tip || isOdd(last))
    ? meeting(raised(first, 1), raised(last, 1), raised(tip, 1))
    : { first, last, tip };
