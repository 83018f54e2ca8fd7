import { type Refusal, refusal } from '../refusal.ts';
import { none } from './condition.ts';
import { crossFaults } from './form-cross-check.ts';
import { type Fault, faults } from './form-fault.ts';
import type { FieldOf, FormField } from './form-field.ts';
import { isBlank, isNone } from './form-text.ts';
import { faultOf, type Scope } from './form-value.ts';
import type { Program, Text } from './program.ts';

/** The answers by the keys of their fields, as they came in. */
export type Form = Readonly<Record<string, unknown>>;

export interface FormCheck {
  /** Whether every required field must be filled in; of a draft only what is filled in is checked. */
  readonly complete: boolean;
  /** Local date that no date on the form may lie after, `YYYY-MM-DD`; not checked if left out. */
  readonly today?: string | undefined;
}

/**
 * Everything against a form, by the fields of its program's definition: FIELD_REQUIRED, FIELD_INVALID and
 * FIELD_UNKNOWN with the path `form`, key (and place and key within records). None if it holds.
 * A refusal never contains what was filled in: it is personal.
 */
export const checkForm = (program: Program, form: Form, { complete, today }: FormCheck): readonly Refusal[] => {
  const scope: FormScope = { program, complete, today, completenessRule: program.completenessRule };
  const byField = checkEntries(program.form, form, top, scope);
  const faulty = new Set(byField.map(({ path }) => path[1]));
  const across = crossFaults(form, scope)
    .filter(({ field }) => !faulty.has(field.key))
    .map(({ field, path, label, fault }) => invalid(field, { path: ['form', field.key, ...path], label }, fault));
  return [...byField, ...across];
};

interface FormScope extends Scope {
  readonly complete: boolean;
  /** The rule that leaves no required field empty, where a field names none of its own. */
  readonly completenessRule?: string | undefined;
}

interface AnswersCheck extends FormCheck {
  readonly program: Program;
  /** What refusals' paths begin with. */
  readonly path: string;
  /** The rule that asks for all of it, where there is one. */
  readonly ruleId?: string | undefined;
}

/** Everything against answers to some fields, each by itself: as `checkForm`, under another path. */
export const checkAnswers = (
  fields: readonly FormField[],
  answers: Form,
  { path, ruleId, ...scope }: AnswersCheck,
): readonly Refusal[] =>
  checkEntries(fields, answers, { path: [path], label: undefined }, { ...scope, completenessRule: ruleId });

/** Where in the form something stands, and what that place is called. */
interface Place {
  readonly path: readonly string[];
  readonly label: Text | undefined;
}

const top: Place = { path: ['form'], label: undefined };

const within = ({ path, label }: Place, key: string, name: Text): Place => ({
  path: [...path, key],
  label: label ? { zh: `${label.zh}·${name.zh}`, en: `${label.en}: ${name.en}` } : name,
});

const checkEntries = (
  fields: readonly FormField[],
  entries: Form,
  place: Place,
  scope: FormScope,
): readonly Refusal[] => [
  ...unknownKeys(fields, entries, place),
  ...fields.flatMap((field) =>
    checkField(field, answerTo(field, entries), within(place, field.key, field.label), scope),
  ),
];

const answerTo = ({ key }: FormField, entries: Form): unknown =>
  Object.hasOwn(entries, key) ? entries[key] : undefined;

/** So many keys that are not known are named; a form that has more is not one of this program at all. */
const mostUnknown = 20;

/** A key of one's own making is shown back shortened, lest it carry more than a slip of the pen. */
const unknownKeys = (fields: readonly FormField[], entries: Form, { path }: Place): readonly Refusal[] => {
  const known = fields.map(({ key }) => key);
  return Object.keys(entries)
    .filter((key) => !known.includes(key))
    .slice(0, mostUnknown)
    .map((key) => key.slice(0, 40))
    .map((field) => refusal('FIELD_UNKNOWN', { path: [...path, field], field, known: known.join(', ') }));
};

const checkField = (field: FormField, value: unknown, place: Place, scope: FormScope): readonly Refusal[] => {
  if (!isFilled(value, field)) return scope.complete && field.required ? [required(field, place, scope)] : [];
  if (field.noneAllowed && isNone(value)) return [];
  if (field.type === 'RECORDS') return checkRecords(field, value, place, scope);
  if (field.type === 'GROUP') return checkGroup(field, value, place, scope);
  const found = faultOf(value, field, scope);
  return found ? [invalid(field, place, found)] : [];
};

/** Nobody has more to list; it bounds what a form can weigh. */
const mostEntries = 100;

const checkRecords = (
  field: FieldOf<'RECORDS'>,
  value: unknown,
  place: Place,
  scope: FormScope,
): readonly Refusal[] => {
  if (!Array.isArray(value) || !value.every(isForm)) return [invalid(field, place, faults.notEntries)];
  if (value.length > mostEntries) return [invalid(field, place, faults.tooManyEntries(value.length, mostEntries))];
  return value.flatMap((entry, i) =>
    checkEntries(field.fields, entry, within(place, String(i), { zh: `第${i + 1}条`, en: `entry ${i + 1}` }), scope),
  );
};

const checkGroup = (field: FieldOf<'GROUP'>, value: unknown, place: Place, scope: FormScope): readonly Refusal[] =>
  isForm(value) ? checkEntries(field.fields, value, place, scope) : [invalid(field, place, faults.notGroup)];

const isForm = (value: unknown): value is Form => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Blanks alone are no answer, nor is a list of no entries where entries are asked for. */
const isFilled = (value: unknown, { type }: FormField): boolean => {
  if (value === undefined || value === null) return false;
  if (typeof value === 'string') return !isBlank(value);
  return type !== 'RECORDS' || !Array.isArray(value) || value.length > 0;
};

const required = (field: FormField, { path, label }: Place, { completenessRule }: FormScope): Refusal =>
  refusal('FIELD_REQUIRED', {
    path,
    ruleId: field.ruleId ?? completenessRule,
    label: label ?? field.label,
    orNone: field.noneAllowed
      ? { zh: `，没有的填“${none}”`, en: `, or write ${none} if there is none` }
      : { zh: '', en: '' },
  });

const invalid = (
  field: { ruleId?: string | undefined; label: Text },
  { path, label }: Place,
  { problem, accepted }: Fault,
): Refusal => refusal('FIELD_INVALID', { path, ruleId: field.ruleId, label: label ?? field.label, problem, accepted });
