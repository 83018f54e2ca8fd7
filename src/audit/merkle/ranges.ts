import { EMPTY_ROOT, nodeHash } from './hashing.ts';

/** Hash of leaves `start` to `end` (excluded): MTH(D[start:end]) of RFC 6962, section 2.1. */
export type RangeHash = (start: number, end: number) => Buffer;

/** Hash of the `index`-th perfect subtree of 2^level leaves. */
export type PerfectHash = (level: number, index: number) => Buffer;

/** The largest power of two below a count of leaves, which is 2 or more: where RFC 6962 parts a tree. */
export const splitOf = (count: number): number => ceilingOf(count) / 2;

/** The smallest power of two that is not below a count. */
const ceilingOf = (count: number): number => {
  let power = 1;
  while (power < count) power *= 2;
  return power;
};

/** A tree size or the index of a leaf; beyond 2^53 - 1 numbers are not exact. */
export const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;

/**
 * Whether leaves `start` to `end` are a subtree of every tree that has them: not empty, and beginning at a multiple of
 * the smallest power of two that holds them (draft-ietf-plants-merkle-tree-certs, "Subtrees").
 */
export const isSubtree = (start: number, end: number): boolean =>
  isCount(start) && isCount(end) && start < end && start % ceilingOf(end - start) === 0;

/** Hashes of subtrees, put together from perfect ones. What begins at no subtree is a RangeError. */
export const rangeHash =
  (perfect: PerfectHash): RangeHash =>
  (start, end) => {
    if (start === end) return EMPTY_ROOT;
    if (!isSubtree(start, end)) throw new RangeError(`Leaves ${start} to ${end} are no subtree.`);
    return fold(perfect, start, end);
  };

const fold = (perfect: PerfectHash, start: number, end: number): Buffer => {
  const count = end - start;
  const ceiling = ceilingOf(count);
  if (ceiling === count) return perfect(Math.log2(count), start / count);
  const middle = start + ceiling / 2;
  return nodeHash(fold(perfect, start, middle), fold(perfect, middle, end));
};
