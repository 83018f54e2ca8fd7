import type { ActorId, NominationId } from '../ids.ts';
import { randomFrom } from '../random.ts';
import { type Agreement, icc1, icc2, krippendorffAlpha } from './agreement.ts';
import { type Calibration, calibrate, type ReviewFit } from './calibrate.ts';
import { chiSquared95, normal95, twoSidedT } from './distributions.ts';
import { type Pace, paceOf, type Timing } from './pace.ts';
import { type OwnPreference, ownPreference, panelPreference } from './preference.ts';
import { groupBy, inOrder, mean, type PanelScore, squares, sum } from './score.ts';

/** A score farther from what all others lead to expect than chance makes it. In points. */
export interface Outlier {
  readonly nominationId: NominationId;
  readonly score: number;
  readonly expected: number;
  /** Studentized: the distance over its standard deviation, this score left out of both. */
  readonly z: number;
  /** Two-sided, for this one score: of 1,000 honest scores about three have one below 0.003. */
  readonly pValue: number;
}

export interface ExpertDiagnosis {
  readonly expert: ActorId;
  readonly reviews: number;
  readonly severity: {
    /** Posterior of the bias with its 95 percent interval, in points, negative for the severe; null if not modeled. */
    readonly bias: { readonly mean: number; readonly sd: number; readonly low: number; readonly high: number } | null;
    /** Mean of score less mean of the co-panelists' on the same nomination; null without any. */
    readonly difference: number | null;
    /** Reviews with a co-panelist. */
    readonly compared: number;
  };
  /**
   * The expert's noise over the panel's, as deviations, with its 95 percent interval: 1 for one as consistent as
   * the panel. `sd` is in points. Null with fewer than three reviews or no model.
   */
  readonly consistency: {
    readonly sd: number;
    readonly ratio: number;
    readonly low: number;
    readonly high: number;
  } | null;
  /** Pearson's, of its scores with the mean of its co-panelists'; null with fewer than three or without any spread. */
  readonly correlation: { readonly value: number; readonly nominations: number } | null;
  readonly outliers: readonly Outlier[];
  readonly ownPreference: OwnPreference | null;
  readonly pace: Pace | null;
}

export interface PanelDiagnosis {
  readonly calibration: Calibration;
  readonly agreement: Agreement;
  /** Of all experts together: finds what is too small to show in any one of them. */
  readonly ownPreference: OwnPreference | null;
  /** In order of expert. */
  readonly experts: readonly ExpertDiagnosis[];
}

export interface DiagnosisOptions {
  /** Decides the draws of bootstrap and permutation. */
  readonly seed: string;
  /** Whether the nomination is of the expert's own region or unit. */
  readonly own?: (expert: ActorId, nominationId: NominationId) => boolean;
  readonly timings?: readonly Timing[];
  /** Scores less probable than this are outliers: by default three standard deviations of a normal. */
  readonly outlierChance?: number;
}

/** A review beside those of the same nomination by others. In points. */
interface Compared {
  readonly score: PanelScore;
  readonly points: number;
  readonly others: number;
  /** The others', each without its expert's bias as far as known. */
  readonly unbiasedOthers: number;
}

const leastForSpread = 3;

const compare = (scores: readonly PanelScore[], { biases }: Calibration): readonly Compared[] =>
  [...groupBy(inOrder(scores), (score) => score.nominationId).values()].flatMap((panel) =>
    panel.flatMap((score) => {
      const others = panel.filter(({ expert }) => expert !== score.expert);
      if (others.length === 0) return [];
      return {
        score,
        points: score.hundredths / 100,
        others: mean(others.map(({ hundredths }) => hundredths)) / 100,
        unbiasedOthers: mean(
          others.map(({ hundredths, expert }) => hundredths / 100 - (biases.get(expert)?.mean ?? 0)),
        ),
      };
    }),
  );

const severity = (
  expert: ActorId,
  compared: readonly Compared[],
  { biases }: Calibration,
): ExpertDiagnosis['severity'] => {
  const bias = biases.get(expert);
  return {
    bias: bias
      ? { mean: bias.mean, sd: bias.sd, low: bias.mean - normal95 * bias.sd, high: bias.mean + normal95 * bias.sd }
      : null,
    difference: compared.length > 0 ? mean(compared.map(({ points, others }) => points - others)) : null,
    compared: compared.length,
  };
};

/**
 * Where an expert's noise has k times the panel's variance, its squared residuals z have mean
 * 1 + (k - 1)(1 - leverage), to first order: solved for k. One degree of freedom goes to its bias.
 */
const consistency = (fits: readonly ReviewFit[], { variances }: Calibration): ExpertDiagnosis['consistency'] => {
  if (fits.length < leastForSpread) return null;
  const square = mean(fits.map(({ z }) => z * z));
  const told = 1 - mean(fits.map(({ leverage }) => leverage));
  const ratioAt = (meanSquare: number): number => Math.sqrt(Math.max(1 + (meanSquare - 1) / told, 0));
  const freedom = fits.length - 1;
  const bounds = chiSquared95(freedom);
  const ratio = ratioAt(square);
  return {
    sd: ratio * Math.sqrt(variances.noise),
    ratio,
    low: ratioAt((square * freedom) / bounds.high),
    high: ratioAt((square * freedom) / bounds.low),
  };
};

const correlation = (compared: readonly Compared[]): ExpertDiagnosis['correlation'] => {
  const [mine, theirs] = [compared.map(({ points }) => points), compared.map(({ others }) => others)];
  const scale = Math.sqrt(squares(mine) * squares(theirs));
  if (compared.length < leastForSpread || !(scale > 1e-9)) return null;
  const [center, otherCenter] = [mean(mine), mean(theirs)];
  const product = sum(compared.map(({ points, others }) => (points - center) * (others - otherCenter)));
  return { value: Math.max(-1, Math.min(1, product / scale)), nominations: compared.length };
};

/** Externally studentized (Cook and Weisberg, Residuals and Influence, 1982, section 2.2.2). */
const outliers = (fits: readonly ReviewFit[], freedom: number, chance: number): readonly Outlier[] =>
  fits.flatMap(({ nominationId, hundredths, expected, z: internal }) => {
    const z = internal * Math.sqrt((freedom - 1) / Math.max(freedom - internal * internal, 1e-6));
    const pValue = twoSidedT(z, freedom - 1);
    return pValue < chance ? [{ nominationId, score: hundredths / 100, expected, z, pValue }] : [];
  });

/**
 * What the scores say of the experts and of the panel, for officers and investigators. None of it is a finding
 * against anybody: each number comes with its sample size or interval, and of many experts some look odd by chance.
 *
 * Preference is measured on score less co-panelists' mean on the same nomination (their biases taken off): that an
 * expert's own are truly better does not show as preference. Where co-panelists share the preference, it is
 * understated.
 */
export const diagnose = (
  scores: readonly PanelScore[],
  { seed, own, timings = [], outlierChance = 0.0027 }: DiagnosisOptions,
): PanelDiagnosis => {
  const calibration = calibrate(scores);
  const compared = groupBy(compare(scores, calibration), ({ score }) => score.expert);
  const fits = groupBy(calibration.reviews, ({ expert }) => expert);
  const times = groupBy(timings, ({ expert }) => expert);
  const experts = [...groupBy(inOrder(scores), ({ expert }) => expert)].sort(([a], [b]) => (a < b ? -1 : 1));
  const differences = (expert: ActorId) =>
    own
      ? (compared.get(expert) ?? []).map(({ score, points, unbiasedOthers }) => ({
          points: points - unbiasedOthers,
          own: own(expert, score.nominationId),
        }))
      : [];
  return {
    calibration,
    agreement: { alpha: krippendorffAlpha(scores, { seed }), icc1: icc1(scores), icc2: icc2(calibration) },
    ownPreference: panelPreference(experts.map(([expert]) => differences(expert))),
    experts: experts.map(([expert, reviews]) => ({
      expert,
      reviews: reviews.length,
      severity: severity(expert, compared.get(expert) ?? [], calibration),
      consistency: consistency(fits.get(expert) ?? [], calibration),
      correlation: correlation(compared.get(expert) ?? []),
      outliers: outliers(fits.get(expert) ?? [], calibration.freedom, outlierChance),
      ownPreference: ownPreference(differences(expert), randomFrom(`${seed}/${expert}`)),
      pace: paceOf(times.get(expert) ?? []),
    })),
  };
};
