/*
 * Tails of Student's t and of F, for tests and intervals that are shown: nothing here decides.
 * Both are the regularized incomplete beta function: https://dlmf.nist.gov/8.17.
 */

/** Lanczos' approximation, g = 7 with nine terms: about 15 digits for positive arguments. */
const lanczos = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];

const logGamma = (x: number): number => {
  const shifted = x - 1;
  const series = lanczos.reduce((sum, term, i) => (i === 0 ? term : sum + term / (shifted + i)), 0);
  const t = shifted + 7.5;
  return 0.5 * Math.log(2 * Math.PI) + (shifted + 0.5) * Math.log(t) - t + Math.log(series);
};

/** The continued fraction of DLMF 8.17.22, by Lentz' method. Converges fast for x below (a + 1) / (a + b + 2). */
const betaFraction = (x: number, a: number, b: number): number => {
  const tiny = 1e-300;
  const guard = (value: number): number => (Math.abs(value) < tiny ? tiny : value);
  let c = 1;
  let d = 1 / guard(1 - ((a + b) * x) / (a + 1));
  let value = d;
  for (let m = 1; m <= 1000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / guard(1 + even * d);
    c = guard(1 + even / c);
    value *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / guard(1 + odd * d);
    c = guard(1 + odd / c);
    value *= d * c;
    if (Math.abs(d * c - 1) < 1e-15) break;
  }
  return value;
};

/** I_x(a, b), from 0 at x = 0 to 1 at x = 1. */
export const regularizedBeta = (x: number, a: number, b: number): number => {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
  return x < (a + 1) / (a + b + 2) ? (front * betaFraction(x, a, b)) / a : 1 - (front * betaFraction(1 - x, b, a)) / b;
};

/** The x at which I_x(a, b) is `share`, by bisection to the last bits. */
const betaQuantile = (share: number, a: number, b: number): number => {
  let [low, high] = [0, 1];
  for (let i = 0; i < 200 && high - low > 1e-16 * high; i++) {
    const middle = (low + high) / 2;
    if (regularizedBeta(middle, a, b) < share) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
};

/** The chance that Student's t with so many degrees of freedom is at least this far from 0, either way. */
export const twoSidedT = (t: number, freedom: number): number =>
  regularizedBeta(freedom / (freedom + t * t), freedom / 2, 0.5);

/** How far from 0 Student's t lies with this two-sided chance: 1.96 for 0.05 and many degrees of freedom. */
export const criticalT = (chance: number, freedom: number): number => {
  const x = betaQuantile(chance, freedom / 2, 0.5);
  return Math.sqrt((freedom * (1 - x)) / x);
};

/** The value that F lies below with this chance. */
export const quantileF = (chance: number, above: number, below: number): number => {
  const x = betaQuantile(chance, above / 2, below / 2);
  return (below * x) / (above * (1 - x));
};

/** Standard deviations within which a normal lies with a chance of 95 percent. */
export const normal95 = 1.959963984540054;

/**
 * The 2.5 and 97.5 percent points of chi-squared, by the cube of Wilson and Hilferty (PNAS 17, 1931): within
 * five percent with five degrees of freedom, within half a percent from thirty.
 */
export const chiSquared95 = (freedom: number): { readonly low: number; readonly high: number } => {
  const part = 2 / (9 * freedom);
  const point = (z: number): number => freedom * Math.max(1 - part + z * Math.sqrt(part), 0) ** 3;
  return { low: point(-normal95), high: point(normal95) };
};
