import 'reflect-metadata';
import { Field, ID, InterfaceType } from 'type-graphql';

/**
 * The id that a type goes by in the domain is its global id as well: UUIDs, slugs of editions and certificate numbers
 * never meet, so what a client reads as `id` is what it passes to every command and query. Types that the domain
 * names only within another (a bureau of an edition) have an id made of their type and the parts of their name.
 */
const single = ['Edition', 'Nomination', 'Notice', 'Objection', 'Honoree', 'TimelineEntry'] as const;
const compound = ['Bureau', 'Slate', 'Review', 'Expert'] as const;
export type SingleNode = (typeof single)[number];
export type CompoundNode = (typeof compound)[number];

/** Something a global id may name. `parts` is the domain's id, or the parts of the name within another. */
export interface NodeReference {
  readonly type: SingleNode | CompoundNode;
  readonly parts: readonly string[];
}

/** Resolvers of `node` say in `__typename` which type they found; elsewhere the type is known. */
@InterfaceType({
  description: 'An object with an id of its own, https://relay.dev/graphql/objectidentification.htm (对象).',
  resolveType: ({ __typename }: { readonly __typename?: string }) => __typename,
})
export abstract class Node {
  @Field(() => ID, { description: 'Opaque, and one of its kind in the whole API (编号).' })
  id!: string;
}

/** `globalIdOf('Bureau', 'flex-star-2023', '410100')` is `Bureau:flex-star-2023:410100`. */
export const globalIdOf = (type: SingleNode | CompoundNode, ...parts: readonly [string, ...string[]]): string =>
  isCompound(type) ? [type, ...parts.map(encodeURIComponent)].join(':') : parts[0];

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

/** What an id may name: one thing if it names its type, else one of the types that share its form, to be looked up. */
export const parseGlobalId = (id: string): readonly NodeReference[] => {
  const [type = '', ...parts] = id.split(':');
  if (isCompound(type)) return parts.length === 2 ? [{ type, parts: parts.map(decoded) }] : [];
  const named = single.filter((candidate) => isNamedByUuid(candidate) === uuid.test(id));
  return named.map((candidate) => ({ type: candidate, parts: [id] }));
};

const isNamedByUuid = (type: SingleNode): boolean => type !== 'Edition' && type !== 'Honoree';

const isCompound = (type: string): type is CompoundNode => (compound as readonly string[]).includes(type);

/** A part that is not encoded as it should be names nothing, which is no error. */
const decoded = (part: string): string => {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
};
