import 'reflect-metadata';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Text } from '../text.ts';

@ObjectType({ description: 'A category of a program, as one edition has it (类别).' })
export class Category {
  @Field(() => ID, { description: 'Code of the category in its program (类别代码).' })
  code!: string;

  @Field(() => Text, { description: 'Name of the category (类别名称).' })
  name!: Text;

  @Field(() => Int, {
    nullable: true,
    description: 'Most that may be recognized in this category (选树人数); null where there is no such bound.',
  })
  target!: number | null;

  @Field(() => ID, { nullable: true, description: 'Rule that sets the target (依据条款).' })
  targetRule?: string | null;

  @Field(() => Boolean, { description: 'Whether the notice itself has it so (是否通知原文).' })
  fromNotice!: boolean;
}
