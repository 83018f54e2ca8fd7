import 'reflect-metadata';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { ObjectionStatus as DomainObjectionStatus } from '../../src/domain/notice/notice.ts';
import { Bureau } from '../edition/bureau.ts';
import { ObjectionStatus } from '../notice/types.ts';
import { LocalDate } from '../scalars.ts';
import { Change } from './types.ts';

@ObjectType({ implements: Change, description: 'A nomination has a seat on the slate that it had not (新占名额).' })
export class SeatTaken extends Change {
  @Field(() => ID, { description: 'Id of the nomination (申报编号).' })
  nominationId!: string;

  @Field(() => Boolean, { description: 'Whether it has been put forward (是否已报出).' })
  forwarded!: boolean;
}

@ObjectType({ implements: Change, description: 'A seat has been put forward (名额报出).' })
export class SeatForwarded extends Change {
  @Field(() => ID, { description: 'Id of the nomination (申报编号).' })
  nominationId!: string;
}

@ObjectType({
  implements: Change,
  description: 'A seat that had been put forward waits for another submission (名额收回).',
})
export class SeatRecalled extends Change {
  @Field(() => ID, { description: 'Id of the nomination (申报编号).' })
  nominationId!: string;
}

@ObjectType({ implements: Change, description: 'A nomination has no seat on the slate any more (释放名额).' })
export class SeatReleased extends Change {
  @Field(() => ID, { description: 'Id of the nomination (申报编号).' })
  nominationId!: string;
}

@ObjectType({ implements: Change, description: 'A nomination was let in after the deadline (新增逾期受理).' })
export class LateEntryAdded extends Change {
  @Field(() => ID, { description: 'Id of the nomination (申报编号).' })
  nominationId!: string;
}

@ObjectType({ implements: Change, description: 'The bureau may put forward another number (名额调整).' })
export class QuotaChanged extends Change {
  @Field(() => Int, { nullable: true, description: 'Seats before (原名额); null: the edition was not open yet.' })
  before!: number | null;

  @Field(() => Int, { nullable: true, description: 'Seats after (现名额).' })
  after!: number | null;
}

@ObjectType({ implements: Change, description: 'A nominee stands on the notice (新增公示人选).' })
export class NomineePublicized extends Change {
  @Field(() => ID, { description: 'Id of the nomination (申报编号).' })
  nominationId!: string;

  @Field(() => Int, { description: 'Number on the notice, counted from 1 (序号).' })
  serial!: number;
}

@ObjectType({
  implements: Change,
  description: 'A correction took a nominee off the notice, to be publicized anew (转为重新公示).',
})
export class NomineeTakenOff extends Change {
  @Field(() => ID, { description: 'Id of the nomination (申报编号).' })
  nominationId!: string;
}

@ObjectType({
  implements: Change,
  description: 'A nominee withdrew or was rejected while on the notice (公示期间退出); for officers of the province.',
})
export class NomineeLeftNotice extends Change {
  @Field(() => ID, { description: 'Id of the nomination (申报编号).' })
  nominationId!: string;
}

@ObjectType({
  implements: Change,
  description: 'The leaving of a nominee came to nothing (恢复公示); for officers of the province.',
})
export class NomineeReturnedToNotice extends Change {
  @Field(() => ID, { description: 'Id of the nomination (申报编号).' })
  nominationId!: string;
}

@ObjectType({ implements: Change, description: 'A nominee was cleared for recognition (公示无异议).' })
export class NomineeCleared extends Change {
  @Field(() => ID, { description: 'Id of the nomination (申报编号).' })
  nominationId!: string;

  @Field(() => ID, { description: 'Number of the certificate (证书编号).' })
  certificate!: string;
}

@ObjectType({ implements: Change, description: 'What the notice says of a nominee was put right (新增更正).' })
export class ErratumAdded extends Change {
  @Field(() => ID, { description: 'Id of the nomination (申报编号).' })
  nominationId!: string;

  @Field(() => Boolean, { description: 'Whether the nominee is publicized anew for it (是否重新公示).' })
  fresh!: boolean;
}

@ObjectType({ implements: Change, description: 'An objection was lodged (新增异议); for officers of the province.' })
export class ObjectionAdded extends Change {
  @Field(() => ID, { description: 'Id of the objection (异议编号).' })
  objectionId!: string;

  @Field(() => ID, { description: 'Id of the nomination (申报编号).' })
  nominationId!: string;

  @Field(() => ObjectionStatus, { description: 'Where it stands (异议状态).' })
  status!: DomainObjectionStatus;
}

@ObjectType({
  implements: Change,
  description: 'An objection stands elsewhere (异议状态变更); for officers of the province.',
})
export class ObjectionStatusChanged extends Change {
  @Field(() => ID, { description: 'Id of the objection (异议编号).' })
  objectionId!: string;

  @Field(() => ID, { description: 'Id of the nomination (申报编号).' })
  nominationId!: string;

  @Field(() => ObjectionStatus, { description: 'Before (原状态).' })
  before!: DomainObjectionStatus;

  @Field(() => ObjectionStatus, { description: 'After (现状态).' })
  after!: DomainObjectionStatus;
}

@ObjectType({ implements: Change, description: 'The honor was conferred (认定).' })
export class HonorRecognized extends Change {
  @Field(() => ID, { description: 'Number of the certificate (证书编号).' })
  certificate!: string;

  @Field(() => LocalDate, { description: 'Day of recognition, in the time zone of the program (认定日期).' })
  recognizedOn!: string;
}

@ObjectType({ implements: Change, description: 'The honor was taken back (撤销认定).' })
export class HonorRevoked extends Change {
  @Field(() => ID, { description: 'Code of the ground, as the program gives it (撤销情形代码).' })
  ground!: string;

  @Field(() => LocalDate, { description: 'Day of the revocation (撤销日期).' })
  revokedOn!: string;
}

@ObjectType({
  implements: Change,
  description: 'A locality reported a violation (新增违规情况报告); for who may read it.',
})
export class ViolationReportAdded extends Change {
  @Field(() => Bureau, { description: 'The bureau that reported (报告单位).' })
  by!: Bureau;
}

@ObjectType({
  implements: Change,
  description: 'A follow-up was put on record (新增跟踪服务记录); for who may read it.',
})
export class FollowUpAdded extends Change {
  @Field(() => ID, { description: 'Code of the step, as the program gives it (环节代码).' })
  step!: string;

  @Field(() => Bureau, { description: 'The bureau that recorded it (记录单位).' })
  bureau!: Bureau;
}

@ObjectType({ implements: Change, description: 'A circular of commendation lists it (列入通报).' })
export class CircularAdded extends Change {
  @Field(() => String, { description: 'Its number (文号).' })
  number!: string;

  @Field(() => LocalDate, { description: 'The date printed on it (印发日期).' })
  issuedOn!: string;
}
