import { describe, expect, it } from 'vitest';
import { simulatedClock } from '../../src/app/clock.ts';
import { inParallel } from '../../src/cli/demo/parallel.ts';
import { demoTime, instantOf } from '../../src/cli/demo/time.ts';

describe('The time of the demo', () => {
  it('stops at every local midnight on the way, so that what falls due is done on its day', async () => {
    const clock = simulatedClock(instantOf('2024-01-14T09:00'));
    const stops: string[] = [];
    const time = demoTime(clock, async () => {
      stops.push(new Date(clock.now()).toISOString());
    });
    await time.moveTo('2024-01-16T08:30');
    expect(stops).toEqual(['2024-01-14T16:00:00.000Z', '2024-01-15T16:00:00.000Z', '2024-01-16T00:30:00.000Z']);
    expect(time.today()).toBe('2024-01-16');
  });

  it('never goes back', async () => {
    const time = demoTime(simulatedClock(instantOf('2024-01-14T09:00')), async () => {});
    await expect(time.moveTo('2024-01-14T08:59')).rejects.toThrow('goes back in time');
  });
});

describe('Work in parallel', () => {
  it('keeps the order of the items, and no more under way than allowed', async () => {
    let underWay = 0;
    let most = 0;
    const results = await inParallel([...Array(50).keys()], 4, async (item) => {
      most = Math.max(most, ++underWay);
      for (let i = 0; i < item % 7; i++) await Promise.resolve();
      underWay--;
      return item * 2;
    });
    expect(results).toEqual([...Array(50).keys()].map((item) => item * 2));
    expect(most).toBe(4);
  });

  it('fails with the first failure', async () => {
    const work = inParallel([1, 2, 3], 2, async (item) => {
      if (item === 2) throw new Error('no 2');
    });
    await expect(work).rejects.toThrow('no 2');
  });
});
