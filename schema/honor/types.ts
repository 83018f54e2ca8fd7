import 'reflect-metadata';
import { Field, ID, ObjectType } from 'type-graphql';
import type { HonorRow } from '../../projections/honoree-register.ts';
import type { BureauCode, CertificateNumber, EditionId, NominationId, NoticeId } from '../../src/domain/ids.ts';
import { echoesMoment, type Moment } from '../as-of.ts';
import { connectionOf } from '../connection.ts';
import { enumOf } from '../enum.ts';
import { Evidence } from '../evidence.ts';
import { Node } from '../node/node.ts';
import { Redaction } from '../redaction.ts';
import { DateTimeISO, LocalDate } from '../scalars.ts';

export type HonorStatus = HonorRow['status'];
export const HonorStatus = enumOf<HonorStatus>('HonorStatus', 'Whether an honor stands (荣誉状态).', {
  RECOGNIZED: 'It stands (已认定).',
  REVOKED: 'It was taken back; it stays in the register, and is marked (已撤销).',
});

@ObjectType({ description: 'How an honor was taken back (撤销认定).' })
export class Revocation {
  editionId!: EditionId;
  groundCode!: string;

  @Field(() => LocalDate, { description: 'Day of the revocation (撤销日期).' })
  revokedOn!: string;

  @Field(() => DateTimeISO, { description: 'When it was recorded (记录时间).' })
  revokedAt!: string;

  @Field(() => Boolean, { description: "Whether the program's notice itself provides for it (是否通知规定)." })
  fromNotice!: boolean;

  @Field(() => String, { nullable: true, description: 'What happened (撤销事由); for officers of the province.' })
  statement!: string | null;

  @Field(() => String, { nullable: true, description: 'The social impact (社会影响); for officers of the province.' })
  impact!: string | null;

  @Field(() => [Evidence], {
    nullable: true,
    description: 'What it rests on (证据材料); for officers of the province.',
  })
  evidence!: readonly Evidence[] | null;

  @Field(() => [Redaction], { description: 'What is withheld here, and why (隐去的栏目).' })
  redactions!: readonly Redaction[];
}

@ObjectType({ description: 'A violation that a locality reported of an honoree (违规情况报告).' })
export class ViolationReport {
  editionId!: EditionId;
  bureauCode!: BureauCode;

  @Field(() => DateTimeISO, { description: 'When it was reported (报告时间).' })
  reportedAt!: string;

  @Field(() => String, { nullable: true, description: 'What happened (违规情况).' })
  statement!: string | null;

  @Field(() => [Evidence], { nullable: true, description: 'What it rests on (证据材料).' })
  evidence!: readonly Evidence[] | null;

  @Field(() => [Redaction], { description: 'What is withheld here, and why (隐去的栏目).' })
  redactions!: readonly Redaction[];
}

@ObjectType({
  implements: Node,
  description:
    'An entry of the honoree register, as of the moment asked for (荣誉登记册条目). Its id is the certificate.',
})
export class Honoree extends Node {
  override id!: CertificateNumber;
  editionId!: EditionId;
  bureauCode!: BureauCode;
  categoryCode!: string;
  nominationId!: NominationId;
  noticeId!: NoticeId;
  moment!: Moment;
  shownRevision!: number;

  @Field(() => ID, { description: 'Number of the certificate, never given twice (证书编号).' })
  certificate!: CertificateNumber;

  @Field(() => String, { nullable: true, description: 'Name (姓名); null once it is erased.' })
  name!: string | null;

  @Field(() => HonorStatus, { description: 'Whether the honor stands (荣誉状态).' })
  status!: HonorStatus;

  @Field(() => LocalDate, { description: 'Day of recognition (认定日期).' })
  recognizedOn!: string;

  @Field(() => DateTimeISO, { description: 'When it was recorded (记录时间).' })
  recognizedAt!: string;

  @Field(() => [Redaction], { description: 'What is withheld here, and why (隐去的栏目).' })
  redactions!: readonly Redaction[];
}

export const HonoreeConnection = connectionOf(Honoree);

echoesMoment(HonoreeConnection);
