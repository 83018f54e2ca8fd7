import highsLoader, { type Highs, type Model } from 'highs';
import { balanceSteps, columnsOf, type Holds, type PairColumn, type Row } from './columns.ts';
import { type Conflict, type Constraint, carrying, smallestConflict } from './infeasible.ts';
import {
  type AssignmentProblem,
  evenShare,
  faultsOf,
  loadsOf,
  mustHold,
  objectiveOf,
  type Pair,
  worthOf,
} from './problem.ts';

export interface AssignmentReport {
  /** What the plan comes to, exactly, and the most that any plan could come to. They are equal where it is proven best. */
  readonly objective: number;
  readonly bound: number;
  /** Of what the panels of the nominations are worth: least, mean, and standard deviation. */
  readonly least: number;
  readonly mean: number;
  readonly spread: number;
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

const infinite = Number.POSITIVE_INFINITY;
const tolerance = 1e-6;
/** Pairs of each nomination and of each expert that the first round begins with, and that a later one adds at most. */
const candidatesOfEach = 12;
const addedOfEach = 6;

interface Added extends PairColumn {
  readonly place: number;
}

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

const sparse = (rows: readonly number[], values: readonly number[]) => ({
  indices: Int32Array.from(rows),
  values: Float64Array.from(values),
});

/** The linear program as it grows. */
const linearProgram = (problem: AssignmentProblem, model: Model, holds?: Holds) => {
  const { columns, rows: first, coverageRow, loadRow } = columnsOf(problem, holds);
  const { experts } = problem;
  const rows: Row[] = [...first];
  const added: (Added | undefined)[] = [];
  const present = new Set<PairColumn>();
  const organizationRow = new Map<string, number>();
  const inOrganization = new Map<string, number[]>();
  const even = evenShare(problem);
  // What even loads are worth has no part in what is possible.
  const steps = experts.map((_, expert) => (holds ? [] : balanceSteps(problem, expert)));
  const balanceRow = new Map<number, number>();

  const addRow = (row: Row, entries: readonly (readonly [column: number, value: number])[] = []): number => {
    model.addRow(
      row.lower,
      row.upper,
      sparse(
        entries.map(([column]) => column),
        entries.map(([, value]) => value),
      ),
    );
    return rows.length;
  };
  const addColumn = (cost: number, lower: number, upper: number, entries: readonly (readonly [number, number])[]) => {
    model.addCol(
      cost,
      lower,
      upper,
      sparse(
        entries.map(([row]) => row),
        entries.map(([, value]) => value),
      ),
    );
  };

  model.changeObjectiveSense(-1 as never);
  for (const row of first) addRow(row);
  for (const [expert, costs] of steps.entries()) {
    if (costs.length === 0) continue;
    const row: Row = { lower: -infinite, upper: even, kind: 'LOAD', of: expert };
    addRow(row);
    balanceRow.set(expert, rows.length);
    rows.push(row);
    for (const _ of costs) {
      addColumn(0, 0, 1, [[rows.length - 1, -1]]);
      added.push(undefined);
    }
  }
  const beyond = added.length;
  const beyondCosts = steps.flat();
  /** What is still missing of demands, loads and coverage: there to begin with, and gone in the end. */
  const gaps: number[] = [];
  for (const [i, { lower }] of first.entries()) {
    if (lower <= 0) continue;
    gaps.push(added.length);
    addColumn(-1, 0, lower, [[i, 1]]);
    added.push(undefined);
  }
  // HiGHS solves no model without a column.
  addColumn(0, 0, 0, []);
  added.push(undefined);
  let second = false;

  const entriesOf = (column: PairColumn): [number, number][] => {
    const coverage = column.covers ? coverageRow.get(column.nomination) : undefined;
    const balance = balanceRow.get(column.expert);
    const organization = column.organization === undefined ? undefined : organizationRow.get(column.organization);
    return [column.nomination, loadRow(column.expert), coverage, balance, organization]
      .filter((row) => row !== undefined)
      .map((row) => [row, 1]);
  };

  const add = (column: PairColumn): void => {
    present.add(column);
    const place = added.length;
    addColumn(second ? column.cost : 0, column.fixed ? 1 : 0, 1, entriesOf(column));
    added.push({ ...column, place });
    if (column.organization === undefined) return;
    const members = [...(inOrganization.get(column.organization) ?? []), place];
    inOrganization.set(column.organization, members);
    if (holds && !holds('ORGANIZATION', column.nomination)) return;
    if (members.length !== 2 || organizationRow.has(column.organization)) return;
    const pinned = members.filter((member) => added[member]?.fixed).length;
    const row: Row = { lower: -infinite, upper: Math.max(pinned, 1), kind: 'ORGANIZATION', of: column.nomination };
    addRow(
      row,
      members.map((member) => [member, 1] as const),
    );
    organizationRow.set(column.organization, rows.length);
    rows.push(row);
  };

  /** From searching for any plan to searching for the best: gaps are closed, and pairs count. */
  const beginSecond = (): void => {
    second = true;
    for (const gap of gaps) {
      model.changeColBounds(gap, 0, 0);
      model.changeColCost(gap, 0);
    }
    for (let i = 0; i < beyond; i++) model.changeColCost(i, beyondCosts[i] ?? 0);
    for (const column of added) if (column) model.changeColCost(column.place, column.cost);
  };

  const solved = () => {
    model.run();
    return model.getSolution();
  };

  const reducedCost = (column: PairColumn, duals: Float64Array): number =>
    entriesOf(column).reduce((cost, [row]) => cost - (duals[row] ?? 0), second ? column.cost : 0);

  /** The pairs not yet there that would better the solution most, some of each nomination. */
  const better = (duals: Float64Array): readonly PairColumn[] => {
    const found = new Map<number, { readonly column: PairColumn; readonly by: number }[]>();
    for (const column of columns) {
      if (present.has(column)) continue;
      const by = reducedCost(column, duals);
      if (by <= tolerance) continue;
      const others = found.get(column.nomination);
      if (others) others.push({ column, by });
      else found.set(column.nomination, [{ column, by }]);
    }
    return [...found.values()].flatMap((some) =>
      some
        .sort((a, b) => b.by - a.by)
        .slice(0, addedOfEach)
        .map(({ column }) => column),
    );
  };

  for (const column of firstOf(columns)) add(column);
  return {
    columns,
    rows,
    added,
    present,
    add,
    solved,
    better,
    beginSecond,
    reducedCost,
    model,
    gapIn: (values: Float64Array) => gaps.reduce((sum, gap) => sum + (values[gap] ?? 0), 0),
    beyondCosts,
  };
};

/** Fixed ones, and the best of each nomination and of each expert. */
const firstOf = (columns: readonly PairColumn[]): ReadonlySet<PairColumn> => {
  const best = [...columns].sort((a, b) => b.cost - a.cost);
  const taken = new Map<string, number>();
  const first = new Set(columns.filter(({ fixed }) => fixed));
  for (const column of best) {
    for (const key of [`n${column.nomination}`, `e${column.expert}`]) {
      const count = taken.get(key) ?? 0;
      if (count >= candidatesOfEach) continue;
      taken.set(key, count + 1);
      first.add(column);
    }
  }
  return first;
};

type Program = ReturnType<typeof linearProgram>;

/** Solves and prices until no pair would better it. */
const pricedOut = (program: Program) => {
  for (let rounds = 1; ; rounds++) {
    const solution = program.solved();
    const columns = program.better(solution.rowDual);
    if (columns.length === 0) return { solution, rounds };
    for (const column of columns) program.add(column);
  }
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
