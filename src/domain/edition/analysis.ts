import type { NominationId } from '../ids.ts';
import { type Aggregate, type Aggregation, aggregateAll } from '../panel/aggregate.ts';
import { calibrate } from '../panel/calibrate.ts';
import { greyZone, type SelectionProbability, selectionProbabilities } from '../panel/selection-probability.ts';
import type { Program, Rubric } from '../program/program.ts';
import { type Candidate, panelScoresOf, selectedBy } from './shortlist.ts';

/** What the scores of one nomination come to, and how sure that is. */
export interface Analysis {
  readonly aggregates: Readonly<Record<Aggregation, Aggregate>>;
  /** Standard deviation of its quality by the model, in points; undefined where nothing could be modeled. */
  readonly spread?: number | undefined;
  readonly selection?: SelectionProbability | undefined;
  /** Whether its selection is within the noise. */
  readonly greyZone: boolean;
}

/** How often qualities are drawn: the probability of selection is then wrong by 1.6 points in a hundred at most. */
const draws = 1000;

/**
 * Every nomination with a score, by all methods side by side, with what the model of severity and noise makes of its
 * chances under the program's own rule of seats. Only shown: what decides is the rubric's method.
 */
export const analyze = (
  candidates: readonly Candidate[],
  { rubric, program, seed }: { readonly rubric: Rubric; readonly program: Program; readonly seed: string },
): ReadonlyMap<NominationId, Analysis> => {
  const scored = candidates.filter(({ reviews }) => reviews.length > 0);
  const scores = panelScoresOf(scored, rubric);
  const calibration = calibrate(scores);
  const select = (values: ReadonlyMap<NominationId, number>) => selectedBy(values, scored, rubric, program);
  const probabilities =
    calibration.model === 'NONE' ? undefined : selectionProbabilities(calibration, select, { seed, draws });
  const grey = new Set(probabilities && greyZone(probabilities));
  return new Map(
    [...aggregateAll(scores)].map(([nominationId, aggregates]) => [
      nominationId,
      {
        aggregates,
        spread: calibration.model === 'NONE' ? undefined : calibration.qualities.get(nominationId)?.sd,
        selection: probabilities?.get(nominationId),
        greyZone: grey.has(nominationId),
      },
    ]),
  );
};
