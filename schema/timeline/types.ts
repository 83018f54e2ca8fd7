import 'reflect-metadata';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { SubjectKind as Kind } from '../../projections/timeline-subjects.ts';
import type { Actor } from '../../src/domain/actor.ts';
import type { Position } from '../../src/domain/event.ts';
import { connectionOf } from '../connection.ts';
import { enumOf } from '../enum.ts';
import { Node } from '../node/node.ts';
import { DateTimeISO, JSONObject, PositionScalar, UUID } from '../scalars.ts';
import { Role } from '../viewer/role.ts';

export const SubjectKind = enumOf<Kind>('SubjectKind', 'What an event is about (事件对象).', {
  EDITION: 'An edition (年度), by its id.',
  NOMINATION: 'A nomination (申报), by its id.',
  BUREAU: 'A bureau (人社部门), by its code.',
  EXPERT: 'An expert (专家), by the id of the account.',
  NOTICE: 'A notice (公示), by its id.',
  OBJECTION: 'An objection (异议), by its id.',
  CERTIFICATE: 'An honor (荣誉), by its certificate number.',
  PERSON: 'A person (个人), by pseudonym.',
});

export const Channel = enumOf<Actor['channel']>('Channel', 'Which way a command came (操作渠道).', {
  API: 'This API (接口).',
  CLI: 'The command line (命令行).',
  POLICY: 'Followed from another event (自动后续处理).',
  SCHEDULE: 'Fell due (到期自动处理).',
});

@ObjectType({ description: 'Something an event is about (事件对象).' })
export class Subject {
  @Field(() => SubjectKind, { description: 'What it is (种类).' })
  kind!: Kind;

  @Field(() => ID, { description: 'Its id (编号).' })
  id!: string;
}

@ObjectType({ description: 'Who acted, as their token said then (操作人).' })
export class TimelineActor {
  @Field(() => ID, { description: 'Id of the account (账号).' })
  id!: string;

  @Field(() => String, { description: 'Name (姓名).' })
  name!: string;

  @Field(() => [Role], { description: 'Roles held then (角色).' })
  roles!: readonly Actor['roles'][number][];

  @Field(() => ID, { nullable: true, description: 'Code of the bureau acted for (所属单位).' })
  bureau!: string | null;

  @Field(() => Channel, { description: 'Which way the command came (操作渠道).' })
  channel!: Actor['channel'];
}

@ObjectType({ description: 'The command that an event came of (指令).' })
export class TimelineCommand {
  @Field(() => UUID, { description: 'Id of the command (指令编号).' })
  id!: string;

  @Field(() => String, { description: 'Name of the command (指令名称).' })
  name!: string;
}

@ObjectType({
  implements: Node,
  description: 'One recorded event: who did what, when, by which command, under which rules (时间线条目).',
})
export class TimelineEntry extends Node {
  causationId!: string | null;

  @Field(() => Int, { description: 'Place in the whole log, counted from 0 (序号).' })
  sequence!: number;

  @Field(() => PositionScalar, { description: 'Position in the log (日志位置).' })
  position!: Position;

  @Field(() => String, { description: 'What happened, for example NoticePublished (事件类型).' })
  type!: string;

  @Field(() => Int, { description: 'Version of the shape of its data (结构版本).' })
  schemaVersion!: number;

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

  @Field(() => UUID, { description: 'The command that began it all (关联编号).' })
  correlationId!: string;

  @Field(() => String, { nullable: true, description: 'Version of the rules it was decided under (规则版本).' })
  ruleVersion!: string | null;

  @Field(() => JSONObject, { description: 'What was recorded, with null for every personal field (事件内容).' })
  data!: Record<string, unknown>;
}

export const TimelineConnection = connectionOf(TimelineEntry, 'Timeline');
