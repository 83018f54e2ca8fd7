import { describe, expect, it } from 'vitest';
import { solveAside } from '../../src/assignment/aside.ts';
import { type AssignmentProblem, BadProblem } from '../../src/assignment/problem.ts';
import { solveAssignment } from '../../src/assignment/solve.ts';

const problem = (experts: number, nominations: number): AssignmentProblem => ({
  experts: Array.from({ length: experts }, (_, i) => ({ id: `e${i}`, min: 0, max: nominations })),
  nominations: Array.from({ length: nominations }, (_, i) => ({ id: `n${i}`, demand: 2 })),
  affinity: Array.from({ length: experts }, (_, i) =>
    Array.from({ length: nominations }, (_, j) => (i * 7 + j * 3) % 11),
  ),
  conflicts: [],
  seed: 'one',
});

describe('An assignment solved aside', () => {
  it('is the same as here, while others go on', async () => {
    let turns = 0;
    const turning = setInterval(() => turns++, 1);
    const found = await solveAside(problem(8, 9));
    clearInterval(turning);
    expect(found).toEqual(await solveAssignment(problem(8, 9)));
    expect(turns).toBeGreaterThan(0);
  });

  it('says what contradicts itself, and why there is no plan', async () => {
    const wrong = { ...problem(2, 2), affinity: [] };
    await expect(solveAside(wrong)).rejects.toBeInstanceOf(BadProblem);
    expect(await solveAside(problem(1, 2))).toMatchObject({
      status: 'INFEASIBLE',
      conflict: { demands: [{ demand: 2 }] },
    });
  });

  it('is given up where nobody waits any more, and the next one is solved', async () => {
    const nobody = new AbortController();
    const given = solveAside(problem(8, 9), nobody.signal);
    const next = solveAside(problem(3, 3));
    const late = solveAside(problem(3, 3), AbortSignal.abort(new Error('too late')));
    nobody.abort(new Error('nobody waits'));
    await expect(given).rejects.toThrow('nobody waits');
    expect((await next).status).toBe('OPTIMAL');
    await expect(late).rejects.toThrow('too late');
  });
});
