import { randomFrom } from '../random.ts';
import type { Calibration } from './calibrate.ts';
import { quantileF } from './distributions.ts';
import { groupBy, inOrder, type PanelScore, squares, sum } from './score.ts';

/** A number with the interval that holds the true one in 95 of 100 such panels. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export interface Agreement {
  /** Krippendorff's alpha with the interval metric; null where no two reviews can be paired or all are equal. */
  readonly alpha: (Estimate & { readonly nominations: number; readonly reviews: number }) | null;
  /** ICC(1): the share of the spread of scores that lies between nominations; null with too few. */
  readonly icc1: (Estimate & { readonly nominations: number; readonly reviews: number }) | null;
  /** ICC(2,1): the same with the experts' biases told apart from the noise; null where they cannot be. */
  readonly icc2: number | null;
}

interface Unit {
  readonly count: number;
  readonly sum: number;
  readonly squares: number;
  /** The squared differences of its pairs, each pair both ways, over one less than its reviews. */
  readonly disagreement: number;
}

const unitOf = (values: readonly number[]): Unit => ({
  count: values.length,
  sum: sum(values),
  squares: values.reduce((all, value) => all + value * value, 0),
  disagreement: (2 * values.length * squares(values)) / (values.length - 1),
});

/** 1 - observed over expected disagreement, from what each unit adds to both. */
const alphaOf = (units: readonly Unit[]): number => {
  let [count, total, square, disagreement] = [0, 0, 0, 0];
  for (const unit of units) {
    count += unit.count;
    total += unit.sum;
    square += unit.squares;
    disagreement += unit.disagreement;
  }
  const expected = (2 * (count * square - total * total)) / (count - 1);
  return expected > 0 ? 1 - disagreement / expected : Number.NaN;
};

/**
 * Krippendorff's alpha for interval data with missing values (K. Krippendorff, Computing Krippendorff's
 * Alpha-Reliability, 2011). The interval is of the percentile bootstrap over nominations, as Zapf et al. advise
 * (BMC Med. Res. Methodol. 16:93, 2016), with seeded draws.
 */
export const krippendorffAlpha = (
  scores: readonly PanelScore[],
  { seed, resamples = 1000 }: { readonly seed: string; readonly resamples?: number },
): Agreement['alpha'] => {
  // Around a middle, so that sums of squares keep their digits.
  const middle = scores[0]?.hundredths ?? 0;
  const units = [...groupBy(inOrder(scores), (score) => score.nominationId).values()]
    .filter((reviews) => reviews.length > 1)
    .map((reviews) => unitOf(reviews.map(({ hundredths }) => hundredths - middle)));
  const value = alphaOf(units);
  if (Number.isNaN(value)) return null;
  const random = randomFrom(seed);
  const drawn = Array.from({ length: resamples }, () =>
    alphaOf(units.map((unit) => units[Math.floor(random() * units.length)] ?? unit)),
  )
    .filter((alpha) => !Number.isNaN(alpha))
    .sort((a, b) => a - b);
  const percentile = (share: number): number => drawn[Math.round(share * (drawn.length - 1))] ?? value;
  return {
    value,
    low: percentile(0.025),
    high: percentile(0.975),
    nominations: units.length,
    reviews: sum(units.map(({ count }) => count)),
  };
};

/**
 * ICC(1) of one-way analysis of variance, with the F interval (Shrout and Fleiss, Psychol. Bull. 86, 1979;
 * McGraw and Wong, Psychol. Methods 1, 1996). With unequal numbers of reviews their adjusted mean stands for the
 * number, and the interval is approximate.
 */
export const icc1 = (scores: readonly PanelScore[]): Agreement['icc1'] => {
  const panels = [...groupBy(inOrder(scores), (score) => score.nominationId).values()].map((reviews) =>
    reviews.map(({ hundredths }) => hundredths),
  );
  const [nominations, reviews] = [panels.length, scores.length];
  const [above, below] = [nominations - 1, reviews - nominations];
  if (above < 1 || below < 1) return null;
  const inside = sum(panels.map(squares));
  const between = squares(panels.flat()) - inside;
  if (inside + between <= 0) return null;
  const size = (reviews - sum(panels.map(({ length }) => length * length)) / reviews) / above;
  // (MSB - MSW) / (MSB + (size - 1) MSW), where the ratio MSB / MSW may be known only within an interval.
  const at = (factor: number): number => {
    const [upper, lower] = [between / above, (inside / below) * factor];
    return (upper - lower) / (upper + (size - 1) * lower);
  };
  return {
    value: at(1),
    low: at(quantileF(0.975, above, below)),
    high: at(quantileF(0.025, above, below)),
    nominations,
    reviews,
  };
};

/** ICC(2,1), absolute agreement, from the variances of the calibration: for panels of any shape. */
export const icc2 = ({ model, variances: { quality, bias, noise } }: Calibration): number | null =>
  model === 'FULL' ? quality / (quality + bias + noise) : null;
