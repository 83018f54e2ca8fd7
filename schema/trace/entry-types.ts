import 'reflect-metadata';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { Position } from '../../src/domain/event.ts';
import type { Outcome as DomainOutcome } from '../../src/domain/rules/finding.ts';
import { Evidence } from '../evidence.ts';
import { Outcome } from '../nomination/finding.ts';
import { Judgment } from '../nomination/opinion.ts';
import { Rule } from '../program/rule.ts';
import { Redaction } from '../redaction.ts';
import { CriterionPoints } from '../review/types.ts';
import { DateTimeISO, JSONObject, LocalDate, PositionScalar, UUID } from '../scalars.ts';
import { TimelineActor, TimelineCommand } from '../timeline/types.ts';

@ObjectType({ description: 'The event that a link of the chain is: who, when, by which command (事件).' })
export class TraceEvent {
  @Field(() => UUID, { description: 'Its id (事件编号), the same as in the timeline and in proofs.' })
  id!: string;

  @Field(() => PositionScalar, { description: 'Position in the log (日志位置).' })
  position!: Position;

  @Field(() => String, { description: 'What happened, for example ShortlistDecided (事件类型).' })
  type!: string;

  @Field(() => ID, { description: 'The stream it is recorded in (事件流).' })
  stream!: string;

  @Field(() => Int, { description: 'Place in its stream, counted from 0 (流内版本).' })
  revision!: number;

  @Field(() => DateTimeISO, { description: 'When it was recorded, by the clock of the server (记录时间).' })
  recordedAt!: string;

  @Field(() => TimelineActor, { description: 'Who acted (操作人).' })
  actor!: TimelineActor;

  @Field(() => TimelineCommand, { description: 'The command it came of (指令).' })
  command!: TimelineCommand;

  @Field(() => UUID, { description: 'The command that began it all (关联编号).' })
  correlationId!: string;

  @Field(() => UUID, {
    nullable: true,
    description: 'Id of the event it followed from (起因事件); null where a person acted.',
  })
  causationId!: string | null;

  @Field(() => String, { nullable: true, description: 'Version of the rules it was decided under (规则版本).' })
  ruleVersion!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Version of the table of permissions it was allowed under (权限版本).',
  })
  policyVersion!: string | null;
}

@ObjectType({ description: 'A rule as it was assessed, with the clause and what it rested on (条款审查结果).' })
export class TracedFinding {
  @Field(() => Rule, { description: 'The rule, with the words of the notice (条款).' })
  rule!: Rule;

  @Field(() => Outcome, { description: 'What came of it (结果).' })
  outcome!: DomainOutcome;

  @Field(() => String, { nullable: true, description: 'By which waiver it passed all the same (豁免依据).' })
  waivedBy!: string | null;

  @Field(() => String, { nullable: true, description: 'What passed, but should be looked at (提示).' })
  warning!: string | null;

  @Field(() => JSONObject, { nullable: true, description: 'The facts it was assessed on (认定依据); personal.' })
  evidence!: Record<string, unknown> | null;
}

@ObjectType({ description: 'Who signed an opinion, and when (签署).' })
export class TraceSignature {
  @Field(() => String, { description: 'Who signed it (签字人).' })
  signer!: string;

  @Field(() => LocalDate, { description: 'Day it was signed (签署日期).' })
  signedOn!: string;
}

@ObjectType({ description: 'The period of a public notice, day by day (公示期).' })
export class TracePeriod {
  @Field(() => LocalDate, { description: 'Day of publication (发布日期).' })
  publishedOn!: string;

  @Field(() => [LocalDate], { description: 'Every working day that was counted, first to last (计入的工作日).' })
  days!: readonly string[];

  @Field(() => DateTimeISO, { description: 'Last moment of the period (截止时刻).' })
  closesAt!: string;

  @Field(() => Boolean, { description: 'Whether the day of publication was counted (发布当日是否计入).' })
  countPublicationDay!: boolean;
}

@ObjectType({ description: 'One link of the chain of facts: an event, and what of it counts (事实).' })
export class TraceEntry {
  @Field(() => TraceEvent, { description: 'The event, by which a proof of it can be asked for (事件).' })
  event!: TraceEvent;

  @Field(() => String, { description: 'What it says, in the language of Accept-Language: zh or en (说明).' })
  text!: string;

  @Field(() => Rule, { nullable: true, description: 'The rule that it rests on (依据条款).' })
  rule!: Rule | null;

  @Field(() => String, {
    nullable: true,
    description: 'The words given then: a reason, an opinion, findings (原话); personal.',
  })
  says!: string | null;

  @Field(() => [Evidence], { nullable: true, description: 'Documents it rests on (证据材料); personal.' })
  documents!: readonly Evidence[] | null;

  @Field(() => [TracedFinding], { nullable: true, description: 'Rules as they were assessed (条款审查结果).' })
  findings!: readonly TracedFinding[] | null;

  @Field(() => [Judgment], { nullable: true, description: 'What a reviewer judged (人工判断).' })
  judgments!: readonly Judgment[] | null;

  @Field(() => TraceSignature, { nullable: true, description: 'Who signed the stamped opinion (签署).' })
  signature!: TraceSignature | null;

  @Field(() => [CriterionPoints], { nullable: true, description: 'Points by criterion (各项评分).' })
  points!: readonly CriterionPoints[] | null;

  @Field(() => TracePeriod, { nullable: true, description: 'The period of the notice (公示期).' })
  period!: TracePeriod | null;

  @Field(() => [Redaction], { description: 'What is null because it was erased (已删除的内容).' })
  redactions!: readonly Redaction[];
}
