import { randomFrom } from '../domain/random.ts';
import { carrying } from './infeasible.ts';
import { type Program, pricedOut, tolerance } from './linear-program.ts';
import { type NoPlan, type Plan, planFrom } from './plan.ts';
import { type AssignmentProblem, imbalance } from './problem.ts';
import { type Chance, chancesOf, drawn, mustNest, one } from './randomized.ts';
import { mostOf } from './whole.ts';

/**
 * The probabilities worth most under the cap (Jecmen et al. 2020), and a plan drawn by them from the seed. They do not
 * depend on the seed, which protects only while nobody can know it before preferences are in. What balance costs is exact:
 * it is linear between the whole loads around an expected one.
 */
export const lotteryOf = (problem: AssignmentProblem, program: Program, best: Plan): Plan | NoPlan => {
  mustNest(
    program.columns,
    problem.nominations.map(({ id }) => id),
  );
  const first = pricedOut(program);
  if (program.gapIn(first.solution.colValue) > tolerance)
    return { carry: carrying(program.rows, first.solution.rowDual), inWhole: false };
  program.beginSecond();
  const { solution, rounds } = pricedOut(program);
  const most = mostOf(program, solution.rowDual);
  const chances = chancesOf(
    program.added.flatMap((column) => (column ? [{ ...column, value: solution.colValue[column.place] ?? 0 }] : [])),
    problem.nominations.map(({ demand }) => demand),
  );
  const balance = expectedImbalance(problem, chances);
  const expected = chances.reduce((sum, { worth, units }) => sum + worth * units, 0) / one - balance;
  const plan = planFrom(
    problem,
    program,
    drawn(chances, randomFrom(problem.seed)),
    best.report.bound,
    first.rounds + rounds,
  );
  const largest = chances.reduce((most, { fixed, units }) => (fixed ? most : Math.max(most, units)), 0);
  return {
    ...plan,
    status: most - expected < 0.5 ? 'OPTIMAL' : 'FEASIBLE',
    report: { ...plan.report, expected, largestProbability: largest / one },
  };
};

/** Exact: what a load costs is linear between the whole numbers around it. */
const expectedImbalance = (problem: AssignmentProblem, chances: readonly Chance[]): number => {
  const loads = problem.experts.map(() => 0);
  for (const { expert, units } of chances) loads[expert] = (loads[expert] ?? 0) + units;
  return loads.reduce((sum, units) => {
    const low = Math.floor(units / one);
    const [at, beyond] = [imbalance(problem, [low]), imbalance(problem, [low + 1])];
    return sum + at + (beyond - at) * ((units % one) / one);
  }, 0);
};
