import 'reflect-metadata';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Text } from '../text.ts';
import { FieldCondition } from './field-condition.ts';

@ObjectType({ description: 'A document that a nomination needs (申报材料).' })
export class MaterialRequirement {
  @Field(() => ID, { description: 'Id of the material in its program (材料编号).' })
  id!: string;

  @Field(() => ID, { description: 'Code of its kind (材料代码).' })
  code!: string;

  @Field(() => Text, { description: 'What it is (材料名称).' })
  name!: Text;

  @Field(() => Int, { description: 'How many copies on paper; one file is enough for all of them (份数).' })
  copies!: number;

  @Field(() => Boolean, { description: 'Whether it is needed from everyone (是否必备).' })
  required!: boolean;

  @Field(() => [FieldCondition], {
    nullable: true,
    description: 'Of whom it is required, if not of everyone: all of these hold (必备情形).',
  })
  requiredWhen?: readonly FieldCondition[] | undefined;

  @Field(() => Text, { nullable: true, description: 'Why it is asked for (要求提供的理由).' })
  reason?: Text | undefined;

  @Field(() => [String], { description: 'Kinds of files it may be, as media types (可接受的文件类型).' })
  accepts!: readonly string[];

  @Field(() => ID, { nullable: true, description: 'Rule that asks for it (依据条款).' })
  ruleId?: string | undefined;

  @Field(() => String, { nullable: true, description: 'When it is needed (适用情形), if not from everyone.' })
  condition?: string | null;
}
