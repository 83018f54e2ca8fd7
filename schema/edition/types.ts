import 'reflect-metadata';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { DeadlineRow, EditionRow } from '../../projections/editions.ts';
import type { ExpertRow } from '../../projections/experts.ts';
import type { LevelTotals as LevelTotalsRow } from '../../projections/quota-tally.ts';
import type { Availability, Load, ExpertProfile as Profile } from '../../src/domain/edition/expert.ts';
import type { ActorId, EditionId } from '../../src/domain/ids.ts';
import type { Level } from '../../src/domain/program/program.ts';
import { connectionOf } from '../connection.ts';
import { enumOf } from '../enum.ts';
import { globalIdOf, Node } from '../node/node.ts';
import { DeadlineTerms } from '../program/parts.ts';
import { DateTimeISO, LocalDate } from '../scalars.ts';
import { CategoryCount } from '../slate/coverage.ts';
import { Text } from '../text.ts';
import { BureauLevel } from './bureau.ts';
import { ExpertAvailability, ExpertLoad, ExpertProfile } from './expert-terms.ts';

export const EditionStatus = enumOf<EditionRow['status']>('EditionStatus', 'Where an edition stands (年度状态).', {
  OPEN: 'Under way (进行中).',
  CONCLUDED: 'Over; nothing in it can be changed (已结束).',
});

@ObjectType({ implements: Node, description: 'One run of a program, with its own quotas and dates (年度).' })
export class Edition extends Node {
  override id!: EditionId;

  @Field(() => Text, { description: 'Name of the program (活动名称).' })
  name!: Text;

  @Field(() => String, { description: 'Name of this run of it (年度).' })
  edition!: string;

  @Field(() => ID, { description: 'Code of the program (活动代码).' })
  programCode!: string;

  @Field(() => String, { description: 'Version of the rules in force (规则版本).' })
  programVersion!: string;

  @Field(() => LocalDate, { description: 'When its notice was issued (发文日期).' })
  issuedOn!: string;

  @Field(() => Int, { description: 'Most that may be recognized (选树人数).' })
  target!: number;

  @Field(() => Int, { description: 'Sum of the seats, as adjusted (名额合计).' })
  quotaTotal!: number;

  @Field(() => EditionStatus, { description: 'Where it stands (状态).' })
  status!: EditionRow['status'];

  @Field(() => DateTimeISO, { description: 'When it was opened (开启时间).' })
  openedAt!: string;

  @Field(() => DateTimeISO, { nullable: true, description: 'When its rubric was frozen (评分标准确定时间).' })
  rubricFrozenAt!: string | null;

  @Field(() => DateTimeISO, { nullable: true, description: 'When scoring was closed (评分截止时间).' })
  scoringClosedAt!: string | null;

  @Field(() => DateTimeISO, { nullable: true, description: 'When the shortlist was decided (名单拟定时间).' })
  shortlistDecidedAt!: string | null;

  @Field(() => DateTimeISO, { nullable: true, description: 'When it was concluded (结束时间).' })
  concludedAt!: string | null;

  @Field(() => Int, { description: 'Revision to expect when changing it (版本).' })
  revision!: number;
}

export const EditionConnection = connectionOf(Edition);

export const editionOf = ({ editionId, nameZh, nameEn, ...row }: EditionRow): Edition => ({
  ...row,
  id: editionId,
  name: { zh: nameZh, en: nameEn },
});

@ObjectType({ description: 'A date of an edition, as extended (时限).' })
export class EditionDeadline extends DeadlineTerms {
  @Field(() => DateTimeISO, { description: 'Last moment of that day (截止时刻).' })
  until!: string;

  @Field(() => LocalDate, { description: 'Last day as first set (原定日期).' })
  originallyOn!: string;

  @Field(() => DateTimeISO, { nullable: true, description: 'When its passing was recorded (到期记录时间).' })
  passedAt!: string | null;
}

export const deadlineOf = ({ nameZh, nameEn, ...row }: DeadlineRow): EditionDeadline => ({
  ...row,
  name: { zh: nameZh, en: nameEn },
});

@ObjectType({ implements: Node, description: 'An expert of the panel of an edition (评审专家).' })
export class Expert extends Node {
  editionKey!: EditionId;

  @Field(() => ID, { description: 'Id that the expert signs in with (账号).' })
  actorId!: ActorId;

  @Field(() => String, { nullable: true, description: 'Name of the expert (姓名).' })
  name!: string | null;

  @Field(() => [String], { description: 'What the expert knows about (专业领域).' })
  fields!: readonly string[];

  @Field(() => [ID], {
    nullable: true,
    description: 'Codes of the categories that the expert would rather score (意向类别); null where nothing is said.',
  })
  prefers!: readonly string[] | null;

  @Field(() => ExpertLoad, {
    nullable: true,
    description: 'How many nominations the expert takes (评审数量); null where nothing is set.',
  })
  load!: Load | null;

  @Field(() => ExpertAvailability, {
    nullable: true,
    description: 'When the expert can score (可评审期间); null for any day.',
  })
  availability!: Availability | null;

  @Field(() => ExpertProfile, {
    nullable: true,
    description: 'What conflicts of interest are found from (回避核查信息); for who sees every queue.',
  })
  profile!: Profile | null;

  @Field(() => DateTimeISO, { description: 'When the expert was appointed (聘任时间).' })
  appointedAt!: string;

  @Field(() => DateTimeISO, { nullable: true, description: 'When the expert was dismissed (解聘时间).' })
  dismissedAt!: string | null;
}

export const expertOf = ({ editionId, expert, ...row }: ExpertRow): Expert => ({
  ...row,
  editionKey: editionId,
  id: globalIdOf('Expert', editionId, expert),
  actorId: expert,
});

@ObjectType({ description: 'Sums over the bureaus of one level (层级合计).' })
export class LevelTotals {
  @Field(() => BureauLevel, { description: 'The level (层级).' })
  level!: Level;

  @Field(() => Int, { description: 'Bureaus counted (单位数).' })
  bureaus!: number;

  @Field(() => Int, { description: 'Seats they may fill (名额).' })
  quota!: number;

  @Field(() => Int, { description: 'Nominations of their own still in their hands (草拟数).' })
  drafted!: number;

  @Field(() => Int, { description: 'Nominations put forward to them (收到数).' })
  received!: number;

  @Field(() => Int, { description: 'Nominations they put forward (报出数).' })
  forwarded!: number;

  @Field(() => Int, { description: 'Seats taken on their slates (已用名额).' })
  taken!: number;

  @Field(() => Int, { description: 'Seats put forward with a submitted slate (已报名额).' })
  submitted!: number;

  @Field(() => Int, { description: 'Seats still free (剩余名额).' })
  remaining!: number;

  @Field(() => Int, { description: 'Slates submitted (已报送名单数).' })
  slatesSubmitted!: number;

  @Field(() => Int, { description: 'Slates deemed abandoned (视为放弃数).' })
  slatesAbandoned!: number;

  @Field(() => [CategoryCount], { description: 'Seats taken by category (各类别人数).' })
  coverage!: LevelTotalsRow['coverage'];
}
