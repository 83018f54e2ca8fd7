import 'reflect-metadata';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { Level } from '../../src/domain/program/program.ts';
import { BureauLevel } from '../edition/bureau.ts';
import { LocalDate } from '../scalars.ts';
import { Text } from '../text.ts';
import { ProgramExtension } from './extension.ts';
import { FormField } from './form-types.ts';
import { MaterialRequirement } from './materials.ts';
import { ProgramDeadline, ProgramQuota, ProgramStage, Publicity, Reading, RevocationGround } from './parts.ts';
import {
  BlindingTerms,
  OpinionDemand,
  ProgramStep,
  SummaryTerms,
  SupplementTerms,
  Verification,
  VettingTerms,
} from './procedure.ts';
import { Rubric } from './rubric.ts';
import { Rule } from './rule.ts';

@ObjectType({ description: 'A category of a program, as one edition has it (类别).' })
export class Category {
  @Field(() => ID, { description: 'Code of the category in its program (类别代码).' })
  code!: string;

  @Field(() => Text, { description: 'Name of the category (类别名称).' })
  name!: Text;

  @Field(() => Int, {
    nullable: true,
    description: 'Most that may be recognized in this category (选树人数); null where there is no such bound.',
  })
  target!: number | null;

  @Field(() => ID, { nullable: true, description: 'Rule that sets the target (依据条款).' })
  targetRule?: string | undefined;

  @Field(() => Boolean, { description: 'Whether the notice itself has it so (是否通知原文).' })
  fromNotice!: boolean;
}

@ObjectType({ description: 'A selection program with its rules, categories, form and stages (选树活动).' })
export class Program {
  @Field(() => ID, { description: 'Code of the program (活动代码).' })
  code!: string;

  @Field(() => String, { description: 'Version of its rules, recorded with every event they decide (规则版本).' })
  version!: string;

  @Field(() => String, { description: 'Name of the edition it is defined for (年度).' })
  edition!: string;

  @Field(() => Text, { description: 'Name of the program (活动名称).' })
  name!: Text;

  @Field(() => String, { description: 'Title of the notice it follows (通知标题).' })
  noticeTitle!: string;

  @Field(() => String, { description: 'Who issued the notice (发文机关).' })
  issuer!: string;

  @Field(() => LocalDate, { description: 'When the notice was issued (发文日期).' })
  issuedOn!: string;

  @Field(() => String, { description: 'IANA name of the time zone of all its days (时区).' })
  timeZone!: string;

  @Field(() => Int, { description: 'Most that may be recognized (选树人数).' })
  target!: number;

  @Field(() => ID, { description: 'Rule that sets the target (依据条款).' })
  targetRule!: string;

  @Field(() => [Category], { description: 'Its categories (类别).' })
  categories!: readonly Category[];

  @Field(() => [ProgramStage], { description: 'The path of a nomination, first to last (报送环节).' })
  stages!: readonly ProgramStage[];

  @Field(() => BureauLevel, { description: 'The level that decides (审定层级).' })
  decidingLevel!: Level;

  @Field(() => [ProgramDeadline], { description: 'Its dates (时限).' })
  deadlines!: readonly ProgramDeadline[];

  @Field(() => [ProgramQuota], { description: 'Seats by bureau (名额分配表).' })
  quotas!: readonly ProgramQuota[];

  @Field(() => Int, { description: 'Sum of the seats (名额合计).' })
  quotaTotal!: number;

  @Field(() => [FormField], { description: 'The registration form (登记表).' })
  form!: readonly FormField[];

  @Field(() => [MaterialRequirement], { description: 'Documents that a nomination needs (申报材料).' })
  materials!: readonly MaterialRequirement[];

  @Field(() => [ProgramStep], { description: 'What bureaus must do and keep a record of (环节).' })
  steps!: readonly ProgramStep[];

  @Field(() => VettingTerms, { nullable: true, description: 'Bodies that are asked about nominees (部门联审).' })
  vetting?: VettingTerms | undefined;

  @Field(() => [OpinionDemand], { description: 'What stamped opinions must hold, by level (意见要求).' })
  opinions!: readonly OpinionDemand[];

  @Field(() => SupplementTerms, {
    nullable: true,
    description: 'How long a nominator has to supply what is missing (补正期限); null where nothing can be supplied.',
  })
  supplement?: SupplementTerms | undefined;

  @Field(() => Verification, {
    nullable: true,
    description: 'That the deciding level verifies a nomination before experts see it (省级核查).',
  })
  verification?: Verification | undefined;

  @Field(() => BlindingTerms, {
    nullable: true,
    description:
      'What experts do not see of what they score (盲评办法); null where that is no more than what no expert sees.',
  })
  blinding?: BlindingTerms | undefined;

  @Field(() => SummaryTerms, {
    nullable: true,
    description: 'The table that a bureau sends with its slate (情况汇总表).',
  })
  summary?: SummaryTerms | undefined;

  @Field(() => [Rule], { description: 'Every rule of the notice (条款).' })
  rules!: readonly Rule[];

  @Field(() => [ProgramExtension], {
    description: 'What an edition may add though the notice does not ask for it, and this one has not (可选扩展).',
  })
  extensions!: readonly ProgramExtension[];

  @Field(() => [ID], { description: 'Codes of the extensions that this edition has added (已启用扩展).' })
  extended!: readonly string[];

  @Field(() => [Reading], { description: 'How open points of the notice are read (解释).' })
  readings!: readonly Reading[];

  @Field(() => Rubric, { description: 'How experts score, unless an edition freezes another (评分标准).' })
  rubric!: Rubric;

  @Field(() => Publicity, { description: 'How nominees are publicized (公示办法).' })
  publicity!: Publicity;

  @Field(() => [RevocationGround], { description: 'Grounds on which an honor is revoked (撤销情形).' })
  revocationGrounds!: readonly RevocationGround[];

  @Field(() => Boolean, { description: 'Whether the notice itself lets honors be revoked (撤销是否通知原文).' })
  revocationFromNotice!: boolean;

  @Field(() => String, { description: 'Pattern of certificate numbers (证书编号规则).' })
  certificatePattern!: string;
}
