import 'reflect-metadata';
import { Field, ObjectType } from 'type-graphql';
import type { VettingAnswer as DomainAnswer } from '../../src/domain/nomination/parts.ts';
import { enumOf } from '../enum.ts';
import { Evidence } from '../evidence.ts';
import { VettingBody } from '../program/procedure.ts';
import { DateTimeISO, LocalDate } from '../scalars.ts';
import { TimelineActor } from '../timeline/actor.ts';

export const VettingAnswer = enumOf<DomainAnswer['answer']>('VettingAnswer', 'What a body answered (联审意见).', {
  CLEAR: 'It has nothing against the nominee (无不良情况).',
  ADVERSE: 'It has something against the nominee (有不良情况).',
  UNKNOWN: 'The nominee is not known to it, which clears nobody (不掌握情况).',
});

@ObjectType({ description: 'A body that is asked about the nominee, and its last answer (部门联审).' })
export class Vetting {
  @Field(() => VettingBody, { description: 'The body (部门).' })
  body!: VettingBody;

  @Field(() => VettingAnswer, { nullable: true, description: 'Its last answer (答复); null before the first.' })
  answer!: DomainAnswer['answer'] | null;

  @Field(() => LocalDate, { nullable: true, description: 'Day of the answer (答复日期).' })
  answeredOn!: string | null;

  @Field(() => String, { nullable: true, description: 'Remark of the body (说明); personal.' })
  note!: string | null;

  @Field(() => [Evidence], { nullable: true, description: 'What the answer came on (来函等证据); personal.' })
  evidence!: readonly Evidence[] | null;

  @Field(() => DateTimeISO, { nullable: true, description: 'When it was recorded (录入时间).' })
  recordedAt!: string | null;

  @Field(() => TimelineActor, { nullable: true, description: 'Who recorded it (录入人).' })
  recordedBy!: TimelineActor | null;
}
