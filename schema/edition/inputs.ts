import 'reflect-metadata';
import { ArrayMaxSize, ArrayUnique, Min, ValidateNested } from 'class-validator';
import { Field, ID, InputType, Int } from 'type-graphql';
import type { EditionRow } from '../../projections/editions.ts';
import type { ActorId, BureauCode, EditionId, NominationId } from '../../src/domain/ids.ts';
import { CommandInput } from '../command.ts';
import { Direction, enumOf } from '../enum.ts';
import { EvidenceInput } from '../evidence.ts';
import { FreeText } from '../free-text.ts';
import { RecordStepFields } from '../recorded-step.ts';
import { LocalDate } from '../scalars.ts';
import { RubricInput } from './rubric-input.ts';
import { EditionStatus } from './types.ts';

@InputType({ description: 'Which editions to list (筛选条件).' })
export class EditionFilter {
  @Field(() => ID, { nullable: true, description: 'Of this program (活动代码).' })
  programCode?: string | null;

  @Field(() => EditionStatus, { nullable: true, description: 'With this status (状态).' })
  status?: EditionRow['status'] | null;
}

export type EditionOrderField = 'OPENED_AT' | 'EDITION';
export const EditionOrderField = enumOf<EditionOrderField>(
  'EditionOrderField',
  'What editions are sorted by (排序栏目).',
  {
    OPENED_AT: 'When it was opened (开启时间).',
    EDITION: 'Name of the edition (年度).',
  },
);

@InputType({ description: 'How editions are sorted (排序).' })
export class EditionOrder {
  @Field(() => EditionOrderField, { description: 'By what (栏目).' })
  field!: EditionOrderField;

  @Field(() => Direction, { defaultValue: 'ASC', description: 'Which way (方向).' })
  direction!: Direction;
}

@InputType({ description: 'Another day for a deadline (时限调整).' })
export class DeadlineInput {
  @Field(() => ID, { description: 'Key of the deadline in its program (时限键名).' })
  key!: string;

  @Field(() => LocalDate, { description: 'Last day (截止日期).' })
  on!: string;
}

@InputType({ description: 'Other seats for a bureau (名额调整).' })
export class QuotaInput {
  @Field(() => ID, { description: 'Code of the bureau (行政区划代码).' })
  bureau!: BureauCode;

  @Field(() => Int, { description: 'Its seats; 0 leaves it without any (名额).' })
  @Min(0, { message: 'seats takes 0 or more.' })
  seats!: number;
}

@InputType({ description: 'Another target for a category (类别人数调整).' })
export class CategoryTargetInput {
  @Field(() => ID, { description: 'Code of the category (类别代码).' })
  category!: string;

  @Field(() => Int, { nullable: true, description: 'Most to be recognized; null for no bound (选树人数).' })
  @Min(1, { message: 'target takes 1 or more, or null for no bound.' })
  target?: number | null;
}

@InputType({ description: 'An edition is opened of a program, with what it sets otherwise (开启年度).' })
export class OpenEditionInput extends CommandInput {
  @Field(() => ID, { description: 'Code of the program (活动代码).' })
  program!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Name of the edition (年度); by default that of the definition.',
  })
  @FreeText(40)
  edition?: string | null;

  @Field(() => LocalDate, { nullable: true, description: 'When its notice was issued (发文日期).' })
  issuedOn?: string | null;

  @Field(() => Int, { nullable: true, description: 'Most that may be recognized (选树人数).' })
  @Min(1, { message: 'target takes 1 or more.' })
  target?: number | null;

  @Field(() => [DeadlineInput], { nullable: true, description: 'Other days for some deadlines (时限调整).' })
  @ValidateNested({ each: true })
  @ArrayUnique(({ key }: DeadlineInput) => key, { message: 'deadlines names each deadline once.' })
  deadlines?: DeadlineInput[] | null;

  @Field(() => [QuotaInput], { nullable: true, description: 'Other seats for some bureaus (名额调整).' })
  @ValidateNested({ each: true })
  @ArrayUnique(({ bureau }: QuotaInput) => bureau, { message: 'quotas names each bureau once.' })
  quotas?: QuotaInput[] | null;

  @Field(() => [CategoryTargetInput], {
    nullable: true,
    description: 'Other targets for some categories (类别人数调整).',
  })
  @ValidateNested({ each: true })
  @ArrayUnique(({ category }: CategoryTargetInput) => category, {
    message: 'categoryTargets names each category once.',
  })
  categoryTargets?: CategoryTargetInput[] | null;

  @Field(() => [ID], {
    nullable: true,
    description:
      'Codes of extensions of the program that this edition adds, beyond the notice (扩展环节，通知未作规定).',
  })
  @ArrayUnique({ message: 'extensions names each extension once.' })
  extensions?: string[] | null;
}

@InputType()
export abstract class OnEditionInput extends CommandInput {
  @Field(() => ID, { description: 'The edition (年度).' })
  editionId!: EditionId;
}

@InputType()
abstract class WithReasonInput extends OnEditionInput {
  @Field(() => String, { description: 'Why (理由).' })
  @FreeText(2000)
  reason!: string;
}

@InputType({ description: 'The seats of a bureau are changed (调整名额).' })
export class AdjustQuotaInput extends WithReasonInput {
  @Field(() => ID, { description: 'Code of the bureau (行政区划代码).' })
  bureau!: BureauCode;

  @Field(() => Int, { description: 'Its seats from now on (名额).' })
  @Min(0, { message: 'seats takes 0 or more.' })
  seats!: number;
}

@InputType({ description: 'A deadline is extended (延长时限).' })
export class ExtendDeadlineInput extends WithReasonInput {
  @Field(() => ID, { description: 'Key of the deadline (时限键名).' })
  deadline!: string;

  @Field(() => LocalDate, { description: 'New last day (截止日期).' })
  on!: string;
}

@InputType({ description: 'Scoring is opened again, for panels that lost a score (重新开放评分).' })
export class ReopenScoringInput extends WithReasonInput {}

@InputType({ description: 'An expert is dismissed from the panel (解聘专家).' })
export class DismissExpertInput extends WithReasonInput {
  @Field(() => ID, { description: 'Account of the expert (专家账号).' })
  expert!: ActorId;
}

@InputType({ description: 'The rubric is fixed before the first score (确定评分标准).' })
export class FreezeRubricInput extends OnEditionInput {
  @Field(() => RubricInput, { nullable: true, description: "Another rubric than the definition's (评分标准)." })
  @ValidateNested()
  rubric?: RubricInput | null;
}

@InputType({ description: 'No score counts from here on (评分截止).' })
export class CloseScoringInput extends OnEditionInput {}

@InputType({ description: 'One change to what the ranking proposes (调整).' })
export class ShortlistDeviationInput {
  @Field(() => ID, {
    nullable: true,
    description: 'Who is passed over, of those whom the ranking selects (不予列入的申报).',
  })
  passedOver?: NominationId | null;

  @Field(() => ID, { nullable: true, description: 'Who is selected, of the alternates (改为列入的申报).' })
  selected?: NominationId | null;

  @Field(() => String, { description: 'Why (理由); without personal data, since it stays readable (不得含个人信息).' })
  @FreeText(2000)
  reason!: string;
}

@InputType({ description: 'Nominees are ranked and selected (拟定名单).' })
export class DecideShortlistInput extends OnEditionInput {
  @Field(() => [ShortlistDeviationInput], {
    nullable: true,
    description: 'Changes to what the ranking proposes, each with its reason (对排名结果的调整), at most 100.',
  })
  @ArrayMaxSize(100, { message: 'deviations takes at most 100.' })
  @ValidateNested({ each: true })
  deviations?: ShortlistDeviationInput[] | null;

  @Field(() => String, { nullable: true, description: 'Why the target date was not kept; needed then (逾期原因).' })
  @FreeText(2000)
  overrunReason?: string | null;
}

@InputType({ description: 'Free seats of the target move from one category to another (调剂类别名额).' })
export class ReallocateSeatsInput extends WithReasonInput {
  @Field(() => ID, { description: 'Code of the category that gives them (调出类别).' })
  from!: string;

  @Field(() => ID, { description: 'Code of the category that takes them (调入类别).' })
  to!: string;

  @Field(() => Int, { description: 'How many (名额数).' })
  @Min(1, { message: 'seats takes 1 or more.' })
  seats!: number;

  @Field(() => EvidenceInput, { description: 'The decision of the province (决定文件).' })
  @ValidateNested()
  document!: EvidenceInput;
}

@InputType({ description: 'An alternate takes a place that has become free (递补).' })
export class PromoteAlternateInput extends WithReasonInput {
  @Field(() => ID, {
    nullable: true,
    description:
      'The nominee who has left (被递补人); left out, a place is filled that nobody holds, as after seats were reallocated.',
  })
  replaced?: NominationId | null;

  @Field(() => ID, { description: 'The next alternate (递补人).' })
  promoted!: NominationId;
}

@InputType({ description: 'A circular commends everyone recognized since the last one (通报表扬).' })
export class IssueCircularInput extends OnEditionInput {
  @Field(() => String, { description: 'Its number, given once in an edition (文号).' })
  @FreeText(100)
  number!: string;

  @Field(() => String, { description: 'Its title (标题).' })
  @FreeText(200)
  title!: string;

  @Field(() => LocalDate, { description: 'The date printed on it (印发日期).' })
  issuedOn!: string;
}

@InputType({ description: 'A step that the procedure asks for is recorded for the whole edition (登记环节).' })
export class RecordEditionStepInput extends RecordStepFields {
  @Field(() => ID, { description: 'The edition (年度).' })
  editionId!: EditionId;
}

@InputType({ description: 'An edition is over (结束年度).' })
export class ConcludeEditionInput extends OnEditionInput {
  @Field(() => String, { description: 'What is to be said at its end (结束说明).' })
  @FreeText(2000)
  note!: string;
}
