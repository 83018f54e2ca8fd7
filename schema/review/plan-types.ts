import 'reflect-metadata';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { PlanRow } from '../../projections/plans.ts';
import { UserError } from '../errors.ts';
import { DateTimeISO, LocalDate } from '../scalars.ts';

@ObjectType({ description: 'How many nominations an expert would have (专家工作量).' })
export class PlannedLoad {
  @Field(() => ID, { description: 'Account of the expert (专家账号).' })
  expert!: string;

  @Field(() => Int, { description: 'Assigned now, due or scored (已有).' })
  now!: number;

  @Field(() => Int, { description: 'With the plan (方案后).' })
  planned!: number;

  @Field(() => Int, { nullable: true, description: 'Most they take (上限); null where nothing is set.' })
  max!: number | null;
}

@ObjectType({ description: 'A plan looked at before it is committed; nothing is recorded (方案核对).' })
export class PlanCheck {
  @Field(() => String, { description: 'SHA-256 of the plan as canonical JSON, to commit it by (方案校验值).' })
  planHash!: string;

  @Field(() => Int, { description: 'Pairs of nomination and expert (分派数).' })
  pairs!: number;

  @Field(() => String, { description: 'The plan as CSV, in its own order (CSV 格式).' })
  csv!: string;

  @Field(() => [UserError], { description: 'What stands against it (问题), each with its place.' })
  problems!: UserError[];

  @Field(() => [PlannedLoad], { description: 'Loads of the experts in it (工作量), by account.' })
  loads!: readonly PlannedLoad[];

  @Field(() => [ID], {
    description: 'Nominations before the panel that would still have too few experts (专家不足的申报).',
  })
  short!: readonly string[];
}

@ObjectType({ description: 'A pair of a plan that could not be assigned any more (未能分派).' })
export class LeftPair {
  @Field(() => ID, { description: 'The nomination (申报编号).' })
  nominationId!: string;

  @Field(() => ID, { description: 'Account of the expert (专家账号).' })
  expert!: string;

  @Field(() => String, { description: 'Code of the refusal (原因代码).' })
  code!: string;
}

@ObjectType({ description: 'A plan that was committed (已提交的分派方案).' })
export class AssignmentPlan {
  @Field(() => String, { description: 'SHA-256 of the plan as canonical JSON (方案校验值).' })
  planHash!: string;

  @Field(() => DateTimeISO, { description: 'When it was committed (提交时间).' })
  committedAt!: string;

  @Field(() => Int, { description: 'Pairs of nomination and expert (分派数).' })
  pairs!: number;

  @Field(() => LocalDate, { nullable: true, description: 'Last day to score them (评审期限).' })
  dueOn!: string | null;

  @Field(() => String, { nullable: true, description: 'Seed of the solver (随机种子); null for a plan by hand.' })
  seed!: string | null;

  @Field(() => String, { nullable: true, description: 'Method of the solver (方法).' })
  method!: string | null;

  @Field(() => String, { nullable: true, description: 'What it comes to (目标值).' })
  objective!: string | null;

  @Field(() => DateTimeISO, { nullable: true, description: 'When all of it was assigned (办结时间).' })
  carriedOutAt!: string | null;

  @Field(() => Int, { nullable: true, description: 'Pairs that were assigned (已分派数).' })
  assigned!: number | null;

  @Field(() => [LeftPair], { description: 'Pairs that could not be assigned any more (未能分派).' })
  left!: readonly LeftPair[];
}

export const planOf = ({ editionId: _, ...row }: PlanRow): AssignmentPlan => row;
