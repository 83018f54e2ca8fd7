import 'reflect-metadata';
import { MaxLength, ValidateNested } from 'class-validator';
import { ArgsType, Field, ID, InputType } from 'type-graphql';
import type { ActorId, NominationId, PersonPseudonym } from '../../src/domain/ids.ts';
import { ListArgs } from '../reading.ts';
import { DateTimeISO } from '../scalars.ts';

const id = (name: string) => ({ message: `${name} takes at most 200 characters.` });

@InputType({ description: 'Which reads (筛选条件): those to which everything given applies.' })
export class PersonalDataReadFilter {
  @Field(() => ID, { nullable: true, description: 'Of this person (个人), by pseudonym.' })
  @MaxLength(200, id('person'))
  person?: PersonPseudonym | null;

  @Field(() => ID, { nullable: true, description: 'Of this nomination (申报), by its id.' })
  @MaxLength(200, id('nominationId'))
  nominationId?: NominationId | null;

  @Field(() => ID, {
    nullable: true,
    description: 'By this account (查阅人); finds nothing for who may not know who read.',
  })
  @MaxLength(200, id('reader'))
  reader?: ActorId | null;

  @Field(() => DateTimeISO, { nullable: true, description: 'Recorded at this instant or later (起始时间).' })
  from?: string | null;

  @Field(() => DateTimeISO, { nullable: true, description: 'Recorded at this instant or earlier (截止时间).' })
  to?: string | null;
}

@ArgsType()
export class PersonalDataReadsArgs extends ListArgs {
  @Field(() => PersonalDataReadFilter, { nullable: true, description: 'Which reads (筛选条件).' })
  @ValidateNested()
  filter?: PersonalDataReadFilter | null;
}
