import 'reflect-metadata';
import { Field, ID, ObjectType } from 'type-graphql';
import type { Waiver as DomainWaiver } from '../../src/domain/nomination/parts.ts';
import type { Level } from '../../src/domain/program/program.ts';
import { Bureau, BureauLevel } from '../edition/bureau.ts';
import { enumOf } from '../enum.ts';
import { Evidence } from '../evidence.ts';
import { Rule } from '../program/rule.ts';
import { DateTimeISO, JSONObject } from '../scalars.ts';
import { TimelineActor } from '../timeline/actor.ts';

export const WaiverStatus = enumOf<DomainWaiver['status']>('WaiverStatus', 'Where a waiver stands (豁免状态).', {
  REQUESTED: 'Asked for, and awaiting the bureau above (待确认).',
  CONFIRMED: 'Confirmed by the bureau above (已确认).',
  REFUSED: 'Refused by the bureau above (已驳回).',
});

@ObjectType({ description: 'An exception to a rule that holds in principle, as it was asked for and answered (豁免).' })
export class Waiver {
  @Field(() => ID, { description: 'Id of the rule (条款编号).' })
  ruleId!: string;

  @Field(() => Rule, { description: 'The rule (条款).' })
  rule!: Rule;

  @Field(() => WaiverStatus, { description: 'Where it stands (状态).' })
  status!: DomainWaiver['status'];

  @Field(() => Bureau, { description: 'The bureau that asked for it (申请单位).' })
  bureau!: Bureau;

  @Field(() => BureauLevel, { description: 'Its level (层级).' })
  level!: Level;

  @Field(() => String, { nullable: true, description: 'Why (申请理由); personal.' })
  reason!: string | null;

  @Field(() => [Evidence], { nullable: true, description: 'What it rests on (证据材料); personal.' })
  evidence!: readonly Evidence[] | null;

  @Field(() => JSONObject, {
    nullable: true,
    description: 'What the rule had found: it is waived for just that, and for nothing else (豁免情形); personal.',
  })
  against!: Record<string, unknown> | null;

  @Field(() => DateTimeISO, { description: 'When it was asked for (申请时间).' })
  requestedAt!: string;

  @Field(() => TimelineActor, { description: 'Who asked for it (申请人).' })
  requestedBy!: TimelineActor;

  @Field(() => Bureau, { nullable: true, description: 'The bureau that answered (确认单位).' })
  settledBureau!: Bureau | null;

  @Field(() => DateTimeISO, { nullable: true, description: 'When it answered (确认时间).' })
  settledAt!: string | null;

  @Field(() => TimelineActor, { nullable: true, description: 'Who answered (确认人).' })
  settledBy!: TimelineActor | null;

  @Field(() => String, { nullable: true, description: 'What was answered (确认意见).' })
  note!: string | null;
}
