import 'reflect-metadata';
import { Field, ObjectType } from 'type-graphql';
import type { Outcome as DomainOutcome } from '../../src/domain/rules/finding.ts';
import { Evidence } from '../evidence.ts';
import { Outcome } from '../nomination/finding.ts';
import { Judgment } from '../nomination/opinion.ts';
import { Rule } from '../program/rule.ts';
import { Redaction } from '../redaction.ts';
import { CriterionPoints } from '../review/types.ts';
import { DateTimeISO, JSONObject, LocalDate, UUID } from '../scalars.ts';
import { EventFacts } from '../timeline/event-facts.ts';

@ObjectType({ description: 'The event that a link of the chain is: who, when, by which command (事件).' })
export class TraceEvent extends EventFacts {
  @Field(() => UUID, {
    nullable: true,
    description: 'Id of the event it followed from (起因事件); null where a person acted.',
  })
  causationId!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Version of the table of permissions it was allowed under (权限版本); null for events recorded before it was kept.',
  })
  policyVersion!: string | null;
}

@ObjectType({ description: 'A rule as it was assessed, with the clause and what it rested on (条款审查结果).' })
export class TracedFinding {
  @Field(() => Rule, { description: 'The rule, with the words of the notice (条款).' })
  rule!: Rule;

  @Field(() => Outcome, { description: 'What came of it (结果): PASSED also where it passed by a waiver.' })
  outcome!: DomainOutcome;

  @Field(() => String, {
    nullable: true,
    description: 'By which waiver it passed all the same (豁免依据); null where none was needed or given.',
  })
  waivedBy!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'What passed, but should be looked at, in the language of Accept-Language (提示); null for nothing.',
  })
  warning!: string | null;

  @Field(() => JSONObject, {
    nullable: true,
    description: 'The facts it was assessed on (认定依据); personal: null once erased, or where none were recorded.',
  })
  evidence!: Record<string, unknown> | null;
}

@ObjectType({ description: 'Who signed an opinion, and when (签署).' })
export class TraceSignature {
  @Field(() => String, { description: 'Name of who signed it (签字人).' })
  signer!: string;

  @Field(() => LocalDate, { description: 'Day written beside the signature (签署日期).' })
  signedOn!: string;
}

@ObjectType({ description: 'The period of a public notice, day by day (公示期).' })
export class TracePeriod {
  @Field(() => LocalDate, { description: 'Day of publication (发布日期).' })
  publishedOn!: string;

  @Field(() => [LocalDate], { description: 'Every working day that was counted, first to last (计入的工作日).' })
  days!: readonly string[];

  @Field(() => DateTimeISO, { description: 'Last moment of the period, the end of its last working day (截止时刻).' })
  closesAt!: string;

  @Field(() => Boolean, { description: 'Whether the day of publication was counted (发布当日是否计入).' })
  countPublicationDay!: boolean;
}

@ObjectType({ description: 'One link of the chain of facts: an event, and what of it counts (事实).' })
export class TraceEntry {
  @Field(() => TraceEvent, { description: 'The event, with the proof that it is in the log (事件).' })
  event!: TraceEvent;

  @Field(() => String, { description: 'What it says, in the language of Accept-Language: zh or en (说明).' })
  text!: string;

  @Field(() => Rule, { nullable: true, description: 'The rule that it rests on (依据条款); null where no single one.' })
  rule!: Rule | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The words given then: a reason, an opinion, findings (原话); personal. Null where none were given, or they were erased (see redactions).',
  })
  says!: string | null;

  @Field(() => [Evidence], {
    nullable: true,
    description: 'Documents it rests on (证据材料); personal. Null where none, or erased (see redactions).',
  })
  documents!: readonly Evidence[] | null;

  @Field(() => [TracedFinding], {
    nullable: true,
    description: 'Rules as they were assessed (条款审查结果); null where the event is no assessment.',
  })
  findings!: readonly TracedFinding[] | null;

  @Field(() => [Judgment], {
    nullable: true,
    description: 'What a reviewer judged (人工判断); null where the event is no review.',
  })
  judgments!: readonly Judgment[] | null;

  @Field(() => TraceSignature, {
    nullable: true,
    description: 'Who signed the stamped opinion (签署); null where the event has none.',
  })
  signature!: TraceSignature | null;

  @Field(() => [CriterionPoints], {
    nullable: true,
    description: 'Points by criterion (各项评分); null where the event is no score.',
  })
  points!: readonly CriterionPoints[] | null;

  @Field(() => TracePeriod, {
    nullable: true,
    description: 'The period of the notice (公示期); null where the event published none.',
  })
  period!: TracePeriod | null;

  @Field(() => [Redaction], {
    description: 'Fields that are null because they were erased (已删除的内容), such as says or findings.evidence.',
  })
  redactions!: readonly Redaction[];
}
