import { carrying } from './infeasible.ts';
import { type Program, pricedOut, tolerance } from './linear-program.ts';
import { type NoPlan, type Plan, panelsOf, planFrom } from './plan.ts';
import { type AssignmentProblem, objectiveOf, type Pair, placeOf } from './problem.ts';
import { mostOf, wholePairs } from './whole.ts';

const addAll = (program: Program, pairs: readonly Pair[]): void => {
  const places = new Set(pairs.map(placeOf));
  for (const column of program.columns) {
    if (places.has(placeOf(column)) && !program.present.has(column)) program.add(column);
  }
};

/**
 * The largest floor first (the fairness of Stelmakh, Shah, Singh 2019, exactly where it can be proven), then the plan worth
 * most on it. The linear program bounds both; whole numbers are branched for, with a limit of nodes, never of time.
 */
export const fairestOf = (problem: AssignmentProblem, program: Program, best: Plan): Plan | NoPlan => {
  const first = pricedOut(program);
  if (program.gapIn(first.solution.colValue) > tolerance)
    return { carry: carrying(program.rows, first.solution.rowDual), inWhole: false };
  addAll(program, best.pairs);
  program.beginFloor();
  const floors = pricedOut(program);
  const highest = Math.floor(mostOf(program, floors.solution.rowDual) + tolerance);
  const leastOf = (pairs: readonly Pair[]): number => panelsOf(problem, pairs).least;
  const fair = wholePairs(problem, program, floors.solution, highest, leastOf, best.pairs);
  const least = leastOf(fair.pairs);
  addAll(program, fair.pairs);
  program.beginSecond(least);
  const { solution, rounds } = pricedOut(program);
  const most = Math.floor(mostOf(program, solution.rowDual) + tolerance);
  const worthOnFloor = (pairs: readonly Pair[]): number =>
    leastOf(pairs) >= least ? objectiveOf(problem, pairs) : Number.NEGATIVE_INFINITY;
  const found = wholePairs(problem, program, solution, most, worthOnFloor, fair.pairs);
  const objective = objectiveOf(problem, found.pairs);
  const leastBound = fair.proven ? least : highest;
  const bound = found.proven ? objective : most;
  const plan = planFrom(problem, program, found.pairs, bound, first.rounds + floors.rounds + rounds);
  const status = plan.status === 'OPTIMAL' && leastBound === least ? 'OPTIMAL' : 'FEASIBLE';
  return { ...plan, status, report: { ...plan.report, leastBound } };
};
