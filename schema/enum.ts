import 'reflect-metadata';
import { registerEnumType } from 'type-graphql';

/** An enum of the schema over a union of the domain, each value with its description; the compiler misses none. */
export const enumOf = <Value extends string>(
  name: string,
  description: string,
  values: Readonly<Record<Value, string>>,
): { readonly [Name in Value]: Name } => {
  const entries = Object.entries(values) as [Value, string][];
  const type = Object.fromEntries(entries.map(([value]) => [value, value])) as { [Name in Value]: Name };
  const valuesConfig = Object.fromEntries(entries.map(([value, text]) => [value, { description: text }]));
  registerEnumType(type, { name, description, valuesConfig } as Parameters<typeof registerEnumType>[1]);
  return type;
};

export type Direction = 'ASC' | 'DESC';
export const Direction = enumOf<Direction>('Direction', 'Which way a list is sorted (排序方向).', {
  ASC: 'Smallest or earliest first (升序).',
  DESC: 'Largest or latest first (降序).',
});
