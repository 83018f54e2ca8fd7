import 'reflect-metadata';
import { ArrayMaxSize, MaxLength, ValidateNested } from 'class-validator';
import { ArgsType, Field, ID, InputType } from 'type-graphql';
import type { SubjectKind as Kind } from '../../projections/timeline-subjects.ts';
import type { ActorId, BureauCode } from '../../src/domain/ids.ts';
import { Direction } from '../enum.ts';
import { ListArgs } from '../reading.ts';
import { DateTimeISO, UUID } from '../scalars.ts';
import { SubjectKind } from './types.ts';

@InputType({ description: 'Something an event is about (事件对象).' })
export class SubjectInput {
  @Field(() => SubjectKind, { description: 'What it is (种类).' })
  kind!: Kind;

  @Field(() => ID, { description: 'Its id (编号).' })
  @MaxLength(200, { message: 'id takes at most 200 characters.' })
  id!: string;
}

@InputType({ description: 'Which events (时间线筛选): those to which everything given applies.' })
export class TimelineFilter {
  @Field(() => SubjectInput, { nullable: true, description: 'About this (事件对象).' })
  @ValidateNested()
  subject?: SubjectInput | null;

  @Field(() => ID, { nullable: true, description: 'By this account (操作人).' })
  actor?: ActorId | null;

  @Field(() => ID, { nullable: true, description: 'By someone acting for this bureau (操作人所属单位), by its code.' })
  bureau?: BureauCode | null;

  @Field(() => [String], {
    nullable: true,
    description: 'Of one of these types (事件类型), for example NoticePublished.',
  })
  @ArrayMaxSize(50, { message: 'types takes at most 50 types.' })
  types?: string[] | null;

  @Field(() => DateTimeISO, { nullable: true, description: 'Recorded at this instant or later (起始时间).' })
  from?: string | null;

  @Field(() => DateTimeISO, { nullable: true, description: 'Recorded at this instant or earlier (截止时间).' })
  to?: string | null;

  @Field(() => UUID, { nullable: true, description: 'Of everything that one command began (关联编号).' })
  correlationId?: string | null;
}

@ArgsType()
export class TimelineArgs extends ListArgs {
  @Field(() => TimelineFilter, { nullable: true, description: 'Which events (筛选).' })
  @ValidateNested()
  filter?: TimelineFilter | null;

  @Field(() => Direction, {
    defaultValue: Direction.ASC,
    description: 'As it happened, or the latest first (排序方向).',
  })
  direction!: Direction;
}
