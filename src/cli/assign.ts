import { readFileSync, writeFileSync } from 'node:fs';
import { CsvError, parse } from 'csv-parse/sync';
import type { Assignment } from '../assignment/plan.ts';
import { type AssignmentProblem, BadProblem, type Pair } from '../assignment/problem.ts';
import { solveAssignment } from '../assignment/solve.ts';
import { BadEnvironment } from './environment.ts';

export interface AssignOptions {
  readonly affinities: string;
  readonly demand: number;
  readonly minLoad: number;
  readonly maxLoad?: number;
  readonly loads?: string;
  readonly demands?: string;
  readonly conflicts?: string;
  readonly balance: number;
  readonly method?: 'best' | 'fairest' | 'randomized';
  readonly cap?: number;
  readonly seed: string;
  readonly out?: string;
}

type Cells = readonly (readonly string[])[];

const cellsOf = (file: string): Cells => {
  try {
    return parse(readFileSync(file), { bom: true, skip_empty_lines: true, relax_column_count: true, trim: true });
  } catch (error) {
    if (error instanceof CsvError) throw new BadEnvironment(`${file} is not CSV near line ${error.lines}.`);
    throw new BadEnvironment(`${file} cannot be read: ${error instanceof Error ? error.message : error}`);
  }
};

/** Empty, or what programs write for a pair that must not be. */
const isConflict = (cell: string): boolean => /^(|nan|-inf(inity)?|x)$/i.test(cell);
const isNumber = (cell: string): boolean => /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(cell);
const isValue = (cell: string): boolean => isConflict(cell) || isNumber(cell);

interface Table {
  readonly experts: readonly string[];
  readonly nominations: readonly string[];
  readonly cells: Cells;
}

/** Names stand in the first row and column, where these are no numbers; else they are counted: e1, n1. */
const tableOf = (file: string): Table => {
  const all = cellsOf(file);
  const [head = [], ...body] = all;
  const hasHead = head.slice(1).some((cell) => !isValue(cell));
  const rows = hasHead ? body : all;
  const hasNames = rows.some(([first = '']) => !isValue(first));
  const cells = hasNames ? rows.map((row) => row.slice(1)) : rows;
  const width = cells[0]?.length ?? 0;
  const names = hasHead ? head.slice(head.length - width) : Array.from({ length: width }, (_, i) => `n${i + 1}`);
  if (rows.length === 0 || width === 0) throw new BadEnvironment(`${file} holds no affinities.`);
  for (const [i, row] of cells.entries()) {
    const at = `${file}: row ${i + (hasHead ? 2 : 1)}`;
    if (row.length !== width) throw new BadEnvironment(`${at}: expected ${width} affinities, not ${row.length}.`);
    const wrong = row.findIndex((cell) => !isValue(cell));
    if (wrong >= 0) {
      const expected = 'expected a number, or nothing, nan, -inf or x for a conflict';
      throw new BadEnvironment(`${at}, column ${names[wrong]}: ${expected}.`);
    }
  }
  const experts = rows.map(([first = ''], i) => (hasNames ? first : `e${i + 1}`));
  return { experts, nominations: names, cells };
};

/** Affinities as whole numbers: all of them times the same power of ten, for up to four decimal places. */
const scaled = ({ cells }: Table) => {
  const numbers = cells.map((row) => row.map((cell) => (isConflict(cell) ? 0 : Number(cell))));
  const places = [0, 1, 2, 3, 4].find((power) =>
    numbers.every((row) =>
      row.every((value) => Math.abs(value * 10 ** power - Math.round(value * 10 ** power)) < 1e-9),
    ),
  );
  const scale = 10 ** (places ?? 4);
  return { scale, affinity: numbers.map((row) => row.map((value) => Math.round(value * scale))) };
};

/** Numbers by name, from a file of two or more columns with or without a header. */
const byName = (file: string | undefined, names: readonly string[], columns: number) => {
  const found = new Map<string, readonly number[]>();
  for (const [i, [name = '', ...rest]] of (file === undefined ? [] : cellsOf(file)).entries()) {
    const values = rest.slice(0, columns).map(Number);
    if (i === 0 && !names.includes(name)) continue;
    if (!names.includes(name))
      throw new BadEnvironment(`${file}: row ${i + 1}: there is no ${name} in the affinities.`);
    if (values.length < columns || !values.every((value) => Number.isSafeInteger(value) && value >= 0)) {
      throw new BadEnvironment(`${file}: row ${i + 1}: expected ${columns} whole numbers, 0 or more, after the name.`);
    }
    found.set(name, values);
  }
  return found;
};

const conflictsIn = (file: string | undefined, { experts, nominations }: Table): readonly Pair[] =>
  (file === undefined ? [] : cellsOf(file)).flatMap(([expert = '', nomination = ''], i) => {
    const pair = { expert: experts.indexOf(expert), nomination: nominations.indexOf(nomination) };
    if (pair.expert >= 0 && pair.nomination >= 0) return [pair];
    if (i === 0) return [];
    throw new BadEnvironment(`${file}: row ${i + 1}: expected an expert and a nomination of the affinities.`);
  });

const problemOf = (table: Table, options: AssignOptions) => {
  const { scale, affinity } = scaled(table);
  const loads = byName(options.loads, table.experts, 2);
  const demands = byName(options.demands, table.nominations, 1);
  const most = options.maxLoad ?? table.nominations.length;
  const problem: AssignmentProblem = {
    experts: table.experts.map((id) => {
      const [min = options.minLoad, max = most] = loads.get(id) ?? [];
      return { id, min, max };
    }),
    nominations: table.nominations.map((id) => ({ id, demand: demands.get(id)?.[0] ?? options.demand })),
    affinity,
    conflicts: [
      ...table.cells.flatMap((row, expert) =>
        row.flatMap((cell, nomination) => (isConflict(cell) ? [{ expert, nomination }] : [])),
      ),
      ...conflictsIn(options.conflicts, table),
    ],
    balance: options.balance * scale,
    method: (options.method ?? 'best').toUpperCase() as NonNullable<AssignmentProblem['method']>,
    cap: options.cap,
    seed: options.seed,
  };
  return { problem, scale };
};

/**
 * Assigns experts to nominations from a file of affinities: rows experts, columns nominations. The pairs go to the file
 * `out` or to standard output, what they come to goes to standard error. Status 1 where there is no plan, and why.
 *
 * @throws {BadEnvironment} naming file, row and column of what cannot be read
 */
export const assignFromFile = async (options: AssignOptions): Promise<void> => {
  const table = tableOf(options.affinities);
  const { problem, scale } = problemOf(table, options);
  const began = performance.now();
  const found = await solved(problem);
  const seconds = (performance.now() - began) / 1000;
  if (found.status === 'INFEASIBLE') {
    const { demands, loads, cap } = found.conflict;
    console.error('There is no such plan. These cannot be met together:');
    for (const { id, demand } of demands) console.error(`  ${id} needs ${demand}`);
    for (const { id, min, max } of loads) console.error(`  ${id} takes ${min} to ${max}`);
    if (cap !== undefined) console.error(`  no pair is more probable than its cap (${cap}): a higher --cap has a plan`);
    process.exitCode = 1;
    return;
  }
  const rows = found.pairs
    .map(({ expert, nomination }) => [table.nominations[nomination] ?? '', table.experts[expert] ?? ''] as const)
    .sort(([a, b], [c, d]) => (`${a} ${b}` < `${c} ${d}` ? -1 : 1));
  const csv = `${[['nominationId', 'expert'], ...rows].map((row) => row.map(quoted).join(',')).join('\n')}\n`;
  if (options.out === undefined) process.stdout.write(csv);
  else writeFileSync(options.out, csv);
  console.error(inWords(found, scale, seconds));
};

const quoted = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

const solved = async (problem: AssignmentProblem): Promise<Assignment> => {
  try {
    return await solveAssignment(problem);
  } catch (error) {
    if (error instanceof BadProblem) throw new BadEnvironment(error.message);
    throw error;
  }
};

const inWords = (
  { status, pairs, report }: Exclude<Assignment, { status: 'INFEASIBLE' }>,
  scale: number,
  seconds: number,
): string => {
  const { objective, bound, least, mean, spread, leastLoad, mostLoad, leastBound, expected, largestProbability } =
    report;
  const [worth, most, lowest, average, deviation] = [objective, bound, least, mean, spread].map((n) => n / scale);
  const proof = status === 'OPTIMAL' ? 'proven best' : `not proven best: at most ${most}`;
  return [
    `${pairs.length} pairs, ${expected === undefined ? proof : 'drawn from the seed'}`,
    ...(leastBound === undefined ? [] : [`floor ${lowest}, at most ${leastBound / scale}`]),
    ...(expected === undefined
      ? []
      : [
          `expected worth ${expected / scale}, ${((100 * expected) / bound).toFixed(2)} % of the best plan's ${most}; ` +
            `most probable pair ${largestProbability}`,
        ]),
    `worth ${worth}; of one nomination least ${lowest}, mean ${average?.toFixed(2)}, standard deviation ${deviation?.toFixed(2)}`,
    `loads ${leastLoad} to ${mostLoad}; ${seconds.toFixed(1)} s`,
  ].join('\n');
};
