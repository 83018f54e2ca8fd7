import 'reflect-metadata';
import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import type { Rubric as DomainRubric } from '../../src/domain/program/program.ts';
import { enumOf } from '../enum.ts';
import { Text } from '../text.ts';

export const Aggregation = enumOf<DomainRubric['aggregation']>(
  'Aggregation',
  'How the scores of several experts become one (汇总方式).',
  {
    MEAN: 'Their mean (平均分).',
    TRIMMED_MEAN:
      'Their mean without one highest and one lowest; with fewer than four, their mean (去掉最高最低分后的平均分).',
    MEDIAN: 'The middle one (中位数).',
    STANDARDIZED: 'Their mean once every expert’s scores are brought to one mean and spread (标准分).',
    CALIBRATED: 'The quality that a model of experts’ severity and noise finds most likely (校准分).',
  },
);

@ObjectType({ description: 'One criterion that experts give points for (评分项).' })
export class Criterion {
  @Field(() => ID, { description: 'Code of the criterion (评分项代码).' })
  code!: string;

  @Field(() => Text, { description: 'Name of the criterion (评分项名称).' })
  name!: Text;

  @Field(() => Float, { description: 'Most points; the least is 0 (满分).' })
  max!: number;

  @Field(() => Float, { description: 'Points go in steps of this (分值间隔).' })
  step!: number;
}

@ObjectType({ description: 'When a score needs a remark (评语要求).' })
export class CommentRule {
  @Field(() => Int, { description: 'Fewest characters (最少字数).' })
  minLength!: number;

  @Field(() => Float, { nullable: true, description: 'Needed of totals under this (低于此分须写).' })
  below?: number | undefined;

  @Field(() => Float, { nullable: true, description: 'Needed of totals of at least this (达到此分须写).' })
  from?: number | undefined;
}

@ObjectType({ description: 'How experts score (评分标准).' })
export class Rubric {
  @Field(() => [Criterion], { description: 'What points are given for (评分项).' })
  criteria!: readonly Criterion[];

  @Field(() => CommentRule, {
    nullable: true,
    description:
      'When a score needs a remark (评语要求); of every score where no bound is set; null where none is needed.',
  })
  comment?: CommentRule | undefined;

  @Field(() => Int, { description: 'Reviews a nomination needs before it can be ranked (每份申报的专家数).' })
  panelSize!: number;

  @Field(() => Float, { nullable: true, description: 'Least mean to be shortlisted (入围分数线); null without one.' })
  passMark!: number | null;

  @Field(() => Aggregation, { description: 'How scores become one (汇总方式).' })
  aggregation!: DomainRubric['aggregation'];

  @Field(() => [ID], { description: 'Criteria that decide between equal means, first to last (同分比较次序).' })
  tieBreak!: readonly string[];

  @Field(() => Boolean, { description: 'Whether the notice itself has it so (是否通知原文).' })
  fromNotice!: boolean;
}
