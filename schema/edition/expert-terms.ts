import 'reflect-metadata';
import { ArrayMaxSize, Matches, Max, Min, ValidateNested } from 'class-validator';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { BureauCode } from '../../src/domain/ids.ts';
import { FreeText } from '../free-text.ts';
import { LocalDate } from '../scalars.ts';

@ObjectType({ description: 'How many nominations an expert takes in an edition (评审数量).' })
export class ExpertLoad {
  @Field(() => Int, { description: 'At least (最少).' })
  min!: number;

  @Field(() => Int, { description: 'At most (最多).' })
  max!: number;
}

@InputType({ description: 'How many nominations an expert takes in an edition (评审数量).' })
export class ExpertLoadInput {
  @Field(() => Int, { defaultValue: 0, description: 'At least (最少), 0 or more and no more than max.' })
  @Min(0, { message: 'min takes 0 or more.' })
  min!: number;

  @Field(() => Int, { description: 'At most (最多), 1 to 1000.' })
  @Min(1, { message: 'max takes 1 to 1000.' })
  @Max(1000, { message: 'max takes 1 to 1000.' })
  max!: number;
}

@ObjectType({ description: 'Days on which an expert can score, both included (可评审期间).' })
export class ExpertAvailability {
  @Field(() => LocalDate, { description: 'First day (起).' })
  from!: string;

  @Field(() => LocalDate, { description: 'Last day (止).' })
  to!: string;
}

@InputType({ description: 'Days on which an expert can score, both included (可评审期间).' })
export class ExpertAvailabilityInput {
  @Field(() => LocalDate, { description: 'First day (起).' })
  from!: string;

  @Field(() => LocalDate, { description: 'Last day (止), no earlier than the first.' })
  to!: string;
}

@ObjectType({ description: 'Where an expert works or worked (工作单位).' })
export class Employment {
  @Field(() => String, { description: 'Name of the organization (单位名称).' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'Its unified social credit code (统一社会信用代码).' })
  creditCode?: string | undefined;

  @Field(() => String, { nullable: true, description: 'First month, as in 2019-07 (起始年月).' })
  from?: string | undefined;

  @Field(() => String, { nullable: true, description: 'Last month, as in 2021-06; null where it goes on (截止年月).' })
  until?: string | undefined;
}

const month = /^\d{4}-(0[1-9]|1[0-2])$/;

@InputType({ description: 'Where an expert works (工作单位).' })
export class EmployerInput {
  @Field(() => String, { description: 'Name of the organization (单位名称).' })
  @FreeText(200)
  name!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Its unified social credit code, 18 characters (统一社会信用代码).',
  })
  creditCode?: string | null;
}

@InputType({ description: 'Where an expert worked before (曾任职单位).' })
export class FormerEmployerInput extends EmployerInput {
  @Field(() => String, {
    nullable: true,
    description: 'First month, as in 2019-07; left out where nobody knows (起始年月).',
  })
  @Matches(month, { message: 'from takes a month, as in 2019-07.' })
  from?: string | null;

  @Field(() => String, { description: 'Last month, as in 2021-06 (截止年月).' })
  @Matches(month, { message: 'until takes a month, as in 2021-06.' })
  until!: string;
}

@ObjectType({ description: 'What conflicts of interest with an expert are found from (回避核查信息).' })
export class ExpertProfile {
  @Field(() => Employment, { nullable: true, description: 'Where the expert works (工作单位).' })
  employer?: Employment | undefined;

  @Field(() => [Employment], { nullable: true, description: 'Where the expert worked before (曾任职单位).' })
  formerEmployers?: readonly Employment[] | undefined;

  @Field(() => ID, { nullable: true, description: 'Bureau that the expert serves in (所在人社部门).' })
  bureau?: BureauCode | undefined;

  @Field(() => String, { nullable: true, description: 'Province, city and county (籍贯).' })
  nativePlace?: string | undefined;
}

@InputType({ description: 'What conflicts of interest with an expert are found from (回避核查信息).' })
export class ExpertProfileInput {
  @Field(() => EmployerInput, { nullable: true, description: 'Where the expert works (工作单位).' })
  @ValidateNested()
  employer?: EmployerInput | null;

  @Field(() => [FormerEmployerInput], { nullable: true, description: 'Where the expert worked before (曾任职单位).' })
  @ArrayMaxSize(20, { message: 'formerEmployers takes at most 20.' })
  @ValidateNested({ each: true })
  formerEmployers?: FormerEmployerInput[] | null;

  @Field(() => ID, { nullable: true, description: 'Code of the bureau that the expert serves in (所在人社部门代码).' })
  bureau?: BureauCode | null;

  @Field(() => String, { nullable: true, description: 'Province, city and county, in words (籍贯).' })
  @FreeText(200)
  nativePlace?: string | null;
}
