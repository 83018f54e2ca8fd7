import { type BlindPart, blindParts } from './blinding.ts';
import type { Definition } from './definition.ts';
import type { FormField } from './form-field.ts';
import { at, type Inconsistency, repeated, unknownName } from './inconsistency.ts';
import { nameField } from './name-field.ts';

/** What a program does not show experts of the nominations that they score, with all that would tell it. */
export interface HiddenFromExperts extends Readonly<Record<BlindPart, boolean>> {
  /** Paths in the form, such as `employer` and `honors.issuer`; of a group or records all that is in it. */
  readonly form: ReadonlySet<string>;
}

interface Placed {
  readonly path: string;
  readonly field: FormField;
}

const placed = (fields: readonly FormField[], above = ''): readonly Placed[] =>
  fields.flatMap((field) => {
    const path = `${above}${field.key}`;
    return [{ path, field }, ...('fields' in field ? placed(field.fields, `${path}.`) : [])];
  });

/**
 * With the name go the fields that hold it. With the bureau go the fields that name one, and the opinions, which are
 * each stamped by a bureau and signed there. What free text tells is for the program to hide, field by field.
 */
export const hiddenFromExperts = ({ blinding, form }: Pick<Definition, 'blinding' | 'form'>): HiddenFromExperts => {
  const named = new Set(blinding?.hidden);
  const fields = placed(form);
  const nominee = nameField({ form });
  const holdsName = ({ path, field }: Placed): boolean =>
    path === nominee || (field.type === 'PERSON_NAME' && field.sameAs === nominee);
  const isNamed = ({ path }: Placed): boolean => named.has(`form.${path}`);
  const name = named.has('name') || fields.some((item) => holdsName(item) && isNamed(item));
  const bureau = named.has('bureau');
  const hides = (item: Placed): boolean =>
    isNamed(item) || (name && holdsName(item)) || (bureau && item.field.type === 'BUREAU');
  return {
    name,
    bureau,
    opinions: bureau || named.has('opinions'),
    form: new Set(fields.filter(hides).map(({ path }) => path)),
  };
};

/** That what is hidden is there to be hidden. Experts score by category: it cannot be. */
export const blindingHolds = ({ blinding, form, materials }: Definition): readonly Inconsistency[] => {
  if (!blinding) return [];
  const fields = placed(form).filter(({ field }) => field.type !== 'CATEGORY');
  const known = [...blindParts, ...fields.map(({ path }) => `form.${path}`)];
  return [
    ...blinding.hidden.flatMap((part, i) => {
      const where = ['blinding', 'hidden', i];
      if (materials.some(({ code }) => code === part))
        return [at(where, `${part} is a material; experts are given no files, so leave it out`)];
      return unknownName(where, 'part of a nomination', part, known);
    }),
    ...repeated(
      blinding.hidden.map((part) => ({ part })),
      'blinding.hidden',
      'part',
    ),
  ];
};
