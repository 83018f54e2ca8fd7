import type { Definition } from './definition.ts';
import { conditionsHold } from './field-consistency.ts';
import type { FieldOf, FormField } from './form-field.ts';
import { at, type Inconsistency, repeated, unknownName } from './inconsistency.ts';
import { nameField } from './name-field.ts';

/** What contradicts itself in the form of a definition. */
export const formInconsistencies = (definition: Definition): readonly Inconsistency[] => [
  ...fieldsHold(definition.form, definition, ['form']),
  ...['CATEGORY', 'IDENTITY_NUMBER'].flatMap((type) => exactlyOne(definition, type)),
  ...(nameField(definition) === undefined
    ? [at(['form'], 'no field of type PERSON_NAME holds the name of the nominee; expected at least one')]
    : []),
];

/** What contradicts itself in some fields, of the form or of a step. */
export const fieldsHold = (
  fields: readonly FormField[],
  definition: Definition,
  where: (string | number)[],
): readonly Inconsistency[] => [
  ...repeated(fields, where, 'key'),
  ...fields.flatMap((field, i) => [
    ...listIsDefined(field, definition, [...where, i]),
    ...nameIsThere(field, fields, [...where, i]),
    ...boundsAgree(field, [...where, i]),
    ...casesAreThere(field, definition, [...where, i]),
    ...entriesAgree(field, definition, [...where, i]),
  ]),
];

const listIsDefined = (field: FormField, { codeLists }: Definition, where: (string | number)[]) =>
  field.type === 'CODE' ? unknownName([...where, 'list'], 'code list', field.list, Object.keys(codeLists)) : [];

const nameIsThere = (field: FormField, fields: readonly FormField[], where: (string | number)[]) => {
  if (field.type !== 'PERSON_NAME' || field.sameAs === undefined) return [];
  const names = fields.filter((other) => other.type === 'PERSON_NAME' && other !== field).map(({ key }) => key);
  return unknownName([...where, 'sameAs'], 'name field', field.sameAs, names);
};

/** A number that nothing could be between would be refused for ever. */
const boundsAgree = (field: FormField, where: (string | number)[]): readonly Inconsistency[] => {
  if (field.type !== 'NUMBER' || field.min === undefined || field.max === undefined) return [];
  const room = field.exclusiveMin ? field.min < field.max : field.min <= field.max;
  return room
    ? []
    : [at([...where, 'max'], `no number lies from ${field.min} to ${field.max}; expected a greater one`)];
};

const entriesAgree = (
  field: FormField,
  definition: Definition,
  where: (string | number)[],
): readonly Inconsistency[] => {
  if (field.type !== 'RECORDS' && field.type !== 'GROUP') return [];
  return [
    ...field.fields.flatMap((inner, i) => [
      ...listIsDefined(inner, definition, [...where, 'fields', i]),
      ...boundsAgree(inner, [...where, 'fields', i]),
    ]),
    ...repeated(field.fields, [...where, 'fields'], 'key'),
    ...(field.type === 'RECORDS' ? [...periodIsThere(field, where), ...uniqueIsThere(field, where)] : []),
  ];
};

const periodIsThere = ({ period, fields }: FieldOf<'RECORDS'>, where: (string | number)[]) => {
  const months = fields.filter(({ type }) => type === 'MONTH').map(({ key }) => key);
  return Object.entries(period ?? {}).flatMap(([end, key]) =>
    unknownName([...where, 'period', end], 'MONTH field', key, months),
  );
};

const uniqueIsThere = ({ unique = [], fields }: FieldOf<'RECORDS'>, where: (string | number)[]) =>
  unique.flatMap((key, i) =>
    unknownName(
      [...where, 'unique', i],
      'field',
      key,
      fields.map((field) => field.key),
    ),
  );

const casesAreThere = (field: FormField, definition: Definition, where: (string | number)[]) =>
  field.type === 'TEXT'
    ? (field.noneWhen ?? []).flatMap((conditions, i) =>
        conditionsHold(conditions, definition, [...where, 'noneWhen', i]),
      )
    : [];

/** The category a person is nominated in and the number that tells persons apart are each asked for once. */
const exactlyOne = ({ form }: Definition, type: string): readonly Inconsistency[] => {
  const found = form.filter((field) => field.type === type).length;
  return found === 1 ? [] : [at(['form'], `${found} fields are of type ${type}; expected exactly one`)];
};
