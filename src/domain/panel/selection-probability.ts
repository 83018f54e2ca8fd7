import type { NominationId } from '../ids.ts';
import type { Calibration } from './calibrate.ts';

export interface SelectionProbability {
  /** The share of draws in which it was selected. */
  readonly probability: number;
  /** What the number of draws leaves open: of the share (selected + 1) / (draws + 2), so that it is never zero. */
  readonly standardError: number;
}

/** Who is selected where each nomination's quality is the given number of points: ranking, targets and all. */
export type Select = (values: ReadonlyMap<NominationId, number>) => ReadonlySet<NominationId>;

/**
 * How probable it is that each nomination would be selected if qualities were known: qualities are drawn
 * together from what the scores leave possible, and each draw goes through the same rule of seats.
 */
export const selectionProbabilities = (
  calibration: Calibration,
  select: Select,
  { seed, draws }: { readonly seed: string; readonly draws: number },
): ReadonlyMap<NominationId, SelectionProbability> => {
  if (!Number.isInteger(draws) || draws < 1) throw new RangeError(`draws: a whole number from 1, not ${draws}.`);
  const counts = new Map<NominationId, number>();
  for (const values of calibration.sample(seed, draws)) {
    for (const id of select(values)) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return new Map(
    [...calibration.qualities.keys()].map((id) => {
      const count = counts.get(id) ?? 0;
      const smooth = (count + 1) / (draws + 2);
      return [id, { probability: count / draws, standardError: Math.sqrt((smooth * (1 - smooth)) / draws) }];
    }),
  );
};

/** Nominations whose selection is within the noise: most probable first, equal ones by id. */
export const greyZone = (
  probabilities: ReadonlyMap<NominationId, SelectionProbability>,
  { from = 0.1, to = 0.9 }: { readonly from?: number; readonly to?: number } = {},
): readonly NominationId[] =>
  [...probabilities]
    .filter(([, { probability }]) => probability >= from && probability <= to)
    .sort(([a, p], [b, q]) => q.probability - p.probability || (a < b ? -1 : 1))
    .map(([id]) => id);
