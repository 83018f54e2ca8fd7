import type { ActorId } from '../ids.ts';
import { type Exact, exact, integerRoot } from './exact.ts';
import { groupBy, inOrder, type PanelScore } from './score.ts';

/**
 * How one expert's scores were made comparable.
 * SCALED: to the panel's mean and deviation. CENTERED: to the panel's mean only. RAW: left as they are.
 */
export type Treatment = 'SCALED' | 'CENTERED' | 'RAW';

export interface StandardizedScore extends PanelScore {
  readonly treatment: Treatment;
  /** In points: on the scale of the panel as a whole, so that it reads as a score. */
  readonly value: Exact;
}

export interface StandardizationBounds {
  /** Scores an expert needs before its own deviation is trusted. */
  readonly leastToScale: number;
  /** Scores an expert needs before its own mean is trusted. */
  readonly leastToCenter: number;
}

/** Decimals to which the ratio of two deviations, the one irrational number here, is cut. */
const places = 12;

interface Moments {
  readonly count: bigint;
  readonly sum: bigint;
  /** The squared count times the variance: an integer. */
  readonly spread: bigint;
}

const moments = (scores: readonly PanelScore[]): Moments => {
  const values = scores.map(({ hundredths }) => BigInt(hundredths));
  const count = BigInt(values.length);
  const sum = values.reduce((total, value) => total + value, 0n);
  return { count, sum, spread: count * values.reduce((total, value) => total + value * value, 0n) - sum * sum };
};

const treatmentOf = (own: Moments, bounds: StandardizationBounds): Treatment => {
  if (own.count >= bounds.leastToScale && own.spread > 0n) return 'SCALED';
  return own.count >= bounds.leastToCenter ? 'CENTERED' : 'RAW';
};

const standardizeOne = (score: PanelScore, treatment: Treatment, own: Moments, panel: Moments): Exact => {
  const raw = BigInt(score.hundredths);
  if (treatment === 'RAW') return exact(raw, 100n);
  // Distance from the expert's own mean, times the expert's count.
  const distance = own.count * raw - own.sum;
  if (treatment === 'CENTERED') {
    return exact(panel.sum * own.count + distance * panel.count, 100n * panel.count * own.count);
  }
  const unit = 10n ** BigInt(places);
  // The panel's deviation over the expert's is sqrt(panel.spread / own.spread) * own.count / panel.count.
  const ratio = integerRoot((panel.spread * unit * unit) / own.spread);
  return exact(panel.sum * unit + distance * ratio, 100n * panel.count * unit);
};

/**
 * Each score as it would read had its expert the mean and deviation of all scores together: z-scores, scaled
 * back. Exact on every machine: integers, and one square root an expert, cut after 12 decimals.
 *
 * An expert whose scores are all the same says nothing of any nomination against another: each becomes the mean.
 */
export const standardize = (
  scores: readonly PanelScore[],
  bounds: StandardizationBounds,
): readonly StandardizedScore[] => {
  const panel = moments(scores);
  const byExpert = new Map<ActorId, { own: Moments; treatment: Treatment }>();
  for (const [expert, theirs] of groupBy(scores, (score) => score.expert)) {
    const own = moments(theirs);
    byExpert.set(expert, { own, treatment: treatmentOf(own, bounds) });
  }
  return inOrder(scores).map((score) => {
    const { own, treatment } = byExpert.get(score.expert) ?? { own: panel, treatment: 'RAW' };
    return { ...score, treatment, value: standardizeOne(score, treatment, own, panel) };
  });
};
