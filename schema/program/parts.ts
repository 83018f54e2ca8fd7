import 'reflect-metadata';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { Deadline, Level, Program, Stage } from '../../src/domain/program/program.ts';
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

type DomainRule = Program['rules'][number];

export const RuleClass = enumOf<DomainRule['class']>('RuleClass', 'How binding a rule is (条款性质).', {
  HARD: 'Without exception (硬性).',
  IN_PRINCIPLE: 'In principle, with recorded exceptions (原则上).',
  PROCEDURAL: 'Who does what by when (程序).',
  FORMAT: 'How something is written (格式).',
  QUALITATIVE: 'A matter of judgment (定性).',
});

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

@ObjectType({ description: 'A document that a nomination needs (申报材料).' })
export class MaterialRequirement {
  @Field(() => ID, { description: 'Id of the material in its program (材料编号).' })
  id!: string;

  @Field(() => ID, { description: 'Code of its kind (材料代码).' })
  code!: string;

  @Field(() => Text, { description: 'What it is (材料名称).' })
  name!: Text;

  @Field(() => Int, { description: 'How many copies (份数).' })
  copies!: number;

  @Field(() => Boolean, { description: 'Whether it is needed from everyone (是否必备).' })
  required!: boolean;

  @Field(() => String, { nullable: true, description: 'When it is needed (适用情形), if not from everyone.' })
  condition?: string | null;
}

@ObjectType({ description: 'A rule of the notice (条款).' })
export class Rule {
  @Field(() => ID, { description: 'Id that refusals name (条款编号).' })
  id!: string;

  @Field(() => String, { description: 'Where it stands in the notice (出处).' })
  clause!: string;

  @Field(() => String, { description: "The notice's own words (原文)." })
  quote!: string;

  @Field(() => RuleClass, { description: 'How binding it is (性质).' })
  class!: DomainRule['class'];

  @Field(() => Boolean, { description: 'Whether an exception may be recorded (可否例外).' })
  waivable!: boolean;

  @Field(() => String, { description: 'When it applies (适用环节).' })
  stage!: string;

  @Field(() => String, { description: 'What it is about (适用栏目).' })
  field!: string;

  @Field(() => String, { description: 'What must hold (判定条件).' })
  predicate!: string;

  @Field(() => [ID], { description: 'Open points whose reading it follows (采用的解释).' })
  readings!: readonly string[];
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
