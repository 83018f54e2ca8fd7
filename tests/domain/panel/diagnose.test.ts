import { describe, expect, it } from 'vitest';
import { diagnose } from '../../../src/domain/panel/diagnose.ts';
import { paceOf } from '../../../src/domain/panel/pace.ts';
import { type Difference, ownPreference } from '../../../src/domain/panel/preference.ts';
import { mean, squares } from '../../../src/domain/panel/score.ts';
import { randomFrom } from '../../../src/domain/random.ts';
import { binomialBounds, expertId, id, score, simulate } from './simulate.ts';

const size = { nominations: 120, experts: 12, panelSize: 3, quality: 5, bias: 3, noise: 4 };
/** Six regions. */
const sameRegion = (expert: number, nomination: number) => expert % 6 === nomination % 6;
const own = (expert: string, nomination: string) => sameRegion(Number(expert.slice(1)), Number(nomination.slice(1)));

describe('severity', () => {
  const { scores, biases } = simulate('severity', size);
  const { experts } = diagnose(scores, { seed: 's' });

  it('finds the severe and the lenient', () => {
    expect(experts.map(({ expert }) => expert).sort()).toEqual(biases.map((_, e) => expertId(e)).sort());
    for (const { expert, severity } of experts) {
      const truth = biases[Number(expert.slice(1))] ?? 0;
      expect(Math.abs((severity.bias?.mean ?? 99) - truth)).toBeLessThan(4 * (severity.bias?.sd ?? 0));
    }
  });

  it('says plainly how far an expert is from its co-panelists', () => {
    const { experts: few } = diagnose([score(1, 1, 80), score(1, 2, 90), score(1, 3, 88), score(2, 1, 70)], {
      seed: 's',
    });
    expect(few[0]).toMatchObject({
      expert: expertId(1),
      reviews: 2,
      severity: { bias: null, difference: -9, compared: 1 },
      consistency: null,
      correlation: null,
      outliers: [],
      ownPreference: null,
      pace: null,
    });
  });
});

describe('consistency', () => {
  const consistencies = (seed: string, noiseOf: (expert: number) => number) =>
    Array.from({ length: 30 }, (_, i) => simulate(`${seed} ${i}`, { ...size, noiseOf }))
      .flatMap(({ scores }) => diagnose(scores, { seed: 's' }).experts)
      .map(({ expert, consistency }) => ({ expert, low: 99, ratio: 99, high: 0, ...consistency }));

  it('holds the truth as often as it should', () => {
    const inside = consistencies('even', () => 1).filter((each) => each.low <= 1 && 1 <= each.high).length;
    const { low, high } = binomialBounds(360, 0.95);
    expect(inside).toBeGreaterThan(low);
    expect(inside).toBeLessThanOrEqual(high);
  });

  it('finds the noise of an erratic expert', () => {
    const found = consistencies('erratic', (e) => (e === 5 ? 2.5 : 1)).filter(({ expert }) => expert === 'e5');
    const ratio = mean(found.map((each) => each.ratio * each.ratio));
    // Its own noise raises the panel's: 2.5 squared over (11 + 6.25) / 12 is 4.3.
    expect(ratio).toBeGreaterThan(3.5);
    expect(ratio).toBeLessThan(6);
  });

  it('correlates an expert with its co-panelists', () => {
    const scores = Array.from({ length: 6 }, (_, n) => [
      score(n, 1, 60 + n),
      score(n, 2, 70 + 2 * n),
      score(n, 3, 90 - n),
    ]).flat();
    const { experts } = diagnose(scores, { seed: 's' });
    expect(experts[0]?.correlation).toEqual({ value: expect.closeTo(1, 10), nominations: 6 });
    expect(experts[2]?.correlation).toEqual({ value: expect.closeTo(-1, 10), nominations: 6 });
  });
});

describe('outliers', () => {
  it('shows a score far from what the others lead to expect', () => {
    const { scores } = simulate('outlier', size);
    const at = scores.findIndex(({ nominationId }) => nominationId === id(40));
    const planted = scores.map((each, i) => (i === at ? { ...each, hundredths: each.hundredths - 3000 } : each));
    const found = diagnose(planted, { seed: 's' }).experts.flatMap(({ expert, outliers }) =>
      outliers.map((outlier) => ({ expert, ...outlier })),
    );
    const worst = found.sort((a, b) => a.z - b.z)[0];
    expect(worst).toMatchObject({
      nominationId: id(40),
      expert: planted[at]?.expert,
      score: (planted[at]?.hundredths ?? 0) / 100,
    });
    expect(worst?.z).toBeLessThan(-5);
    expect(worst?.expected).toBeGreaterThan((planted[at]?.hundredths ?? 0) / 100 + 20);
  });

  it('calls about as many honest scores outliers as asked for', () => {
    let found = 0;
    for (let i = 0; i < 20; i++) {
      const { experts } = diagnose(simulate(`honest ${i}`, size).scores, { seed: 's', outlierChance: 0.05 });
      found += experts.reduce((sum, { outliers }) => sum + outliers.length, 0);
    }
    const { low, high } = binomialBounds(20 * 360, 0.05);
    expect(found).toBeGreaterThan(low);
    expect(found).toBeLessThan(high);
  });
});

describe('preference for its own', () => {
  it('is found by the panel as a whole and by experts, within its error bars', () => {
    const found: number[] = [];
    let [inside, expertsInside, experts] = [0, 0, 0];
    for (let i = 0; i < 40; i++) {
      const { scores } = simulate(`own ${i}`, { ...size, preference: 3, own: (e, n) => e === 2 && sameRegion(e, n) });
      const two = diagnose(scores, { seed: 's', own }).experts.find(({ expert }) => expert === 'e2')?.ownPreference;
      if (two) {
        experts++;
        found.push(two.points);
        if (two.low <= 3 && 3 <= two.high) expertsInside++;
      }
      const all = simulate(`none ${i}`, size).scores;
      const none = diagnose(all, { seed: 's', own }).ownPreference;
      if (none && none.low <= 0 && 0 <= none.high) inside++;
    }
    expect(experts).toBeGreaterThan(33);
    const error = Math.sqrt(squares(found) / (found.length - 1) / found.length);
    expect(Math.abs(mean(found) - 3)).toBeLessThan(4 * error);
    expect(expertsInside).toBeGreaterThan(binomialBounds(experts, 0.95).low);
    expect(inside).toBeGreaterThan(binomialBounds(40, 0.95).low);
  });

  it('shared by all experts, shows in the panel though a little understated', () => {
    const { scores } = simulate('shared', { ...size, nominations: 300, preference: 3, own: sameRegion });
    const pooled = diagnose(scores, { seed: 's', own }).ownPreference;
    expect(pooled?.pValue).toBeLessThan(0.001);
    expect(pooled?.points).toBeGreaterThan(1.8);
    expect(pooled?.points).toBeLessThan(3.8);
  });

  it('is not claimed where its own are truly better', () => {
    let claimed = 0;
    for (let i = 0; i < 40; i++) {
      const { scores } = simulate(`better ${i}`, size);
      // Nominations of the region of experts 0 and 6 are ten points better, for whoever scores them.
      const better = scores.map((each) =>
        Number(each.nominationId.slice(1)) % 6 === 0 ? { ...each, hundredths: each.hundredths + 1000 } : each,
      );
      const preference = diagnose(better, { seed: 's', own }).experts.find(
        ({ expert }) => expert === 'e0',
      )?.ownPreference;
      if (preference && preference.pValue <= 0.05) claimed++;
    }
    expect(claimed).toBeLessThan(binomialBounds(40, 0.05).high);
  });

  const differences = (mine: readonly number[], others: readonly number[]): readonly Difference[] => [
    ...mine.map((points) => ({ points, own: true })),
    ...others.map((points) => ({ points, own: false })),
  ];

  it('is tested exactly with few reviews: the farthest of ten ways, and its mirror where there is one', () => {
    const result = ownPreference(differences([5, 6], [1, 2, 3]), randomFrom('s'));
    expect(result).toMatchObject({ points: 3.5, pValue: 0.1, test: 'EXACT', own: 2, other: 3 });
    expect(ownPreference(differences([1, 2], [3, 4]), randomFrom('s'))?.pValue).toBeCloseTo(2 / 6, 12);
  });

  it("has Welch's interval", () => {
    // Variances 0.5 and 1: standard error sqrt(0.25 + 1/3), 2.882 degrees of freedom.
    const result = ownPreference(differences([5, 6], [1, 2, 3]), randomFrom('s'));
    expect((result?.high ?? 0) - 3.5).toBeCloseTo(3.2577 * Math.sqrt(0.25 + 1 / 3), 1);
    expect(3.5 - (result?.low ?? 0)).toBeCloseTo((result?.high ?? 0) - 3.5, 9);
  });

  it('says nothing with one review of either kind', () => {
    expect(ownPreference(differences([5], [1, 2, 3]), randomFrom('s'))).toBeNull();
    expect(ownPreference(differences([5, 6], [1]), randomFrom('s'))).toBeNull();
  });

  it('draws lots where the ways are too many, with a p-value as often below 5 percent as it should', () => {
    let below = 0;
    for (let i = 0; i < 60; i++) {
      const random = randomFrom(`many ${i}`);
      const many = Array.from({ length: 30 }, (_, n) => ({ points: random(), own: n < 12 }));
      const result = ownPreference(many, random);
      expect(result?.test).toBe('SAMPLED');
      if ((result?.pValue ?? 1) <= 0.05) below++;
    }
    expect(below).toBeLessThan(binomialBounds(60, 0.05).high);
  });
});

describe('pace', () => {
  const at = (n: number, assignedAt: number, scoredAt: number) => ({
    expert: expertId(1),
    nominationId: id(n),
    assignedAt,
    scoredAt,
  });

  it('gives median durations and how many scores came within a minute of the one before', () => {
    const timings = [at(1, 0, 600_000), at(2, 0, 630_000), at(3, 0, 690_000), at(4, 0, 1_000_000)];
    expect(paceOf(timings)).toEqual({
      scores: 4,
      medianDuration: 660_000,
      shortestDuration: 600_000,
      medianGap: 60_000,
      withinMinute: 2 / 3,
    });
  });

  it('says nothing of gaps with one score, and nothing at all with none', () => {
    expect(paceOf([at(1, 0, 5000)])).toMatchObject({ medianDuration: 5000, medianGap: null, withinMinute: null });
    expect(paceOf([])).toBeNull();
  });
});
