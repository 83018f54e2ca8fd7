import type { Definition } from './definition.ts';
import type { FieldOf, FormField } from './form-field.ts';
import { at, type Inconsistency, repeated, unknownName } from './inconsistency.ts';

/** What contradicts itself in the form of a definition. */
export const formInconsistencies = (definition: Definition): readonly Inconsistency[] => [
  ...definition.form.flatMap((field, i) => [
    ...listIsDefined(field, definition, ['form', i]),
    ...nameIsThere(field, definition, ['form', i]),
    ...entriesAgree(field, definition, ['form', i]),
  ]),
  ...['CATEGORY', 'IDENTITY_NUMBER'].flatMap((type) => exactlyOne(definition, type)),
];

const listIsDefined = (field: FormField, { codeLists }: Definition, where: (string | number)[]) =>
  field.type === 'CODE' ? unknownName([...where, 'list'], 'code list', field.list, Object.keys(codeLists)) : [];

const nameIsThere = (field: FormField, { form }: Definition, where: (string | number)[]) => {
  if (field.type !== 'PERSON_NAME' || field.sameAs === undefined) return [];
  const names = form.filter((other) => other.type === 'PERSON_NAME' && other !== field).map(({ key }) => key);
  return unknownName([...where, 'sameAs'], 'name field', field.sameAs, names);
};

const entriesAgree = (
  field: FormField,
  definition: Definition,
  where: (string | number)[],
): readonly Inconsistency[] => {
  if (field.type !== 'RECORDS' && field.type !== 'GROUP') return [];
  return [
    ...field.fields.flatMap((inner, i) => listIsDefined(inner, definition, [...where, 'fields', i])),
    ...repeated(field.fields, [...where, 'fields'].join('.'), 'key'),
    ...(field.type === 'RECORDS' ? periodIsThere(field, where) : []),
  ];
};

const periodIsThere = ({ period, fields }: FieldOf<'RECORDS'>, where: (string | number)[]) => {
  const months = fields.filter(({ type }) => type === 'MONTH').map(({ key }) => key);
  return Object.entries(period ?? {}).flatMap(([end, key]) =>
    unknownName([...where, 'period', end], 'MONTH field', key, months),
  );
};

/** The category a person is nominated in and the number that tells persons apart are each asked for once. */
const exactlyOne = ({ form }: Definition, type: string): readonly Inconsistency[] => {
  const found = form.filter((field) => field.type === type).length;
  return found === 1 ? [] : [at(['form'], `${found} fields are of type ${type}; expected exactly one`)];
};
