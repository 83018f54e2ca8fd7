import type { NominationId } from '../ids.ts';
import { calibrate } from './calibrate.ts';
import { type Exact, exact, meanExact, reduce } from './exact.ts';
import { groupBy, inOrder, type PanelScore, sum } from './score.ts';
import { type StandardizationBounds, standardize } from './standardize.ts';

/** Ways to make one number of a nomination's reviews. */
export const aggregations = ['MEAN', 'TRIMMED_MEAN', 'MEDIAN', 'STANDARDIZED', 'CALIBRATED'] as const;
export type Aggregation = (typeof aggregations)[number];

export interface Aggregate {
  /** In points. */
  readonly value: Exact;
  /** The method that was used instead, for want of reviews. */
  readonly fallback?: Aggregation;
  readonly reviews: number;
}

export interface SampleBounds extends StandardizationBounds {
  /** Reviews a nomination needs before its highest and lowest are dropped. */
  readonly leastToTrim: number;
}

/**
 * - Of three reviews, trimming would leave one: a single expert would decide. Four leave two.
 * - A deviation from fewer than five scores is wrong by a third or more (1 / sqrt(2 (n - 1))), and would stretch
 *   or squeeze whatever the expert said by as much.
 * - A mean of fewer than three says more of those nominations than of the expert.
 */
export const sampleBounds: SampleBounds = { leastToTrim: 4, leastToScale: 5, leastToCenter: 3 };

const points = (hundredths: readonly number[]): Exact => reduce(exact(sum(hundredths), 100 * hundredths.length));

const plain =
  (reduceReviews: (ascending: readonly number[]) => { readonly value: Exact; readonly fallback?: Aggregation }) =>
  (scores: readonly PanelScore[]): ReadonlyMap<NominationId, Aggregate> =>
    new Map(
      [...groupBy(inOrder(scores), (score) => score.nominationId)].map(([nominationId, reviews]) => [
        nominationId,
        {
          ...reduceReviews(reviews.map(({ hundredths }) => hundredths).sort((a, b) => a - b)),
          reviews: reviews.length,
        },
      ]),
    );

const means = plain((reviews) => ({ value: points(reviews) }));

const medians = plain((reviews) => {
  const half = reviews.length >> 1;
  return { value: points(reviews.length % 2 === 1 ? [reviews[half] ?? 0] : reviews.slice(half - 1, half + 1)) };
});

const trimmedMeans = (scores: readonly PanelScore[], bounds: SampleBounds) =>
  plain((reviews) =>
    reviews.length < Math.max(bounds.leastToTrim, 3)
      ? { value: points(reviews), fallback: 'MEAN' }
      : { value: points(reviews.slice(1, -1)) },
  )(scores);

const standardized = (scores: readonly PanelScore[], bounds: SampleBounds): ReadonlyMap<NominationId, Aggregate> =>
  new Map(
    [...groupBy(standardize(scores, bounds), (score) => score.nominationId)].map(([nominationId, reviews]) => [
      nominationId,
      {
        value: meanExact(reviews.map(({ value }) => value)),
        ...(reviews.every(({ treatment }) => treatment === 'RAW') && { fallback: 'MEAN' as const }),
        reviews: reviews.length,
      },
    ]),
  );

const calibrated = (scores: readonly PanelScore[]): ReadonlyMap<NominationId, Aggregate> => {
  const { model, qualities } = calibrate(scores);
  const plainMeans = means(scores);
  if (model === 'NONE') {
    return new Map([...plainMeans].map(([id, aggregate]) => [id, { ...aggregate, fallback: 'MEAN' as const }]));
  }
  return new Map(
    [...plainMeans].map(([id, { value, reviews }]) => [id, { value: qualities.get(id)?.mean ?? value, reviews }]),
  );
};

const methods: Record<
  Aggregation,
  (scores: readonly PanelScore[], bounds: SampleBounds) => ReadonlyMap<NominationId, Aggregate>
> = {
  MEAN: means,
  TRIMMED_MEAN: trimmedMeans,
  MEDIAN: medians,
  STANDARDIZED: standardized,
  CALIBRATED: calibrated,
};

/**
 * Every nomination's aggregate by one method, exactly comparable; in order of nomination id. Give the scores of
 * the whole panel: the last two methods learn from all of them what each expert's points are worth.
 *
 * - `MEAN`, `MEDIAN`: of the nomination's reviews.
 * - `TRIMMED_MEAN`: without one highest and one lowest.
 * - `STANDARDIZED`: the mean of scores brought to the panel's mean and deviation (`standardize`).
 * - `CALIBRATED`: the posterior mean of the quality (`calibrate`), to four decimals, and those decide.
 */
export const aggregate = (
  scores: readonly PanelScore[],
  method: Aggregation,
  bounds: SampleBounds = sampleBounds,
): ReadonlyMap<NominationId, Aggregate> => methods[method](scores, bounds);

/** Every nomination's aggregates by all methods, to be shown side by side. */
export const aggregateAll = (
  scores: readonly PanelScore[],
  bounds: SampleBounds = sampleBounds,
): ReadonlyMap<NominationId, Readonly<Record<Aggregation, Aggregate>>> => {
  const byMethod = aggregations.map((method) => [method, aggregate(scores, method, bounds)] as const);
  return new Map(
    [...means(scores).keys()].map((id) => [
      id,
      Object.fromEntries(byMethod.map(([method, values]) => [method, values.get(id)])) as Record<
        Aggregation,
        Aggregate
      >,
    ]),
  );
};
