import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyze } from '../../src/domain/edition/analysis.ts';
import { type Candidate, rankShortlist, tiesBroken } from '../../src/domain/edition/shortlist.ts';
import type { ActorId, NominationId } from '../../src/domain/ids.ts';
import { type Aggregation, aggregations } from '../../src/domain/panel/aggregate.ts';
import type { Program, Rubric } from '../../src/domain/program/program.ts';
import { youth } from '../support/editions.ts';
import { bureaus as of } from '../support/people.ts';

const rubricBy = (aggregation: Aggregation): Rubric => ({
  criteria: ['X', 'Y'].map((code) => ({ code, name: { zh: code, en: code }, max: 50, step: 1 })),
  panelSize: 2,
  passMark: null,
  aggregation,
  tieBreak: ['Y'],
  fromNotice: false,
});
const programOf = (target: number): Program => ({
  ...youth,
  target,
  categories: [{ code: 'A', name: { zh: '甲', en: 'A' }, target: null, fromNotice: false }],
});

/** Points for X by expert; Y is what is beyond 50. */
const candidate = (name: string, scores: Readonly<Record<string, number>>): Candidate => ({
  nominationId: name as NominationId,
  bureau: of.city,
  category: 'A',
  experts: Object.keys(scores) as ActorId[],
  reviews: Object.values(scores).map((total) => ({ X: Math.min(total, 50), Y: Math.max(total - 50, 0) })),
});

const selectedBy = (method: Aggregation, candidates: readonly Candidate[], target = 1) =>
  rankShortlist(candidates, rubricBy(method), programOf(target)).selected.map(({ nominationId, score }) => [
    nominationId,
    score,
  ]);

describe('The method of the rubric', () => {
  /** One expert hates b; another hates everybody, whom only c and d were given to. */
  const one = candidate('a', { p: 80, q: 80, r: 80, s: 80, t: 80 });
  const hated = candidate('b', { p: 90, q: 90, r: 90, s: 90, t: 10 });

  it('decides who is selected', () => {
    expect(selectedBy('MEAN', [one, hated])).toEqual([['a', '80.0000']]);
    expect(selectedBy('TRIMMED_MEAN', [one, hated])).toEqual([['b', '90.0000']]);
    expect(selectedBy('MEDIAN', [one, hated])).toEqual([['b', '90.0000']]);
  });

  it('of calibration takes the severity of experts away', () => {
    // The severe expert gives 20 less to everybody. d is the best by 5, and has both reviews by severe experts.
    const common = ['m', 'n', 'o', 'p', 'q', 'r'].map((name, i) =>
      candidate(name, { mild: 60 + 3 * i, severe: 40 + 3 * i, strict: 41 + 3 * i }),
    );
    const best = candidate('best', { severe: 62, strict: 63 });
    const flattered = candidate('flattered', { mild: 77, severe: 56 });
    const all = [...common, best, flattered];
    expect(selectedBy('MEAN', all)[0]?.[0]).toBe('flattered');
    expect(selectedBy('CALIBRATED', all)[0]?.[0]).toBe('best');
  });

  it.each(aggregations)('%s ranks the same whatever the order of candidates and reviews', (method) => {
    const people = fc.array(
      fc.uniqueArray(fc.tuple(fc.constantFrom('p', 'q', 'r', 's', 't'), fc.integer({ min: 0, max: 100 })), {
        selector: ([expert]) => expert,
        minLength: 1,
      }),
      { minLength: 1, maxLength: 8 },
    );
    fc.assert(
      fc.property(people, fc.nat(), (scores, turn) => {
        const all = scores.map((given, i) => candidate(`n${i}`, Object.fromEntries(given)));
        const turned = all.map((_, i) => all[(i + turn) % all.length] as Candidate);
        const reversed = turned.map((item) => ({
          ...item,
          experts: [...(item.experts ?? [])].reverse(),
          reviews: [...item.reviews].reverse(),
        }));
        expect(rankShortlist(reversed, rubricBy(method), programOf(3))).toEqual(
          rankShortlist(all, rubricBy(method), programOf(3)),
        );
      }),
      { numRuns: 50 },
    );
  });
});

describe('Ties', () => {
  it('are told with what decided between the two', () => {
    const tied = [
      candidate('a', { p: 60, q: 40 }),
      candidate('b', { p: 50, q: 50 }),
      candidate('c', { p: 50, q: 50 }),
      candidate('d', { p: 90, q: 90 }),
    ];
    expect(tiesBroken(tied, rubricBy('MEAN'))).toEqual([
      { above: 'a', below: 'b', by: 'Y' },
      { above: 'b', below: 'c', by: 'NOMINATION_ID' },
    ]);
  });
});

describe('The analysis', () => {
  const panel = (bonus: number) =>
    Array.from({ length: 12 }, (_, i) =>
      candidate(`n${String(i).padStart(2, '0')}`, {
        p: 50 + ((i * 7) % 5) + (i < 4 ? bonus : 0),
        q: 48 + ((i * 11) % 6) + (i < 4 ? bonus : 0),
        r: 52 + ((i * 5) % 7) + (i < 4 ? bonus : 0),
      }),
    );
  const analyzed = (bonus: number) =>
    analyze(panel(bonus), { rubric: rubricBy('MEAN'), program: programOf(4), seed: 'seed' });

  it('is sure of those far above the cut, and not of those at it', () => {
    const clear = [...analyzed(40)];
    for (const [id, { selection, greyZone }] of clear) {
      const isBest = Number(id.slice(1)) < 4;
      expect(selection?.probability).toBeCloseTo(isBest ? 1 : 0, 1);
      expect(greyZone).toBe(false);
    }
    expect([...analyzed(0).values()].filter(({ greyZone }) => greyZone).length).toBeGreaterThan(4);
    const seats = [...analyzed(0).values()].reduce((sum, { selection }) => sum + (selection?.probability ?? 0), 0);
    expect(seats).toBeCloseTo(4, 6);
  });

  it('of nobody is empty, and of one review says no more than it', () => {
    const grounds = { rubric: rubricBy('MEAN'), program: programOf(4), seed: 'seed' };
    expect(analyze([], grounds).size).toBe(0);
    const [only] = [...analyze([candidate('a', { p: 70 }), candidate('b', {})], grounds).values()];
    expect(only).toMatchObject({ greyZone: false, spread: undefined, selection: undefined });
  });
});
