import 'reflect-metadata';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { NominationRow } from '../../projections/nomination-board.ts';
import type { Position } from '../../src/domain/event.ts';
import type { ActorId, BureauCode, EditionId, NominationId } from '../../src/domain/ids.ts';
import type { NominationStatus as Status } from '../../src/domain/nomination/nomination.ts';
import type { HiddenFromExperts } from '../../src/domain/program/hidden-from-experts.ts';
import { accessOf, type View } from '../access.ts';
import { connectionOf } from '../connection.ts';
import { enumOf } from '../enum.ts';
import { Node } from '../node/node.ts';
import { DateTimeISO, PositionScalar } from '../scalars.ts';
import type { LaurelContext } from '../services.ts';

export const NominationStatus = enumOf<Status>('NominationStatus', 'Where a nomination stands (申报状态).', {
  DRAFTED: 'Being filled in by the bureau that nominated (草拟).',
  RETURNED: 'Sent back, to be corrected or, while `supplement` is there, supplemented (退回).',
  PASSED: 'Passed by the bureau that holds it (审核通过).',
  RECEIVED: 'Put forward to the bureau above, not reviewed there yet (已收到).',
  SUBMITTED: 'Put forward to the level that decides (已报送).',
  REJECTED: 'Rejected by a bureau (审核不通过).',
  WITHDRAWN: 'Taken back (撤回).',
  LAPSED: 'Its slate, or a supplement, did not come in time: deemed abandoned (视为放弃).',
  DISQUALIFIED: 'An objection was upheld (取消资格).',
});

@ObjectType({ implements: Node, description: 'The dossier of one nominee in one edition (申报).' })
export class Nomination extends Node {
  override id!: NominationId;
  editionId!: EditionId;
  bureauCode!: BureauCode;
  holderCode!: BureauCode;
  categoryCode!: string;
  view!: View;
  /** What the program hides from an expert who is shown it; undefined for everyone else. */
  hidden!: HiddenFromExperts | undefined;
  /** The position that it is shown as of; undefined for now. */
  cut!: Position | undefined;
  /** Why nobody is shown anything personal of it, if so. */
  gone!: 'ERASED' | 'RESTRICTED' | undefined;

  @Field(() => NominationStatus, { description: 'Where it stands (状态).' })
  status!: Status;

  @Field(() => String, {
    nullable: true,
    description:
      'Name of the nominee (姓名); null where none is written yet, and withheld from experts where the program hides it.',
  })
  name!: string | null;

  @Field(() => DateTimeISO, { description: 'When it was drafted (草拟时间).' })
  draftedAt!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'Id of the account that drafted it (草拟账号); withheld from experts.',
  })
  draftedBy!: ActorId | null;

  @Field(() => DateTimeISO, { description: 'When it was last changed (更新时间).' })
  updatedAt!: string;

  @Field(() => Int, { description: 'Revision to expect when changing it (版本).' })
  revision!: number;

  @Field(() => Int, {
    nullable: true,
    description: 'How often it was sent back, for correction or a supplement (退回次数); withheld from vetting bodies.',
  })
  returns!: number | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Objections that keep it from recognition while they stand (未决及成立异议数); for officers of the province.',
  })
  standingObjections!: number | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Number of the certificate, once recognized (证书编号).',
  })
  certificate!: string | null;

  @Field(() => PositionScalar, {
    nullable: true,
    description: 'The log position it is shown as of (截至日志位置); null where it is shown as it is now.',
  })
  asOfPosition!: Position | null;
}

export const NominationConnection = connectionOf(Nomination);

export const seesObjections = (context: LaurelContext, { editionId }: Pick<Nomination, 'editionId'>): boolean =>
  accessOf(context).oversees('objections', editionId);

const goneFrom = ({ erased, restricted }: NominationRow): Nomination['gone'] => {
  if (erased === 1) return 'ERASED';
  return restricted === 1 ? 'RESTRICTED' : undefined;
};

export const nominationOf = (row: NominationRow, view: View, context: LaurelContext): Nomination => {
  const hidden = view === 'TO_SCORE' ? accessOf(context).hidden(row.editionId) : undefined;
  return {
    id: row.nominationId,
    editionId: row.editionId,
    bureauCode: row.bureau,
    holderCode: row.holder,
    categoryCode: row.category,
    view,
    hidden,
    cut: undefined,
    gone: goneFrom(row),
    status: row.status,
    name: hidden?.name ? null : row.name,
    draftedAt: row.draftedAt,
    draftedBy: view === 'FULL' ? row.draftedBy : null,
    updatedAt: row.updatedAt,
    revision: row.revision,
    returns: view === 'TO_VET' ? null : row.returns,
    standingObjections: seesObjections(context, row) ? row.objections : null,
    certificate: row.certificate,
    asOfPosition: null,
  };
};
