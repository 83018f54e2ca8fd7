import { type Identity, parseIdentityNumber } from '../identity-number.ts';
import { meets } from './condition.ts';
import { type Fault, faults } from './form-fault.ts';
import type { FieldOf, FormField } from './form-field.ts';
import { isBlank, isNone } from './form-text.ts';
import type { Program, Text } from './program.ts';

/** An answer that holds by itself but contradicts another one. */
export interface CrossFault {
  readonly field: FormField;
  /** From the field on: place and key within records. */
  readonly path: readonly string[];
  readonly label: Text;
  readonly fault: Fault;
}

type Answers = Readonly<Record<string, unknown>>;

interface Scope {
  readonly program: Program;
  readonly complete: boolean;
}

/** What contradicts itself across the fields of a form. Answers that cannot be compared yet are passed over. */
export const crossFaults = (form: Answers, { program, complete }: Scope): readonly CrossFault[] => {
  const identity = identityIn(form, program);
  return program.form.flatMap((field) => [
    ...againstIdentity(field, form[field.key], identity),
    ...againstName(field, form, program),
    ...(field.type === 'TEXT' && complete ? againstCases(field, form) : []),
    ...(field.type === 'RECORDS'
      ? [...entriesBeforeBirth(field, form[field.key], identity), ...againstEachOther(field, form[field.key], complete)]
      : []),
  ]);
};

const of = (field: FormField, fault: Fault): CrossFault => ({ field, path: [], label: field.label, fault });

const identityIn = (form: Answers, program: Program): Identity | undefined => {
  const value = form[program.form.find(({ type }) => type === 'IDENTITY_NUMBER')?.key ?? ''];
  const identity = typeof value === 'string' ? parseIdentityNumber(value) : undefined;
  return identity && 'birthDate' in identity ? identity : undefined;
};

const againstIdentity = (field: FormField, value: unknown, identity: Identity | undefined): readonly CrossFault[] => {
  if (!identity || !isText(value)) return [];
  if (field.type === 'CODE' && field.identity && value !== sexCode[identity.sex]) {
    return [of(field, faults.identityMismatch[field.identity])];
  }
  if (field.type !== 'MONTH') return isBeforeBirth(field, value, identity) ? [of(field, faults.beforeBirth)] : [];
  if (field.identity && value !== identity.birthDate.slice(0, 7))
    return [of(field, faults.identityMismatch[field.identity])];
  if (field.minAge && value < monthOfAge(identity, field.minAge)) return [of(field, faults.tooYoung(field.minAge))];
  return isBeforeBirth(field, value, identity) ? [of(field, faults.beforeBirth)] : [];
};

const isText = (value: unknown): value is string => typeof value === 'string' && !isBlank(value);

/** Nothing that a form dates happened before the person was born. */
const isBeforeBirth = ({ type }: FormField, value: unknown, { birthDate }: Identity): boolean =>
  isText(value) && ((type === 'DATE' && value < birthDate) || (type === 'MONTH' && value < birthDate.slice(0, 7)));

const entriesBeforeBirth = (
  field: FieldOf<'RECORDS'>,
  value: unknown,
  identity: Identity | undefined,
): readonly CrossFault[] => {
  if (!identity || !isEntries(value)) return [];
  return value.flatMap((entry, i) =>
    field.fields
      .filter((inner) => isBeforeBirth(inner, entry[inner.key], identity))
      .map(({ key }) => faultAt(field, i, key, faults.beforeBirth)),
  );
};

/** GB/T 2261.1 */
const sexCode = { MALE: '1', FEMALE: '2' } as const;

const monthOfAge = ({ birthDate }: Identity, years: number): string =>
  `${String(Number(birthDate.slice(0, 4)) + years).padStart(4, '0')}${birthDate.slice(4, 7)}`;

const againstName = (field: FormField, form: Answers, program: Program): readonly CrossFault[] => {
  if (field.type !== 'PERSON_NAME' || field.sameAs === undefined) return [];
  const other = program.form.find(({ key }) => key === field.sameAs);
  const [name, again] = [form[field.sameAs], form[field.key]];
  if (!other || !isText(name) || !isText(again)) return [];
  // One name has one writing, whatever code points it came in.
  return name.normalize('NFC') === again.normalize('NFC') ? [] : [of(field, faults.sameAs(other.label))];
};

/** Where 无 is an answer in some cases only, one of them must be given. */
const againstCases = (field: FieldOf<'TEXT'>, form: Answers): readonly CrossFault[] =>
  field.noneWhen && isNone(form[field.key]) && !field.noneWhen.some((conditions) => meets(form, conditions))
    ? [of(field, faults.noneNotHere)]
    : [];

const againstEachOther = (field: FieldOf<'RECORDS'>, value: unknown, complete: boolean): readonly CrossFault[] =>
  isEntries(value) ? [...inOrder(field, value, complete), ...noneTwice(field, value)] : [];

const isEntries = (value: unknown): value is readonly Answers[] =>
  Array.isArray(value) && value.every((entry) => typeof entry === 'object' && entry !== null);

/** Entries of which no two may say the same: the later one is at fault. */
const noneTwice = (field: FieldOf<'RECORDS'>, entries: readonly Answers[]): readonly CrossFault[] => {
  const { unique = [] } = field;
  const last = unique.at(-1);
  if (last === undefined) return [];
  const said = entries.map((entry) => unique.map((key) => entry[key] ?? null));
  return said.flatMap((answers, i) => {
    const whole = answers.every((answer) => answer !== null && !(typeof answer === 'string' && isBlank(answer)));
    const before = said.slice(0, i).some((others) => others.every((other, j) => other === answers[j]));
    if (!whole || !before) return [];
    return [faultAt(field, i, last, faults.sameEntry)];
  });
};

/** Entries with a period stand in order of time. In a complete form no month is left out between them. */
const inOrder = (field: FieldOf<'RECORDS'>, value: readonly Answers[], complete: boolean): readonly CrossFault[] => {
  const { period } = field;
  if (!period) return [];
  const spans: Span[] = value.map((entry) => ({
    from: monthOf(entry[period.from]),
    to: monthOf(entry[period.to]),
  }));
  return spans.flatMap(({ from, to }, i) => {
    const before = spans[i - 1];
    const last = i === spans.length - 1;
    return [
      ...(from && to && to < from ? [faultAt(field, i, period.to, faults.reversed)] : []),
      ...(complete && !to && !last ? [faultAt(field, i, period.to, faults.stillOpen)] : []),
      ...(follows(before, from, complete) ? [] : [faultAt(field, i, period.from, faults.notFollowing)]),
    ];
  });
};

interface Span {
  readonly from: string | undefined;
  readonly to: string | undefined;
}

const monthOf = (value: unknown): string | undefined => (isText(value) ? value : undefined);

const follows = (before: Span | undefined, from: string | undefined, complete: boolean): boolean => {
  if (!before?.to || !from) return true;
  return from >= before.to && (!complete || from <= nextMonth(before.to));
};

const nextMonth = (month: string): string => {
  const [year = 0, number = 0] = month.split('-').map(Number);
  const next = number === 12 ? [year + 1, 1] : [year, number + 1];
  return `${String(next[0]).padStart(4, '0')}-${String(next[1]).padStart(2, '0')}`;
};

const faultAt = (field: FieldOf<'RECORDS'>, i: number, key: string, fault: Fault): CrossFault => ({
  field,
  path: [String(i), key],
  label: entryLabel(field, i, key),
  fault,
});

const entryLabel = (field: FieldOf<'RECORDS'>, i: number, key: string): Text => {
  const inner = field.fields.find((item) => item.key === key)?.label ?? field.label;
  return { zh: `${field.label.zh}·第${i + 1}条·${inner.zh}`, en: `${field.label.en}: entry ${i + 1}: ${inner.en}` };
};
