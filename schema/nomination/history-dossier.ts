import 'reflect-metadata';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { VettingAnswer as DomainAnswer } from '../../src/domain/nomination/parts.ts';
import type { Level } from '../../src/domain/program/program.ts';
import type { Moment } from '../../src/domain/rules/assess.ts';
import { Bureau, BureauLevel } from '../edition/bureau.ts';
import { Evidence } from '../evidence.ts';
import { JSONObject, LocalDate } from '../scalars.ts';
import { AssessedFor, RecordedFinding } from './finding.ts';
import { HistoryEntry } from './history.ts';
import { VettingAnswer } from './vetting.ts';

@ObjectType({ implements: HistoryEntry, description: 'A file was attached (附上材料).' })
export class MaterialAttachedEntry extends HistoryEntry {
  @Field(() => ID, { description: 'Code of the material (材料代码).' })
  material!: string;

  @Field(() => ID, { description: 'SHA-256 of the file in hexadecimal (文件校验值).' })
  sha256!: string;

  @Field(() => String, { description: 'What kind of file it is (文件类型).' })
  mediaType!: string;

  @Field(() => Int, { description: 'In bytes (大小).' })
  size!: number;

  @Field(() => Int, { nullable: true, description: 'Words, said by who attached it (字数).' })
  words?: number | null | undefined;
}

@ObjectType({ implements: HistoryEntry, description: 'A file was taken out again (移除材料).' })
export class MaterialRemovedEntry extends HistoryEntry {
  @Field(() => ID, { description: 'Code of the material (材料代码).' })
  material!: string;

  @Field(() => ID, { description: 'SHA-256 of the file in hexadecimal (文件校验值).' })
  sha256!: string;
}

@ObjectType({ implements: HistoryEntry, description: 'A body that was asked answered (联审答复).' })
export class VettingAnsweredEntry extends HistoryEntry {
  @Field(() => ID, { description: 'Code of the body (部门代码).' })
  body!: string;

  @Field(() => VettingAnswer, { description: 'What it answered (答复).' })
  answer!: DomainAnswer['answer'];

  @Field(() => LocalDate, { description: 'Day of the answer (答复日期).' })
  answeredOn!: string;

  @Field(() => String, { nullable: true, description: 'Remark of the body (说明); personal.' })
  note?: string | null | undefined;

  @Field(() => [Evidence], { nullable: true, description: 'What the answer came on (来函等证据); personal.' })
  evidence!: readonly Evidence[] | null;
}

@ObjectType({ implements: HistoryEntry, description: 'A step of the procedure was put on record (环节记录).' })
export class StepRecordedEntry extends HistoryEntry {
  @Field(() => ID, { description: 'Code of the step (环节代码).' })
  step!: string;

  @Field(() => Bureau, { description: 'The bureau that recorded it (记录单位).' })
  bureau!: Bureau;

  @Field(() => JSONObject, {
    nullable: true,
    description: "Answers by the keys of the step's fields (内容); personal.",
  })
  answers!: Record<string, unknown> | null;

  @Field(() => [Evidence], { nullable: true, description: 'What it rests on (证据材料); personal.' })
  evidence!: readonly Evidence[] | null;
}

@ObjectType({ implements: HistoryEntry, description: 'The rules were assessed (资格审查).' })
export class EligibilityAssessedEntry extends HistoryEntry {
  @Field(() => Bureau, { description: 'The bureau that held the nomination (审查单位).' })
  bureau!: Bureau;

  @Field(() => BureauLevel, { description: 'Its level (层级).' })
  level!: Level;

  @Field(() => AssessedFor, { description: 'What for (审查环节).' })
  act!: Moment['act'];

  @Field(() => [RecordedFinding], { description: 'What was found, in the order of the rules (结果).' })
  findings!: readonly RecordedFinding[];
}

/** Of a waiver, every entry names the rule and the bureau that acts. */
@ObjectType()
abstract class OnWaiver extends HistoryEntry {
  @Field(() => ID, { description: 'Id of the rule (条款编号).' })
  ruleId!: string;

  @Field(() => Bureau, { description: 'The bureau that did it (办理单位).' })
  bureau!: Bureau;
}

@ObjectType({ implements: HistoryEntry, description: 'An exception to a rule was asked for (申请豁免).' })
export class WaiverRequestedEntry extends OnWaiver {
  @Field(() => [Evidence], { nullable: true, description: 'What it rests on (证据材料); personal.' })
  evidence!: readonly Evidence[] | null;

  @Field(() => JSONObject, { nullable: true, description: 'What the rule had found (豁免情形); personal.' })
  against!: Record<string, unknown> | null;
}

@ObjectType({ implements: HistoryEntry, description: 'The exception was confirmed (确认豁免).' })
export class WaiverConfirmedEntry extends OnWaiver {}

@ObjectType({ implements: HistoryEntry, description: 'The exception was refused (驳回豁免).' })
export class WaiverRefusedEntry extends OnWaiver {}

@ObjectType({ implements: HistoryEntry, description: 'Something must be supplied by a day (要求补正).' })
export class SupplementRequiredEntry extends HistoryEntry {
  @Field(() => Bureau, { description: 'The bureau that asked for it (要求单位).' })
  from!: Bureau;

  @Field(() => Bureau, { description: 'The bureau that must supply it (补正单位).' })
  to!: Bureau;

  @Field(() => LocalDate, { description: 'Last day to supply it (补正期限).' })
  dueOn!: string;
}

@ObjectType({ implements: HistoryEntry, description: 'It was not supplied in time (逾期未补正).' })
export class SupplementExpiredEntry extends HistoryEntry {
  @Field(() => Bureau, { description: 'The bureau that should have supplied it (逾期单位).' })
  bureau!: Bureau;
}
