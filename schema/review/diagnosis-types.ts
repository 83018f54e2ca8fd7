import 'reflect-metadata';
import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import type { Model } from '../../src/domain/panel/calibrate.ts';
import type { PanelDiagnosis as Diagnosis } from '../../src/domain/panel/diagnose.ts';
import type { OwnPreference as Preference } from '../../src/domain/panel/preference.ts';
import { enumOf } from '../enum.ts';
import { PositionScalar } from '../scalars.ts';

export const CalibrationModel = enumOf<Model>('CalibrationModel', 'What the scores were enough to tell apart (模型).', {
  FULL: 'Quality, bias of experts and noise (质量、专家宽严与噪声).',
  WITHOUT_BIAS: 'Quality and noise (质量与噪声).',
  NONE: 'Nothing (样本不足).',
});
export const PreferenceTest = enumOf<Preference['test']>('PreferenceTest', 'How a p-value was found (检验方法).', {
  EXACT: 'Over every way to choose as many (精确置换检验).',
  SAMPLED: 'Over seeded draws of such ways (抽样置换检验).',
  T: 'By Student’s t distribution (t 检验).',
});

@ObjectType({ description: 'An estimate with its 95 percent interval (估计值与95%区间).' })
export class Estimate {
  @Field(() => Float, { description: 'The estimate (估计值).' })
  value!: number;

  @Field(() => Float, { description: 'Lower end (下限).' })
  low!: number;

  @Field(() => Float, { description: 'Upper end (上限).' })
  high!: number;
}

@ObjectType({ description: 'How much more an expert, or the panel, gives to their own region (地域偏好).' })
export class OwnPreference {
  @Field(() => Float, {
    description: 'Points more for the own region than for others, against co-panelists (多给的分); below 0 for fewer.',
  })
  points!: number;

  @Field(() => Float, { description: 'Lower end of the 95 percent interval (下限).' })
  low!: number;

  @Field(() => Float, { description: 'Upper end of the 95 percent interval (上限).' })
  high!: number;

  @Field(() => Float, { description: 'Two-sided p-value (p 值).' })
  pValue!: number;

  @Field(() => PreferenceTest, { description: 'How it was found (检验方法).' })
  test!: Preference['test'];

  @Field(() => Int, { description: 'Scores for the own region (本地样本数).' })
  own!: number;

  @Field(() => Int, { description: 'Scores for others (外地样本数).' })
  other!: number;
}

@ObjectType({ description: 'A score far from what all other scores lead to expect (离群评分).' })
export class ScoreOutlier {
  @Field(() => ID, { description: 'The nomination (申报编号).' })
  nominationId!: string;

  @Field(() => Float, { description: 'The score (评分).' })
  score!: number;

  @Field(() => Float, { description: 'What was to be expected (预期).' })
  expected!: number;

  @Field(() => Float, { description: 'The distance in standard deviations (标准化偏差).' })
  z!: number;

  @Field(() => Float, { description: 'Two-sided p-value of this one score (p 值).' })
  pValue!: number;
}

@ObjectType({ description: 'How fast an expert scored, in seconds (评分速度).' })
export class ScoringPace {
  @Field(() => Int, { description: 'Scores looked at; those revised are left out (样本数).' })
  scores!: number;

  @Field(() => Float, { description: 'Median from assignment to score (分派至评分的中位时长).' })
  medianDuration!: number;

  @Field(() => Float, { description: 'Shortest from assignment to score (最短时长).' })
  shortestDuration!: number;

  @Field(() => Float, { nullable: true, description: 'Median from one score to the next (相邻评分间隔中位数).' })
  medianGap!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Share within a minute of the one before, 0 to 1 (一分钟内连评比例).',
  })
  withinMinute!: number | null;
}

@ObjectType({
  description: 'What an expert’s scores look like beside the others’ (专家评分诊断); no finding against anybody.',
})
export class ExpertDiagnosis {
  @Field(() => ID, { description: 'Account of the expert (专家账号).' })
  expert!: string;

  @Field(() => Int, { description: 'Scores that count (计入的评分数).' })
  reviews!: number;

  @Field(() => Estimate, { nullable: true, description: 'Bias in points by the model, below 0 for the severe (宽严).' })
  severity!: Estimate | null;

  @Field(() => Float, { nullable: true, description: 'Mean of score less that of co-panelists (与同组专家的平均差).' })
  difference!: number | null;

  @Field(() => Int, { description: 'Scores with a co-panelist to compare with (可比较的评分数).' })
  compared!: number;

  @Field(() => Estimate, { nullable: true, description: 'Noise over that of the panel: 1 for as consistent (一致性).' })
  consistency!: Estimate | null;

  @Field(() => Float, { nullable: true, description: 'Correlation with the mean of co-panelists, -1 to 1 (相关系数).' })
  correlation!: number | null;

  @Field(() => [ScoreOutlier], {
    description: 'Scores that chance makes three times in a thousand or less (离群评分).',
  })
  outliers!: readonly ScoreOutlier[];

  @Field(() => OwnPreference, {
    nullable: true,
    description: 'Preference for the city they serve in or come from (地域偏好); null where too few scores tell.',
  })
  ownPreference!: OwnPreference | null;

  @Field(() => ScoringPace, { nullable: true, description: 'How fast they scored (评分速度).' })
  pace!: ScoringPace | null;
}

@ObjectType({ description: 'What the scores of a panel say of it and of its experts (评审质量诊断).' })
export class PanelDiagnosis {
  @Field(() => PositionScalar, {
    nullable: true,
    description: 'Log position whose scores are looked at (依据的日志位置).',
  })
  position!: string | null;

  @Field(() => CalibrationModel, { description: 'What the scores were enough to tell apart (模型).' })
  model!: Model;

  @Field(() => Float, { description: 'Standard deviation of qualities in points (质量标准差).' })
  qualitySpread!: number;

  @Field(() => Float, { description: 'Standard deviation of experts’ biases in points (专家宽严标准差).' })
  biasSpread!: number;

  @Field(() => Float, { description: 'Standard deviation of the noise in points (噪声标准差).' })
  noise!: number;

  @Field(() => Estimate, { nullable: true, description: 'Krippendorff’s alpha, interval metric (克里彭多夫 α).' })
  alpha!: Estimate | null;

  @Field(() => Estimate, {
    nullable: true,
    description: 'ICC(1): share of the spread between nominations (组内相关系数).',
  })
  icc!: Estimate | null;

  @Field(() => OwnPreference, { nullable: true, description: 'Of all experts together (全体专家的地域偏好).' })
  ownPreference!: OwnPreference | null;

  @Field(() => [ExpertDiagnosis], { description: 'By account (各专家).' })
  experts!: readonly ExpertDiagnosis[];
}

type OneExpert = Diagnosis['experts'][number];

const seconds = (ms: number): number => ms / 1000;

const paceFor = (pace: NonNullable<OneExpert['pace']>): ScoringPace => ({
  scores: pace.scores,
  medianDuration: seconds(pace.medianDuration),
  shortestDuration: seconds(pace.shortestDuration),
  medianGap: pace.medianGap === null ? null : seconds(pace.medianGap),
  withinMinute: pace.withinMinute,
});

const expertFor = (found: OneExpert): ExpertDiagnosis => {
  const { severity, consistency, correlation, pace, ...same } = found;
  const { bias, difference, compared } = severity;
  return {
    ...same,
    severity: bias && { value: bias.mean, low: bias.low, high: bias.high },
    difference,
    compared,
    consistency: consistency && { value: consistency.ratio, low: consistency.low, high: consistency.high },
    correlation: correlation?.value ?? null,
    pace: pace && paceFor(pace),
  };
};

export const diagnosisOf = (
  { calibration, agreement, ownPreference, experts }: Diagnosis,
  position: string | null,
): PanelDiagnosis => {
  const { quality, bias, noise } = calibration.variances;
  return {
    position,
    model: calibration.model,
    ...{ qualitySpread: Math.sqrt(quality), biasSpread: Math.sqrt(bias), noise: Math.sqrt(noise) },
    alpha: agreement.alpha,
    icc: agreement.icc1,
    ownPreference,
    experts: experts.map(expertFor),
  };
};
