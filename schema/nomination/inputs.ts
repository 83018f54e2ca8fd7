import 'reflect-metadata';
import { ArrayMaxSize, ArrayUnique, ValidateNested } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import type { ActorId, BureauCode, EditionId, NominationId } from '../../src/domain/ids.ts';
import type {
  ReviewDecision as Decision,
  Conclusion as DomainConclusion,
  Form,
  NominationStatus as Status,
} from '../../src/domain/nomination/nomination.ts';
import { CommandInput } from '../command.ts';
import { Direction, enumOf } from '../enum.ts';
import { FreeText } from '../free-text.ts';
import { JSONObject, LocalDate } from '../scalars.ts';
import { Conclusion, ReviewDecision } from './opinion.ts';
import { NominationStatus } from './types.ts';

@InputType({ description: 'Which nominations to list (筛选条件).' })
export class NominationFilter {
  @Field(() => ID, { nullable: true, description: 'Of this edition (年度).' })
  editionId?: EditionId | null;

  @Field(() => ID, { nullable: true, description: 'Nominated by this bureau (申报单位).' })
  bureau?: BureauCode | null;

  @Field(() => ID, { nullable: true, description: 'Nominated by this bureau or one below it (辖区).' })
  within?: BureauCode | null;

  @Field(() => ID, { nullable: true, description: 'In the hands of this bureau now (办理单位).' })
  holder?: BureauCode | null;

  @Field(() => [NominationStatus], { nullable: true, description: 'With one of these statuses (状态).' })
  statuses?: readonly Status[] | null;

  @Field(() => ID, { nullable: true, description: 'Of this category (类别).' })
  category?: string | null;

  @Field(() => String, { nullable: true, description: 'Part of the name of the nominee (姓名).' })
  @FreeText(50)
  search?: string | null;

  @Field(() => ID, { nullable: true, description: 'Drafted by this account (草拟账号).' })
  draftedBy?: ActorId | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether a waiver was asked for and awaits an answer (有无待确认的豁免).',
  })
  waiverRequested?: boolean | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether it is returned for a supplement (是否在补正期内).' })
  supplementDue?: boolean | null;
}

export type NominationOrderField = 'UPDATED_AT' | 'NAME' | 'BUREAU' | 'STATUS' | 'CATEGORY';
export const NominationOrderField = enumOf<NominationOrderField>(
  'NominationOrderField',
  'What nominations are sorted by (排序栏目).',
  {
    UPDATED_AT: 'When it was last changed (更新时间).',
    NAME: 'Name of the nominee (姓名).',
    BUREAU: 'Code of the bureau that nominated (申报单位).',
    STATUS: 'Where it stands (状态).',
    CATEGORY: 'Code of the category (类别).',
  },
);

@InputType({ description: 'How nominations are sorted (排序).' })
export class NominationOrder {
  @Field(() => NominationOrderField, { description: 'By what (栏目).' })
  field!: NominationOrderField;

  @Field(() => Direction, { defaultValue: 'ASC', description: 'Which way (方向).' })
  direction!: Direction;
}

/** Longer than any real one; only keeps nonsense out. */
export const longest = { text: 2000, name: 100 } as const;

@InputType({ description: 'Whom to ask about an opinion (联系人).' })
export class ContactInput {
  @Field(() => String, { description: 'Name (姓名).' })
  @FreeText(longest.name)
  name!: string;

  @Field(() => String, { description: 'Telephone number (联系电话).' })
  @FreeText(30)
  phone!: string;
}

@InputType({ description: "A bureau's stamped opinion (盖章意见)." })
export class OpinionInput {
  @Field(() => String, { description: 'What it says (意见).' })
  @FreeText(longest.text)
  text!: string;

  @Field(() => Boolean, { description: 'That it is stamped (是否盖章); an opinion counts only if it is.' })
  stamped!: boolean;

  @Field(() => LocalDate, { description: 'Day it was signed, not after today (签署日期).' })
  signedOn!: string;

  @Field(() => String, { description: 'Who signed it (签字人).' })
  @FreeText(longest.name)
  signer!: string;

  @Field(() => Conclusion, {
    nullable: true,
    description: 'Whether the nominee is recommended (推荐结论), where the program asks for it.',
  })
  conclusion?: DomainConclusion | null;

  @Field(() => ContactInput, { nullable: true, description: 'Whom to ask about it (联系人).' })
  @ValidateNested()
  contact?: ContactInput | null;
}

@InputType({ description: 'What a reviewer says of a rule that only a person can judge (人工判断).' })
export class JudgmentInput {
  @Field(() => ID, { description: 'Id of the rule (条款编号).' })
  ruleId!: string;

  @Field(() => Boolean, { description: 'Whether it holds (是否符合).' })
  holds!: boolean;
}

@InputType()
export abstract class OnNominationInput extends CommandInput {
  @Field(() => ID, { description: 'The nomination (申报).' })
  nominationId!: NominationId;
}

@InputType({ description: 'A bureau drafts a nomination (申报).' })
export class NominateInput extends CommandInput {
  @Field(() => ID, { description: 'The edition (年度).' })
  editionId!: EditionId;

  @Field(() => ID, { description: 'Code of the bureau that nominates (申报单位).' })
  bureau!: BureauCode;

  @Field(() => ID, { description: 'Code of the category (类别).' })
  category!: string;

  @Field(() => JSONObject, {
    description: "Answers by the keys of the program's form (登记表); what is still empty may be added by amendForm.",
  })
  form!: Form;
}

@InputType({ description: 'The form is changed while it is drafted or returned (修改登记表).' })
export class AmendFormInput extends OnNominationInput {
  @Field(() => ID, { nullable: true, description: 'Code of another category (类别); left out, it stays.' })
  category?: string | null;

  @Field(() => JSONObject, { description: 'The answers that change, by key; null clears one (修改内容).' })
  form!: Form;
}

@InputType({ description: 'A returned nomination is handed in again (重新提交).' })
export class ResubmitInput extends OnNominationInput {
  @Field(() => String, { description: 'What was corrected or supplied (修改或补正说明).' })
  @FreeText(longest.text)
  note!: string;
}

@InputType({ description: 'A nomination is taken back (撤回).' })
export class WithdrawInput extends OnNominationInput {
  @Field(() => String, { description: 'Why (撤回理由).' })
  @FreeText(longest.text)
  reason!: string;
}

@InputType({ description: 'The bureau that holds a nomination decides on it (审核).' })
export class ReviewInput extends OnNominationInput {
  @Field(() => ReviewDecision, { description: 'The decision (决定).' })
  decision!: Decision;

  @Field(() => OpinionInput, {
    description: 'The stamped opinion; of a return or a supplement it is the reason (盖章意见).',
  })
  @ValidateNested()
  opinion!: OpinionInput;

  @Field(() => [JudgmentInput], {
    defaultValue: [],
    description: 'On the rules that reviewers of this level judge, at most one each (人工判断).',
  })
  @ArrayMaxSize(100, { message: 'judgments takes at most 100.' })
  @ArrayUnique(({ ruleId }: JudgmentInput) => ruleId, { message: 'judgments names each rule once.' })
  @ValidateNested({ each: true })
  judgments!: JudgmentInput[];
}

@InputType({
  description:
    'The bureau that holds a passed nomination gives it a seat on its slate, whose revision is the one to expect (列入报送名单).',
})
export class ForwardInput extends OnNominationInput {}

@InputType({
  description: 'A seat not yet put forward is given up; the revision to expect is that of the slate (移出报送名单).',
})
export class TakeOffSlateInput extends OnNominationInput {}

@InputType({
  description:
    'The bureau above lets a late nomination in; the revision to expect is that of the slate below (同意接收逾期申报).',
})
export class AcceptLateEntryInput extends OnNominationInput {
  @Field(() => String, { description: 'Why (接收理由).' })
  @FreeText(longest.text)
  reason!: string;
}
