import { type Identity, parseIdentityNumber } from '../identity-number.ts';
import { type Fault, faults } from './form-fault.ts';
import type { FieldOf, FormField } from './form-field.ts';
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
    ...(field.type === 'RECORDS' ? againstEachOther(field, form[field.key], complete) : []),
  ]);
};

const of = (field: FormField, fault: Fault): CrossFault => ({ field, path: [], label: field.label, fault });

const identityIn = (form: Answers, program: Program): Identity | undefined => {
  const value = form[program.form.find(({ type }) => type === 'IDENTITY_NUMBER')?.key ?? ''];
  const identity = typeof value === 'string' ? parseIdentityNumber(value) : undefined;
  return identity && 'birthDate' in identity ? identity : undefined;
};

const againstIdentity = (field: FormField, value: unknown, identity: Identity | undefined): readonly CrossFault[] => {
  if (!identity || typeof value !== 'string' || value === '') return [];
  if (field.type === 'CODE' && field.identity && value !== sexCode[identity.sex]) {
    return [of(field, faults.identityMismatch[field.identity])];
  }
  if (field.type !== 'MONTH') return [];
  if (field.identity && value !== identity.birthDate.slice(0, 7))
    return [of(field, faults.identityMismatch[field.identity])];
  return field.minAge && value < monthOfAge(identity, field.minAge) ? [of(field, faults.tooYoung(field.minAge))] : [];
};

/** GB/T 2261.1 */
const sexCode = { MALE: '1', FEMALE: '2' } as const;

const monthOfAge = ({ birthDate }: Identity, years: number): string =>
  `${String(Number(birthDate.slice(0, 4)) + years).padStart(4, '0')}${birthDate.slice(4, 7)}`;

const againstName = (field: FormField, form: Answers, program: Program): readonly CrossFault[] => {
  if (field.type !== 'PERSON_NAME' || field.sameAs === undefined) return [];
  const other = program.form.find(({ key }) => key === field.sameAs);
  const [name, again] = [form[field.sameAs], form[field.key]];
  return other && name && again && name !== again ? [of(field, faults.sameAs(other.label))] : [];
};

/** Entries with a period stand in order of time. In a complete form no month is left out between them. */
const againstEachOther = (field: FieldOf<'RECORDS'>, value: unknown, complete: boolean): readonly CrossFault[] => {
  const { period } = field;
  if (!period || !Array.isArray(value)) return [];
  const spans: Span[] = value.map((entry) => ({
    from: monthOf(entry?.[period.from]),
    to: monthOf(entry?.[period.to]),
  }));
  const faultAt = (i: number, key: string, fault: Fault): CrossFault => ({
    field,
    path: [String(i), key],
    label: entryLabel(field, i, key),
    fault,
  });
  return spans.flatMap(({ from, to }, i) => {
    const before = spans[i - 1];
    const last = i === spans.length - 1;
    return [
      ...(from && to && to < from ? [faultAt(i, period.to, faults.reversed)] : []),
      ...(complete && !to && !last ? [faultAt(i, period.to, faults.stillOpen)] : []),
      ...(follows(before, from, complete) ? [] : [faultAt(i, period.from, faults.notFollowing)]),
    ];
  });
};

interface Span {
  readonly from: string | undefined;
  readonly to: string | undefined;
}

const monthOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

const follows = (before: Span | undefined, from: string | undefined, complete: boolean): boolean => {
  if (!before?.to || !from) return true;
  return from >= before.to && (!complete || from <= nextMonth(before.to));
};

const nextMonth = (month: string): string => {
  const [year = 0, number = 0] = month.split('-').map(Number);
  const next = number === 12 ? [year + 1, 1] : [year, number + 1];
  return `${String(next[0]).padStart(4, '0')}-${String(next[1]).padStart(2, '0')}`;
};

const entryLabel = (field: FieldOf<'RECORDS'>, i: number, key: string): Text => {
  const inner = field.fields.find((item) => item.key === key)?.label ?? field.label;
  return { zh: `${field.label.zh}·第${i + 1}条·${inner.zh}`, en: `${field.label.en}: entry ${i + 1}: ${inner.en}` };
};
