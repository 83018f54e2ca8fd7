import type { Model } from 'highs';
import { balanceSteps, columnsOf, type Holds, type PairColumn, type Row } from './columns.ts';
import { type AssignmentProblem, evenShare, worthOf } from './problem.ts';

export const infinite = Number.POSITIVE_INFINITY;
export const tolerance = 1e-6;
/** Pairs of each nomination and of each expert that the first round begins with, and that a later one adds at most. */
const candidatesOfEach = 12;
const addedOfEach = 6;

interface Added extends PairColumn {
  readonly place: number;
}

const sparse = (rows: readonly number[], values: readonly number[]) => ({
  indices: Int32Array.from(rows),
  values: Float64Array.from(values),
});

/** Nominations whose panels have a floor: those who need somebody, where the fairest plan is looked for. */
const floored = ({ method, nominations }: AssignmentProblem): readonly number[] =>
  method === 'FAIREST' ? nominations.flatMap(({ demand }, i) => (demand > 0 ? [i] : [])) : [];

/** No panel is worth more, nor less below nothing. */
const deepestOf = ({ nominations }: AssignmentProblem, columns: readonly PairColumn[]): number => {
  const largest = columns.reduce((most, { worth }) => Math.max(most, Math.abs(worth)), 0);
  return nominations.reduce((most, { demand }) => Math.max(most, demand), 0) * largest;
};

/** The linear program as it grows. */
export const linearProgram = (problem: AssignmentProblem, model: Model, holds?: Holds) => {
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
  const worth = worthOf(problem);
  const floorRow = new Map<number, number>();
  for (const of of holds ? [] : floored(problem)) {
    addRow({ lower: 0, upper: infinite, kind: 'FLOOR', of });
    floorRow.set(of, rows.length);
    rows.push({ lower: 0, upper: infinite, kind: 'FLOOR', of });
  }
  // The floor that every panel is worth at least, below any to begin with.
  const deepest = deepestOf(problem, columns);
  const floor = { place: added.length, lower: -deepest, upper: deepest, cost: 0 };
  addColumn(
    0,
    floor.lower,
    floor.upper,
    [...floorRow.values()].map((row) => [row, -1]),
  );
  added.push(undefined);
  let second = false;

  const entriesOf = (column: PairColumn): [number, number][] => {
    const coverage = column.covers ? coverageRow.get(column.nomination) : undefined;
    const balance = balanceRow.get(column.expert);
    const organization = column.organization === undefined ? undefined : organizationRow.get(column.organization);
    const floorOf = floorRow.get(column.nomination);
    const ones = [column.nomination, loadRow(column.expert), coverage, balance, organization]
      .filter((row) => row !== undefined)
      .map((row): [number, number] => [row, 1]);
    return floorOf === undefined ? ones : [...ones, [floorOf, worth(column.expert, column.nomination)]];
  };

  const add = (column: PairColumn): void => {
    present.add(column);
    const place = added.length;
    addColumn(second ? column.cost : 0, column.fixed ? 1 : 0, column.most, entriesOf(column));
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

  const closeGaps = (): void => {
    for (const gap of gaps) {
      model.changeColBounds(gap, 0, 0);
      model.changeColCost(gap, 0);
    }
  };

  /** From searching for any plan to searching for the one whose least panel is worth most. */
  const beginFloor = (): void => {
    closeGaps();
    floor.cost = 1;
    model.changeColCost(floor.place, 1);
  };

  /** To searching for the best of those whose panels are worth `least`, where it is given: gaps are closed, and pairs count. */
  const beginSecond = (least?: number): void => {
    second = true;
    closeGaps();
    if (least !== undefined) {
      Object.assign(floor, { lower: least, upper: least, cost: 0 });
      model.clearIntegrality();
      model.changeColCost(floor.place, 0);
      model.changeColBounds(floor.place, least, least);
    }
    for (let i = 0; i < beyond; i++) model.changeColCost(i, beyondCosts[i] ?? 0);
    for (const column of added) if (column) model.changeColCost(column.place, column.cost);
  };

  const solved = () => {
    model.run();
    return model.getSolution();
  };

  const reducedCost = (column: PairColumn, duals: Float64Array): number =>
    entriesOf(column).reduce((cost, [row, value]) => cost - (duals[row] ?? 0) * value, second ? column.cost : 0);

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
    beginFloor,
    beginSecond,
    isSecond: () => second,
    floor,
    floorRow,
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

export type Program = ReturnType<typeof linearProgram>;

/** Solves and prices until no pair would better it. */
export const pricedOut = (program: Program) => {
  for (let rounds = 1; ; rounds++) {
    const solution = program.solved();
    const columns = program.better(solution.rowDual);
    if (columns.length === 0) return { solution, rounds };
    for (const column of columns) program.add(column);
  }
};
