import 'reflect-metadata';
import { ArrayMaxSize, Max, Min, ValidateNested } from 'class-validator';
import { Field, Float, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { AssignmentProblem } from '../../src/assignment/problem.ts';
import { enumOf } from '../enum.ts';
import { UserError } from '../errors.ts';
import { FreeText } from '../free-text.ts';
import { LocalDate, PositionScalar } from '../scalars.ts';
import { AssignmentInput } from './inputs.ts';
import { PlanInput } from './plan-inputs.ts';
import { PlanCheck } from './plan-types.ts';

type Method = NonNullable<AssignmentProblem['method']>;
export const PlanMethod = enumOf<Method>('PlanMethod', 'How experts are matched with nominations (分派方法).', {
  BEST: 'The plan of most worth (总匹配度最高).',
  FAIREST: 'The least panel is worth as much as can be, then all of them (最低匹配度最高).',
  RANDOMIZED: 'Drawn, no pair more likely than `cap`, so that nobody can count on a nominee (限概率随机).',
});

export type PlanOutcomeCode = 'PROVEN_BEST' | 'FOUND' | 'IMPOSSIBLE';
export const PlanOutcome = enumOf<PlanOutcomeCode>('PlanOutcome', 'What came of looking for a plan (求解结果).', {
  PROVEN_BEST: 'No plan comes to more (已证最优).',
  FOUND: 'A plan that holds; no more than `bound` could be had (已得方案).',
  IMPOSSIBLE: 'There is no plan; `contradiction` tells why (无可行方案).',
});

const most = 10_000;
const wholeNumber = (name: string) => ({ message: `${name} takes a whole number, 0 to 10000.` });

@InputType({ description: 'What a pair counts for, in points (匹配权重).' })
export class PlanWeightsInput {
  @Field(() => Int, { defaultValue: 100, description: 'The expert is of the category (专业相符), 0 to 10,000.' })
  @Min(0, wholeNumber('expertise'))
  @Max(most, wholeNumber('expertise'))
  expertise!: number;

  @Field(() => Int, { defaultValue: 40, description: 'The expert prefers it (意向相符), 0 to 10,000.' })
  @Min(0, wholeNumber('preference'))
  @Max(most, wholeNumber('preference'))
  preference!: number;

  @Field(() => Int, { defaultValue: 30, description: 'It was in the plan before (沿用前案), 0 to 10,000.' })
  @Min(0, wholeNumber('kept'))
  @Max(most, wholeNumber('kept'))
  kept!: number;

  @Field(() => Int, {
    defaultValue: 10,
    description: 'Taken off for the first nomination beyond an even share, twice for the second (均衡), 0 to 10,000.',
  })
  @Min(0, wholeNumber('balance'))
  @Max(most, wholeNumber('balance'))
  balance!: number;
}

@InputType({ description: 'What plan is looked for (方案要求).' })
export class ProposePlanInput {
  @Field(() => PlanMethod, { defaultValue: 'BEST', description: 'How (分派方法).' })
  method!: Method;

  @Field(() => Float, {
    nullable: true,
    description:
      'Most that the chance of any pair may be, above 0, up to 1 (概率上限); for RANDOMIZED, 0.5 if left out.',
  })
  cap?: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'Decides between equal plans, and what is drawn (随机种子); the edition if left out.',
  })
  @FreeText(200)
  seed?: string | null;

  @Field(() => PlanWeightsInput, { nullable: true, description: 'What a pair counts for (匹配权重).' })
  @ValidateNested()
  weights?: PlanWeightsInput | null;

  @Field(() => Boolean, {
    defaultValue: true,
    description: 'No two experts of one employer on a panel (同一单位至多一名).',
  })
  onePerOrganization!: boolean;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'One expert of each panel is of the category (专业覆盖); if left out, where the program names the expertise of its categories and nothing is drawn.',
  })
  cover?: boolean | null;

  @Field(() => [AssignmentInput], {
    nullable: true,
    description: 'Pairs that have to be in it (指定分派), at most 1,000.',
  })
  @ArrayMaxSize(1_000, { message: 'pinned takes at most 1,000.' })
  @ValidateNested({ each: true })
  pinned?: AssignmentInput[] | null;

  @Field(() => PlanInput, { nullable: true, description: 'A plan before, to stay near to (前一方案).' })
  @ValidateNested()
  keep?: PlanInput | null;

  @Field(() => LocalDate, { nullable: true, description: 'Last day to score (评审期限).' })
  dueOn?: string | null;
}

@ObjectType({ description: 'How a plan came about: to be committed with it (方案来源).' })
export class PlanOrigin {
  @Field(() => String, { description: 'Seed that makes it come out the same again (随机种子).' })
  seed!: string;

  @Field(() => String, { description: 'Method, with its cap (方法).' })
  method!: string;

  @Field(() => String, { description: 'What it comes to (目标值).' })
  objective!: string;
}

@ObjectType({ description: 'How good a plan is, in points of the weights (方案质量).' })
export class PlanWorth {
  @Field(() => Int, { description: 'All pairs, less what uneven loads cost (总值).' })
  objective!: number;

  @Field(() => Int, { description: 'No plan comes to more (上界).' })
  bound!: number;

  @Field(() => Int, { description: 'The panel that is worth least (最低).' })
  least!: number;

  @Field(() => Int, {
    nullable: true,
    description: 'Of FAIREST: the least panel of no plan is worth more (最低值上界).',
  })
  leastBound!: number | null;

  @Field(() => Float, { description: 'Mean of all panels (平均).' })
  mean!: number;

  @Field(() => Float, { description: 'Standard deviation of the panels (标准差).' })
  spread!: number;

  @Field(() => Float, { nullable: true, description: 'Expected objective where it is drawn (期望值).' })
  expected!: number | null;

  @Field(() => Float, { nullable: true, description: 'Largest chance of any pair where it is drawn (最大概率).' })
  largestProbability!: number | null;
}

@ObjectType({ description: 'A panel that cannot be filled with the rest (无法满足的评审组).' })
export class UnmetPanel {
  @Field(() => ID, { description: 'The nomination (申报编号).' })
  nominationId!: string;

  @Field(() => Int, { description: 'Experts it needs in all (所需专家数).' })
  needs!: number;
}

@ObjectType({ description: 'An expert whose limits stand in the way (受限专家).' })
export class LimitedExpert {
  @Field(() => ID, { description: 'Account of the expert (专家账号).' })
  expert!: string;

  @Field(() => Int, { description: 'Fewest (最少).' })
  min!: number;

  @Field(() => Int, { description: 'Most (最多).' })
  max!: number;
}

@ObjectType({ description: 'What cannot be met together; without any one of these the rest could (互相矛盾的要求).' })
export class PlanContradiction {
  @Field(() => [UnmetPanel], { description: 'Panels (评审组).' })
  panels!: UnmetPanel[];

  @Field(() => [LimitedExpert], { description: 'Experts (专家).' })
  experts!: LimitedExpert[];

  @Field(() => [ID], { description: 'Nominations that need an expert of their category (专业覆盖).' })
  coverage!: string[];

  @Field(() => [ID], { description: 'Nominations that would need two of one employer (同一单位).' })
  organizations!: string[];

  @Field(() => Float, { nullable: true, description: 'The cap, where without one there is a plan (概率上限).' })
  cap!: number | null;

  @Field(() => UserError, { description: 'In words, with the way out (说明).' })
  message!: UserError;
}

@ObjectType({ description: 'A plan that was looked for; nothing is recorded (建议方案).' })
export class PlanProposal {
  @Field(() => PlanOutcome, { description: 'What came of it (求解结果).' })
  outcome!: PlanOutcomeCode;

  @Field(() => PlanCheck, {
    nullable: true,
    description: 'The pairs that are not assigned yet, to be committed by their hash (方案); null if impossible.',
  })
  plan!: PlanCheck | null;

  @Field(() => PlanOrigin, { nullable: true, description: 'To be committed with it (方案来源).' })
  origin!: PlanOrigin | null;

  @Field(() => PlanWorth, { nullable: true, description: 'How good it is, with what is assigned already (方案质量).' })
  worth!: PlanWorth | null;

  @Field(() => PlanContradiction, { nullable: true, description: 'Why there is none (矛盾).' })
  contradiction!: PlanContradiction | null;

  @Field(() => PositionScalar, {
    nullable: true,
    description: 'Position of the read models it was made from (日志位置).',
  })
  position!: string | null;
}
