import 'reflect-metadata';
import { Field, Float, ObjectType } from 'type-graphql';
import type { Analysis } from '../../src/domain/edition/analysis.ts';
import type { Aggregate, Aggregation as Method } from '../../src/domain/panel/aggregate.ts';
import { printExact } from '../../src/domain/panel/exact.ts';
import { Aggregation } from '../program/rubric.ts';

@ObjectType({ description: 'What scores come to by one method (汇总结果).' })
export class AggregateValue {
  @Field(() => String, { description: 'Points as a decimal with four places (分数).' })
  value!: string;

  @Field(() => Aggregation, {
    nullable: true,
    description:
      'The method used instead for want of scores (样本不足时改用的方式); null where it is the method itself.',
  })
  fallback!: Method | null;
}

@ObjectType({
  description: 'What the scores of a nomination come to by every method, and how sure that is (汇总方式并列).',
})
export class Aggregates {
  @Field(() => AggregateValue, { description: 'Mean (平均分).' })
  mean!: AggregateValue;

  @Field(() => AggregateValue, { description: 'Mean without one highest and one lowest (去掉最高最低分后的平均分).' })
  trimmedMean!: AggregateValue;

  @Field(() => AggregateValue, { description: 'The middle one (中位数).' })
  median!: AggregateValue;

  @Field(() => AggregateValue, { description: 'Every expert’s scores brought to one mean and spread (标准分).' })
  standardized!: AggregateValue;

  @Field(() => AggregateValue, { description: 'By a model of experts’ severity and noise (校准分).' })
  calibrated!: AggregateValue;

  @Field(() => Float, {
    nullable: true,
    description:
      'Standard deviation of the calibrated value in points (校准分标准差); null where nothing could be modeled.',
  })
  spread!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'How probable selection is by the model, from 0 to 1, under the targets (入选概率).',
  })
  selectionProbability!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Standard error of that probability, from its sampling (标准误).',
  })
  probabilityError!: number | null;

  @Field(() => Boolean, { description: 'Whether selection is within the noise: from 0.1 to 0.9 (是否处于灰区).' })
  greyZone!: boolean;
}

const valueFor = ({ value, fallback }: Aggregate): AggregateValue => ({
  value: printExact(value),
  fallback: fallback ?? null,
});

export const aggregatesOf = ({ aggregates, spread, selection, greyZone }: Analysis): Aggregates => ({
  mean: valueFor(aggregates.MEAN),
  trimmedMean: valueFor(aggregates.TRIMMED_MEAN),
  median: valueFor(aggregates.MEDIAN),
  standardized: valueFor(aggregates.STANDARDIZED),
  calibrated: valueFor(aggregates.CALIBRATED),
  spread: spread ?? null,
  selectionProbability: selection?.probability ?? null,
  probabilityError: selection?.standardError ?? null,
  greyZone,
});
