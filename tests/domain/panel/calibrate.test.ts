import { describe, expect, it } from 'vitest';
import { type Calibration, calibrate } from '../../../src/domain/panel/calibrate.ts';
import { printExact, toNumber } from '../../../src/domain/panel/exact.ts';
import { mean, squares } from '../../../src/domain/panel/score.ts';
import { greyZone, selectionProbabilities } from '../../../src/domain/panel/selection-probability.ts';
import { binomialBounds, expertId, id, score, shroutFleiss, simulate } from './simulate.ts';

const qualityOf = ({ qualities }: Calibration, nomination: number) => {
  const { mean: value, sd } = qualities.get(id(nomination)) ?? { mean: { numerator: 0n, denominator: 1n }, sd: -1 };
  return { value: toNumber(value), sd };
};

const typical = { nominations: 60, experts: 15, panelSize: 3, quality: 5, bias: 3, noise: 4 };

describe('what was put in is found again', () => {
  const panels = Array.from({ length: 40 }, (_, i) => {
    const simulated = simulate(`recovery ${i}`, typical);
    return { ...simulated, calibration: calibrate(simulated.scores) };
  });

  it.each(['quality', 'bias', 'noise'] as const)('the variance of %s, on average over simulated panels', (effect) => {
    const found = panels.map(({ calibration }) => calibration.variances[effect]);
    const error = Math.sqrt(squares(found) / (found.length - 1) / found.length);
    expect(Math.abs(mean(found) - typical[effect] ** 2)).toBeLessThan(4 * error);
  });

  it('qualities and biases lie in their 95 percent intervals as often as they should', () => {
    const inside = { qualities: 0, biases: 0 };
    for (const { calibration, qualities, biases } of panels) {
      qualities.forEach((truth, n) => {
        const { value, sd } = qualityOf(calibration, n);
        if (Math.abs(value - truth) < 1.96 * sd) inside.qualities++;
      });
      biases.forEach((truth, e) => {
        const { mean: value, sd } = calibration.biases.get(expertId(e)) ?? { mean: 0, sd: -1 };
        if (Math.abs(value - truth) < 1.96 * sd) inside.biases++;
      });
    }
    // Errors within one panel go together, so that as few as its nominations over four count as independent; the
    // variances, taken as known, cost up to two percent of coverage.
    const qualityBounds = binomialBounds((40 * 60) / 4, 0.95);
    const biasBounds = binomialBounds((40 * 15) / 4, 0.95);
    expect(inside.qualities / 4).toBeGreaterThan(qualityBounds.low - 0.02 * 600);
    expect(inside.qualities / 4).toBeLessThan(qualityBounds.high);
    expect(inside.biases / 4).toBeGreaterThan(biasBounds.low - 0.02 * 150);
  });

  it('residuals are standard normal', () => {
    const z = panels.flatMap(({ calibration }) => calibration.reviews.map((review) => review.z));
    expect(squares(z) / z.length).toBeGreaterThan(0.95);
    expect(squares(z) / z.length).toBeLessThan(1.05);
  });

  it('comes nearer to the truth than the mean of the scores', () => {
    const errors = (of: (panel: (typeof panels)[number], n: number) => number) =>
      mean(panels.flatMap((panel) => panel.qualities.map((truth, n) => (of(panel, n) - truth) ** 2)));
    const plain = errors(({ scores }, n) =>
      mean(scores.filter(({ nominationId }) => nominationId === id(n)).map(({ hundredths }) => hundredths / 100)),
    );
    expect(errors(({ calibration }, n) => qualityOf(calibration, n).value)).toBeLessThan(0.75 * plain);
  });
});

describe('against results known otherwise', () => {
  it('a balanced panel has the variances of the analysis of variance', () => {
    // Mean squares 11.24 between targets, 32.49 between judges, 1.02 residual (their table 3).
    const { variances, model } = calibrate(shroutFleiss);
    expect(model).toBe('FULL');
    expect(variances.noise).toBeCloseTo(1.0194, 3);
    expect(variances.bias).toBeCloseTo((32.4861 - 1.0194) / 6, 3);
    expect(variances.quality).toBeCloseTo((11.2417 - 1.0194) / 4, 3);
  });

  it('and qualities drawn toward the mean by quality / (quality + noise / 4)', () => {
    const calibration = calibrate(shroutFleiss);
    const { quality, noise } = calibration.variances;
    const overall = mean(shroutFleiss.map(({ hundredths }) => hundredths / 100));
    const shrink = quality / (quality + noise / 4);
    expect(qualityOf(calibration, 0).value).toBeCloseTo(overall + shrink * (6 - overall), 3);
  });

  it('what a score is expected to be is what the model makes of the others alone', () => {
    // Leave one score out and hold the variances: only possible to compare roughly, as they are estimated anew.
    const { scores } = simulate('left out', { ...typical, nominations: 200 });
    const calibration = calibrate(scores);
    const left = calibration.reviews[7];
    if (!left) throw new Error('no review');
    const rest = calibrate(
      scores.filter((each) => each.nominationId !== left.nominationId || each.expert !== left.expert),
    );
    const quality = rest.qualities.get(left.nominationId);
    expect(quality && toNumber(quality.mean) + (rest.biases.get(left.expert)?.mean ?? 0)).toBeCloseTo(left.expected, 0);
  });
});

describe('one expert changed', () => {
  const { scores } = simulate('shift', typical);

  it('a constant on all of its scores goes into its bias, hardly into qualities', () => {
    const before = calibrate(scores);
    const after = calibrate(
      scores.map((each) => (each.expert === 'e3' ? { ...each, hundredths: each.hundredths + 300 } : each)),
    );
    const moved = (after.biases.get(expertId(3))?.mean ?? 0) - (before.biases.get(expertId(3))?.mean ?? 0);
    expect(moved).toBeGreaterThan(2);
    expect(moved).toBeLessThan(3.2);
    for (let n = 0; n < 60; n++) {
      expect(Math.abs(qualityOf(after, n).value - qualityOf(before, n).value)).toBeLessThan(1);
    }
  });

  it('a constant on all scores moves the mean and every quality by it', () => {
    const before = calibrate(scores);
    const after = calibrate(scores.map((each) => ({ ...each, hundredths: each.hundredths - 1234 })));
    expect(after.mu - before.mu).toBeCloseTo(-12.34, 6);
    for (let n = 0; n < 60; n++) {
      expect(qualityOf(after, n).value - qualityOf(before, n).value).toBeCloseTo(-12.34, 3);
    }
  });
});

describe('edges', () => {
  const printed = (calibration: Calibration) =>
    [...calibration.qualities].map(([nomination, quality]) => [nomination, printExact(quality.mean)]);

  it('no scores', () => {
    expect(calibrate([])).toMatchObject({ model: 'NONE', mu: 0, qualities: new Map(), biases: new Map(), reviews: [] });
  });

  it('one score', () => {
    expect(printed(calibrate([score(1, 1, 80)]))).toEqual([['n1', '80.0000']]);
  });

  it('one expert, or one review each: means, as uncertain as scores are spread', () => {
    const calibration = calibrate(Array.from({ length: 9 }, (_, n) => score(n, n % 3, 70 + n)));
    expect(calibration.model).toBe('NONE');
    expect(printed(calibration)[8]).toEqual(['n8', '78.0000']);
    expect(calibration.qualities.get(id(8))?.sd).toBeCloseTo(Math.sqrt(7.5), 6);
  });

  it('one nomination', () => {
    const calibration = calibrate(Array.from({ length: 9 }, (_, e) => score(1, e, 70 + e)));
    expect(calibration.model).toBe('NONE');
    expect(printed(calibration)).toEqual([['n1', '74.0000']]);
  });

  it('all scores equal: no spread, no uncertainty', () => {
    const calibration = calibrate(Array.from({ length: 30 }, (_, i) => score(Math.floor(i / 3), i % 3, 88)));
    expect(printed(calibration)[0]).toEqual(['n0', '88.0000']);
    expect(calibration.qualities.get(id(0))?.sd).toBe(0);
  });

  it('no noise at all: quality and bias are told apart to the rounding', () => {
    const scores = Array.from({ length: 40 }, (_, n) =>
      [0, 1, 2].map((e) => score(n, e, 60 + n / 2 + 3 * (e - 1))),
    ).flat();
    const calibration = calibrate(scores);
    for (let n = 0; n < 40; n++) expect(qualityOf(calibration, n).value).toBeCloseTo(60 + n / 2, 1);
    expect(
      (calibration.biases.get(expertId(2))?.mean ?? 0) - (calibration.biases.get(expertId(0))?.mean ?? 0),
    ).toBeCloseTo(6, 1);
  });

  it('nothing but noise: every quality near the mean', () => {
    const { scores } = simulate('nothing but noise', { ...typical, nominations: 200, quality: 0, bias: 0 });
    const calibration = calibrate(scores);
    const values = Array.from({ length: 200 }, (_, n) => qualityOf(calibration, n).value);
    expect(Math.max(...values) - Math.min(...values)).toBeLessThan(3);
  });

  it('panels that share no expert: the severity of either is not blamed on its nominations alone', () => {
    const { scores } = simulate('apart', { ...typical, nominations: 30, experts: 6 });
    const apart = [
      ...scores,
      ...scores.map((each) => ({
        nominationId: id(100 + Number(each.nominationId.slice(1))),
        expert: expertId(100 + Number(each.expert.slice(1))),
        hundredths: each.hundredths - 800,
      })),
    ];
    const calibration = calibrate(apart);
    expect(calibration.model).toBe('FULL');
    const gaps = Array.from(
      { length: 30 },
      (_, n) => qualityOf(calibration, n).value - qualityOf(calibration, n + 100).value,
    );
    expect(mean(gaps)).toBeGreaterThan(0);
    expect(mean(gaps)).toBeLessThan(7);
    expect(qualityOf(calibration, 0).sd).toBeGreaterThan(qualityOf(calibrate(scores), 0).sd);
  });

  it('every expert scored once: what they differ in is noise', () => {
    const scores = Array.from({ length: 12 }, (_, n) =>
      [0, 1, 2].map((e) => score(n, n * 3 + e, 60 + n * 2 + e * 3)),
    ).flat();
    expect(calibrate(scores)).toMatchObject({ model: 'WITHOUT_BIAS', biases: new Map() });
  });
});

describe('probability of selection', () => {
  const { scores } = simulate('selection', typical);
  const calibration = calibrate(scores);
  const best = (count: number) => (values: ReadonlyMap<string, number>) =>
    new Set(
      [...values]
        .sort(([, a], [, b]) => b - a)
        .slice(0, count)
        .map(([nomination]) => nomination as ReturnType<typeof id>),
    );

  it('draws have the mean, the spread and the correlation of the posterior', () => {
    const draws = [...calibration.sample('draws', 4000)];
    for (const n of [0, 17, 59]) {
      const values = draws.map((draw) => draw.get(id(n)) ?? 0);
      const { value, sd } = qualityOf(calibration, n);
      expect(Math.abs(mean(values) - value)).toBeLessThan((4 * sd) / Math.sqrt(4000));
      expect(Math.abs(Math.sqrt(squares(values) / 3999) / sd - 1)).toBeLessThan(4 / Math.sqrt(2 * 3999));
    }
    // Together: the mean of all qualities is as uncertain as the mean and the biases make it, not as if independent.
    const means = draws.map((draw) => mean([...draw.values()]));
    const independent = Math.sqrt(mean([...calibration.qualities.values()].map(({ sd }) => sd * sd)) / 60);
    expect(Math.sqrt(squares(means) / 3999)).toBeGreaterThan(1.5 * independent);
  });

  it('adds up to the seats, repeats with its seed, and knows its own error', () => {
    const options = { seed: 'seats', draws: 2000 };
    const probabilities = selectionProbabilities(calibration, best(10), options);
    const total = [...probabilities.values()].reduce((sum, { probability }) => sum + probability, 0);
    expect(total).toBeCloseTo(10, 9);
    expect(selectionProbabilities(calibration, best(10), options)).toEqual(probabilities);
    const again = selectionProbabilities(calibration, best(10), { ...options, seed: 'other' });
    let near = 0;
    for (const [nomination, { probability, standardError }] of probabilities) {
      const other = again.get(nomination)?.probability ?? -1;
      if (Math.abs(probability - other) < 2.77 * standardError) near++;
    }
    expect(near).toBeGreaterThan(binomialBounds(60, 0.95).low);
  });

  it('is calibrated: of those with a probability of about one half, about half are truly among the best', () => {
    let [expected, found, variance] = [0, 0, 0];
    for (let i = 0; i < 40; i++) {
      const panel = simulate(`grey ${i}`, typical);
      const probabilities = selectionProbabilities(calibrate(panel.scores), best(10), { seed: 'grey', draws: 300 });
      const truth = best(10)(new Map(panel.qualities.map((quality, n) => [id(n), quality])));
      for (const [nomination, { probability }] of probabilities) {
        if (probability < 0.3 || probability > 0.7) continue;
        expected += probability;
        variance += probability * (1 - probability);
        if (truth.has(nomination)) found++;
      }
    }
    expect(variance).toBeGreaterThan(25);
    expect(Math.abs(found - expected)).toBeLessThan(4 * Math.sqrt(variance));
  });

  it('the grey zone holds those within noise of the last seat, most probable first', () => {
    const probability = (value: number) => ({ probability: value, standardError: 0.01 });
    const zone = greyZone(
      new Map([
        [id(1), probability(0.05)],
        [id(2), probability(0.4)],
        [id(3), probability(0.9)],
        [id(4), probability(0.95)],
      ]),
    );
    expect(zone).toEqual([id(3), id(2)]);
  });

  it('refuses a number of draws that is not whole and positive', () => {
    expect(() => selectionProbabilities(calibration, best(1), { seed: '', draws: 0 })).toThrow('draws');
  });
});
