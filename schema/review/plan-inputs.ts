import 'reflect-metadata';
import { ArrayMaxSize, MaxLength, ValidateNested } from 'class-validator';
import { GraphQLError } from 'graphql';
import { Field, ID, InputType } from 'type-graphql';
import type { PlannedPair } from '../../src/domain/edition/plan-events.ts';
import type { EditionId } from '../../src/domain/ids.ts';
import { CommandInput } from '../command.ts';
import { FreeText } from '../free-text.ts';
import { LocalDate } from '../scalars.ts';
import { AssignmentInput } from './inputs.ts';
import { planFromCsv } from './plan-csv.ts';

const most = 10_000;

@InputType({ description: 'How a plan came about, where a solver proposed it (方案来源).' })
export class PlanOriginInput {
  @Field(() => String, { description: 'Seed that makes it come out the same again (随机种子).' })
  @FreeText(200)
  seed!: string;

  @Field(() => String, { description: 'Method (方法).' })
  @FreeText(100)
  method!: string;

  @Field(() => String, { nullable: true, description: 'What it comes to (目标值).' })
  @FreeText(100)
  objective?: string | null;
}

@InputType({ description: 'Who is to score whom: as a list or as CSV, one of the two (分派方案).' })
export class PlanInput {
  @Field(() => [AssignmentInput], { nullable: true, description: 'The pairs (分派), at most 10,000.' })
  @ArrayMaxSize(most, { message: 'pairs takes at most 10,000.' })
  @ValidateNested({ each: true })
  pairs?: AssignmentInput[] | null;

  @Field(() => String, {
    nullable: true,
    description: 'The same as CSV with columns nominationId and expert (CSV 格式), at most 1,000,000 characters.',
  })
  @MaxLength(1_000_000, { message: 'csv takes at most 1,000,000 characters.' })
  csv?: string | null;

  @Field(() => LocalDate, { nullable: true, description: 'Last day to score them (评审期限).' })
  dueOn?: string | null;
}

@InputType({ description: 'A plan is committed as one: all of it, or nothing (提交分派方案).' })
export class CommitPlanInput extends CommandInput {
  @Field(() => ID, { description: 'The edition (年度).' })
  editionId!: EditionId;

  @Field(() => PlanInput, { description: 'The plan (方案).' })
  @ValidateNested()
  plan!: PlanInput;

  @Field(() => String, {
    description: 'Its hash as `checkPlan` gave it: what is committed is what was looked at (方案校验值).',
  })
  planHash!: string;

  @Field(() => PlanOriginInput, { nullable: true, description: 'How it came about (方案来源).' })
  @ValidateNested()
  origin?: PlanOriginInput | null;
}

/** @throws {GraphQLError} BAD_USER_INPUT where both or none are given, or the CSV is none */
export const pairsIn = ({ pairs, csv }: PlanInput): readonly PlannedPair[] => {
  const found = csv == null ? pairs : pairs == null ? planFromCsv(csv) : undefined;
  if (found && found.length <= most) return found;
  const problem = found ? `a plan has at most ${most} pairs` : 'give pairs or csv, one of the two';
  throw new GraphQLError(`plan: ${problem}.`, { extensions: { code: 'BAD_USER_INPUT' } });
};
