import 'reflect-metadata';
import { Field, ID, ObjectType } from 'type-graphql';
import type { OversightRole } from '../../src/domain/access/access.ts';
import type { Position } from '../../src/domain/event.ts';
import type { StreamName } from '../../src/domain/ids.ts';
import { connectionOf } from '../connection.ts';
import { Redaction } from '../redaction.ts';
import { DateTimeISO, PositionScalar } from '../scalars.ts';
import { TimelineActor } from '../timeline/actor.ts';
import { Role } from '../viewer/role.ts';

@ObjectType({
  description: 'Whose data was read, and what of it (被查阅对象及内容): the ids that apply are given, the others null.',
})
export class AccessSubject {
  @Field(() => ID, { nullable: true, description: 'The person, by pseudonym (个人).' })
  person?: string | null | undefined;

  @Field(() => ID, { nullable: true, description: 'The nomination it stands in, by its id (申报).' })
  nominationId?: string | null | undefined;

  @Field(() => ID, { nullable: true, description: 'The objection it stands in, by its id (异议).' })
  objectionId?: string | null | undefined;

  @Field(() => ID, { nullable: true, description: 'The expert, by the id of the account (专家).' })
  expert?: string | null | undefined;

  @Field(() => ID, {
    nullable: true,
    description: 'Of what belongs to no single person, the stream it stands in (所在记录).',
  })
  record?: string | null | undefined;

  @Field(() => [String], { description: 'Fields that were shown, such as Nomination.form (被查阅内容).' })
  what!: readonly string[];
}

@ObjectType({ description: 'Personal data was shown to who watches over others (个人信息查阅记录).' })
export class PersonalDataRead {
  stream!: StreamName;
  revision!: number;
  /** Whether the caller may know who read it, and why. */
  entitled!: boolean;

  @Field(() => ID, { description: 'Id of the event, a UUID (事件编号), as `eventProof(id:)` takes it.' })
  id!: string;

  @Field(() => DateTimeISO, {
    description: 'When it was recorded, by the clock of the server, before it was shown (记录时间).',
  })
  at!: string;

  @Field(() => PositionScalar, { description: 'Position in the log (日志位置).' })
  position!: Position;

  @Field(() => Role, { description: 'The role it was read by (角色).' })
  role!: OversightRole;

  @Field(() => [AccessSubject], { description: 'Whose data, and what of it (被查阅对象及内容).' })
  subjects!: readonly AccessSubject[];

  @Field(() => TimelineActor, {
    nullable: true,
    description: 'Who read it (查阅人); for auditors, discipline inspectors and who runs the system.',
  })
  reader!: TimelineActor | null;

  @Field(() => String, {
    nullable: true,
    description: 'Name of the operation (操作名称), if it had one; for the same.',
  })
  operation!: string | null;

  @Field(() => ID, { nullable: true, description: 'X-Request-Id of the answer (请求编号); for the same.' })
  requestId!: string | null;

  @Field(() => [Redaction], { description: 'What is withheld here, and why (隐去的栏目).' })
  redactions!: readonly Redaction[];
}

export const PersonalDataReadConnection = connectionOf(PersonalDataRead);
