import 'reflect-metadata';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { Position } from '../../src/domain/event.ts';
import type { NominationStatus as Status } from '../../src/domain/nomination/nomination.ts';
import type { Level } from '../../src/domain/program/program.ts';
import type { ConclusionCode } from '../../src/domain/trace/conclusions.ts';
import type { Answer, QuestionKind } from '../../src/domain/trace/trace.ts';
import { Bureau, BureauLevel } from '../edition/bureau.ts';
import { NominationStatus } from '../nomination/types.ts';
import { Rule } from '../program/rule.ts';
import { DateTimeISO, LocalDate, PositionScalar } from '../scalars.ts';
import { Text } from '../text.ts';
import { TraceAnswer, TraceConclusionCode, TraceQuestionKind } from './codes.ts';
import { TraceEntry } from './entry-types.ts';
import { TraceRanking } from './ranking-types.ts';

@ObjectType({ description: 'Why a question came out as it did (结论).' })
export class TraceConclusion {
  @Field(() => TraceConclusionCode, { description: 'For programs (代码).' })
  code!: ConclusionCode;

  @Field(() => String, { description: 'For people, in the language of Accept-Language: zh or en (说明).' })
  text!: string;

  @Field(() => Rule, { nullable: true, description: 'The rule that it rests on (依据条款); null where no single one.' })
  rule!: Rule | null;
}

@ObjectType({ description: 'A change of a deadline (延期).' })
export class TraceExtension {
  @Field(() => ID, { description: 'Id of the event, a UUID (事件编号), as `eventProof(id:)` takes it.' })
  eventId!: string;

  @Field(() => LocalDate, { description: 'The day it was before (原日期).' })
  from!: string;

  @Field(() => LocalDate, { description: 'The day it became (新日期).' })
  to!: string;

  @Field(() => String, { description: 'Why (理由).' })
  reason!: string;
}

@ObjectType({ description: 'A deadline as it was in force then (适用期限).' })
export class TraceDeadline {
  @Field(() => ID, { description: 'Its key in the program (代码).' })
  key!: string;

  @Field(() => Text, { description: 'Its name (名称).' })
  name!: Text;

  @Field(() => LocalDate, { description: 'The day it fell on, with every extension by then (日期).' })
  on!: string;

  @Field(() => DateTimeISO, { description: 'Its last moment, the end of that day (截止时刻).' })
  endsAt!: string;

  @Field(() => String, { description: 'As the notice prints it (通知原文).' })
  printed!: string;

  @Field(() => Rule, { description: 'The rule that sets it (依据条款).' })
  rule!: Rule;

  @Field(() => Boolean, { description: 'Whether it was over at the moment asked about (是否已过).' })
  passed!: boolean;

  @Field(() => [TraceExtension], { description: 'Extensions by then, oldest first (延期记录).' })
  extensions!: readonly TraceExtension[];
}

@ObjectType({ description: "Seats of a bureau's slate then (名额使用情况)." })
export class TraceSeats {
  @Field(() => Int, { description: 'Seats taken then (已用).' })
  taken!: number;

  @Field(() => Int, { description: 'Seats there were then, adjustments included (名额).' })
  cap!: number;

  @Field(() => Rule, { description: 'The rule that bounds them (依据条款).' })
  rule!: Rule;
}

@ObjectType({ description: 'One question asked of a nomination, with its answer and the facts behind it (环节结论).' })
export class TraceQuestion {
  @Field(() => TraceQuestionKind, { description: 'What is asked (环节).' })
  kind!: QuestionKind;

  @Field(() => Bureau, {
    nullable: true,
    description: 'The bureau that it is asked of (单位); null where it is asked of none.',
  })
  bureau!: Bureau | null;

  @Field(() => BureauLevel, {
    nullable: true,
    description: 'The level that decides it (层级); null where no level does.',
  })
  level!: Level | null;

  @Field(() => TraceAnswer, { description: 'What came of it (结论).' })
  answer!: Answer;

  @Field(() => TraceConclusion, { description: 'Why (原因).' })
  conclusion!: TraceConclusion;

  @Field(() => TraceDeadline, {
    nullable: true,
    description: 'The deadline in force (适用期限); null where none bears on it.',
  })
  deadline!: TraceDeadline | null;

  @Field(() => TraceSeats, {
    nullable: true,
    description: "Seats of the bureau's slate (名额); null where seats play no part.",
  })
  seats!: TraceSeats | null;

  @Field(() => TraceRanking, { nullable: true, description: 'Scores and rank (评审排名); null but for SHORTLISTED.' })
  ranking!: TraceRanking | null;

  @Field(() => ID, { nullable: true, description: 'Id of the notice it was on (公示编号); null before it was on one.' })
  noticeId!: string | null;

  @Field(() => [TraceEntry], { description: 'The facts that led to it, in the order of the log (事实链).' })
  entries!: readonly TraceEntry[];
}

@ObjectType({
  description:
    'Why a nomination was or was not forwarded, shortlisted, publicized, recognized and revoked, with the facts behind each answer (决定溯源).',
})
export class DecisionTrace {
  @Field(() => ID, { description: 'The nomination, by its id (申报编号).' })
  nominationId!: string;

  @Field(() => ID, { description: 'The edition, by its id (年度).' })
  editionId!: string;

  @Field(() => NominationStatus, { description: 'Where the nomination stood then (状态).' })
  status!: Status;

  @Field(() => TraceConclusion, { description: 'What settled it, or what it stood at (总结论).' })
  outcome!: TraceConclusion;

  @Field(() => [TraceQuestion], { description: 'The questions, in the order of the procedure (各环节).' })
  questions!: readonly TraceQuestion[];

  @Field(() => String, { description: 'Version of the rules that the edition runs under (规则版本).' })
  ruleVersion!: string;

  @Field(() => PositionScalar, { description: 'The log position it is as of (截至日志位置).' })
  asOfPosition!: Position;
}
