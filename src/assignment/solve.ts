import highsLoader, { type Highs, type Model } from 'highs';
import type { Holds } from './columns.ts';
import { fairestOf } from './fairest.ts';
import { carrying, smallestConflict } from './infeasible.ts';
import { linearProgram, type Program, pricedOut, tolerance } from './linear-program.ts';
import { lotteryOf } from './lottery.ts';
import { type Assignment, type NoPlan, type Plan, planFrom } from './plan.ts';
import { type AssignmentProblem, faultsOf, mustHold, objectiveOf, type Pair } from './problem.ts';
import { mostOf, solvedInWhole, wholePairs } from './whole.ts';

/** Its types are written for another kind of module than it is. */
const load = highsLoader as unknown as () => Promise<Highs>;
let loaded: Promise<Highs> | undefined;
export const solver = (): Promise<Highs> => {
  loaded ??= load();
  return loaded;
};

/**
 * The plan that the problem's method asks for. The best is the one worth most, by linear programming with column generation:
 * the best pairs first, then every pair that the duals say could better it, until there is none. Where nominations ask for a
 * field and organizations are kept apart at once, the linear program may want halves of pairs: then the pairs that could
 * still be in a best plan are solved in whole numbers.
 *
 * @throws {BadProblem} where the problem contradicts itself
 */
export const solveAssignment = async (problem: AssignmentProblem): Promise<Assignment> => {
  mustHold(problem);
  const highs = await solver();
  const on = <Result>(use: (model: Model) => Result): Result =>
    highs.withModel((model) => {
      model.options.set({ output_flag: false });
      return use(model);
    });
  // The best plan of all: what fairness and chance are measured by, and begin from.
  const best = isBest(problem) ? undefined : await solveAssignment(asBest(problem));
  if (best?.status === 'INFEASIBLE') return best;
  const found = on((model) => {
    const program = linearProgram(best && problem.method === 'RANDOMIZED' ? { ...problem, seed: '' } : problem, model);
    if (!best) return planOf(problem, program);
    return problem.method === 'FAIREST' ? fairestOf(problem, program, best) : lotteryOf(problem, program, best);
  });
  if ('pairs' in found) return found;
  const { carry, inWhole } = found;
  const isPossible = (holds: Holds): boolean =>
    on((model) => {
      const program = linearProgram(problem, model, holds);
      const { solution } = pricedOut(program);
      const isMet = program.gapIn(solution.colValue) <= tolerance;
      return isMet && (!inWhole || program.gapIn(solvedInWhole(program)) <= tolerance);
    });
  if (inWhole && isPossible(() => true)) throw new Error('There is a plan, and it was not found.');
  const conflict = smallestConflict(problem, carry, isPossible);
  return {
    status: 'INFEASIBLE',
    conflict: { ...conflict, ...(best && problem.cap !== undefined && { cap: problem.cap }) },
  };
};

const isBest = ({ method = 'BEST', nominations }: AssignmentProblem): boolean =>
  method === 'BEST' || (method === 'FAIREST' && nominations.every(({ demand }) => demand === 0));

const asBest = (problem: AssignmentProblem): AssignmentProblem => ({
  ...problem,
  method: 'BEST',
  cap: undefined,
  caps: undefined,
});

const planOf = (problem: AssignmentProblem, program: Program): Plan | NoPlan => {
  const first = pricedOut(program);
  if (program.gapIn(first.solution.colValue) > tolerance) {
    return { carry: carrying(program.rows, first.solution.rowDual), inWhole: false };
  }
  program.beginSecond();
  const { solution, rounds } = pricedOut(program);
  const bound = Math.floor(mostOf(program, solution.rowDual) + tolerance);
  const value = (pairs: readonly Pair[]): number => objectiveOf(problem, pairs);
  const { pairs, proven } = wholePairs(problem, program, solution, bound, value);
  if (faultsOf(problem, pairs).length > 0) return { carry: program.rows, inWhole: true };
  return planFrom(problem, program, pairs, proven ? objectiveOf(problem, pairs) : bound, first.rounds + rounds);
};
