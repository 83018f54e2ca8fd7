import 'reflect-metadata';
import { Field, ID, Int, InterfaceType, ObjectType } from 'type-graphql';
import type { Position } from '../../src/domain/event.ts';
import { connectionOf } from '../connection.ts';
import { Bureau } from '../edition/bureau.ts';
import { enumOf } from '../enum.ts';
import { DateTimeISO, JSONObject, PositionScalar, UUID } from '../scalars.ts';
import { TimelineActor } from '../timeline/actor.ts';
import { withDecision } from './opinion.ts';

export type HistoryEntryType =
  | 'NOMINATED'
  | 'FORM_AMENDED'
  | 'REVIEWED'
  | 'RETURNED'
  | 'REJECTED'
  | 'RESUBMITTED'
  | 'FORWARDED'
  | 'WITHDRAWN'
  | 'LAPSED'
  | 'DISQUALIFIED'
  | 'MATERIAL_ATTACHED'
  | 'MATERIAL_REMOVED'
  | 'VETTING_ANSWERED'
  | 'STEP_RECORDED'
  | 'ELIGIBILITY_ASSESSED'
  | 'WAIVER_REQUESTED'
  | 'WAIVER_CONFIRMED'
  | 'WAIVER_REFUSED'
  | 'SUPPLEMENT_REQUIRED'
  | 'SUPPLEMENT_EXPIRED';

export const HistoryEntryType = enumOf<HistoryEntryType>(
  'HistoryEntryType',
  'What happened to a nomination (申报经过).',
  {
    NOMINATED: 'Drafted (申报).',
    FORM_AMENDED: 'The form was changed (修改登记表).',
    REVIEWED: 'A bureau decided on it (审核).',
    RETURNED: 'Sent back to be drafted and reviewed anew (退回修改).',
    REJECTED: 'Out by the decision of a bureau (审核不通过).',
    RESUBMITTED: 'Corrected and handed in again (重新提交).',
    FORWARDED: 'Put forward to the bureau above (报送).',
    WITHDRAWN: 'Taken back (撤回).',
    LAPSED: 'Its slate was not submitted in time (视为放弃).',
    DISQUALIFIED: 'An objection was upheld (取消资格).',
    MATERIAL_ATTACHED: 'A file was attached as one of its materials (附上材料).',
    MATERIAL_REMOVED: 'A file was taken out again (移除材料).',
    VETTING_ANSWERED: 'A body that was asked answered (联审答复).',
    STEP_RECORDED: 'A step of the procedure was put on record (环节记录).',
    ELIGIBILITY_ASSESSED: 'The rules were assessed, with what was found (资格审查).',
    WAIVER_REQUESTED: 'An exception to a rule was asked for (申请豁免).',
    WAIVER_CONFIRMED: 'The exception was confirmed by the bureau above (确认豁免).',
    WAIVER_REFUSED: 'The exception was refused by the bureau above (驳回豁免).',
    SUPPLEMENT_REQUIRED: 'Something must be supplied by a day, seats being kept (要求补正).',
    SUPPLEMENT_EXPIRED: 'It was not supplied in time: the nomination is out (逾期未补正).',
  },
);

const typeNames: Readonly<Record<HistoryEntryType, string>> = {
  NOMINATED: 'NominatedEntry',
  FORM_AMENDED: 'FormAmendedEntry',
  REVIEWED: 'ReviewedEntry',
  RETURNED: 'ReturnedEntry',
  REJECTED: 'RejectedEntry',
  RESUBMITTED: 'ResubmittedEntry',
  FORWARDED: 'ForwardedEntry',
  WITHDRAWN: 'WithdrawnEntry',
  LAPSED: 'LapsedEntry',
  DISQUALIFIED: 'DisqualifiedEntry',
  MATERIAL_ATTACHED: 'MaterialAttachedEntry',
  MATERIAL_REMOVED: 'MaterialRemovedEntry',
  VETTING_ANSWERED: 'VettingAnsweredEntry',
  STEP_RECORDED: 'StepRecordedEntry',
  ELIGIBILITY_ASSESSED: 'EligibilityAssessedEntry',
  WAIVER_REQUESTED: 'WaiverRequestedEntry',
  WAIVER_CONFIRMED: 'WaiverConfirmedEntry',
  WAIVER_REFUSED: 'WaiverRefusedEntry',
  SUPPLEMENT_REQUIRED: 'SupplementRequiredEntry',
  SUPPLEMENT_EXPIRED: 'SupplementExpiredEntry',
};

@InterfaceType({
  description: 'One step in the life of a nomination: who, when and why (申报经过条目).',
  resolveType: ({ type }: { readonly type: HistoryEntryType }) => typeNames[type],
})
export abstract class HistoryEntry {
  @Field(() => UUID, { description: 'Id of the event (事件编号), the same as in the timeline.' })
  id!: string;

  @Field(() => HistoryEntryType, { description: 'What happened (经过).' })
  type!: HistoryEntryType;

  @Field(() => DateTimeISO, { description: 'When, by the clock of the server (时间).' })
  at!: string;

  @Field(() => TimelineActor, { description: 'Who did it (操作人).' })
  actor!: TimelineActor;

  @Field(() => String, {
    nullable: true,
    description: 'Why, in the words given then (理由); null where none is asked for.',
  })
  reason!: string | null;

  @Field(() => PositionScalar, {
    description: 'Position in the log (日志位置): `nomination(asOf:)` shows the state after it.',
  })
  position!: Position;

  @Field(() => Int, { description: 'Revision of the nomination that it made (版本).' })
  revision!: number;

  @Field(() => UUID, { description: 'Id of the command that it came of (指令编号).' })
  commandId!: string;

  @Field(() => String, { nullable: true, description: 'Version of the rules it was decided under (规则版本).' })
  ruleVersion!: string | null;
}

@ObjectType({ implements: HistoryEntry, description: 'The nomination was drafted (申报).' })
export class NominatedEntry extends HistoryEntry {
  @Field(() => Bureau, { description: 'The bureau that nominated (申报单位).' })
  bureau!: Bureau;

  @Field(() => ID, { description: 'Code of the category (类别代码).' })
  category!: string;

  @Field(() => [String], { description: 'Keys of the fields filled in (已填栏目).' })
  filledFields!: readonly string[];
}

@ObjectType({ implements: HistoryEntry, description: 'The form was changed (修改登记表).' })
export class FormAmendedEntry extends HistoryEntry {
  @Field(() => ID, { description: 'Code of the category since then (类别代码).' })
  category!: string;

  @Field(() => [String], { description: 'Keys of the fields changed (修改栏目).' })
  changedFields!: readonly string[];

  @Field(() => JSONObject, {
    nullable: true,
    description: 'The new answers by key, null for a field that was cleared (修改后内容); personal.',
  })
  changes!: Record<string, unknown> | null;
}

@ObjectType({ implements: HistoryEntry, description: 'A bureau decided on the nomination (审核).' })
export class ReviewedEntry extends withDecision(HistoryEntry) {}

@ObjectType({
  implements: HistoryEntry,
  description: 'The nomination was sent back to be drafted and reviewed anew (退回修改).',
})
export class ReturnedEntry extends HistoryEntry {
  @Field(() => Bureau, { description: 'The bureau that sent it back (退回单位).' })
  from!: Bureau;

  @Field(() => Bureau, { description: 'The bureau that must correct it (修改单位).' })
  to!: Bureau;
}

@ObjectType({ implements: HistoryEntry, description: 'The nomination was rejected for good (审核不通过).' })
export class RejectedEntry extends HistoryEntry {
  @Field(() => Bureau, { description: 'The bureau that rejected it (审核单位).' })
  bureau!: Bureau;
}

@ObjectType({ implements: HistoryEntry, description: 'The nomination was corrected and handed in again (重新提交).' })
export class ResubmittedEntry extends HistoryEntry {}

@ObjectType({ implements: HistoryEntry, description: 'The nomination was put forward (报送).' })
export class ForwardedEntry extends HistoryEntry {
  @Field(() => Bureau, { description: 'The bureau that put it forward (报送单位).' })
  from!: Bureau;

  @Field(() => Bureau, { description: 'The bureau it went to (接收单位).' })
  to!: Bureau;

  @Field(() => Boolean, { description: 'Whether it has reached the level that decides (是否到达审定层级).' })
  deciding!: boolean;
}

@ObjectType({ implements: HistoryEntry, description: 'The nomination was taken back (撤回).' })
export class WithdrawnEntry extends HistoryEntry {}

@ObjectType({ implements: HistoryEntry, description: 'The nomination is deemed abandoned (视为放弃).' })
export class LapsedEntry extends HistoryEntry {
  @Field(() => Bureau, { description: 'The bureau whose slate was not submitted in time (逾期单位).' })
  bureau!: Bureau;
}

@ObjectType({ implements: HistoryEntry, description: 'The nominee was disqualified (取消资格).' })
export class DisqualifiedEntry extends HistoryEntry {
  @Field(() => ID, { description: 'Id of the public notice (公示编号).' })
  noticeId!: string;

  @Field(() => ID, { description: 'Id of the objection that was upheld (异议编号).' })
  objectionId!: string;
}

/** `connectionOf` takes a class of objects; an interface serves as well. */
export const HistoryConnection = connectionOf(HistoryEntry as unknown as new () => HistoryEntry, 'History');
