import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { judgedByBoth, python } from '../attack/both-verifiers.ts';
import { at, type MadeUpLog, madeUpLog } from '../attack/bundle-made-up.ts';
import { vkey } from './real-log.ts';

let log: MadeUpLog | undefined;
beforeAll(() => {
  python();
});
afterEach(() => {
  log?.remove();
  log = undefined;
});

/** Numbers of the events that a stretch of a log has, and of its neighbours; both verifiers find it proven. */
const stretchOf = async (seconds: readonly number[], from: string, to: string) => {
  log = await madeUpLog(seconds, [seconds.length]);
  const { bundle, manifest } = await log.stretch({ from, to });
  expect(judgedByBoth(bundle, { keys: [vkey] })).toMatchObject({
    verdict: 'VALID',
    scope: { kind: 'TIME', from, to },
    problems: [],
    counts: { INVALID: 0 },
  });
  const read = (name: string): string => readFileSync(join(bundle, name), 'utf8');
  const events = read('leaves.jsonl')
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line).data.i);
  expect(manifest.counts.events).toBe(events.length);
  const { before, after } = JSON.parse(read('neighbours.json'));
  return { before: before?.index, events, after: after?.index };
};

describe('a bundle of a stretch of time is proven whole at both ends', () => {
  it('in the middle of the log, bounds included', async () => {
    expect(await stretchOf([1, 2, 3, 4, 5, 6], at(3), at(5))).toEqual({ before: 1, events: [2, 3, 4], after: 5 });
  });

  it('at the beginning of the log, and at its end', async () => {
    expect(await stretchOf([1, 2, 3], at(0), at(2))).toEqual({ before: undefined, events: [0, 1], after: 2 });
    log?.remove();
    expect(await stretchOf([1, 2, 3], at(2), at(9))).toEqual({ before: 0, events: [1, 2], after: undefined });
    log?.remove();
    expect(await stretchOf([1, 2, 3], at(0), at(9))).toEqual({
      before: undefined,
      events: [0, 1, 2],
      after: undefined,
    });
  });

  it('where nothing was recorded: between two events, before the first, after the last', async () => {
    expect(await stretchOf([1, 5], at(2), at(4))).toEqual({ before: 0, events: [], after: 1 });
    log?.remove();
    expect(await stretchOf([5, 6], at(1), at(2))).toEqual({ before: undefined, events: [], after: 0 });
    log?.remove();
    expect(await stretchOf([5, 6], at(8), at(9))).toEqual({ before: 1, events: [], after: undefined });
  });

  it('of a single instant, at which several events were recorded', async () => {
    expect(await stretchOf([1, 2, 2, 2, 3], at(2), at(2))).toEqual({ before: 0, events: [1, 2, 3], after: 4 });
  });

  it('where time goes back between streams: with all that stands between its first and its last event', async () => {
    // One stream is a clock ahead of the other.
    expect(await stretchOf([11, 1, 12, 2, 13, 3], at(2), at(12))).toEqual({
      before: undefined,
      events: [0, 1, 2, 3, 4, 5],
      after: undefined,
    });
    log?.remove();
    expect(await stretchOf([1, 2, 9, 3, 10, 11], at(3), at(5))).toEqual({ before: 1, events: [2, 3], after: 4 });
  });
});
