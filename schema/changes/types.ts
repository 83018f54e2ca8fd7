import 'reflect-metadata';
import { Field, InterfaceType, ObjectType } from 'type-graphql';
import type { Position } from '../../src/domain/event.ts';
import { connectionOf } from '../connection.ts';
import { DateTimeISO, PositionScalar, UUID } from '../scalars.ts';
import { TimelineActor } from '../timeline/actor.ts';

@ObjectType({ description: 'An event that a change comes of (变更依据事件).' })
export class ChangeEvent {
  @Field(() => UUID, {
    description: 'Id of the event (事件编号): the same everywhere, and what `eventProof(id:)` takes.',
  })
  id!: string;

  @Field(() => DateTimeISO, { description: 'When it was recorded, by the clock of the server (记录时间).' })
  recordedAt!: string;

  @Field(() => PositionScalar, { description: 'Position in the log (日志位置).' })
  position!: Position;

  @Field(() => String, {
    nullable: true,
    description: 'What happened, for example FormAmended (事件类型); null for who may not read the history.',
  })
  type!: string | null;

  @Field(() => TimelineActor, {
    nullable: true,
    description: 'Who did it (操作人); null for who may not read the history.',
  })
  actor!: TimelineActor | null;
}

/** The name of its type in the schema, and what stands there. */
export interface ChangeOf {
  readonly is: string;
  readonly events: readonly ChangeEvent[];
  readonly [field: string]: unknown;
}

@InterfaceType({
  description: 'Something that is different at the later of two moments (变更).',
  resolveType: ({ is }: { readonly is: string }) => is,
})
export abstract class Change {
  is!: string;

  @Field(() => [ChangeEvent], {
    description: 'The events that it comes of, oldest first (依据事件); the last one only, for who sees an excerpt.',
  })
  events!: readonly ChangeEvent[];
}

@ObjectType({
  implements: Change,
  description: 'Where the object stands has changed (状态变更): its values are those of its own status.',
})
export class StatusChanged extends Change {
  @Field(() => String, {
    nullable: true,
    description: 'Before, as a value of its status (原状态); null: not there yet.',
  })
  before!: string | null;

  @Field(() => String, { nullable: true, description: 'After, as a value of its status (现状态).' })
  after!: string | null;
}

/** `connectionOf` takes a class of objects; an interface serves as well. */
export const ChangeConnection = connectionOf(Change as unknown as new () => Change, 'Change');

/** The two moments, as they were found. */
export interface Between {
  /** Null if nothing had been recorded by then. */
  readonly fromPosition: Position | null;
  readonly toPosition: Position | null;
}

for (const [field, description] of [
  ['fromPosition', 'The log position of the earlier moment (起始日志位置); null if nothing had been recorded by then.'],
  ['toPosition', 'The log position of the later moment (截至日志位置); null if nothing had been recorded by then.'],
] as const) {
  Field(() => PositionScalar, { nullable: true, description })(ChangeConnection.prototype, field);
}
