import { describe, expect, it } from 'vitest';
import { normalsFrom } from '../../../src/domain/panel/normal.ts';
import { mean, squares } from '../../../src/domain/panel/score.ts';
import { randomFrom, xoshiro128 } from '../../../src/domain/random.ts';

describe('chance that repeats', () => {
  it('draws the published sequence of xoshiro128** for the state 1, 2, 3, 4', () => {
    const next = xoshiro128([1, 2, 3, 4]);
    expect(Array.from({ length: 6 }, next)).toEqual([11520, 0, 5927040, 70819200, 2031721883, 1637235492]);
  });

  it('is decided by the seed', () => {
    const draw = (seed: string) => Array.from({ length: 5 }, randomFrom(seed));
    expect(draw('2026/江西')).toEqual(draw('2026/江西'));
    expect(draw('2026/江西')).not.toEqual(draw('2026/浙江'));
  });

  it('is uniform in [0, 1): chi-squared of 100 bins within four deviations', () => {
    const random = randomFrom('uniform');
    const bins = new Array<number>(100).fill(0);
    for (let i = 0; i < 100_000; i++) {
      const bin = Math.floor(random() * 100);
      bins[bin] = (bins[bin] ?? 0) + 1;
    }
    const chiSquared = bins.reduce((total, count) => total + (count - 1000) ** 2 / 1000, 0);
    expect(Math.abs(chiSquared - 99)).toBeLessThan(4 * Math.sqrt(2 * 99));
  });

  it('gives normal numbers: mean, deviation and share beyond 1.96', () => {
    const draws = Array.from({ length: 40_000 }, normalsFrom(randomFrom('normal')));
    expect(Math.abs(mean(draws))).toBeLessThan(4 / Math.sqrt(40_000));
    expect(Math.abs(squares(draws) / 40_000 - 1)).toBeLessThan(4 * Math.sqrt(2 / 40_000));
    const beyond = draws.filter((draw) => Math.abs(draw) > 1.959964).length / 40_000;
    expect(Math.abs(beyond - 0.05)).toBeLessThan(4 * Math.sqrt((0.05 * 0.95) / 40_000));
  });
});
