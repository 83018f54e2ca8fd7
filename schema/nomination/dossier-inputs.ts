import 'reflect-metadata';
import { ArrayMaxSize, Matches, Max, Min, ValidateNested } from 'class-validator';
import { Field, ID, InputType, Int } from 'type-graphql';
import type { NominationId } from '../../src/domain/ids.ts';
import type { VettingAnswer as DomainAnswer } from '../../src/domain/nomination/parts.ts';
import { EvidenceInput } from '../evidence.ts';
import { FreeText } from '../free-text.ts';
import { RecordStepFields } from '../recorded-step.ts';
import { LocalDate } from '../scalars.ts';
import { longest, OnNominationInput } from './inputs.ts';
import { VettingAnswer } from './vetting.ts';

@InputType()
abstract class OnMaterialInput extends OnNominationInput {
  @Field(() => ID, { description: 'Code of the material (材料代码).' })
  material!: string;

  @Field(() => ID, {
    description: 'SHA-256 of the file in lower-case hexadecimal, as uploading it answered (文件校验值).',
  })
  @Matches(/^[0-9a-f]{64}$/, { message: 'sha256 takes 64 digits of lower-case hexadecimal.' })
  sha256!: string;
}

@InputType({ description: 'A file that was uploaded is attached as one of the materials (附上材料).' })
export class AttachMaterialInput extends OnMaterialInput {
  @Field(() => Int, { nullable: true, description: 'Its words as word processors count, where they matter (字数).' })
  @Min(0, { message: 'words takes 0 or more.' })
  @Max(1_000_000, { message: 'words takes 1000000 at most.' })
  words?: number | null;
}

@InputType({ description: 'A file is taken out again, while the nomination is drafted or returned (移除材料).' })
export class RemoveMaterialInput extends OnMaterialInput {
  @Field(() => String, { description: 'Why (理由).' })
  @FreeText(longest.text)
  reason!: string;
}

@InputType({ description: 'A body answers about a nominee, or a bureau enters its answer (部门联审).' })
export class AnswerVettingInput extends OnNominationInput {
  @Field(() => ID, { description: 'Code of the body (部门代码).' })
  body!: string;

  @Field(() => VettingAnswer, { description: 'What it answered (答复).' })
  answer!: DomainAnswer['answer'];

  @Field(() => LocalDate, { description: 'Day of the answer, not after today (答复日期).' })
  answeredOn!: string;

  @Field(() => String, { nullable: true, description: 'Remark of the body (说明).' })
  @FreeText(longest.text)
  note?: string | null;

  @Field(() => [EvidenceInput], {
    defaultValue: [],
    description: "What the answer came on: needed where a bureau enters another's (来函等证据).",
  })
  @ArrayMaxSize(20, { message: 'evidence takes at most 20 documents.' })
  @ValidateNested({ each: true })
  evidence!: EvidenceInput[];
}

@InputType({ description: 'A bureau records a step of the procedure for a nomination in its hands (环节记录).' })
export class RecordStepInput extends RecordStepFields {
  @Field(() => ID, { description: 'The nomination (申报).' })
  nominationId!: NominationId;
}

@InputType({ description: 'The rules are assessed and what is found is recorded, without any decision (资格审查).' })
export class AssessEligibilityInput extends OnNominationInput {}

@InputType()
abstract class OnRuleInput extends OnNominationInput {
  @Field(() => ID, { description: 'Id of the rule (条款编号).' })
  ruleId!: string;
}

@InputType({ description: 'A bureau asks for an exception to a rule that holds in principle (申请豁免).' })
export class RequestWaiverInput extends OnRuleInput {
  @Field(() => String, { description: 'Why (申请理由).' })
  @FreeText(longest.text)
  reason!: string;

  @Field(() => [EvidenceInput], { description: 'What it rests on, at least one document (证据材料).' })
  @ArrayMaxSize(20, { message: 'evidence takes at most 20 documents.' })
  @ValidateNested({ each: true })
  evidence!: EvidenceInput[];
}

@InputType({ description: 'The bureau above confirms an exception (确认豁免).' })
export class ConfirmWaiverInput extends OnRuleInput {
  @Field(() => String, { description: 'On what consideration (确认意见).' })
  @FreeText(longest.text)
  note!: string;
}

@InputType({ description: 'The bureau above refuses an exception (驳回豁免).' })
export class RefuseWaiverInput extends OnRuleInput {
  @Field(() => String, { description: 'Why (驳回理由).' })
  @FreeText(longest.text)
  reason!: string;
}
