/** A place in a definition that names a rule. */
export interface RuleReference {
  readonly id: string;
  readonly where: (string | number)[];
  /** The place as a reader finds it, items of lists by their own key: `deadlines.selection.ruleId`. */
  readonly place: string;
}

/** Every `ruleId` and `…Rule` in a definition: where a rule is named, it is enforced, or says why something is so. */
export const ruleReferences = (definition: object): readonly RuleReference[] => within(definition, [], []);

const within = (
  value: object,
  where: readonly (string | number)[],
  place: readonly string[],
): readonly RuleReference[] =>
  Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
    const here = [...where, Array.isArray(value) ? Number(key) : key];
    const named = [...place, Array.isArray(value) ? (ownKey(inner) ?? key) : key];
    if (typeof inner === 'string' && (key === 'ruleId' || key.endsWith('Rule'))) {
      return [{ id: inner, where: here, place: named.join('.') }];
    }
    return typeof inner === 'object' && inner !== null ? within(inner, here, named) : [];
  });

const ownKey = (item: unknown): string | undefined => {
  if (typeof item !== 'object' || item === null) return undefined;
  const { key, code, id, level } = item as Record<string, unknown>;
  return [key, code, id, level].find((name): name is string => typeof name === 'string');
};
