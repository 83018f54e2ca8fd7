import 'reflect-metadata';
import { ArrayMinSize, ArrayUnique, Max, Min, ValidateNested } from 'class-validator';
import { Field, Float, ID, InputType, Int } from 'type-graphql';
import type { Rubric } from '../../src/domain/program/rubric.ts';
import { FreeText } from '../free-text.ts';
import { Aggregation } from '../program/rubric.ts';

@InputType({ description: 'A name in both languages (中英文名称).' })
export class TextInput {
  @Field(() => String, { description: 'In Chinese (中文).' })
  @FreeText(200)
  zh!: string;

  @Field(() => String, { description: 'In English (英文).' })
  @FreeText(200)
  en!: string;
}

@InputType({ description: 'One criterion that experts give points for (评分项).' })
export class CriterionInput {
  @Field(() => ID, { description: 'Code of the criterion, in capitals (评分项代码).' })
  code!: string;

  @Field(() => TextInput, { description: 'Name of the criterion (评分项名称).' })
  @ValidateNested()
  name!: TextInput;

  @Field(() => Float, { description: 'Most points; the least is 0 (满分).' })
  max!: number;

  @Field(() => Float, { description: 'Points go in steps of this (分值间隔).' })
  step!: number;
}

@InputType({ description: 'When a score needs a remark (评语要求).' })
export class CommentRuleInput {
  @Field(() => Int, { description: 'Fewest characters (最少字数), 1 to 2000.' })
  @Min(1, { message: 'minLength takes 1 to 2000.' })
  @Max(2000, { message: 'minLength takes 1 to 2000.' })
  minLength!: number;

  @Field(() => Float, { nullable: true, description: 'Needed of totals under this (低于此分须写).' })
  below?: number | null;

  @Field(() => Float, { nullable: true, description: 'Needed of totals of at least this (达到此分须写).' })
  from?: number | null;
}

@InputType({ description: 'How experts score (评分标准).' })
export class RubricInput {
  @Field(() => [CriterionInput], { description: 'What points are given for (评分项).' })
  @ValidateNested({ each: true })
  @ArrayMinSize(1, { message: 'criteria takes at least one.' })
  @ArrayUnique(({ code }: CriterionInput) => code, { message: 'criteria names each code once.' })
  criteria!: CriterionInput[];

  @Field(() => CommentRuleInput, {
    nullable: true,
    description: 'When a score needs a remark (评语要求); of every score where no bound is set.',
  })
  @ValidateNested()
  comment?: CommentRuleInput | null;

  @Field(() => Int, { description: 'Reviews a nomination needs before it can be ranked (每份申报的专家数).' })
  @Min(1, { message: 'panelSize takes 1 or more.' })
  panelSize!: number;

  @Field(() => Float, { nullable: true, description: 'Least mean to be shortlisted (入围分数线); null for none.' })
  passMark?: number | null;

  @Field(() => Aggregation, { defaultValue: 'MEAN', description: 'How scores become one (汇总方式).' })
  aggregation!: Rubric['aggregation'];

  @Field(() => [ID], { description: 'Criteria that decide between equal means, first to last (同分比较次序).' })
  tieBreak!: string[];
}
