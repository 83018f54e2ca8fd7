import type { Condition } from './condition.ts';
import type { Definition } from './definition.ts';
import { fieldAt, fieldPaths } from './field-at.ts';
import { codeListOf, type FormField } from './form-field.ts';
import { at, type Inconsistency, oneOf, unknownName } from './inconsistency.ts';

export type Where = (string | number)[];

/** That a path names a field of the form. */
export const fieldIsThere = (path: string, definition: Definition, where: Where): readonly Inconsistency[] =>
  unknownName(where, 'field', path, fieldPaths(definition));

export const fieldIsOfType = (
  path: string,
  type: FormField['type'],
  definition: Definition,
  where: Where,
): readonly Inconsistency[] => {
  const field = fieldAt(definition, path);
  if (!field) return fieldIsThere(path, definition, where);
  if (field.type === type) return [];
  return [at(where, `${path} is a field of type ${field.type}; expected one of type ${type}`)];
};

/** That a field can have an answer: a code of its list, or any text where there is no list. */
export const answerIsOffered = (
  path: string,
  value: string,
  definition: Definition,
  whereField: Where,
  whereValue: Where,
): readonly Inconsistency[] => {
  const field = fieldAt(definition, path);
  if (!field) return fieldIsThere(path, definition, whereField);
  const offered = codesOf(field, definition);
  if (!offered || offered.includes(value)) return [];
  return [at(whereValue, `${path} has no answer ${value}; expected one of: ${oneOf(offered)}`)];
};

export const conditionsHold = (
  conditions: readonly Condition[],
  definition: Definition,
  where: Where,
): readonly Inconsistency[] =>
  conditions.flatMap((condition, i) => {
    const { field } = condition;
    if ('filled' in condition) return fieldIsThere(field, definition, [...where, i, 'field']);
    return condition.in.flatMap((value, j) =>
      answerIsOffered(field, value, definition, [...where, i, 'field'], [...where, i, 'in', j]),
    );
  });

const codesOf = (field: FormField, definition: Definition): readonly string[] | undefined => {
  const { categories, bureaus } = definition;
  if (field.type === 'CATEGORY') return categories.map(({ code }) => code);
  if (field.type === 'BUREAU') return bureaus.map(({ code }) => code);
  return field.type === 'CODE' ? codeListOf(definition, field.list)?.map(({ code }) => code) : undefined;
};
