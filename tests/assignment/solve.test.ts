import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AssignmentProblem, BadProblem, faultsOf, objectiveOf, type Pair } from '../../src/assignment/problem.ts';
import { solveAssignment } from '../../src/assignment/solve.ts';

/** Every plan there is. */
const allPlans = (
  problem: AssignmentProblem,
  isFree: (nomination: string) => boolean = () => false,
): readonly (readonly Pair[])[] => {
  const { experts, nominations } = problem;
  const sizes = (demand: number, free: boolean) => (free ? experts.map((_, i) => i).concat(experts.length) : [demand]);
  const panels = (demand: number, from = 0): number[][] => {
    if (demand === 0) return [[]];
    return experts.flatMap((_, expert) =>
      expert < from ? [] : panels(demand - 1, expert + 1).map((others) => [expert, ...others]),
    );
  };
  return nominations.reduce<Pair[][]>(
    (plans, { id, demand }, nomination) =>
      sizes(demand, isFree(id))
        .flatMap((size) => panels(size))
        .flatMap((panel) => plans.map((plan) => [...plan, ...panel.map((expert) => ({ expert, nomination }))])),
    [[]],
  );
};

const problems: fc.Arbitrary<AssignmentProblem> = fc
  .record({
    experts: fc.array(
      fc.record({
        min: fc.constantFrom(0, 0, 0, 1),
        more: fc.integer({ min: 0, max: 3 }),
        organization: fc.constantFrom(undefined, 'A', 'B'),
        fields: fc.subarray(['F', 'G']),
      }),
      { minLength: 2, maxLength: 5 },
    ),
    nominations: fc.array(
      fc.record({ demand: fc.integer({ min: 0, max: 2 }), field: fc.constantFrom(undefined, undefined, 'F', 'G') }),
      { minLength: 1, maxLength: 4 },
    ),
    affinity: fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 20, maxLength: 20 }),
    conflicts: fc.uniqueArray(fc.integer({ min: 0, max: 19 }), { maxLength: 5 }),
    kept: fc.uniqueArray(fc.integer({ min: 0, max: 19 }), { maxLength: 4 }),
    balance: fc.constantFrom(0, 0, 1, 3),
    onePerOrganization: fc.boolean(),
    seed: fc.string(),
  })
  .map(({ experts, nominations, affinity, conflicts, kept, ...rest }) => {
    const pairs = (places: readonly number[]): Pair[] =>
      places
        .map((place) => ({ expert: place % 5, nomination: Math.floor(place / 5) }))
        .filter(({ expert, nomination }) => expert < experts.length && nomination < nominations.length);
    return {
      ...rest,
      experts: experts.map(({ min, more, ...expert }, i) => ({ id: `e${i}`, min, max: min + more, ...expert })),
      nominations: nominations.map((item, i) => ({ id: `n${i}`, ...item })),
      affinity: experts.map((_, i) => nominations.map((__, j) => affinity[j * 5 + i] ?? 0)),
      conflicts: pairs(conflicts),
      kept: pairs(kept),
      keptReward: 2,
    };
  });

describe('An assignment', () => {
  it('is the best of all plans there are, proven so, or there is none', async () => {
    let feasible = 0;
    await fc.assert(
      fc.asyncProperty(problems, async (problem) => {
        const possible = allPlans(problem).filter((plan) => faultsOf(problem, plan).length === 0);
        const found = await solveAssignment(problem);
        if (possible.length === 0) {
          expect(found.status).toBe('INFEASIBLE');
          return;
        }
        feasible++;
        const best = possible.reduce((most, plan) => Math.max(most, objectiveOf(problem, plan)), -Infinity);
        if (found.status === 'INFEASIBLE') expect.fail('There is a plan.');
        expect(faultsOf(problem, found.pairs)).toEqual([]);
        expect(objectiveOf(problem, found.pairs)).toBe(best);
        expect(found.report.objective).toBe(best);
        expect(found.report.bound).toBeGreaterThanOrEqual(best);
      }),
      { numRuns: 300 },
    );
    expect(feasible).toBeGreaterThan(50);
  });

  it('is the same from the same seed, and keeps what is fixed', async () => {
    const problem: AssignmentProblem = {
      experts: Array.from({ length: 6 }, (_, i) => ({ id: `e${i}`, min: 0, max: 4 })),
      nominations: Array.from({ length: 8 }, (_, i) => ({ id: `n${i}`, demand: 2 })),
      affinity: Array.from({ length: 6 }, () => Array.from({ length: 8 }, () => 5)),
      conflicts: [{ expert: 0, nomination: 0 }],
      fixed: [{ expert: 1, nomination: 0 }],
      seed: 'one',
    };
    const once = await solveAssignment(problem);
    expect(await solveAssignment(problem)).toEqual(once);
    const otherwise = await solveAssignment({ ...problem, seed: 'another' });
    if (once.status === 'INFEASIBLE' || otherwise.status === 'INFEASIBLE') return expect.fail('There are plans.');
    expect(once.pairs).toContainEqual({ expert: 1, nomination: 0 });
    expect(otherwise.pairs).not.toEqual(once.pairs);
    expect(otherwise.report.objective).toBe(once.report.objective);
    expect(once.status).toBe('OPTIMAL');
  });

  it('that cannot be made says which nominations and experts stand against it', async () => {
    const found = await solveAssignment({
      experts: [
        { id: 'busy', min: 0, max: 1 },
        { id: 'other', min: 0, max: 1 },
        { id: 'free', min: 0, max: 9 },
      ],
      nominations: ['a', 'b', 'c', 'far'].map((id) => ({ id, demand: 1 })),
      affinity: [
        [1, 1, 1, 1],
        [1, 1, 1, 1],
        [1, 1, 1, 1],
      ],
      conflicts: [0, 1, 2].map((nomination) => ({ expert: 2, nomination })),
      seed: 's',
    });
    expect(found).toEqual({
      status: 'INFEASIBLE',
      conflict: {
        demands: ['a', 'b', 'c'].map((id) => ({ id, demand: 1 })),
        loads: [
          { id: 'busy', min: 0, max: 1 },
          { id: 'other', min: 0, max: 1 },
        ],
        coverage: [],
        organizations: [],
      },
    });
  });

  it('that cannot be made names no more than contradicts itself: without any one of it there is a plan', async () => {
    let found = 0;
    await fc.assert(
      fc.asyncProperty(problems, async (given) => {
        // Of few nominations, as every plan of every size is looked at.
        const nominations = given.nominations.slice(0, 3);
        const inside = (pairs: readonly Pair[] = []) => pairs.filter(({ nomination }) => nomination < 3);
        const problem: AssignmentProblem = {
          ...given,
          nominations,
          affinity: given.affinity.map((row) => row.slice(0, 3)),
          conflicts: inside(given.conflicts),
          kept: inside(given.kept),
          onePerOrganization: false,
        };
        const answer = await solveAssignment(problem);
        if (answer.status !== 'INFEASIBLE') return;
        found++;
        const { conflict } = answer;
        /** Only what is named is in force. */
        const isPossible = (demands: readonly string[], loads: readonly string[], coverage: readonly string[]) =>
          allPlans(problem, (id) => !demands.includes(id)).some((plan) =>
            faultsOf(problem, plan).every((fault) => {
              const about = [...demands.map((id) => `panel of ${id} has `), ...loads.map((id) => `load of ${id} `)];
              const isField = fault.includes('has nobody of');
              if (isField) return !coverage.some((id) => fault.startsWith(`panel of ${id} `));
              return !fault.startsWith('conflict') && !about.some((start) => fault.startsWith(start));
            }),
          );
        const named = [conflict.demands, conflict.loads, conflict.coverage].map((some) => some.map(({ id }) => id));
        const [demands = [], loads = [], coverage = []] = named;
        expect(isPossible(demands, loads, coverage)).toBe(false);
        const but = (ids: readonly string[], left: string) => ids.filter((id) => id !== left);
        for (const id of demands) expect(isPossible(but(demands, id), loads, coverage)).toBe(true);
        for (const id of loads) expect(isPossible(demands, but(loads, id), coverage)).toBe(true);
        for (const id of coverage) expect(isPossible(demands, loads, but(coverage, id))).toBe(true);
      }),
      { numRuns: 40 },
    );
    expect(found).toBeGreaterThan(8);
  });

  it('keeps two of one organization where both are fixed, and brings no third', async () => {
    const problem: AssignmentProblem = {
      experts: ['a', 'b', 'c', 'd'].map((id, i) => ({ id, min: 0, max: 2, organization: i < 3 ? 'O' : undefined })),
      nominations: [
        { id: 'm', demand: 3 },
        { id: 'n', demand: 2 },
      ],
      affinity: [
        [1, 1],
        [1, 1],
        [9, 9],
        [1, 1],
      ],
      conflicts: [],
      fixed: [0, 1].map((expert) => ({ expert, nomination: 0 })),
      onePerOrganization: true,
      seed: 's',
    };
    const found = await solveAssignment(problem);
    if (found.status === 'INFEASIBLE') return expect.fail('There is a plan.');
    expect(faultsOf(problem, found.pairs)).toEqual([]);
    const of = (place: number) => found.pairs.flatMap((pair) => (pair.nomination === place ? pair.expert : [])).sort();
    expect([of(0), of(1)]).toEqual([
      [0, 1, 3],
      [2, 3],
    ]);
    expect(faultsOf(problem, [...found.pairs, { expert: 2, nomination: 0 }])).toContain(
      'panel of m has two of one organization',
    );
  });

  it('of a problem that contradicts itself is refused with what does', async () => {
    const problem: AssignmentProblem = {
      experts: [{ id: 'e', min: 0, max: 1 }],
      nominations: [{ id: 'n', demand: 1 }],
      affinity: [[1]],
      conflicts: [{ expert: 0, nomination: 0 }],
      fixed: [{ expert: 0, nomination: 0 }],
      seed: 's',
    };
    await expect(solveAssignment(problem)).rejects.toThrow(BadProblem);
    await expect(solveAssignment({ ...problem, fixed: [], affinity: [[0.5]] })).rejects.toThrow('whole numbers');
    const none = [{ id: 'n', demand: 0 }];
    await expect(solveAssignment({ ...problem, conflicts: [], nominations: none })).rejects.toThrow('n has 1 experts');
    const idle = [{ id: 'e', min: 0, max: 0 }];
    await expect(solveAssignment({ ...problem, conflicts: [], experts: idle })).rejects.toThrow('e has 1 nominations');
    await expect(solveAssignment({ ...problem, experts: [{ id: 'e', min: 2, max: 1 }] })).rejects.toThrow('loads of e');
  });
});
