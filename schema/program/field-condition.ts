import 'reflect-metadata';
import { Field, ObjectType } from 'type-graphql';
import type { Condition } from '../../src/domain/program/condition.ts';

@ObjectType({ description: 'That the answer to a field of the form is one of these, or that there is one (填报情形).' })
export class FieldCondition {
  @Field(() => String, { description: 'Key of the field; within a group `group.key` (栏目键名).' })
  field!: string;

  @Field(() => [String], { nullable: true, description: 'The answers (取值); null where any will do, but 无.' })
  in!: readonly string[] | null;
}

/** Conditions of a definition, in the words of the schema. */
export const conditionsOf = (all: readonly Condition[]): FieldCondition[] =>
  all.map((condition) => ({ field: condition.field, in: 'in' in condition ? condition.in : null }));
