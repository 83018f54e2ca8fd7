import type { Holds, Row } from './columns.ts';
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
  /** The cap on a pair's probability is part of it: without any cap there is a plan. */
  readonly cap?: number;
}

export interface Constraint {
  readonly kind: Row['kind'];
  readonly of: number;
}

const matters = 1e-7;
const keyOf = ({ kind, of }: Constraint): string => `${kind} ${of}`;

/** Read from the duals of the search for any plan (Farkas): the constraints that carry the contradiction, each once. */
export const carrying = (rows: readonly Row[], duals: Float64Array): readonly Constraint[] => {
  const found = rows.filter((_, i) => Math.abs(duals[i] ?? 0) > matters);
  return [...new Map(found.map(({ kind, of }) => [keyOf({ kind, of }), { kind, of }])).values()];
};

/** Beyond so many, what the duals told stands as it is: each costs a search. */
const mostTried = 300;

/**
 * The constraints that carry a contradiction, made as few as can be: one after another is left out, and stays out where the
 * rest contradict each other still. For demands and loads alone that is a cut, as in Hall's theorem.
 */
export const smallestConflict = (
  { nominations, experts }: AssignmentProblem,
  carry: readonly Constraint[],
  isPossible: (holds: Holds) => boolean,
): Conflict => {
  const kept = new Map(carry.map(({ kind, of }) => [keyOf({ kind, of }), { kind, of }]));
  const holds: Holds = (kind, of) => kept.has(keyOf({ kind, of }));
  if (carry.length <= mostTried && !isPossible(holds)) {
    for (const item of carry) {
      kept.delete(keyOf(item));
      if (isPossible(holds)) kept.set(keyOf(item), item);
    }
  }
  const of = (kind: Row['kind']): readonly number[] =>
    [...kept.values()]
      .filter((item) => item.kind === kind)
      .map((item) => item.of)
      .sort((a, b) => a - b);
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
