import 'reflect-metadata';
import { Field, Int, ObjectType } from 'type-graphql';
import { Bureau } from './bureau.ts';

@ObjectType({ description: 'Seats of a bureau in an edition (名额).' })
export class Quota {
  @Field(() => Bureau, { description: 'The bureau (单位).' })
  bureau!: Bureau;

  @Field(() => Int, { description: 'Its seats (名额).' })
  seats!: number;
}
