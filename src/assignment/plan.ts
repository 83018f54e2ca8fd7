import type { Conflict, Constraint } from './infeasible.ts';
import { infinite, type Program } from './linear-program.ts';
import { type AssignmentProblem, faultsOf, loadsOf, objectiveOf, type Pair, worthOf } from './problem.ts';

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
  /**
   * Of RANDOMIZED: what a plan is worth on average over all seeds, and the probability of the most probable pair that is not
   * fixed. `bound` is that of the best plan without any cap: what is between is the price of chance.
   */
  readonly expected?: number;
  readonly largestProbability?: number;
  readonly leastLoad: number;
  readonly mostLoad: number;
  /** Rounds of pricing, and pairs that were looked at in the linear program, of all that may be assigned. */
  readonly rounds: number;
  readonly candidates: number;
  readonly allowed: number;
}

export interface Plan {
  readonly status: 'OPTIMAL' | 'FEASIBLE';
  readonly pairs: readonly Pair[];
  readonly report: AssignmentReport;
}

/** That there is none, and the constraints that tell so; `inWhole` where parts of pairs could meet them. */
export interface NoPlan {
  readonly carry: readonly Constraint[];
  readonly inWhole: boolean;
}

export type Assignment = Plan | { readonly status: 'INFEASIBLE'; readonly conflict: Conflict };

/** @throws where the pairs do not keep to the problem */
export const planFrom = (
  problem: AssignmentProblem,
  program: Program,
  pairs: readonly Pair[],
  bound: number,
  rounds: number,
): Plan => {
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
      rounds,
      candidates: program.present.size,
      allowed: program.columns.length,
    },
  };
};

/** Of what the panels are worth, and of the loads. Who needs nobody has no panel. */
export const panelsOf = (problem: AssignmentProblem, pairs: readonly Pair[]) => {
  const worth = worthOf(problem);
  const all = problem.nominations.map(() => 0);
  for (const { expert, nomination } of pairs) all[nomination] = (all[nomination] ?? 0) + worth(expert, nomination);
  const panels = all.filter((_, i) => (problem.nominations[i]?.demand ?? 0) > 0);
  const worths = panels.length > 0 ? panels : [0];
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
