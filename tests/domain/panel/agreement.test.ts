import { describe, expect, it } from 'vitest';
import { icc1, icc2, krippendorffAlpha } from '../../../src/domain/panel/agreement.ts';
import { calibrate } from '../../../src/domain/panel/calibrate.ts';
import {
  chiSquared95,
  criticalT,
  quantileF,
  regularizedBeta,
  twoSidedT,
} from '../../../src/domain/panel/distributions.ts';
import { binomialBounds, score, shroutFleiss, simulate } from './simulate.ts';

/** One row an observer, one column a unit; null where it did not code. */
const table = (rows: readonly (readonly (number | null)[])[]) =>
  rows.flatMap((row, e) => row.flatMap((points, n) => (points === null ? [] : [score(n, e, points)])));

const _ = null;

describe("Krippendorff's alpha", () => {
  it('is 0.849 for the published data with missing values, interval metric', () => {
    // K. Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), section C: four observers, twelve units.
    const scores = table([
      [1, 2, 3, 3, 2, 1, 4, 1, 2, _, _, _],
      [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _, 3],
      [_, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, _],
      [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _],
    ]);
    const alpha = krippendorffAlpha(scores, { seed: 'alpha' });
    expect(alpha?.value).toBeCloseTo(0.849, 3);
    expect(alpha).toMatchObject({ nominations: 11, reviews: 40 });
  });

  it('is 0.811 for a second published table', () => {
    // https://en.wikipedia.org/wiki/Krippendorff%27s_alpha, section "A computational example".
    const scores = table([
      [_, _, _, _, _, 3, 4, 1, 2, 1, 1, 3, 3, _, 3],
      [1, _, 2, 1, 3, 3, 4, 3, _, _, _, _, _, _, _],
      [_, _, 2, 1, 3, 4, 4, _, 2, 1, 1, 3, 3, _, 4],
    ]);
    expect(krippendorffAlpha(scores, { seed: 'alpha' })?.value).toBeCloseTo(0.811, 3);
  });

  it('is 1 for full agreement, and null where nothing can be paired or nothing differs', () => {
    expect(
      krippendorffAlpha([score(1, 1, 3), score(1, 2, 3), score(2, 1, 5), score(2, 2, 5)], { seed: '' })?.value,
    ).toBe(1);
    expect(krippendorffAlpha([score(1, 1, 3), score(2, 1, 5)], { seed: '' })).toBeNull();
    expect(krippendorffAlpha([score(1, 1, 3), score(1, 2, 3)], { seed: '' })).toBeNull();
    expect(krippendorffAlpha([], { seed: '' })).toBeNull();
  });

  it('has an interval that holds what repeated panels come to', () => {
    const size = { nominations: 80, experts: 12, panelSize: 3, quality: 4, bias: 0, noise: 4 };
    let inside = 0;
    for (let i = 0; i < 150; i++) {
      const alpha = krippendorffAlpha(simulate(`alpha ${i}`, size).scores, { seed: `${i}`, resamples: 300 });
      // Without biases the expected alpha is the ICC, 16 / 32.
      if (alpha && alpha.low <= 0.5 && 0.5 <= alpha.high) inside++;
    }
    // The percentile bootstrap of 80 units is a little too narrow: nominal less two percent.
    expect(inside).toBeGreaterThan(binomialBounds(150, 0.93).low);
  });
});

describe('intraclass correlation', () => {
  const scores = shroutFleiss;

  it('is 0.17 one way and 0.29 two ways for the published ratings', () => {
    const estimate = icc1(scores);
    expect(estimate?.value).toBeCloseTo(0.1657, 3);
    // By the F interval of the same paper: -0.133 to 0.723.
    expect(estimate?.low).toBeCloseTo(-0.133, 2);
    expect(estimate?.high).toBeCloseTo(0.723, 2);
    expect(icc2(calibrate(scores))).toBeCloseTo(0.2898, 3);
  });

  it('has an interval that holds the truth as often as it should', () => {
    const size = { nominations: 25, experts: 200, panelSize: 3, quality: 4, bias: 0, noise: 4 };
    const inside = Array.from({ length: 400 }, (_, i) => icc1(simulate(`icc ${i}`, size).scores)).filter(
      (estimate) => estimate && estimate.low <= 0.5 && 0.5 <= estimate.high,
    ).length;
    const { low, high } = binomialBounds(400, 0.95);
    expect(inside).toBeGreaterThan(low);
    expect(inside).toBeLessThan(high);
  });

  it('is null with too few', () => {
    expect(icc1([score(1, 1, 5), score(2, 1, 6)])).toBeNull();
    expect(icc1([score(1, 1, 5), score(1, 2, 6)])).toBeNull();
    expect(icc2(calibrate([score(1, 1, 5), score(1, 2, 6)]))).toBeNull();
  });
});

describe('distributions, against printed tables', () => {
  it.each([
    [0.05, 1, 12.706],
    [0.05, 5, 2.571],
    [0.01, 10, 3.169],
    [0.05, 30, 2.042],
    [0.05, 120, 1.98],
  ])('t: two-sided %f with %i degrees of freedom is at %f', (chance, freedom, point) => {
    expect(criticalT(chance, freedom)).toBeCloseTo(point, 3);
    expect(twoSidedT(point, freedom)).toBeCloseTo(chance, 4);
  });

  it.each([
    [0.95, 5, 10, 3.3258],
    [0.95, 1, 4, 7.7086],
    [0.99, 3, 20, 4.9382],
    [0.975, 5, 18, 3.382],
  ])('F: %f of F(%i, %i) lies below %f', (chance, above, below, point) => {
    expect(quantileF(chance, above, below)).toBeCloseTo(point, 3);
  });

  it('beta: closed forms', () => {
    expect(regularizedBeta(0.3, 1, 1)).toBeCloseTo(0.3, 14);
    expect(regularizedBeta(0.3, 2, 1)).toBeCloseTo(0.09, 14);
    expect(regularizedBeta(0.5, 1000, 1000)).toBeCloseTo(0.5, 12);
    expect([regularizedBeta(0, 2, 3), regularizedBeta(1, 2, 3)]).toEqual([0, 1]);
  });

  it.each([
    [5, 0.831, 12.833, 0.05],
    [30, 16.791, 46.979, 0.005],
  ])(
    'chi-squared with %i degrees of freedom: 95 percent between %f and %f, to a share of %f',
    (freedom, low, high, share) => {
      const found = chiSquared95(freedom);
      expect(Math.abs(found.low / low - 1)).toBeLessThan(share);
      expect(Math.abs(found.high / high - 1)).toBeLessThan(share);
    },
  );
});
