import 'reflect-metadata';
import { ArrayMaxSize, ValidateNested } from 'class-validator';
import { ArgsType, Field, ID, InputType } from 'type-graphql';
import type { EditionId, NominationId, NoticeId } from '../../src/domain/ids.ts';
import type { ObjectionStatus as DomainObjectionStatus } from '../../src/domain/notice/notice.ts';
import { AsOfInput, asOfArg } from '../as-of.ts';
import { Direction, enumOf } from '../enum.ts';
import { ListArgs } from '../reading.ts';
import { NoticeStatus, ObjectionStatus } from './types.ts';

@InputType({ description: 'Which notices (公示筛选).' })
export class NoticeFilter {
  @Field(() => ID, { nullable: true, description: 'Of this edition (年度).' })
  editionId?: EditionId | null;

  @Field(() => String, { nullable: true, description: 'Of this program, by its code (选树活动).' })
  programCode?: string | null;

  @Field(() => NoticeStatus, { nullable: true, description: 'In this state (公示状态).' })
  status?: NoticeStatus | null;
}

export type NoticeOrderField = 'PUBLISHED_AT';
export const NoticeOrderField = enumOf<NoticeOrderField>(
  'NoticeOrderField',
  'What notices are sorted by (公示排序依据).',
  {
    PUBLISHED_AT: 'When they were published (发布时间).',
  },
);

@InputType({ description: 'In which order notices come (公示排序).' })
export class NoticeOrder {
  @Field(() => NoticeOrderField, {
    defaultValue: NoticeOrderField.PUBLISHED_AT,
    description: 'What to sort by (排序依据).',
  })
  field!: NoticeOrderField;

  @Field(() => Direction, { defaultValue: Direction.DESC, description: 'Which way (排序方向).' })
  direction!: Direction;
}

@ArgsType()
export class NoticesArgs extends ListArgs {
  @Field(() => NoticeFilter, { nullable: true, description: 'Which notices (筛选).' })
  @ValidateNested()
  filter?: NoticeFilter | null;

  @Field(() => NoticeOrder, {
    defaultValue: { field: NoticeOrderField.PUBLISHED_AT, direction: Direction.DESC },
    description: 'How they are sorted (排序).',
  })
  orderBy!: NoticeOrder;

  @Field(() => AsOfInput, asOfArg)
  asOf?: AsOfInput | null;
}

@InputType({ description: 'Which objections (异议筛选).' })
export class ObjectionFilter {
  @Field(() => ID, { nullable: true, description: 'In this edition (年度).' })
  editionId?: EditionId | null;

  @Field(() => ID, { nullable: true, description: 'On this notice (公示).' })
  noticeId?: NoticeId | null;

  @Field(() => ID, { nullable: true, description: 'To this nomination (申报).' })
  nominationId?: NominationId | null;

  @Field(() => [ObjectionStatus], { nullable: true, description: 'In one of these states (异议状态).' })
  @ArrayMaxSize(5, { message: 'statuses takes each status once.' })
  statuses?: DomainObjectionStatus[] | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Only those that keep a nominee from recognition, or not (是否影响认定).',
  })
  standing?: boolean | null;
}

export type ObjectionOrderField = 'LODGED_AT' | 'UPDATED_AT';
export const ObjectionOrderField = enumOf<ObjectionOrderField>(
  'ObjectionOrderField',
  'What objections are sorted by (异议排序依据).',
  {
    LODGED_AT: 'When they were recorded (提出时间).',
    UPDATED_AT: 'When they last changed (更新时间).',
  },
);

@InputType({ description: 'In which order objections come (异议排序).' })
export class ObjectionOrder {
  @Field(() => ObjectionOrderField, {
    defaultValue: ObjectionOrderField.LODGED_AT,
    description: 'What to sort by (排序依据).',
  })
  field!: ObjectionOrderField;

  @Field(() => Direction, { defaultValue: Direction.ASC, description: 'Which way (排序方向).' })
  direction!: Direction;
}

@ArgsType()
export class ObjectionsArgs extends ListArgs {
  @Field(() => ObjectionFilter, { nullable: true, description: 'Which objections (筛选).' })
  @ValidateNested()
  filter?: ObjectionFilter | null;

  @Field(() => ObjectionOrder, {
    defaultValue: { field: ObjectionOrderField.LODGED_AT, direction: Direction.ASC },
    description: 'How they are sorted (排序).',
  })
  orderBy!: ObjectionOrder;
}
