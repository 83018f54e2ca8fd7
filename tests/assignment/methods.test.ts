import { describe, expect, it } from 'vitest';
import { type AssignmentProblem, BadProblem, faultsOf, objectiveOf, type Pair } from '../../src/assignment/problem.ts';
import { chancesOf, drawn } from '../../src/assignment/randomized.ts';
import { solveAssignment } from '../../src/assignment/solve.ts';
import { randomFrom } from '../../src/domain/random.ts';

const small = (seed: string): AssignmentProblem => {
  const random = randomFrom(seed);
  const below = (n: number) => Math.floor(random() * n);
  return {
    experts: Array.from({ length: 4 }, (_, i) => ({
      id: `e${i}`,
      min: below(4) === 0 ? 1 : 0,
      max: 2 + below(2),
      organization: 'AB'[below(3)],
      fields: below(2) === 0 ? ['F'] : [],
    })),
    nominations: Array.from({ length: 3 }, (_, i) => ({
      id: `n${i}`,
      demand: i > 0 && below(5) === 0 ? 0 : 2,
      field: below(6) === 0 ? 'F' : undefined,
    })),
    affinity: Array.from({ length: 4 }, () => Array.from({ length: 3 }, () => below(10))),
    conflicts: [{ expert: below(4), nomination: 1 + below(2) }],
    fixed: below(3) === 0 ? [{ expert: below(4), nomination: 0 }] : [],
    balance: below(3),
    onePerOrganization: below(2) === 0,
    seed,
  };
};

const allPlans = ({ experts, nominations }: AssignmentProblem): readonly (readonly Pair[])[] => {
  const pairs = experts.flatMap((_, expert) => nominations.map((__, nomination) => ({ expert, nomination })));
  return Array.from({ length: 2 ** pairs.length }, (_, set) => pairs.filter((__, i) => (set >> i) & 1));
};

const leastOf = ({ nominations, affinity }: AssignmentProblem, pairs: readonly Pair[]): number =>
  nominations.reduce((least, { demand }, of) => {
    if (demand === 0) return least;
    const mine = pairs.filter(({ nomination }) => nomination === of);
    return Math.min(
      least,
      mine.reduce((sum, { expert }) => sum + (affinity[expert]?.[of] ?? 0), 0),
    );
  }, Number.POSITIVE_INFINITY);

describe('The fairest assignment', () => {
  it('has the highest floor of all plans, and of those with it the most worth, proven so', async () => {
    let feasible = 0;
    for (let i = 0; i < 60; i++) {
      const problem: AssignmentProblem = { ...small(`fair ${i}`), method: 'FAIREST' };
      const possible = allPlans(problem).filter((plan) => faultsOf(problem, plan).length === 0);
      const found = await solveAssignment(problem);
      expect(found.status === 'INFEASIBLE').toBe(possible.length === 0);
      if (found.status === 'INFEASIBLE' || problem.nominations.every(({ demand }) => demand === 0)) continue;
      feasible++;
      const floor = Math.max(...possible.map((plan) => leastOf(problem, plan)));
      const fair = possible.filter((plan) => leastOf(problem, plan) === floor);
      expect(faultsOf(problem, found.pairs)).toEqual([]);
      expect(found.report).toMatchObject({ least: floor, leastBound: floor });
      expect(found.report.objective).toBe(Math.max(...fair.map((plan) => objectiveOf(problem, plan))));
      expect(found.status).toBe('OPTIMAL');
    }
    expect(feasible).toBeGreaterThan(8);
  });
});

describe('A randomized assignment', () => {
  it('keeps every limit whatever the seed, and each pair as probable as the cap allows', async () => {
    const problem: AssignmentProblem = {
      experts: Array.from({ length: 4 }, (_, i) => ({
        id: `e${i}`,
        min: 1,
        max: 2,
        organization: i < 2 ? 'A' : undefined,
      })),
      nominations: Array.from({ length: 3 }, (_, i) => ({ id: `n${i}`, demand: 2 })),
      affinity: [
        [9, 1, 2],
        [3, 8, 1],
        [2, 4, 9],
        [5, 5, 5],
      ],
      conflicts: [],
      onePerOrganization: true,
      method: 'RANDOMIZED',
      cap: 0.7,
      seed: '',
    };
    const draws = 400;
    const counts = new Map<string, number>();
    let worth = 0;
    let expected = 0;
    for (let i = 0; i < draws; i++) {
      const found = await solveAssignment({ ...problem, seed: `draw ${i}` });
      if (found.status === 'INFEASIBLE') return expect.fail('There are plans.');
      expect(faultsOf(problem, found.pairs)).toEqual([]);
      expect(found.report.largestProbability).toBeLessThanOrEqual(0.7);
      expected = found.report.expected ?? 0;
      worth += found.report.objective / draws;
      for (const { expert, nomination } of found.pairs) {
        const key = `${expert}/${nomination}`;
        counts.set(key, (counts.get(key) ?? 0) + 1);
      }
    }
    // Five standard errors of a share of 0.7, and of a plan's worth within 0 to 54.
    for (const count of counts.values()) expect(count / draws).toBeLessThan(0.7 + 5 * Math.sqrt(0.21 / draws));
    expect(Math.abs(worth - expected)).toBeLessThan((5 * 10) / Math.sqrt(draws));
  });

  it('is worth as much as the best where nothing is capped, and says when the cap leaves no plan', async () => {
    let compared = 0;
    for (let i = 0; i < 30; i++) {
      const problem = { ...small(`cap ${i}`) };
      const nominations = problem.nominations.map((item) => ({ ...item, field: undefined }));
      const best = await solveAssignment({ ...problem, nominations });
      const free = await solveAssignment({ ...problem, nominations, method: 'RANDOMIZED', cap: 1 });
      expect(free.status === 'INFEASIBLE').toBe(best.status === 'INFEASIBLE');
      if (best.status === 'INFEASIBLE' || free.status === 'INFEASIBLE') continue;
      compared++;
      expect(free.report.expected).toBeCloseTo(best.report.objective, 6);
      expect(free.report.bound).toBe(best.report.bound);
    }
    expect(compared).toBeGreaterThan(10);
    const none = await solveAssignment({
      experts: [{ id: 'a', min: 0, max: 1 }],
      nominations: [{ id: 'n', demand: 1 }],
      affinity: [[1]],
      conflicts: [],
      method: 'RANDOMIZED',
      cap: 0.5,
      seed: 's',
    });
    expect(none).toMatchObject({ status: 'INFEASIBLE', conflict: { demands: [{ id: 'n', demand: 1 }], cap: 0.5 } });
  });

  it('keeps what is fixed, single caps and fields that nest, and is refused where they do not', async () => {
    const problem: AssignmentProblem = {
      experts: Array.from({ length: 6 }, (_, i) => ({
        id: `e${i}`,
        min: 0,
        max: 2,
        organization: i < 2 ? 'A' : undefined,
        fields: i < 3 ? ['F'] : [],
      })),
      nominations: Array.from({ length: 4 }, (_, i) => ({ id: `n${i}`, demand: 2, field: 'F' })),
      affinity: Array.from({ length: 6 }, (_, i) => Array.from({ length: 4 }, (__, j) => ((i + 2) * (j + 3)) % 7)),
      conflicts: [{ expert: 5, nomination: 3 }],
      fixed: [{ expert: 0, nomination: 0 }],
      onePerOrganization: true,
      method: 'RANDOMIZED',
      cap: 0.6,
      caps: [{ expert: 1, nomination: 1, cap: 0 }],
      seed: '',
    };
    for (let i = 0; i < 60; i++) {
      const found = await solveAssignment({ ...problem, seed: `nested ${i}` });
      if (found.status === 'INFEASIBLE') return expect.fail('There are plans.');
      expect(faultsOf(problem, found.pairs)).toEqual([]);
      expect(found.pairs).not.toContainEqual({ expert: 1, nomination: 1 });
    }
    const crossing = problem.experts.map((expert, i) => ({ ...expert, max: 4, fields: i === 0 ? ['F'] : [] }));
    await expect(solveAssignment({ ...problem, experts: crossing, cap: 1, fixed: [] })).rejects.toThrow(BadProblem);
    await expect(solveAssignment({ ...problem, method: 'BEST' })).rejects.toThrow(
      'only the method RANDOMIZED takes one',
    );
    await expect(solveAssignment({ ...problem, cap: 1.5 })).rejects.toThrow('at most 1');
  });

  it('is drawn as probable as each pair stands, with every sum a whole number next to its expectation', () => {
    // Panels of two out of four; the first two are of one organization, together one at most.
    const shares = [
      [0.3, 0.6, 0.6],
      [0.5, 0.4, 0.35],
      [0.7, 0.6, 0.55],
      [0.5, 0.4, 0.5],
    ];
    const chances = chancesOf(
      shares.flatMap((row, expert) =>
        row.map((value, nomination) => ({
          expert,
          nomination,
          value,
          worth: 0,
          cost: 0,
          fixed: false,
          most: 1,
          organization: expert < 2 ? `${nomination} A` : undefined,
          covers: false,
        })),
      ),
      [2, 2, 2],
    );
    const random = randomFrom('draws');
    const draws = 4000;
    const counts = new Map<string, number>();
    const loadOf = (pairs: readonly Pair[], of: number) => pairs.filter(({ expert }) => expert === of).length;
    const whole = shares.map((row) => row.reduce((sum, share) => sum + share, 0));
    for (let i = 0; i < draws; i++) {
      const pairs = drawn(chances, random);
      const panels = [0, 1, 2].map((of) => pairs.filter(({ nomination }) => nomination === of));
      expect(panels.map((panel) => panel.length)).toEqual([2, 2, 2]);
      expect(panels.every((panel) => panel.filter(({ expert }) => expert < 2).length <= 1)).toBe(true);
      expect(whole.every((sum, expert) => Math.abs(loadOf(pairs, expert) - sum) < 1)).toBe(true);
      for (const pair of pairs) {
        const key = `${pair.expert}/${pair.nomination}`;
        counts.set(key, (counts.get(key) ?? 0) + 1);
      }
    }
    // Within four standard errors of each share.
    for (const [expert, row] of shares.entries()) {
      for (const [nomination, share] of row.entries()) {
        const found = (counts.get(`${expert}/${nomination}`) ?? 0) / draws;
        expect(Math.abs(found - share)).toBeLessThan(4 * Math.sqrt((share * (1 - share)) / draws));
      }
    }
  });
});
