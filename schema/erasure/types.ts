import 'reflect-metadata';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { ErasureRow, RestrictionRow, ErasureStatus as Status } from '../../projections/erasures.ts';
import type {
  ErasureBasis as DomainErasureBasis,
  RestrictionBasis as DomainRestrictionBasis,
} from '../../src/domain/protection/protection.ts';
import { connectionOf } from '../connection.ts';
import { enumOf } from '../enum.ts';
import { DateTimeISO } from '../scalars.ts';
import { SubjectKind } from '../timeline/types.ts';

export const ErasureBasis = enumOf<DomainErasureBasis>('ErasureBasis', 'Why personal data is erased (删除依据).', {
  PIPL_47_PURPOSE_ACHIEVED: 'The purpose is achieved, cannot be, or needs it no longer (个保法第47条：处理目的已实现).',
  PIPL_47_SERVICE_ENDED: 'What it was for has ended (个保法第47条：停止提供服务).',
  PIPL_47_CONSENT_WITHDRAWN: 'The person withdrew consent (个保法第47条：撤回同意).',
  PIPL_47_UNLAWFUL: 'It was handled against the law or an agreement (个保法第47条：违法违约处理).',
  RETENTION_EXPIRED: 'The term of keeping it is over (保存期限届满).',
  COURT_ORDER: 'A court or an authority orders it (司法或主管机关决定).',
});

export const RestrictionBasis = enumOf<DomainRestrictionBasis>(
  'RestrictionBasis',
  'Why personal data is restricted (限制处理依据).',
  {
    PIPL_44_OBJECTED: 'The person restricts its handling, or refuses it (个保法第44条：限制或拒绝处理).',
    PIPL_47_KEPT_ONLY: 'It may not be erased yet, and is only stored (个保法第47条：仅存储).',
    ACCURACY_DISPUTED: 'Whether it is right is disputed (准确性存疑).',
    COURT_ORDER: 'A court or an authority orders it (司法或主管机关决定).',
  },
);

export const ErasureStatus = enumOf<Status>('ErasureStatus', 'Where a request to erase stands (删除申请状态).', {
  REQUESTED: 'Awaits two approvals (待批准).',
  APPROVED_ONCE: 'Awaits the second approval (待第二人批准).',
  APPROVED: 'Approved twice, being carried out (执行中).',
  DECLINED: 'Declined (不予批准).',
  ERASED: 'Carried out: the keys are destroyed (已删除).',
});

@ObjectType({ description: 'One of the two approvals of an erasure (批准).' })
export class ErasureApproval {
  @Field(() => ID, { description: 'Account that approved (批准账号).' })
  by!: string;

  @Field(() => DateTimeISO, { description: 'When (批准时间).' })
  at!: string;
}

@ObjectType({
  description: 'A request to erase the personal data of somebody, and what came of it (个人信息删除申请).',
})
export class ErasureRequest {
  /** Fields that were written, and are erased. */
  gone!: readonly string[];

  @Field(() => ID, { description: 'Id of the request (申请编号).' })
  id!: string;

  @Field(() => SubjectKind, { description: 'PERSON, OBJECTION (who objected) or EXPERT (对象种类).' })
  ownerKind!: 'PERSON' | 'OBJECTION' | 'EXPERT';

  @Field(() => ID, { description: 'Pseudonym, id of the objection, or account (对象编号).' })
  ownerId!: string;

  @Field(() => ErasureStatus, { description: 'Where it stands (状态).' })
  status!: Status;

  @Field(() => ErasureBasis, { description: 'Legal basis (法律依据).' })
  legalBasis!: DomainErasureBasis;

  @Field(() => String, { description: 'Number of the paper that it rests on (依据文号).' })
  document!: string;

  @Field(() => String, { nullable: true, description: 'Remark (说明); erased with the rest.' })
  note!: string | null;

  @Field(() => DateTimeISO, { description: 'When it was requested (申请时间).' })
  requestedAt!: string;

  @Field(() => ID, { description: 'Account that requested it (申请账号).' })
  requestedBy!: string;

  @Field(() => [ErasureApproval], { description: 'Approvals so far, of two people (批准记录).' })
  approvals!: readonly ErasureApproval[];

  @Field(() => DateTimeISO, { nullable: true, description: 'When it was declined or carried out (办结时间).' })
  closedAt!: string | null;

  @Field(() => ID, { nullable: true, description: 'Account that declined it (不予批准账号).' })
  declinedBy!: string | null;

  @Field(() => String, { nullable: true, description: 'Why it was declined (不予批准理由); erased with the rest.' })
  reason!: string | null;

  @Field(() => Int, { nullable: true, description: 'Keys destroyed (销毁密钥数); null before it is carried out.' })
  keys!: number | null;

  @Field(() => Int, { nullable: true, description: 'Files destroyed (销毁文件数); null before it is carried out.' })
  files!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Files kept, because others use them too (因他人使用而保留的文件数); null before it is carried out.',
  })
  filesKept!: number | null;

  @Field(() => Int, { description: 'Revision to expect when deciding on it (版本).' })
  revision!: number;
}

@ObjectType({ description: 'That the personal data of somebody is shown to nobody for the time being (限制处理).' })
export class Restriction {
  /** Fields that were written, and are erased. */
  gone!: readonly string[];

  @Field(() => SubjectKind, { description: 'PERSON, OBJECTION (who objected) or EXPERT (对象种类).' })
  ownerKind!: 'PERSON' | 'OBJECTION' | 'EXPERT';

  @Field(() => ID, { description: 'Pseudonym, id of the objection, or account (对象编号).' })
  ownerId!: string;

  @Field(() => RestrictionBasis, { description: 'Legal basis (法律依据).' })
  legalBasis!: DomainRestrictionBasis;

  @Field(() => String, { description: 'Number of the paper that it rests on (依据文号).' })
  document!: string;

  @Field(() => String, { nullable: true, description: 'Remark (说明); erased with the rest.' })
  note!: string | null;

  @Field(() => DateTimeISO, { description: 'Since when (限制时间).' })
  restrictedAt!: string;

  @Field(() => ID, { description: 'Account that restricted it (办理账号).' })
  restrictedBy!: string;
}

export const ErasureRequestConnection = connectionOf(ErasureRequest);

const kinds = { PERSON: 'PERSON', OBJECTOR: 'OBJECTION', EXPERT: 'EXPERT' } as const;

/** Of what was written, that which is null by now. */
const goneOf = (written: Readonly<Record<string, string | null | false>>): string[] =>
  Object.keys(written).filter((field) => written[field] === null);

export const erasureOf = ({
  requestId,
  ownerKind,
  firstApprovedAt,
  firstApprovedBy,
  noted,
  ...row
}: ErasureRow): ErasureRequest => {
  const { secondApprovedAt, secondApprovedBy, ...rest } = row;
  const approvals = [
    { at: firstApprovedAt, by: firstApprovedBy },
    { at: secondApprovedAt, by: secondApprovedBy },
  ].flatMap(({ at, by }) => (at !== null && by !== null ? [{ at, by }] : []));
  const gone = goneOf({ note: noted === 1 && row.note, reason: row.status === 'DECLINED' && row.reason });
  return { ...rest, id: requestId, ownerKind: kinds[ownerKind], approvals, gone };
};

export const restrictionOf = ({ ownerKind, noted, ...row }: RestrictionRow): Restriction => ({
  ...row,
  ownerKind: kinds[ownerKind],
  gone: goneOf({ note: noted === 1 && row.note }),
});
