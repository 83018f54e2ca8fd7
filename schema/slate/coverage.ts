import 'reflect-metadata';
import { Field, ID, Int, ObjectType } from 'type-graphql';

@ObjectType({ description: 'Seats taken in one category (类别人数).' })
export class CategoryCount {
  @Field(() => ID, { description: 'Code of the category (类别代码).' })
  category!: string;

  @Field(() => Int, { description: 'Seats taken (人数).' })
  taken!: number;
}

@ObjectType({ description: 'How far a slate covers one category (类别覆盖).' })
export class Coverage extends CategoryCount {
  @Field(() => Int, { description: 'Least that the slate must have; 0 where there is no such rule (最少人数).' })
  least!: number;
}
