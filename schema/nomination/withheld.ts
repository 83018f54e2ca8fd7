import type { Form } from '../../src/domain/nomination/nomination.ts';
import type { FormField, Program } from '../../src/domain/program/program.ts';
import type { View } from '../access.ts';
import { type Redaction, redacted } from '../redaction.ts';

/** What says who someone is beyond what scoring needs: experts do not see it. */
const identifying: readonly FormField['type'][] = ['IDENTITY_NUMBER', 'PHONE'];

/** Beside these fields of the form, what an expert does not need of a nomination. */
const notToScore = ['history', 'draftedBy', 'drafters', 'reviews.by', 'reviews.opinion.contact'];

/** The answers with null for every one that the view withholds. */
export const formFor = (view: View, form: Form, program: Program): Record<string, unknown> =>
  view === 'FULL' ? { ...form } : withheldFrom(form, program.form);

/** Which fields the view withholds, whether or not they are filled in. */
export const withheldBy = (view: View, program: Program): Redaction[] =>
  view === 'FULL' ? [] : redacted([...identifyingPaths(program.form, 'form'), ...notToScore], 'NOT_ENTITLED');

const withheldFrom = (answers: Form, fields: readonly FormField[]): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(answers).map(([key, value]) => [
      key,
      withheld(
        value,
        fields.find((field) => field.key === key),
      ),
    ]),
  );

/** What the program's form does not know is withheld too. */
const withheld = (value: unknown, field: FormField | undefined): unknown => {
  if (field === undefined || identifying.includes(field.type)) return null;
  if (!('fields' in field)) return value;
  if (Array.isArray(value)) return value.map((entry) => withheld(entry, field));
  return value !== null && typeof value === 'object' ? withheldFrom(value as Form, field.fields) : value;
};

const identifyingPaths = (fields: readonly FormField[], parent: string): string[] =>
  fields.flatMap((field) => {
    const path = `${parent}.${field.key}`;
    if (identifying.includes(field.type)) return [path];
    return 'fields' in field ? identifyingPaths(field.fields, path) : [];
  });
