import {
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isObjectType,
} from 'graphql';
import { knowsItsOwner } from './owners.ts';
import { personalFields } from './personal-fields.ts';

export interface PersonalPaths {
  /** Whether objects of a type hold personal data, or lead to such, and have to be told whose it is. */
  inherits(type: string): boolean;
  /** Personal fields of a type and of what belongs to it, from it, such as `reviews.opinion.contact`. */
  of(type: string): readonly string[];
}

/** Found in the schema itself, so that a new way to a personal field needs no entry anywhere. */
export const personalPathsOf = (schema: GraphQLSchema): PersonalPaths => {
  const found = new Map<string, readonly string[]>();

  const of = (name: string): readonly string[] => {
    const known = found.get(name);
    if (known) return known;
    // Types that lead back to themselves add nothing more.
    found.set(name, []);
    const paths = [...new Set(objectsOf(schema, schema.getType(name)).flatMap(pathsIn))];
    found.set(name, paths);
    return paths;
  };

  const pathsIn = (type: GraphQLObjectType): readonly string[] =>
    Object.values(type.getFields()).flatMap(({ name, type: output }) => {
      if (personalFields[type.name]?.includes(name)) return [name];
      const target = getNamedType(output).name;
      if (knowsItsOwner(target)) return [];
      // Of a page, what matters is what is on it.
      if (type.name.endsWith('Connection')) return name === 'nodes' ? of(target) : [];
      return of(target).map((path) => `${name}.${path}`);
    });

  const inheriting = new Map<string, boolean>();
  const inherits = (name: string): boolean => {
    const known = inheriting.get(name) ?? (!knowsItsOwner(name) && of(name).length > 0);
    inheriting.set(name, known);
    return known;
  };
  return { of, inherits };
};

const objectsOf = (schema: GraphQLSchema, type: GraphQLNamedType | undefined): readonly GraphQLObjectType[] => {
  if (isObjectType(type)) return [type];
  return isInterfaceType(type) ? schema.getPossibleTypes(type) : [];
};
