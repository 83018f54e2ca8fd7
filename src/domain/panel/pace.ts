import type { ActorId, NominationId } from '../ids.ts';
import { median } from './score.ts';

/** When one review was assigned and first scored, in milliseconds since 1970 by the server's clock. */
export interface Timing {
  readonly expert: ActorId;
  readonly nominationId: NominationId;
  readonly assignedAt: number;
  readonly scoredAt: number;
}

export interface Pace {
  readonly scores: number;
  /** From assignment to score, in milliseconds. */
  readonly medianDuration: number;
  readonly shortestDuration: number;
  /** From one score to the next by the same expert, in milliseconds; null with a single score. */
  readonly medianGap: number | null;
  /** The share of scores, without the first, that came within a minute of the one before; null with a single one. */
  readonly withinMinute: number | null;
}

const minute = 60_000;

/** How fast one expert scored. Null without a score. */
export const paceOf = (timings: readonly Timing[]): Pace | null => {
  if (timings.length === 0) return null;
  const durations = timings.map(({ assignedAt, scoredAt }) => scoredAt - assignedAt);
  const moments = timings.map(({ scoredAt }) => scoredAt).sort((a, b) => a - b);
  const gaps = moments.slice(1).map((moment, i) => moment - (moments[i] ?? moment));
  return {
    scores: timings.length,
    medianDuration: median(durations),
    shortestDuration: Math.min(...durations),
    medianGap: gaps.length > 0 ? median(gaps) : null,
    withinMinute: gaps.length > 0 ? gaps.filter((gap) => gap <= minute).length / gaps.length : null,
  };
};
