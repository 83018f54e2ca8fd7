import 'reflect-metadata';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, ValidateNested } from 'class-validator';
import { ArgsType, Field, Float, ID, InputType } from 'type-graphql';
import type { ReviewRow } from '../../projections/reviewer-queue.ts';
import type { ActorId, EditionId, NominationId } from '../../src/domain/ids.ts';
import { CommandInput } from '../command.ts';
import { Direction, enumOf } from '../enum.ts';
import { FreeText } from '../free-text.ts';
import { ListArgs } from '../reading.ts';
import { LocalDate } from '../scalars.ts';
import { ReviewStatus } from './types.ts';

@InputType({ description: 'Which of your own reviews to list (筛选条件).' })
export class MyReviewFilter {
  @Field(() => ID, { nullable: true, description: 'Of this edition (年度).' })
  editionId?: EditionId | null;

  @Field(() => [ReviewStatus], { nullable: true, description: 'With one of these statuses (状态).' })
  statuses?: readonly ReviewRow['status'][] | null;

  @Field(() => LocalDate, { nullable: true, description: 'Still to be scored, and due before this day (逾期查询).' })
  dueBefore?: string | null;
}

@InputType({ description: 'Which reviews to list (筛选条件).' })
export class ReviewFilter {
  @Field(() => ID, { nullable: true, description: 'Of this expert (专家账号).' })
  expert?: ActorId | null;

  @Field(() => ID, { nullable: true, description: 'Of this nomination (申报).' })
  nominationId?: NominationId | null;

  @Field(() => [ReviewStatus], { nullable: true, description: 'With one of these statuses (状态).' })
  statuses?: readonly ReviewRow['status'][] | null;

  @Field(() => LocalDate, { nullable: true, description: 'Still to be scored, and due before this day (逾期查询).' })
  dueBefore?: string | null;
}

export type ReviewOrderField = 'DUE_ON' | 'ASSIGNED_AT' | 'NOMINATION';
export const ReviewOrderField = enumOf<ReviewOrderField>('ReviewOrderField', 'What reviews are sorted by (排序栏目).', {
  DUE_ON: 'Last day to score it; those without one come last (评审期限).',
  ASSIGNED_AT: 'When it was assigned (分配时间).',
  NOMINATION: 'Id of the nomination (申报编号).',
});

@InputType({ description: 'How reviews are sorted (排序).' })
export class ReviewOrder {
  @Field(() => ReviewOrderField, { description: 'By what (栏目).' })
  field!: ReviewOrderField;

  @Field(() => Direction, { defaultValue: 'ASC', description: 'Which way (方向).' })
  direction!: Direction;
}

@ArgsType()
export class ReviewListArgs extends ListArgs {
  @Field(() => ReviewOrder, {
    defaultValue: { field: 'DUE_ON', direction: 'ASC' },
    description: 'How they are sorted (排序).',
  })
  orderBy!: ReviewOrder;
}

@InputType({ description: 'One nomination for one expert (分配).' })
export class AssignmentInput {
  @Field(() => ID, { description: 'The nomination (申报).' })
  nominationId!: NominationId;

  @Field(() => ID, { description: 'Account of the expert (专家账号).' })
  expert!: ActorId;
}

@InputType({ description: 'Nominations are given to experts to score: all of them, or none (分配评审).' })
export class AssignReviewsInput extends CommandInput {
  @Field(() => ID, { description: 'The edition (年度).' })
  editionId!: EditionId;

  @Field(() => [AssignmentInput], { description: 'Who scores what (分配), 1 to 500.' })
  @ValidateNested({ each: true })
  @ArrayMinSize(1, { message: 'assignments takes 1 to 500.' })
  @ArrayMaxSize(500, { message: 'assignments takes 1 to 500.' })
  assignments!: AssignmentInput[];

  @Field(() => LocalDate, { nullable: true, description: 'Last day to score them (评审期限).' })
  dueOn?: string | null;
}

@InputType({ description: 'An expert steps aside from a nomination (回避).' })
export class RecuseInput extends CommandInput {
  @Field(() => ID, { description: 'The nomination (申报).' })
  nominationId!: NominationId;

  @Field(() => String, { description: 'Why (回避理由).' })
  @FreeText(2000)
  reason!: string;
}

@InputType({ description: 'Points for one criterion (评分).' })
export class CriterionPointsInput {
  @Field(() => ID, { description: 'Code of the criterion (评分项代码).' })
  criterion!: string;

  @Field(() => Float, { description: 'Points (分值).' })
  points!: number;
}

@InputType({ description: 'An expert scores a nomination, or revises the score (评分).' })
export class ScoreInput extends CommandInput {
  @Field(() => ID, { description: 'The nomination (申报).' })
  nominationId!: NominationId;

  @Field(() => [CriterionPointsInput], { description: 'Points for every criterion of the rubric (各项评分).' })
  @ValidateNested({ each: true })
  @ArrayMaxSize(100, { message: 'points takes at most 100 criteria.' })
  @ArrayUnique(({ criterion }: CriterionPointsInput) => criterion, { message: 'points names each criterion once.' })
  points!: CriterionPointsInput[];

  @Field(() => String, { nullable: true, description: 'Remarks on the score (评语).' })
  @FreeText(2000)
  comment?: string | null;

  @Field(() => String, { nullable: true, description: 'Why the score is revised; needed then (修改理由).' })
  @FreeText(2000)
  reason?: string | null;
}
