import { createHash } from 'node:crypto';
import { naiveRoot } from './naive-tree.ts';

/** A tree by the letter of RFC 6962, section 2.1: each hash anew from all leaves below it. For small trees only. */
export interface SmallTree {
  root(size: number): Buffer;
  /** PROOF(m, D[n]) of section 2.1.2. */
  consistency(from: number, to: number): readonly Buffer[];
}

/** Leaves are the words `<name> 0`, `<name> 1` and so on; up to `forkAt` they are those of every tree. */
export const smallTree = (name = 'leaf', forkAt = 0): SmallTree => {
  const leafHash = (index: number): Buffer =>
    createHash('sha256')
      .update(`\0${index < forkAt ? 'leaf' : name} ${index}`)
      .digest();
  const head = (from: number, to: number): Buffer =>
    naiveRoot(Array.from({ length: to - from }, (_, index) => leafHash(from + index)));
  const subproof = (m: number, from: number, to: number, whole: boolean): readonly Buffer[] => {
    const n = to - from;
    if (m === n) return whole ? [] : [head(from, to)];
    const k = largestPowerBelow(n);
    if (m <= k) return [...subproof(m, from, from + k, whole), head(from + k, to)];
    return [...subproof(m - k, from + k, to, false), head(from, from + k)];
  };
  return {
    root: (size) => head(0, size),
    consistency: (from, to) => subproof(from, 0, to, true),
  };
};

/** The largest power of two smaller than n. */
const largestPowerBelow = (n: number): number => 2 ** Math.ceil(Math.log2(n) - 1);
