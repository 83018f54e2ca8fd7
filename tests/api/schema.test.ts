import { readFileSync } from 'node:fs';
import {
  type GraphQLInterfaceType,
  type GraphQLNamedType,
  type GraphQLObjectType,
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

type Entry = readonly [path: string, Described];

const fieldsOf = (type: GraphQLObjectType | GraphQLInterfaceType): Entry[] =>
  Object.values(type.getFields()).flatMap((field): Entry[] => [
    [`${type.name}.${field.name}`, field],
    ...field.args.map((arg): Entry => [`${type.name}.${field.name}(${arg.name})`, arg]),
  ]);

const membersOf = (type: GraphQLNamedType): Entry[] => {
  if (isEnumType(type)) return type.getValues().map((value) => [`${type.name}.${value.name}`, value]);
  if (isInputObjectType(type)) {
    return Object.values(type.getFields()).map((field) => [`${type.name}.${field.name}`, field]);
  }
  return isObjectType(type) || isInterfaceType(type) ? fieldsOf(type) : [];
};

/** Everything that a reader of the schema meets by name. */
const everything = (): Entry[] =>
  Object.values(schema.getTypeMap())
    .filter((type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type))
    .flatMap((type) => [...(isRoot(type) ? [] : [[type.name, type] as const]), ...membersOf(type)]);

const isRoot = ({ name }: GraphQLNamedType): boolean => ['Query', 'Mutation', 'Subscription'].includes(name);

test('everything in it is described, with the Chinese term', () => {
  expect(everything().length).toBeGreaterThan(500);
  const bare = everything().filter(([, { description }]) => !/\p{Script=Han}/u.test(description ?? ''));
  expect(bare.map(([path]) => path)).toEqual([]);
});
