import { randomFrom } from '../domain/random.ts';
import { type AssignmentProblem, capOf, evenShare, type Pair, placeOf, worthOf } from './problem.ts';

/** A constraint of the linear program, `lower` to `upper`. */
export interface Row {
  readonly lower: number;
  readonly upper: number;
  readonly kind: 'DEMAND' | 'LOAD' | 'COVERAGE' | 'ORGANIZATION' | 'FLOOR';
  /** Place of the nomination or expert; of an organization, that of the nomination. */
  readonly of: number;
}

/** A pair that may be assigned. */
export interface PairColumn {
  readonly expert: number;
  readonly nomination: number;
  /** What it is worth, exactly, and with the seed's say between equal plans. */
  readonly worth: number;
  readonly cost: number;
  readonly fixed: boolean;
  /** The most of it that may be assigned: 1, or its cap. */
  readonly most: number;
  /** Key of its organization's row; undefined where nothing is to be kept apart. */
  readonly organization: string | undefined;
  readonly covers: boolean;
}

/** Whether experts of an organization have to be kept apart: where there are several. */
const sharedIn = ({ experts, onePerOrganization = false }: AssignmentProblem) => {
  const members = new Map<string | undefined, number>();
  for (const { organization } of experts) members.set(organization, (members.get(organization) ?? 0) + 1);
  return (organization: string | undefined): boolean =>
    onePerOrganization && organization !== undefined && (members.get(organization) ?? 0) > 1;
};

/** Which constraints are in force, by kind and place: all of them, or some, to find which contradict each other. */
export type Holds = (kind: Row['kind'], of: number) => boolean;
const everything: Holds = () => true;

/**
 * Everything that may be assigned, and the rows that are there from the start: demands, then loads, then coverage of
 * the nominations that name a field. The seed's say is less than half a point for any whole plan, so that it never
 * decides between plans of different worth.
 */
export const columnsOf = (problem: AssignmentProblem, holds: Holds = everything) => {
  const { experts, nominations, conflicts, fixed = [] } = problem;
  const barred = new Set(conflicts.map(placeOf));
  const pinned = new Set(fixed.map(placeOf));
  const cap = capOf(problem);
  const mostOf = (place: string, pair: Pair): number => {
    if (barred.has(place)) return 0;
    return pinned.has(place) ? 1 : cap(pair);
  };
  const worth = worthOf(problem);
  const random = randomFrom(problem.seed);
  const say =
    0.4 /
    Math.max(
      nominations.reduce((sum, { demand }) => sum + demand, 0),
      1,
    );
  const isShared = sharedIn(problem);
  const columns: PairColumn[] = [];
  for (const [expert, { organization, fields = [] }] of experts.entries()) {
    const shared = isShared(organization);
    for (const [nomination, { field }] of nominations.entries()) {
      const chance = random();
      const place = placeOf({ expert, nomination });
      const most = mostOf(place, { expert, nomination });
      if (most === 0) continue;
      const value = worth(expert, nomination);
      columns.push({
        expert,
        nomination,
        worth: value,
        cost: value + say * chance,
        fixed: pinned.has(place),
        most,
        organization: shared ? `${nomination} ${organization}` : undefined,
        covers: field !== undefined && fields.includes(field),
      });
    }
  }
  const covered = nominations.flatMap(({ field }, i) => (field === undefined ? [] : [i]));
  const rows: Row[] = [
    ...nominations.map(({ demand }, of): Row => ({ lower: demand, upper: demand, kind: 'DEMAND', of })),
    ...experts.map(({ min, max }, of): Row => ({ lower: min, upper: max, kind: 'LOAD', of })),
    ...covered.map((of): Row => ({ lower: 1, upper: Number.POSITIVE_INFINITY, kind: 'COVERAGE', of })),
  ];
  const coverageRow = new Map(covered.map((of, i) => [of, nominations.length + experts.length + i]));
  const inForce = rows.map((row) => (holds(row.kind, row.of) ? row : { ...row, ...free }));
  return { columns, rows: inForce, coverageRow, loadRow: (expert: number) => nominations.length + expert };
};

const free = { lower: Number.NEGATIVE_INFINITY, upper: Number.POSITIVE_INFINITY };

/** What the k-th nomination beyond an even share takes from the objective, for each that an expert may take. */
export const balanceSteps = (problem: AssignmentProblem, expert: number): readonly number[] => {
  const { balance = 0, experts } = problem;
  if (balance === 0) return [];
  const even = evenShare(problem);
  const beyond = Math.max((experts[expert]?.max ?? 0) - even, 0);
  return Array.from({ length: beyond }, (_, k) => -balance * (k + 1));
};
