import 'reflect-metadata';
import { Field, ObjectType } from 'type-graphql';
import { Bureau } from '../edition/bureau.ts';
import { DateTimeISO, LocalDate } from '../scalars.ts';

@ObjectType({ description: 'What is still to be supplied, by when, and to whom (补正要求).' })
export class Supplement {
  @Field(() => LocalDate, { description: 'Last day, through its end in the time zone of the program (补正期限).' })
  dueOn!: string;

  @Field(() => DateTimeISO, { description: 'The last moment of that day (期限时刻).' })
  dueAt!: string;

  @Field(() => Bureau, { description: 'The bureau that asked for it, to which it goes back (要求单位).' })
  from!: Bureau;

  @Field(() => String, {
    nullable: true,
    description: 'What is to be supplied, in the words of the opinion that asked for it (补正内容).',
  })
  reason!: string | null;
}
