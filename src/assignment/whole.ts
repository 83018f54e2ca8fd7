import type { Program } from './linear-program.ts';
import { type AssignmentProblem, faultsOf, type Pair } from './problem.ts';

/** What no plan can exceed, whatever the duals: weak duality, on what pairs are truly worth. */
export const mostOf = (program: Program, told: Float64Array): number => {
  const { rows, columns, beyondCosts, added, reducedCost, model, floor, floorRow } = program;
  // A dual that points where there is no bound is rounding.
  const duals = told.map((dual, i) => (Number.isFinite(dual > 0 ? rows[i]?.upper : rows[i]?.lower) ? dual : 0));
  const ofFloor = [...floorRow.values()].reduce((sum, row) => sum + (duals[row] ?? 0), floor.cost);
  const ofRows = rows.reduce((sum, { lower, upper }, i) => {
    const dual = duals[i] ?? 0;
    if (Math.abs(dual) < 1e-12) return sum;
    return sum + dual * (dual > 0 ? upper : lower);
  }, 0);
  const ofPairs = columns.reduce((sum, column) => {
    const left = reducedCost(column, duals) - (program.isSecond() ? column.cost - column.worth : 0);
    return sum + (column.fixed ? left : Math.max(left, 0) * column.most);
  }, 0);
  const colDual = model.getSolution().colDual;
  const ofSteps = beyondCosts.reduce(
    (sum, _, i) => sum + Math.max(added[i] === undefined ? (colDual[i] ?? 0) : 0, 0),
    0,
  );
  if (floorRow.size === 0) return ofRows + ofPairs + ofSteps;
  return ofRows + ofPairs + ofSteps + ofFloor * (ofFloor > 0 ? floor.upper : floor.lower);
};

/** Of what branching may cost where a plan is there already: nodes, pairs looked at once more; HiGHS' status of a proof. */
const mostNodes = 200;
const mostOpen = 5000;
const optimal = 7;

const inWholeNumbers = ({ added, model }: Program): void => {
  for (const column of added) if (column) model.changeColIntegrality(column.place, 1);
};

/** All pairs there are, none in parts. */
export const solvedInWhole = (program: Program): Float64Array => {
  for (const column of program.columns) if (!program.present.has(column)) program.add(column);
  inWholeNumbers(program);
  return program.solved().colValue;
};

const isWhole = (value: number): boolean => Math.abs(value - Math.round(value)) < 1e-5;

const chosen = ({ added }: Program, values: Float64Array): readonly Pair[] =>
  added.flatMap((column) =>
    column && (values[column.place] ?? 0) > 0.5 ? [{ expert: column.expert, nomination: column.nomination }] : [],
  );

/** In whole numbers: as the linear program has it, or, where that has parts of pairs, by branching on what could matter. */
export const wholePairs = (
  problem: AssignmentProblem,
  program: Program,
  solution: { readonly colValue: Float64Array; readonly rowDual: Float64Array },
  bound: number,
  valued: (pairs: readonly Pair[]) => number,
  otherwise?: readonly Pair[],
): { readonly pairs: readonly Pair[]; readonly proven: boolean } => {
  if (program.added.every((column) => !column || isWhole(solution.colValue[column.place] ?? 0))) {
    const pairs = chosen(program, solution.colValue);
    return { pairs, proven: valued(pairs) === bound };
  }
  const branched = (): readonly Pair[] => {
    inWholeNumbers(program);
    program.model.options.set({ mip_rel_gap: 0, mip_abs_gap: otherwise ? 0.5 : 0 });
    if (otherwise) program.model.options.set({ mip_max_nodes: mostNodes });
    return chosen(program, program.solved().colValue);
  };
  const worthOfPlan = (pairs: readonly Pair[]): number =>
    faultsOf(problem, pairs).length === 0 ? valued(pairs) : Number.NEGATIVE_INFINITY;
  const better = (one: readonly Pair[], other = otherwise): readonly Pair[] =>
    other && worthOfPlan(other) >= worthOfPlan(one) ? other : one;
  const some = better(branched());
  const reached = worthOfPlan(some);
  if (reached === bound) return { pairs: some, proven: true };
  // A pair whose reduced cost takes more than what is missing to the bound is in no better plan.
  const missing = bound - reached + 1;
  const open = program.columns.filter(
    (column) => !program.present.has(column) && program.reducedCost(column, solution.rowDual) >= -missing,
  );
  if (otherwise && open.length > mostOpen) return { pairs: some, proven: false };
  for (const column of open) program.add(column);
  const pairs = better(branched(), some);
  return { pairs, proven: program.model.getModelStatus() === optimal };
};
