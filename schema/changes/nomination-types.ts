import 'reflect-metadata';
import { Field, ID, ObjectType } from 'type-graphql';
import type { BureauCode, EditionId, NominationId } from '../../src/domain/ids.ts';
import type { ReviewDecision as Decision } from '../../src/domain/nomination/nomination.ts';
import type { VettingAnswer as DomainAnswer, Waiver as DomainWaiver } from '../../src/domain/nomination/parts.ts';
import type { Level } from '../../src/domain/program/program.ts';
import { Bureau, BureauLevel } from '../edition/bureau.ts';
import { ReviewDecision } from '../nomination/opinion.ts';
import { VettingAnswer } from '../nomination/vetting.ts';
import { WaiverStatus } from '../nomination/waiver.ts';
import { Redaction } from '../redaction.ts';
import { JSONValue, LocalDate } from '../scalars.ts';
import { Text } from '../text.ts';
import { Change } from './types.ts';

@ObjectType({ implements: Change, description: 'It is in the hands of another bureau (办理单位变更).' })
export class HolderChanged extends Change {
  @Field(() => Bureau, { nullable: true, description: 'Before (原单位); null: not there yet.' })
  before!: Bureau | null;

  @Field(() => Bureau, { nullable: true, description: 'After (现单位).' })
  after!: Bureau | null;
}

@ObjectType({ implements: Change, description: 'It stands for another category (类别变更).' })
export class CategoryChanged extends Change {
  @Field(() => ID, { nullable: true, description: 'Code of the category before (原类别代码); null: not there yet.' })
  before!: string | null;

  @Field(() => ID, { nullable: true, description: 'Code of the category after (现类别代码).' })
  after!: string | null;
}

@ObjectType({ implements: Change, description: 'The answer to a field of the form is another (登记表栏目变更).' })
export class FormFieldChanged extends Change {
  nominationId!: NominationId;
  editionId!: EditionId;
  bureauCode!: BureauCode;

  @Field(() => ID, { description: 'Key of the field, as the form of the program gives it (栏目代码).' })
  field!: string;

  @Field(() => Text, {
    nullable: true,
    description: 'What it is called (栏目名称); null where the form has no such field any more.',
  })
  label!: Text | null;

  @Field(() => JSONValue, { nullable: true, description: 'The answer before (原内容); null: none, or withheld.' })
  before!: unknown | null;

  @Field(() => JSONValue, { nullable: true, description: 'The answer after (现内容); null: none, or withheld.' })
  after!: unknown | null;

  @Field(() => [Redaction], { description: 'What is withheld here, and why (隐去的栏目).' })
  redactions!: readonly Redaction[];
}

@ObjectType({ implements: Change, description: 'A file is attached that was not (新增材料).' })
export class MaterialAdded extends Change {
  @Field(() => ID, { description: 'Code of the material, as the program gives it (材料代码).' })
  material!: string;

  @Field(() => ID, { description: 'SHA-256 of the file in hexadecimal (文件校验值).' })
  sha256!: string;
}

@ObjectType({ implements: Change, description: 'A file is not attached any more (移除材料).' })
export class MaterialRemoved extends Change {
  @Field(() => ID, { description: 'Code of the material, as the program gives it (材料代码).' })
  material!: string;

  @Field(() => ID, { description: 'SHA-256 of the file in hexadecimal (文件校验值).' })
  sha256!: string;
}

@ObjectType({ implements: Change, description: 'The last answer of a body is another (联审答复变更).' })
export class VettingAnswerChanged extends Change {
  @Field(() => ID, { description: 'Code of the body, as the program gives it (部门代码).' })
  body!: string;

  @Field(() => VettingAnswer, { nullable: true, description: 'Before (原答复); null: none yet.' })
  before!: DomainAnswer['answer'] | null;

  @Field(() => VettingAnswer, { nullable: true, description: 'After (现答复).' })
  after!: DomainAnswer['answer'] | null;

  @Field(() => LocalDate, {
    nullable: true,
    description: 'Day written on the answer after (答复日期); null where there is none any more.',
  })
  answeredOn!: string | null;
}

@ObjectType({ implements: Change, description: 'A waiver was asked for or answered (豁免变更).' })
export class WaiverChanged extends Change {
  @Field(() => ID, { description: 'Id of the rule, such as R-F17 (条款编号).' })
  ruleId!: string;

  @Field(() => WaiverStatus, { nullable: true, description: 'Before (原状态); null: not asked for yet.' })
  before!: DomainWaiver['status'] | null;

  @Field(() => WaiverStatus, { nullable: true, description: 'After (现状态).' })
  after!: DomainWaiver['status'] | null;
}

@ObjectType({ implements: Change, description: 'Something is to be supplied, or no longer (补正要求变更).' })
export class SupplementChanged extends Change {
  @Field(() => LocalDate, { nullable: true, description: 'Day it was due by before (原期限); null: nothing was.' })
  before!: string | null;

  @Field(() => LocalDate, { nullable: true, description: 'Day it is due by after (现期限); null: nothing is.' })
  after!: string | null;
}

@ObjectType({ implements: Change, description: 'A bureau decided on it (新增审核).' })
export class ReviewAdded extends Change {
  @Field(() => Bureau, { description: 'The bureau (审核单位).' })
  bureau!: Bureau;

  @Field(() => BureauLevel, { description: 'Level it decided at (层级).' })
  level!: Level;

  @Field(() => ReviewDecision, { description: 'What it decided (审核意见).' })
  decision!: Decision;
}

@ObjectType({ implements: Change, description: 'The rules were assessed (新增资格审查).' })
export class AssessmentAdded extends Change {
  @Field(() => Bureau, { description: 'The bureau that held it (审查单位).' })
  bureau!: Bureau;
}

@ObjectType({ implements: Change, description: 'A step of the procedure was put on record (新增环节记录).' })
export class StepAdded extends Change {
  @Field(() => ID, { description: 'Code of the step, as the program gives it (环节代码).' })
  step!: string;

  @Field(() => Bureau, { description: 'The bureau that recorded it (记录单位).' })
  bureau!: Bureau;
}
