import { criticalT, twoSidedT } from './distributions.ts';
import { mean, squares, sum } from './score.ts';

/** How far above its co-panelists an expert scored one nomination, in points, and whether it is of its own. */
export interface Difference {
  readonly points: number;
  readonly own: boolean;
}

export interface OwnPreference {
  /** Mean difference for its own less that for others, in points: positive where its own are favored. */
  readonly points: number;
  /** 95 percent interval. */
  readonly low: number;
  readonly high: number;
  /** Two-sided. */
  readonly pValue: number;
  /** EXACT: over every way to choose as many; SAMPLED: over seeded draws of them; T: Student's t. */
  readonly test: 'EXACT' | 'SAMPLED' | 'T';
  readonly own: number;
  readonly other: number;
}

/** Reviews of either kind without which nothing is said: one has no spread. */
const leastOfEach = 2;
/** Ways of choosing that are all gone through; beyond, so many are drawn. */
const mostWays = 20_000;
const draws = 9_999;

const waysToChoose = (some: number, of: number): number => {
  let ways = 1;
  for (let i = 1; i <= Math.min(some, of - some); i++) ways = (ways * (of - i + 1)) / i;
  return ways;
};

/** How many of all ways to choose `left` values reach a sum as far from 0. */
const countWays = (values: readonly number[], from: number, left: number, total: number, bound: number): number => {
  if (left === 0) return Math.abs(total) >= bound ? 1 : 0;
  let count = 0;
  for (let i = from; i <= values.length - left; i++) {
    count += countWays(values, i + 1, left - 1, total + (values[i] ?? 0), bound);
  }
  return count;
};

/** The sum of some values drawn by lot, which it leaves at the front (Fisher and Yates). */
const drawnSum = (values: number[], some: number, random: () => number): number => {
  let total = 0;
  for (let i = 0; i < some; i++) {
    const pick = i + Math.floor(random() * (values.length - i));
    const chosen = values[pick] ?? 0;
    values[pick] = values[i] ?? 0;
    values[i] = chosen;
    total += chosen;
  }
  return total;
};

/** The chance that the own ones differ as much from the others if it had been drawn by lot which are own. */
const permutationTest = (
  differences: readonly Difference[],
  random: () => number,
): Pick<OwnPreference, 'pValue' | 'test'> => {
  const center = mean(differences.map(({ points }) => points));
  const values = differences.map(({ points }) => points - center);
  const own = differences.flatMap(({ own }, i) => (own ? [values[i] ?? 0] : []));
  const some = Math.min(own.length, values.length - own.length);
  // Equal sums, added in another order, may differ in the last bits.
  const bound = Math.abs(sum(own)) - 1e-9 * (1 + sum(values.map(Math.abs)));
  const ways = waysToChoose(some, values.length);
  if (ways <= mostWays) return { pValue: countWays(values, 0, some, 0, bound) / ways, test: 'EXACT' };
  let count = 1;
  for (let i = 0; i < draws; i++) if (Math.abs(drawnSum(values, some, random)) >= bound) count++;
  return { pValue: count / (draws + 1), test: 'SAMPLED' };
};

/**
 * Whether one expert favors its own: Welch's interval (Biometrika 34, 1947) of the difference, and the p-value of
 * a permutation test, exact however few the reviews. Null with fewer than two reviews of its own or of others.
 */
export const ownPreference = (differences: readonly Difference[], random: () => number): OwnPreference | null => {
  const own = differences.filter((each) => each.own).map(({ points }) => points);
  const other = differences.filter((each) => !each.own).map(({ points }) => points);
  if (own.length < leastOfEach || other.length < leastOfEach) return null;
  const points = mean(own) - mean(other);
  const [a, b] = [own, other].map((group) => squares(group) / (group.length - 1) / group.length) as [number, number];
  const freedom = ((a + b) * (a + b)) / ((a * a) / (own.length - 1) + (b * b) / (other.length - 1));
  const margin = a + b > 0 ? criticalT(0.05, freedom) * Math.sqrt(a + b) : 0;
  return {
    points,
    low: points - margin,
    high: points + margin,
    ...permutationTest(differences, random),
    own: own.length,
    other: other.length,
  };
};

/**
 * Whether the experts together favor their own: least squares of the differences on being own, each expert
 * compared with itself only. Null where no expert scored both, or too few reviews are left to tell the noise.
 */
export const panelPreference = (experts: readonly (readonly Difference[])[]): OwnPreference | null => {
  const both = experts.filter((each) => each.some(({ own }) => own) && each.some(({ own }) => !own));
  let [product, weight, spread, freedom] = [0, 0, 0, -1];
  for (const differences of both) {
    const points = differences.map((each) => each.points);
    const own = differences.filter((each) => each.own);
    product += sum(own.map((each) => each.points)) - own.length * mean(points);
    weight += (own.length * (points.length - own.length)) / points.length;
    spread += squares(points);
    freedom += points.length - 1;
  }
  if (weight === 0 || freedom < 1) return null;
  const points = product / weight;
  const error = Math.sqrt(Math.max(spread - points * product, 0) / freedom / weight);
  const margin = criticalT(0.05, freedom) * error;
  const all = both.flat();
  const own = all.filter((each) => each.own).length;
  return {
    points,
    low: points - margin,
    high: points + margin,
    pValue: error > 0 ? twoSidedT(points / error, freedom) : points === 0 ? 1 : 0,
    test: 'T',
    own,
    other: all.length - own,
  };
};
