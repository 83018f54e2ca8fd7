/**
 * Chance that repeats: a generator of uniform numbers wholly decided by its seed, the same on every
 * machine, for lots, draws and simulations that an investigator can run again years later.
 *
 * - The seed's text, as UTF-8, is hashed by 32-bit FNV-1a (http://www.isthe.com/chongo/tech/comp/fnv/).
 * - Its hash starts SplitMix32 (the 32-bit finalizer of MurmurHash3 over a Weyl sequence), which fills the state
 * - of xoshiro128** 1.1 (Blackman and Vigna, https://prng.di.unimi.it/xoshiro128starstar.c), which draws.
 *
 * Good for statistics, useless for secrets: whoever knows the seed knows every draw.
 */
const utf8 = new TextEncoder();

const fnv1a = (text: string): number =>
  utf8.encode(text).reduce((hash, byte) => Math.imul(hash ^ byte, 0x01000193) >>> 0, 0x811c9dc5);

const splitMix32 = (start: number): (() => number) => {
  let state = start;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let z = state;
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
    return (z ^ (z >>> 16)) >>> 0;
  };
};

const rotateLeft = (x: number, bits: number): number => (x << bits) | (x >>> (32 - bits));

/** Draws of 32 bits from xoshiro128**, its state given: for the published test vector. */
export const xoshiro128 = (state: readonly [number, number, number, number]): (() => number) => {
  let [a, b, c, d] = state;
  return () => {
    const drawn = Math.imul(rotateLeft(Math.imul(b, 5), 7), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotateLeft(d, 11);
    return drawn;
  };
};

/** Uniform numbers in [0, 1), each with 53 random bits (two draws), decided by the seed. */
export const randomFrom = (seed: string): (() => number) => {
  const fill = splitMix32(fnv1a(seed));
  const next = xoshiro128([fill(), fill(), fill(), fill()]);
  return () => ((next() >>> 5) * 0x4000000 + (next() >>> 6)) / 0x20000000000000;
};
