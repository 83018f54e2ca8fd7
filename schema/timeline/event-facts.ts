import 'reflect-metadata';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { Position } from '../../src/domain/event.ts';
import { DateTimeISO, PositionScalar, UUID } from '../scalars.ts';
import { TimelineActor, TimelineCommand } from './actor.ts';

/** What is told of one event wherever it is told in full: who did what, when, by which command, under which rules. */
@ObjectType()
export abstract class EventFacts {
  @Field(() => ID, {
    description: 'Id of the event, a UUID (事件编号): the same everywhere, and what `eventProof(id:)` and `asOf` take.',
  })
  id!: string;

  @Field(() => PositionScalar, { description: 'Position in the log (日志位置).' })
  position!: Position;

  @Field(() => String, { description: 'What happened, for example NoticePublished (事件类型).' })
  type!: string;

  @Field(() => ID, { description: 'The stream it is recorded in (事件流).' })
  stream!: string;

  @Field(() => Int, { description: 'Place in its stream, counted from 0 (流内版本).' })
  revision!: number;

  @Field(() => DateTimeISO, { description: 'When it was recorded, by the clock of the server (记录时间).' })
  recordedAt!: string;

  @Field(() => TimelineActor, { description: 'Who acted (操作人).' })
  actor!: TimelineActor;

  @Field(() => TimelineCommand, { description: 'The command it came of (指令).' })
  command!: TimelineCommand;

  @Field(() => UUID, { description: 'Id of the command that began it all (关联编号).' })
  correlationId!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Version of the rules it was decided under (规则版本); null where no rules of a program apply.',
  })
  ruleVersion!: string | null;
}
