import 'reflect-metadata';
import { ArrayMaxSize, ArrayMinSize, Length, MaxLength, ValidateNested } from 'class-validator';
import { ArgsType, Field, ID, InputType, registerEnumType } from 'type-graphql';
import { AsOfInput } from '../as-of.ts';
import { CommandInput } from '../command.ts';
import { EvidenceInput } from '../evidence.ts';
import { ListArgs, ReadArgs } from '../reading.ts';
import { HonorStatus } from './types.ts';

const LONGEST_TEXT = 5_000;
const says = (field: string) => ({ message: `${field} takes 1 to ${LONGEST_TEXT} characters.` });

@InputType({ description: 'Which honorees (荣誉登记册筛选).' })
export class HonoreeFilter {
  @Field(() => ID, { nullable: true, description: 'Of this edition (年度).' })
  editionId?: string | null;

  @Field(() => String, { nullable: true, description: 'Of this program, by its code (选树活动).' })
  programCode?: string | null;

  @Field(() => ID, { nullable: true, description: 'Nominated by this bureau (推送单位), by its code.' })
  bureau?: string | null;

  @Field(() => ID, { nullable: true, description: 'Nominated by this bureau or one below it (本级及下级).' })
  within?: string | null;

  @Field(() => String, { nullable: true, description: 'In this category, by its code (类别).' })
  category?: string | null;

  @Field(() => HonorStatus, { nullable: true, description: 'Standing or revoked, as of the moment asked for (荣誉状态).' })
  status?: HonorStatus | null;

  @Field(() => String, { nullable: true, description: 'Part of the name or of the certificate number (检索).' })
  @Length(1, 100, { message: 'search takes 1 to 100 characters.' })
  search?: string | null;
}

export const HonoreeOrder = {
  CERTIFICATE_ASC: 'CERTIFICATE_ASC',
  CERTIFICATE_DESC: 'CERTIFICATE_DESC',
  RECOGNIZED_ON_ASC: 'RECOGNIZED_ON_ASC',
  RECOGNIZED_ON_DESC: 'RECOGNIZED_ON_DESC',
} as const;
export type HonoreeOrder = keyof typeof HonoreeOrder;

registerEnumType(HonoreeOrder, {
  name: 'HonoreeOrder',
  description: 'Order of the register (荣誉登记册排序).',
  valuesConfig: {
    CERTIFICATE_ASC: { description: 'By certificate number (证书编号升序).' },
    CERTIFICATE_DESC: { description: 'By certificate number, backwards (证书编号降序).' },
    RECOGNIZED_ON_ASC: { description: 'By day of recognition, the earliest first (认定日期升序).' },
    RECOGNIZED_ON_DESC: { description: 'By day of recognition, the latest first (认定日期降序).' },
  },
});

const asOf = { nullable: true, description: 'The register as it was then (截至时点); now, if left out.' } as const;

@ArgsType()
export class HonoreesArgs extends ListArgs {
  @Field(() => HonoreeFilter, { nullable: true, description: 'Which honorees (筛选).' })
  @ValidateNested()
  filter?: HonoreeFilter | null;

  @Field(() => HonoreeOrder, { defaultValue: HonoreeOrder.CERTIFICATE_ASC, description: 'In which order (排序).' })
  orderBy!: HonoreeOrder;

  @Field(() => AsOfInput, asOf)
  asOf?: AsOfInput | null;
}

@ArgsType()
export class HonoreeArgs extends ReadArgs {
  @Field(() => ID, { description: 'Number of the certificate (证书编号).' })
  @MaxLength(200, { message: 'certificate takes the number of a certificate.' })
  certificate!: string;

  @Field(() => AsOfInput, asOf)
  asOf?: AsOfInput | null;
}

@InputType({ isAbstract: true })
abstract class OnHonorInput extends CommandInput {
  @Field(() => ID, { description: 'The certificate (证书编号).' })
  certificate!: string;

  @Field(() => String, { description: 'What happened (情况说明).' })
  @Length(1, LONGEST_TEXT, says('statement'))
  statement!: string;

  @Field(() => [EvidenceInput], { description: 'What it rests on (证据材料), at least one.' })
  @ArrayMinSize(1, { message: 'evidence takes at least one document.' })
  @ArrayMaxSize(20, { message: 'evidence takes at most 20 documents.' })
  @ValidateNested({ each: true })
  evidence!: EvidenceInput[];
}

@InputType({ description: 'Reports what an honoree did that may cost the honor (报告违规情况).' })
export class ReportViolationInput extends OnHonorInput {}

@InputType({ description: 'Takes an honor back, on a report and on a ground of the program (撤销认定).' })
export class RevokeInput extends OnHonorInput {
  @Field(() => String, { description: 'Ground, as a code of the program (撤销情形).' })
  @Length(1, 100, { message: 'ground takes the code of a ground of the program.' })
  ground!: string;

  @Field(() => String, { nullable: true, description: 'The social impact, where the ground needs one (社会影响).' })
  @Length(1, LONGEST_TEXT, says('impact'))
  impact?: string | null;
}
