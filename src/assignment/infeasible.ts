import type { PairColumn, Row } from './columns.ts';
import type { AssignmentProblem } from './problem.ts';

/** What cannot be met together: without any one of these, the rest could be. */
export interface Conflict {
  /** Nominations, by id, whose panels are asked for. */
  readonly demands: readonly { readonly id: string; readonly demand: number }[];
  /** Experts, by id, whose most or fewest stand in the way. */
  readonly loads: readonly { readonly id: string; readonly min: number; readonly max: number }[];
  /** Nominations, by id, that ask for a field. */
  readonly coverage: readonly { readonly id: string; readonly field: string }[];
  /** Nominations, by id, of which two experts of one organization would be needed. */
  readonly organizations: readonly string[];
}

interface Phase {
  readonly rows: readonly Row[];
  readonly columns: readonly PairColumn[];
}

const matters = 1e-7;

/**
 * Read from the duals of the search for any plan (Farkas): the constraints that carry the contradiction. For demands and
 * loads alone these are the nominations and experts of a cut, as in Hall's theorem.
 */
export const smallestConflict = (
  { nominations, experts }: AssignmentProblem,
  { rows }: Phase,
  { rowDual }: { readonly rowDual: Float64Array },
): Conflict => {
  const carrying = rows.filter((_, i) => Math.abs(rowDual[i] ?? 0) > matters);
  const of = (kind: Row['kind']): readonly number[] => [
    ...new Set(carrying.filter((row) => row.kind === kind).map((row) => row.of)),
  ];
  return {
    demands: of('DEMAND')
      .flatMap((i) => nominations[i] ?? [])
      .map(({ id, demand }) => ({ id, demand })),
    loads: of('LOAD')
      .flatMap((i) => experts[i] ?? [])
      .map(({ id, min, max }) => ({ id, min, max })),
    coverage: of('COVERAGE')
      .flatMap((i) => nominations[i] ?? [])
      .map(({ id, field = '' }) => ({ id, field })),
    organizations: of('ORGANIZATION').flatMap((i) => nominations[i]?.id ?? []),
  };
};
