import 'reflect-metadata';
import { Field, ObjectType } from 'type-graphql';

@ObjectType({ description: 'A name or a phrase in both languages (中英文名称).' })
export class Text {
  @Field(() => String, { description: 'In Chinese, as the notice has it (中文).' })
  zh!: string;

  @Field(() => String, { description: 'In English (英文).' })
  en!: string;
}
