import 'reflect-metadata';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { Deadline, Level, Stage } from '../../src/domain/program/program.ts';
import { BureauLevel } from '../edition/bureau.ts';
import { enumOf } from '../enum.ts';
import { LocalDate } from '../scalars.ts';
import { Text } from '../text.ts';

export const Lateness = enumOf<Deadline['late']>('Lateness', 'What becomes of those who miss a deadline (逾期后果).', {
  ABANDONED: 'They are deemed to have given up (视为放弃).',
  REJECTED_UNLESS_ACCEPTED:
    'They are refused, unless the bureau above accepts them with a reason (逾期不受理，经同意除外).',
  WARN: 'A reason for the overrun goes on record (说明逾期原因).',
});

export const Submission = enumOf<Stage['slate']['submission']>(
  'Submission',
  'How a level puts people forward (报送方式).',
  {
    EACH: 'One by one: a seat taken is put forward at once (逐人报送).',
    TOGETHER: 'Together: the slate is submitted as one (整体报送).',
  },
);

/** What a program says of a date, whatever day an edition sets for it. */
@ObjectType()
export abstract class DeadlineTerms {
  @Field(() => ID, { description: 'Key of the deadline in its program (时限键名).' })
  key!: string;

  @Field(() => Text, { description: 'What must be done by then (事项).' })
  name!: Text;

  @Field(() => LocalDate, { description: 'Last day, through its end in the time zone of the program (截止日期).' })
  on!: string;

  @Field(() => String, { description: 'As the notice prints it (通知原文).' })
  printed!: string;

  @Field(() => ID, { description: 'Rule that sets it (依据条款).' })
  ruleId!: string;

  @Field(() => Lateness, { description: 'What becomes of those who miss it (逾期后果).' })
  late!: Deadline['late'];
}

@ObjectType({ description: 'A date of a program and what becomes of those who miss it (时限).' })
export class ProgramDeadline extends DeadlineTerms {}

@ObjectType({ description: 'How the bureaus of one level put people forward (报送环节).' })
export class ProgramStage {
  @Field(() => BureauLevel, { description: 'The level (层级).' })
  level!: Level;

  @Field(() => Boolean, { description: 'Whether its bureaus may draft nominations of their own (可否直接申报).' })
  nominates!: boolean;

  @Field(() => Int, {
    nullable: true,
    description: 'Most that each of its bureaus may put forward (报送上限); null where each bureau has its own quota.',
  })
  cap!: number | null;

  @Field(() => ID, { description: 'Rule that sets the cap (依据条款).' })
  capRule!: string;

  @Field(() => Submission, { description: 'One by one, or together (报送方式).' })
  submission!: Stage['slate']['submission'];

  @Field(() => ID, { description: 'Key of its deadline (时限键名).' })
  deadline!: string;

  @Field(() => Int, { nullable: true, description: 'Least nominees of each category on its slate (每类最少人数).' })
  perCategory!: number | null;
}

@ObjectType({ description: 'Seats of a bureau as a program gives them (名额分配).' })
export class ProgramQuota {
  @Field(() => ID, { description: 'Code of the bureau (行政区划代码).' })
  bureau!: string;

  @Field(() => Text, { description: 'Name of the bureau (单位名称).' })
  name!: Text;

  @Field(() => Int, { description: 'Its seats (名额).' })
  seats!: number;
}

@ObjectType({ description: 'An open point of the notice, and how the program reads it (解释).' })
export class Reading {
  @Field(() => ID, { description: 'Id of the open point (解释编号).' })
  id!: string;

  @Field(() => String, { description: 'What is open (事项).' })
  topic!: string;

  @Field(() => String, { description: 'How it is read (解释).' })
  reading!: string;
}

@ObjectType({ description: 'How nominees are publicized (公示办法).' })
export class Publicity {
  @Field(() => Int, { description: 'Length of the period in working days (工作日数).' })
  workingDays!: number;

  @Field(() => Boolean, { description: 'Whether the day of publication is the first day (是否含公示当日).' })
  countPublicationDay!: boolean;

  @Field(() => ID, { description: 'Where it is published (公示渠道).' })
  channel!: string;

  @Field(() => ID, { nullable: true, description: 'Rule that asks for it (依据条款).' })
  ruleId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Key of the deadline that the period should end by (时限键名).' })
  closesBy?: string | null;

  @Field(() => Boolean, { description: 'Whether the notice itself has it so (是否通知原文).' })
  fromNotice!: boolean;
}

@ObjectType({ description: 'A ground on which an honor is revoked (撤销情形).' })
export class RevocationGround {
  @Field(() => ID, { description: 'Code of the ground (情形代码).' })
  code!: string;

  @Field(() => Text, { description: 'The ground in words (情形).' })
  name!: Text;

  @Field(() => Boolean, { description: 'Whether the social impact must be stated with it (是否须说明社会影响).' })
  needsImpact!: boolean;
}
