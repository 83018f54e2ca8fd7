import type { Definition, Rule } from './definition.ts';
import { at, type Inconsistency } from './inconsistency.ts';
import { ruleReferences } from './rule-references.ts';

/** A rule that is neither assessed nor named anywhere would stand in the definition for nothing. */
export const rulesAreEnforced = (definition: Definition): readonly Inconsistency[] => [
  ...unenforced(definition.rules, { ...definition, extensions: [] }, ['rules']),
  ...definition.extensions.flatMap((extension, i) =>
    unenforced(extension.rules, extension, ['extensions', i, 'rules']),
  ),
];

const unenforced = (rules: readonly Rule[], within: object, where: readonly (string | number)[]) => {
  const named = new Set(ruleReferences(within).map(({ id }) => id));
  return rules.flatMap(({ id, check }, i) =>
    check || named.has(id)
      ? []
      : [at([...where, i], `nothing enforces ${id}; expected a check, or a part of the definition that names it`)],
  );
};
