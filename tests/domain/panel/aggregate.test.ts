import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aggregate, aggregateAll, aggregations } from '../../../src/domain/panel/aggregate.ts';
import { compareExact, exact, integerRoot, printExact } from '../../../src/domain/panel/exact.ts';
import { groupBy, type PanelScore } from '../../../src/domain/panel/score.ts';
import { id, score, simulate } from './simulate.ts';

const one = (points: readonly number[], method: (typeof aggregations)[number]) => {
  const result = aggregate(
    points.map((value, expert) => score(1, expert, value)),
    method,
  ).get(id(1));
  return { ...result, value: result && printExact(result.value) };
};

const panel = fc
  .uniqueArray(fc.tuple(fc.nat(7), fc.nat(5), fc.integer({ min: 0, max: 10_000 })), {
    minLength: 1,
    maxLength: 40,
    selector: ([nomination, expert]) => `${nomination}/${expert}`,
  })
  .map((rows) => rows.map(([nomination, expert, hundredths]) => score(nomination, expert, hundredths / 100)));

const plain = (value: unknown) => JSON.stringify(value, (_, each) => (typeof each === 'bigint' ? `${each}n` : each));

describe('exact numbers', () => {
  it('are compared without rounding', () => {
    expect(compareExact(exact(1, 3), exact(333_333_333_333, 1_000_000_000_000))).toBeGreaterThan(0);
    expect(compareExact(exact(2, 6), exact(-1, -3))).toBe(0);
  });

  it('print half up, also below zero', () => {
    expect(printExact(exact(1, 3))).toBe('0.3333');
    expect(printExact(exact(5, 100_000))).toBe('0.0001');
    expect(printExact(exact(-5, 100_000))).toBe('0.0000');
    expect(printExact(exact(-15, 10), 0)).toBe('-1');
    expect(printExact(exact(8005, 100), 2)).toBe('80.05');
  });

  it('have integer roots: the greatest whose square does not exceed', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 60n }), (value) => {
        const root = integerRoot(value);
        expect(root * root <= value && value < (root + 1n) * (root + 1n)).toBe(true);
      }),
    );
  });
});

describe('aggregates of one nomination', () => {
  it('drop one highest and one lowest of four or more, and fall back to the mean of three', () => {
    expect(one([10, 80, 82, 99], 'TRIMMED_MEAN')).toEqual({ value: '81.0000', reviews: 4 });
    expect(one([10, 80, 84], 'TRIMMED_MEAN')).toEqual({ value: '58.0000', fallback: 'MEAN', reviews: 3 });
  });

  it('take the middle, or the mean of the two middle ones', () => {
    expect(one([9.5, 100, 10], 'MEDIAN').value).toBe('10.0000');
    expect(one([90.01, 80.02, 1, 100], 'MEDIAN').value).toBe('85.0150');
  });

  it('fall back to the mean where experts have too few scores to be standardized or calibrated', () => {
    expect(one([80, 90], 'STANDARDIZED')).toEqual({ value: '85.0000', fallback: 'MEAN', reviews: 2 });
    expect(one([80, 90], 'CALIBRATED')).toEqual({ value: '85.0000', fallback: 'MEAN', reviews: 2 });
  });

  it('are none of no scores', () => {
    for (const method of aggregations) expect(aggregate([], method).size).toBe(0);
    expect(aggregateAll([]).size).toBe(0);
  });
});

describe('aggregates of any panel', () => {
  it('mean: the sum of hundredths over their count, exactly', () => {
    fc.assert(
      fc.property(panel, (scores) => {
        const means = aggregate(scores, 'MEAN');
        for (const [nomination, reviews] of groupBy(scores, (each) => each.nominationId)) {
          const total = reviews.reduce((sum, { hundredths }) => sum + hundredths, 0);
          const value = means.get(nomination)?.value ?? exact(-1);
          expect(compareExact(value, exact(total, 100 * reviews.length))).toBe(0);
        }
      }),
    );
  });

  it('every method: the same to the last digit in whatever order the scores come', () => {
    fc.assert(
      fc.property(
        panel.chain((scores) =>
          fc.tuple(fc.constant(scores), fc.shuffledSubarray([...scores], { minLength: scores.length })),
        ),
        ([scores, shuffled]) => {
          expect(plain([...aggregateAll(shuffled)])).toBe(plain([...aggregateAll(scores)]));
        },
      ),
    );
  });

  it('median and trimmed mean: one expert cannot push them beyond the others', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(10_000), { minLength: 3, maxLength: 6 }), fc.nat(10_000), (others, wild) => {
        const scores = [...others, wild].map((hundredths, expert) => score(1, expert, hundredths / 100));
        for (const method of ['MEDIAN', 'TRIMMED_MEAN'] as const) {
          const value = aggregate(scores, method).get(id(1))?.value ?? exact(-1);
          expect(compareExact(value, exact(Math.min(...others), 100))).toBeGreaterThanOrEqual(0);
          expect(compareExact(value, exact(Math.max(...others), 100))).toBeLessThanOrEqual(0);
        }
      }),
    );
  });
});

const ranking = (scores: readonly PanelScore[], method: (typeof aggregations)[number]) =>
  [...aggregate(scores, method)]
    .sort(([, a], [, b]) => compareExact(b.value, a.value))
    .map(([nomination]) => nomination);

describe('one expert more severe by a constant', () => {
  // All experts score eight each, so that each is scaled.
  const scores = Array.from({ length: 8 }, (_, n) =>
    [0, 1, 2].map((e) => score(n, (n % 2) * 3 + e, 60 + ((n * 37 + e * 11) % 30))),
  )
    .concat(
      Array.from({ length: 8 }, (_, n) =>
        [0, 1, 2].map((e) => score(n + 8, (n % 2) * 3 + e, 50 + ((n * 23 + e * 7) % 40))),
      ),
    )
    .flat();
  const severe = scores.map((each) => (each.expert === 'e1' ? { ...each, hundredths: each.hundredths - 2500 } : each));

  it('does not change the standardized ranking, though it changes that of means', () => {
    expect(ranking(severe, 'STANDARDIZED')).toEqual(ranking(scores, 'STANDARDIZED'));
    expect(ranking(severe, 'MEAN')).not.toEqual(ranking(scores, 'MEAN'));
  });

  it('leaves the mean of all standardized scores at the mean of all scores', () => {
    const value = (method: 'MEAN' | 'STANDARDIZED') =>
      [...aggregate(scores, method).values()].reduce((sum, each) => sum + Number(printExact(each.value, 10)), 0) / 16;
    expect(value('STANDARDIZED')).toBeCloseTo(value('MEAN'), 8);
  });
});

it('an expert who gives everybody the same tells none from another', () => {
  const scores = Array.from({ length: 6 }, (_, n) => [score(n, 1, 70), score(n, 2, 70 + 4 * n)]).flat();
  const rank = ranking(scores, 'STANDARDIZED');
  expect(rank).toEqual([5, 4, 3, 2, 1, 0].map(id));
});

it('shows all methods side by side', () => {
  const { scores } = simulate('side by side', {
    nominations: 30,
    experts: 8,
    panelSize: 4,
    quality: 5,
    bias: 3,
    noise: 4,
  });
  const all = aggregateAll(scores);
  expect(all.size).toBe(30);
  for (const method of aggregations) {
    for (const [nomination, value] of aggregate(scores, method)) expect(all.get(nomination)?.[method]).toEqual(value);
  }
});
