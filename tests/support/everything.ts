import {
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
  isUnionType,
} from 'graphql';

/** Arguments of root fields that ask for some, as they stand in a query: `(id: "…")`. Several ways to ask are several queries. */
export type AskedWith = Readonly<Record<string, readonly string[]>>;

/**
 * Queries that ask for every field of every type that can be reached, each type once from every kind of node it is
 * reached from. A root field that has to be asked with something and is not in `askedWith` is an error: a new one
 * belongs there.
 */
export const queriesForEverything = (schema: GraphQLSchema, askedWith: AskedWith): readonly string[] => {
  const query = schema.getQueryType();
  return Object.values(query?.getFields() ?? {}).flatMap((field) => {
    const known = askedWith[field.name];
    if (known === undefined && field.args.some(isRequiredArgument)) {
      throw new Error(`Say in askedWith how to ask Query.${field.name}.`);
    }
    return (known ?? ['']).map((args) => `query Everything { ${field.name}${args} ${selectionOf(schema, field)} }`);
  });
};

const mostDeep = 9;

const selectionOf = (schema: GraphQLSchema, root: GraphQLField<unknown, unknown>): string => {
  const expanded = new Set<string>();

  const fieldsOf = (name: string, from: string, depth: number): string => {
    const type = schema.getType(name);
    if (isInterfaceType(type) || isUnionType(type)) {
      const parts = schema.getPossibleTypes(type).map((one) => `... on ${one.name} ${of(one.name, from, depth)}`);
      return `{ __typename ${parts.join(' ')} }`;
    }
    return of(name, from, depth);
  };

  const of = (name: string, from: string, depth: number): string => {
    const type = schema.getType(name);
    if (!isObjectType(type)) return '';
    const nearest = type.getInterfaces().some((one) => one.name === 'Node') ? name : from;
    expanded.add(`${from}/${name}`);
    const fields = Object.values(type.getFields()).flatMap((field) => {
      if (field.args.some(isRequiredArgument)) return [];
      const target = getNamedType(field.type);
      // Fields of one name have several types where an interface is asked for.
      const alias = `${name}_${field.name}: ${field.name}`;
      if (isLeafType(target)) return [alias];
      if (depth >= mostDeep || expanded.has(`${nearest}/${target.name}`)) return [];
      return [`${alias} ${fieldsOf(target.name, nearest, depth + 1)}`];
    });
    return `{ __typename ${fields.join(' ')} }`;
  };

  return isLeafType(getNamedType(root.type)) ? '' : fieldsOf(getNamedType(root.type).name, '', 0);
};
