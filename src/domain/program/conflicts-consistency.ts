import type { ConflictTerms } from './conflicts.ts';
import type { Definition } from './definition.ts';
import { fieldAt, fieldPaths } from './field-at.ts';
import { type Inconsistency, unknownName } from './inconsistency.ts';

/** The fields that conflicts are found from are there. */
export const conflictsHold = (definition: Definition): readonly Inconsistency[] => {
  const { conflicts } = definition;
  if (!conflicts) return [];
  const known = fieldPaths(definition);
  const { employer = [], nativePlace, colleagues } = conflicts;
  return [
    ...employer.flatMap((path, i) => unknownName(['conflicts', 'employer', i], 'field', path, known)),
    ...(nativePlace === undefined ? [] : unknownName(['conflicts', 'nativePlace'], 'field', nativePlace, known)),
    ...(colleagues ? recordsAreThere(colleagues, definition) : []),
  ];
};

const recordsAreThere = (
  { records, organization, from, to }: NonNullable<ConflictTerms['colleagues']>,
  definition: Definition,
): readonly Inconsistency[] => {
  const where = ['conflicts', 'colleagues'];
  const lists = definition.form.filter(({ type }) => type === 'RECORDS').map(({ key }) => key);
  const field = fieldAt(definition, records);
  if (field?.type !== 'RECORDS') return unknownName([...where, 'records'], 'RECORDS field', records, lists);
  const keysOf = (type: string) => field.fields.filter((item) => item.type === type).map(({ key }) => key);
  return [
    ...unknownName([...where, 'organization'], 'TEXT field', organization, keysOf('TEXT')),
    ...unknownName([...where, 'from'], 'MONTH field', from, keysOf('MONTH')),
    ...unknownName([...where, 'to'], 'MONTH field', to, keysOf('MONTH')),
  ];
};
