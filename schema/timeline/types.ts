import 'reflect-metadata';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { SubjectKind as Kind } from '../../projections/timeline-subjects.ts';
import { connectionOf } from '../connection.ts';
import { enumOf } from '../enum.ts';
import { Node } from '../node/node.ts';
import { JSONObject } from '../scalars.ts';
import { EventFacts } from './event-facts.ts';

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

@ObjectType({ description: 'Something an event is about (事件对象).' })
export class Subject {
  @Field(() => SubjectKind, { description: 'What it is (种类).' })
  kind!: Kind;

  @Field(() => ID, { description: 'Its id (编号).' })
  id!: string;
}

@ObjectType({
  implements: Node,
  description: 'One recorded event: who did what, when, by which command, under which rules (时间线条目).',
})
export class TimelineEntry extends EventFacts {
  causationId!: string | null;

  @Field(() => Int, { description: 'Place in the whole log, counted from 0 (序号).' })
  sequence!: number;

  @Field(() => Int, { description: 'Version of the shape of its data (结构版本).' })
  schemaVersion!: number;

  @Field(() => JSONObject, { description: 'What was recorded, with null for every personal field (事件内容).' })
  data!: Record<string, unknown>;
}

export const TimelineConnection = connectionOf(TimelineEntry, 'Timeline');
