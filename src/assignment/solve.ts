import highsLoader, { type Highs, type Model } from 'highs';
import type { Holds } from './columns.ts';
import { type Conflict, type Constraint, carrying, smallestConflict } from './infeasible.ts';
import { infinite, linearProgram, type Program, pricedOut, tolerance } from './linear-program.ts';
import { type AssignmentProblem, faultsOf, loadsOf, mustHold, objectiveOf, type Pair, worthOf } from './problem.ts';

export interface AssignmentReport {
  /** What the plan comes to, exactly, and the most that any plan could come to. They are equal where it is proven best. */
  readonly objective: number;
  readonly bound: number;
  /** Of what the panels of the nominations are worth: least, mean, and standard deviation. */
  readonly least: number;
  readonly mean: number;
  readonly spread: number;
  /** Of FAIREST: what the least panel of no plan can exceed, proven. Equal to `least` where the floor is proven best. */
  readonly leastBound?: number;
  /** Of RANDOMIZED: what the plan is worth on average over all seeds, the probability of the most probable pair that is not
   * fixed, and what the best plan without any cap is worth at most: the price of chance is what is between. */
  readonly expected?: number;
  readonly largestProbability?: number;
  readonly uncapped?: number;
  readonly leastLoad: number;
  readonly mostLoad: number;
  /** Rounds of pricing, and pairs that were looked at in the linear program, of all that may be assigned. */
  readonly rounds: number;
  readonly candidates: number;
  readonly allowed: number;
}

interface Plan {
  readonly status: 'OPTIMAL' | 'FEASIBLE';
  readonly pairs: readonly Pair[];
  readonly report: AssignmentReport;
}

export type Assignment = Plan | { readonly status: 'INFEASIBLE'; readonly conflict: Conflict };

/** Its types are written for another kind of module than it is. */
const load = highsLoader as unknown as () => Promise<Highs>;
let loaded: Promise<Highs> | undefined;
export const solver = (): Promise<Highs> => {
  loaded ??= load();
  return loaded;
};

/**
 * The plan that is worth most, by linear programming with column generation: the best pairs first, then every pair that
 * the duals say could better it, until there is none. Where nominations ask for a field and organizations are kept apart
 * at once, the linear program may want halves of pairs: then the pairs that could still be in a best plan are solved in
 * whole numbers.
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
  const found = on((model) => planOf(problem, linearProgram(problem, model)));
  if ('pairs' in found) return found;
  const isPossible = (holds: Holds): boolean =>
    on((model) => {
      const program = linearProgram(problem, model, holds);
      return program.gapIn(pricedOut(program).solution.colValue) <= tolerance;
    });
  return { status: 'INFEASIBLE', conflict: smallestConflict(problem, found, isPossible) };
};

const planOf = (problem: AssignmentProblem, program: Program): Plan | readonly Constraint[] => {
  const first = pricedOut(program);
  if (program.gapIn(first.solution.colValue) > tolerance) {
    return carrying(program.rows, first.solution.rowDual);
  }
  program.beginSecond();
  const { solution, rounds } = pricedOut(program);
  const bound = Math.floor(mostOf(program, solution.rowDual) + tolerance);
  const pairs = wholePairs(problem, program, solution, bound);
  const faults = faultsOf(problem, pairs);
  if (faults.length > 0) throw new Error(`The plan does not hold: ${faults.join('; ')}.`);
  const objective = objectiveOf(problem, pairs);
  return {
    status: objective === bound ? 'OPTIMAL' : 'FEASIBLE',
    pairs,
    report: {
      objective,
      bound,
      ...panelsOf(problem, pairs),
      rounds: first.rounds + rounds,
      candidates: program.present.size,
      allowed: program.columns.length,
    },
  };
};

/** What no plan can exceed, whatever the duals: weak duality, on what pairs are truly worth. */
const mostOf = ({ rows, columns, beyondCosts, added, reducedCost, model }: Program, duals: Float64Array): number => {
  const ofRows = rows.reduce((sum, { lower, upper }, i) => {
    const dual = duals[i] ?? 0;
    if (Math.abs(dual) < 1e-12) return sum;
    return sum + dual * (dual > 0 ? upper : lower);
  }, 0);
  const ofPairs = columns.reduce((sum, column) => {
    const left = reducedCost(column, duals) - (column.cost - column.worth);
    return sum + (column.fixed ? left : Math.max(left, 0));
  }, 0);
  const colDual = model.getSolution().colDual;
  const ofSteps = beyondCosts.reduce(
    (sum, _, i) => sum + Math.max(added[i] === undefined ? (colDual[i] ?? 0) : 0, 0),
    0,
  );
  return ofRows + ofPairs + ofSteps;
};

const isWhole = (value: number): boolean => Math.abs(value - Math.round(value)) < 1e-5;

const chosen = ({ added }: Program, values: Float64Array): readonly Pair[] =>
  added.flatMap((column) =>
    column && (values[column.place] ?? 0) > 0.5 ? [{ expert: column.expert, nomination: column.nomination }] : [],
  );

/** In whole numbers: as the linear program has it, or, where that has parts of pairs, by branching on what could matter. */
const wholePairs = (
  problem: AssignmentProblem,
  program: Program,
  solution: { readonly colValue: Float64Array; readonly rowDual: Float64Array },
  bound: number,
): readonly Pair[] => {
  if (program.added.every((column) => !column || isWhole(solution.colValue[column.place] ?? 0))) {
    return chosen(program, solution.colValue);
  }
  const branched = (): readonly Pair[] => {
    const places = program.added.flatMap((column) => (column ? [column.place] : []));
    for (const place of places) program.model.changeColIntegrality(place, 1);
    program.model.options.set({ mip_rel_gap: 0, mip_abs_gap: 0 });
    return chosen(program, program.solved().colValue);
  };
  const some = branched();
  const reached = faultsOf(problem, some).length === 0 ? objectiveOf(problem, some) : Number.NEGATIVE_INFINITY;
  if (reached === bound) return some;
  // A pair whose reduced cost takes more than what is missing to the bound is in no better plan.
  const missing = bound - reached + 1;
  for (const column of program.columns) {
    if (program.present.has(column)) continue;
    if (program.reducedCost(column, solution.rowDual) >= -missing) program.add(column);
  }
  return branched();
};

const panelsOf = (problem: AssignmentProblem, pairs: readonly Pair[]) => {
  const worth = worthOf(problem);
  const worths = problem.nominations.map(() => 0);
  for (const { expert, nomination } of pairs)
    worths[nomination] = (worths[nomination] ?? 0) + worth(expert, nomination);
  const mean = worths.reduce((sum, value) => sum + value, 0) / worths.length;
  const loads = loadsOf(problem, pairs);
  return {
    least: worths.reduce((a, b) => Math.min(a, b), infinite),
    mean,
    spread: Math.sqrt(worths.reduce((sum, value) => sum + (value - mean) ** 2, 0) / worths.length),
    leastLoad: loads.reduce((a, b) => Math.min(a, b), infinite),
    mostLoad: loads.reduce((a, b) => Math.max(a, b), 0),
  };
};
