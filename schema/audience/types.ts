import 'reflect-metadata';
import { Field, ID, InputType, ObjectType } from 'type-graphql';
import type { Audience as AudienceName } from '../../src/app/audience.ts';
import type { CertificateNumber, NominationId } from '../../src/domain/ids.ts';
import { connectionOf } from '../connection.ts';
import { Bureau } from '../edition/bureau.ts';
import { enumOf } from '../enum.ts';
import { DateTimeISO, JSONObject, UUID } from '../scalars.ts';
import { TimelineActor } from '../timeline/actor.ts';

export type Audience = AudienceName;
export const Audience = enumOf<Audience>('Audience', 'For whom a history is told (披露范围).', {
  PUBLIC: 'Anyone (社会公众): what was publicized, put right, conferred and taken back.',
  NOMINEE:
    'The nominee (选树对象): decisions on the own dossier, by which bureau and when; a bureau that sees the dossier may look at what the nominee would be told.',
  AUDITOR: 'Auditors, discipline inspectors and approvers of the province (审计): everything.',
});

/** `buildSchema` does not know @oneOf yet: see `schema.ts`. */
@InputType('HistoryOfInput', { description: 'Whose history (经过对象): exactly one of them.' })
export class HistoryOfInput {
  @Field(() => ID, { nullable: true, description: 'Of a nomination, by its id (申报).' })
  nomination?: NominationId | null;

  @Field(() => ID, { nullable: true, description: 'Of an honor, by the number of its certificate (荣誉).' })
  honor?: CertificateNumber | null;
}

@ObjectType({ description: 'Something that happened, as an audience is told of it (披露条目).' })
export class ToldEvent {
  @Field(() => UUID, { description: 'Id of the event (事件编号).' })
  id!: string;

  @Field(() => String, { description: 'What happened, for example NoticePublished (事件类型).' })
  type!: string;

  @Field(() => DateTimeISO, { description: 'When it was recorded (记录时间).' })
  at!: string;

  @Field(() => Bureau, {
    nullable: true,
    description:
      'The bureau that acted (经办单位): for the public only the one that decides, null where the system acted.',
  })
  bureau!: Bureau | null;

  @Field(() => JSONObject, { description: 'What the audience is told of it (披露内容).' })
  facts!: Readonly<Record<string, unknown>>;

  @Field(() => TimelineActor, { nullable: true, description: 'Who acted (操作人); for auditors.' })
  actor!: TimelineActor | null;
}

export const ToldEventConnection = connectionOf(ToldEvent);
