import { readFileSync } from 'node:fs';
import {
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedScalarType,
  lexicographicSortSchema,
  printSchema,
} from 'graphql';
import { beforeAll, expect, test } from 'vitest';
import { createSchema } from '../../schema/schema.ts';

let schema: GraphQLSchema;
beforeAll(() => {
  schema = createSchema();
});

test('the committed schema is the one of the code', () => {
  const committed = readFileSync(new URL('../../schema/schema.graphql', import.meta.url), 'utf8');
  expect(`${printSchema(lexicographicSortSchema(schema))}\n`).toBe(committed);
});

interface Described {
  readonly name: string;
  readonly description?: string | null | undefined;
}

/** Everything that a reader of the schema meets by name. */
const everything = function* (): Generator<readonly [path: string, Described]> {
  for (const type of Object.values(schema.getTypeMap())) {
    if (isIntrospectionType(type) || isSpecifiedScalarType(type)) continue;
    if (!['Query', 'Mutation', 'Subscription'].includes(type.name)) yield [type.name, type];
    if (isEnumType(type)) for (const value of type.getValues()) yield [`${type.name}.${value.name}`, value];
    if (isInputObjectType(type)) {
      for (const field of Object.values(type.getFields())) yield [`${type.name}.${field.name}`, field];
    }
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      yield [`${type.name}.${field.name}`, field];
      for (const arg of field.args) yield [`${type.name}.${field.name}(${arg.name})`, arg];
    }
  }
};

test('everything in it is described, with the Chinese term', () => {
  const bare = [...everything()].filter(([, { description }]) => !/\p{Script=Han}/u.test(description ?? ''));
  expect(bare.map(([path]) => path)).toEqual([]);
});
