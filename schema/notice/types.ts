import 'reflect-metadata';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { NoticeRow } from '../../projections/notice-board.ts';
import type { Position } from '../../src/domain/event.ts';
import type { BureauCode, EditionId, NominationId, NoticeId, ObjectionId } from '../../src/domain/ids.ts';
import type { ObjectionStatus as DomainObjectionStatus } from '../../src/domain/notice/notice.ts';
import { echoesMoment } from '../as-of.ts';
import { connectionOf } from '../connection.ts';
import { enumOf } from '../enum.ts';
import { Evidence } from '../evidence.ts';
import { Node } from '../node/node.ts';
import { Redaction } from '../redaction.ts';
import { DateTimeISO, LocalDate, PositionScalar } from '../scalars.ts';

export type NoticeStatus = NoticeRow['status'];
export const NoticeStatus = enumOf<NoticeStatus>('NoticeStatus', 'Where a notice stands (公示状态).', {
  OPEN: 'The period runs: objections are in time (公示中).',
  CLOSED: 'The period has ended (公示期满).',
});

export const ObjectionStatus = enumOf<DomainObjectionStatus>(
  'ObjectionStatus',
  'Where an objection stands (异议状态).',
  {
    LODGED: 'Received, not looked at yet (已提出).',
    ADMITTED: 'Under investigation (已受理).',
    REFUSED: 'Not taken up, for example because it is anonymous or late (不予受理).',
    UPHELD: 'Found true: the nominee is disqualified (异议成立).',
    DISMISSED: 'Found untrue (异议不成立).',
  },
);

@ObjectType({
  implements: Node,
  description: 'A public notice of selected nominees, with its period as printed (公示).',
})
export class Notice extends Node {
  override id!: NoticeId;
  editionId!: EditionId;
  shownRevision!: number;
  /** The position that it is shown as of; undefined for now. */
  cut!: Position | undefined;

  @Field(() => String, { description: 'Where it is published, as a code of the program (公示渠道).' })
  channel!: string;

  @Field(() => Boolean, {
    description: "Whether the program's notice itself orders a publicity period (是否通知要求的公示).",
  })
  fromNotice!: boolean;

  @Field(() => NoticeStatus, { description: 'Whether the period still runs (公示状态).' })
  status!: NoticeStatus;

  @Field(() => DateTimeISO, { description: 'When it was published (发布时间).' })
  publishedAt!: string;

  @Field(() => LocalDate, { description: 'Day of publication (发布日期).' })
  publishedOn!: string;

  @Field(() => LocalDate, { description: 'First day of the period, counted (公示起始日).' })
  periodStart!: string;

  @Field(() => LocalDate, { description: 'Last day of the period, counted (公示截止日).' })
  periodEnd!: string;

  @Field(() => DateTimeISO, { description: 'Last moment for an objection (异议截止时刻).' })
  closesAt!: string;

  @Field(() => [LocalDate], { description: 'The working days of the period, first to last (公示工作日).' })
  days!: readonly string[];

  @Field(() => Boolean, { description: 'Whether the day of publication is the first of them (发布当日是否计入).' })
  countPublicationDay!: boolean;

  @Field(() => DateTimeISO, { nullable: true, description: 'When it was closed (结束时间); null while it is open.' })
  closedAt!: string | null;

  @Field(() => PositionScalar, {
    nullable: true,
    description: 'The log position it is shown as of (截至日志位置); null where it is shown as it is now.',
  })
  asOfPosition!: Position | null;
}

@ObjectType({ description: 'Someone on a public notice: what the notice itself shows (公示人选).' })
export class NoticeNominee {
  cut!: Position | undefined;
  editionId!: EditionId;
  bureauCode!: BureauCode;
  categoryCode!: string;

  @Field(() => ID, { description: 'Id of the nomination (申报编号): name it to object to this nominee.' })
  nominationId!: NominationId;

  @Field(() => Int, { description: 'Number on the notice (序号): it names the certificate.' })
  serial!: number;

  @Field(() => String, { nullable: true, description: 'Name of the nominee (姓名); null once it is erased.' })
  name!: string | null;

  @Field(() => ID, { nullable: true, description: 'Number of the certificate (证书编号), once recognized.' })
  certificate!: string | null;

  @Field(() => DateTimeISO, { nullable: true, description: 'When the nominee was cleared for recognition (认定时间).' })
  clearedAt!: string | null;

  @Field(() => DateTimeISO, {
    nullable: true,
    description: 'When a correction took the nominee off this notice, to be publicized anew (转为重新公示时间).',
  })
  takenOffAt!: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Whether an objection keeps the nominee from recognition (有无未了结异议); for officers of the province.',
  })
  objectionStands!: boolean | null;

  @Field(() => [Redaction], { description: 'What is withheld here, and why (隐去的栏目).' })
  redactions!: readonly Redaction[];
}

@ObjectType({ description: 'What a notice says of one nominee, put right (更正).' })
export class Erratum {
  @Field(() => ID, { description: 'The nominee, by the nominationId of the notice (公示人选).' })
  nominationId!: NominationId;

  @Field(() => String, { nullable: true, description: 'What the notice should say (更正内容).' })
  correction!: string | null;

  @Field(() => Boolean, {
    description: 'Whether the nominee is publicized anew for it (是否重新公示); if not, the period runs on.',
  })
  fresh!: boolean;

  @Field(() => DateTimeISO, { description: 'When it was issued (更正时间).' })
  issuedAt!: string;

  @Field(() => String, { nullable: true, description: 'Why (更正理由); for officers of the province.' })
  reason!: string | null;

  @Field(() => [Redaction], { description: 'What is withheld here, and why (隐去的栏目).' })
  redactions!: readonly Redaction[];
}

@ObjectType({ description: 'Who objects: a real name and how to reach them (异议人).' })
export class Objector {
  @Field(() => String, { description: 'Real name (姓名).' })
  name!: string;

  @Field(() => String, { description: 'Telephone or address (联系方式).' })
  contact!: string;
}

@ObjectType({
  implements: Node,
  description: 'An objection to one nominee of a notice (异议). Who objects, and why, is for officers of the province.',
})
export class Objection extends Node {
  override id!: ObjectionId;
  noticeId!: NoticeId;
  nominationId!: NominationId;
  cut!: Position | undefined;

  @Field(() => ObjectionStatus, { description: 'Where it stands (异议状态).' })
  status!: DomainObjectionStatus;

  @Field(() => Boolean, {
    description: 'Whether the notice took it before its close, or it was postmarked by then (是否在公示期内提出).',
  })
  inTime!: boolean;

  @Field(() => Boolean, { description: 'Whether it came without a name (是否匿名).' })
  anonymous!: boolean;

  @Field(() => DateTimeISO, { description: 'When it was recorded (提出时间).' })
  lodgedAt!: string;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether it keeps the nominee from recognition (是否影响认定).',
  })
  standing!: boolean | null;

  @Field(() => LocalDate, { nullable: true, description: 'Postmark of one that came by post (邮戳日期).' })
  postmarkedOn!: string | null;

  @Field(() => DateTimeISO, { nullable: true, description: 'When it last changed (更新时间).' })
  updatedAt!: string | null;

  @Field(() => Objector, { nullable: true, description: 'Who objects (异议人); null if it is anonymous.' })
  objector!: Objector | null;

  @Field(() => String, { nullable: true, description: 'Why (异议理由).' })
  grounds!: string | null;

  @Field(() => [Evidence], { nullable: true, description: 'What it rests on (证据材料).' })
  evidence!: readonly Evidence[] | null;

  @Field(() => String, { nullable: true, description: 'What was said on admitting or refusing it (受理意见).' })
  note!: string | null;

  @Field(() => String, { nullable: true, description: 'What the investigation found (核查结论).' })
  findings!: string | null;

  @Field(() => [Redaction], { description: 'What is withheld here, and why (隐去的栏目).' })
  redactions!: readonly Redaction[];
}

export const NoticeConnection = connectionOf(Notice);
echoesMoment(NoticeConnection);
export const NoticeNomineeConnection = connectionOf(NoticeNominee);
export const ObjectionConnection = connectionOf(Objection);
