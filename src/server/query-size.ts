import {
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

export interface QuerySize {
  /** Fields below one another at the deepest place. */
  readonly depth: number;
  /** Fields under another name. */
  readonly aliases: number;
  /** Fields of the operation itself, fragments opened. */
  readonly rootFields: number;
}

const nothing: QuerySize = { depth: 0, aliases: 0, rootFields: 0 };

/**
 * Measures a valid operation (so that fragments exist and form no circle). A fragment counts at every place it is
 * spread, but is walked once. `__schema` and `__type` count as one field: graphql-js bounds introspection itself.
 */
export const querySizeOf = (document: DocumentNode, operation: OperationDefinitionNode): QuerySize => {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const walked = new Map<string, QuerySize>();

  const sizeOfFragment = (name: string): QuerySize => {
    const size = walked.get(name) ?? sizeOf(fragments.get(name)?.selectionSet);
    walked.set(name, size);
    return size;
  };

  const sizeOfSelection = (selection: SelectionSetNode['selections'][number]): QuerySize => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return sizeOfFragment(selection.name.value);
    if (selection.kind === Kind.INLINE_FRAGMENT) return sizeOf(selection.selectionSet);
    const introspects = selection.name.value === '__schema' || selection.name.value === '__type';
    const below = introspects ? nothing : sizeOf(selection.selectionSet);
    return { depth: 1 + below.depth, aliases: (selection.alias ? 1 : 0) + below.aliases, rootFields: 1 };
  };

  const sizeOf = (set: SelectionSetNode | undefined): QuerySize =>
    (set?.selections ?? []).map(sizeOfSelection).reduce(
      (sum, size) => ({
        depth: Math.max(sum.depth, size.depth),
        aliases: sum.aliases + size.aliases,
        rootFields: sum.rootFields + size.rootFields,
      }),
      nothing,
    );

  return sizeOf(operation.selectionSet);
};
