import 'reflect-metadata';
import { ArrayMaxSize, ArrayMinSize, MaxLength, ValidateNested } from 'class-validator';
import { ArgsType, Field, ID, InputType } from 'type-graphql';
import type { BureauCode, CertificateNumber, EditionId } from '../../src/domain/ids.ts';
import { AsOfInput } from '../as-of.ts';
import { CommandInput } from '../command.ts';
import { Direction, enumOf } from '../enum.ts';
import { EvidenceInput } from '../evidence.ts';
import { FreeText } from '../free-text.ts';
import { ListArgs, ReadArgs } from '../reading.ts';
import { RecordStepFields } from '../recorded-step.ts';
import { HonorStatus } from './types.ts';

const LONGEST_TEXT = 5_000;

@InputType({ description: 'Which honorees (荣誉登记册筛选).' })
export class HonoreeFilter {
  @Field(() => ID, { nullable: true, description: 'Of this edition (年度).' })
  editionId?: EditionId | null;

  @Field(() => String, { nullable: true, description: 'Of this program, by its code (选树活动).' })
  programCode?: string | null;

  @Field(() => ID, { nullable: true, description: 'Nominated by this bureau (推送单位), by its code.' })
  bureau?: BureauCode | null;

  @Field(() => ID, { nullable: true, description: 'Nominated by this bureau or one below it (本级及下级).' })
  within?: BureauCode | null;

  @Field(() => String, { nullable: true, description: 'In this category, by its code (类别).' })
  category?: string | null;

  @Field(() => HonorStatus, {
    nullable: true,
    description: 'Standing or revoked, as of the moment asked for (荣誉状态).',
  })
  status?: HonorStatus | null;

  @Field(() => String, { nullable: true, description: 'A part of the name (姓名检索).' })
  @FreeText(100)
  search?: string | null;
}

export type HonoreeOrderField = 'CERTIFICATE' | 'RECOGNIZED_ON';
export const HonoreeOrderField = enumOf<HonoreeOrderField>(
  'HonoreeOrderField',
  'What the register is sorted by (荣誉登记册排序依据).',
  {
    CERTIFICATE: 'Number of the certificate (证书编号).',
    RECOGNIZED_ON: 'Day of recognition (认定日期).',
  },
);

@InputType({ description: 'In which order the register comes (荣誉登记册排序).' })
export class HonoreeOrder {
  @Field(() => HonoreeOrderField, {
    defaultValue: HonoreeOrderField.CERTIFICATE,
    description: 'What to sort by (排序依据).',
  })
  field!: HonoreeOrderField;

  @Field(() => Direction, { defaultValue: Direction.ASC, description: 'Which way (排序方向).' })
  direction!: Direction;
}

const asOf = { nullable: true, description: 'The register as it was then (截至时点); now, if left out.' } as const;

@ArgsType()
export class HonoreesArgs extends ListArgs {
  @Field(() => HonoreeFilter, { nullable: true, description: 'Which honorees (筛选).' })
  @ValidateNested()
  filter?: HonoreeFilter | null;

  @Field(() => HonoreeOrder, {
    defaultValue: { field: HonoreeOrderField.CERTIFICATE, direction: Direction.ASC },
    description: 'How they are sorted (排序).',
  })
  orderBy!: HonoreeOrder;

  @Field(() => AsOfInput, asOf)
  asOf?: AsOfInput | null;
}

@ArgsType()
export class HonoreeArgs extends ReadArgs {
  @Field(() => ID, { description: 'Number of the certificate (证书编号).' })
  @MaxLength(200, { message: 'certificate takes the number of a certificate.' })
  certificate!: CertificateNumber;

  @Field(() => AsOfInput, asOf)
  asOf?: AsOfInput | null;
}

@InputType()
abstract class OnHonorInput extends CommandInput {
  @Field(() => ID, { description: 'The certificate (证书编号).' })
  certificate!: CertificateNumber;

  @Field(() => String, { description: 'What happened (情况说明).' })
  @FreeText(LONGEST_TEXT)
  statement!: string;

  @Field(() => [EvidenceInput], { description: 'What it rests on (证据材料), at least one.' })
  @ArrayMinSize(1, { message: 'evidence takes at least one document.' })
  @ArrayMaxSize(20, { message: 'evidence takes at most 20 documents.' })
  @ValidateNested({ each: true })
  evidence!: EvidenceInput[];
}

@InputType({ description: 'Reports what an honoree did that may cost the honor (报告违规情况).' })
export class ReportViolationInput extends OnHonorInput {}

@InputType({ description: 'A step that the procedure asks for is recorded of an honoree (跟踪服务登记).' })
export class FollowUpInput extends RecordStepFields {
  @Field(() => ID, { description: 'The certificate (证书编号).' })
  certificate!: CertificateNumber;
}

@InputType({ description: 'Takes an honor back, on a report and on a ground of the program (撤销认定).' })
export class RevokeInput extends OnHonorInput {
  @Field(() => String, { description: 'Ground, as a code of the program (撤销情形).' })
  @FreeText(100)
  ground!: string;

  @Field(() => String, { nullable: true, description: 'The social impact, where the ground needs one (社会影响).' })
  @FreeText(LONGEST_TEXT)
  impact?: string | null;
}
