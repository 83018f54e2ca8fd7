import { isCount, isSubtree, type RangeHash, splitOf } from './ranges.ts';

/**
 * Hashes that lead from a leaf to the root of a tree of `size` leaves, from the bottom up: PATH of RFC 6962, section
 * 2.1.1. A leaf that the tree has not got is a RangeError.
 */
export const inclusionProof = (hashOf: RangeHash, index: number, size: number): readonly Buffer[] =>
  subtreeInclusionProof(hashOf, index, 0, size);

/** The same to the hash of a subtree (draft-ietf-plants-merkle-tree-certs, "Subtree Inclusion Proofs"). */
export const subtreeInclusionProof = (
  hashOf: RangeHash,
  index: number,
  start: number,
  end: number,
): readonly Buffer[] => {
  if (!isSubtree(start, end)) throw new RangeError(`Leaves ${start} to ${end} are no subtree.`);
  if (!isCount(index) || index < start || index >= end) {
    throw new RangeError(`Leaf ${index} is not among leaves ${start} to ${end}.`);
  }
  return path(hashOf, index, start, end);
};

const path = (hashOf: RangeHash, index: number, start: number, end: number): readonly Buffer[] => {
  if (end - start === 1) return [];
  const middle = start + splitOf(end - start);
  return index < middle
    ? [...path(hashOf, index, start, middle), hashOf(middle, end)]
    : [...path(hashOf, index, middle, end), hashOf(start, middle)];
};

/**
 * Hashes that show that the tree of `to` leaves begins with that of `from`: PROOF of RFC 6962, section 2.1.2. Sizes that
 * do not rise from 1 at least are a RangeError; equal ones need no hash.
 */
export const consistencyProof = (hashOf: RangeHash, from: number, to: number): readonly Buffer[] =>
  subtreeConsistencyProof(hashOf, 0, from, to);

/** The same for a subtree of a tree (draft-ietf-plants-merkle-tree-certs, "Subtree Consistency Proofs"). */
export const subtreeConsistencyProof = (
  hashOf: RangeHash,
  start: number,
  end: number,
  size: number,
): readonly Buffer[] => {
  if (!isSubtree(start, end)) throw new RangeError(`Leaves ${start} to ${end} are no subtree.`);
  if (!isCount(size) || end > size) throw new RangeError(`A tree of ${size} leaves has no leaves ${start} to ${end}.`);
  return subproof(hashOf, { start, end, known: true }, 0, size);
};

/** What is left to be shown; `known`: the verifier has its hash. */
interface Shown {
  readonly start: number;
  readonly end: number;
  readonly known: boolean;
}

const subproof = (hashOf: RangeHash, shown: Shown, low: number, high: number): readonly Buffer[] => {
  const { start, end, known } = shown;
  if (start === low && end === high) return known ? [] : [hashOf(low, high)];
  const middle = low + splitOf(high - low);
  if (end <= middle) return [...subproof(hashOf, shown, low, middle), hashOf(middle, high)];
  if (start >= middle) return [...subproof(hashOf, shown, middle, high), hashOf(low, middle)];
  return [...subproof(hashOf, { start: middle, end, known: false }, middle, high), hashOf(low, middle)];
};
