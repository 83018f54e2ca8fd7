import { isLocalDate } from '../calendar.ts';
import { creditCodeProblem } from '../credit-code.ts';
import { parseIdentityNumber } from '../identity-number.ts';
import { wordCount } from '../word-count.ts';
import { type Fault, faults } from './form-fault.ts';
import { codeListOf, type FieldOf, type ScalarField } from './form-field.ts';
import { isNone, textFault } from './form-text.ts';
import type { Program } from './program.ts';

/** What a value is checked against besides its own field. */
export interface Scope {
  readonly program: Program;
  /** No date on a form lies after it, if given: `YYYY-MM-DD`. */
  readonly today?: string | undefined;
}

type Check<Field> = (value: unknown, field: Field, scope: Scope) => Fault | undefined;

/** What is wrong with a filled-in answer to a field; undefined if nothing is. */
export const faultOf = (value: unknown, field: ScalarField, scope: Scope): Fault | undefined => {
  // The table's type pairs every check with its own field, which TypeScript cannot follow through the lookup.
  const found = (checks[field.type] as Check<ScalarField>)(value, field, scope);
  return typeof value === 'string' ? textFault(value, field, found) : found;
};

/** A check of texts; anything else is none, and `otherwise` says what would be one. */
const ofString =
  <Field>(
    check: (value: string, field: Field, scope: Scope) => Fault | undefined,
    otherwise: Fault = faults.notText,
  ): Check<Field> =>
  (value, field, scope) =>
    typeof value === 'string'
      ? check(value, field, scope)
      : { problem: faults.notText.problem, accepted: otherwise.accepted };

const text = ofString<FieldOf<'TEXT'>>((value, { maxLength, maxWords, noneAllowed, serial }) => {
  if (isNone(value) && !noneAllowed) return faults.noneRefused;
  const length = [...value].length;
  if (maxLength !== undefined && length > maxLength) return faults.tooLong(length, maxLength);
  const words = wordCount(value);
  if (maxWords !== undefined && words > maxWords) return faults.tooManyWords(words, maxWords);
  return serial && !/^(?=.*\d)[\dA-Za-z]+(-[\dA-Za-z]+)*$/.test(value) ? faults.serial : undefined;
});

/** Chinese characters, rare ones of the extensions too; a middle dot parts the names of some peoples. */
const chineseName = /^[\p{Unified_Ideograph}〇]+(·[\p{Unified_Ideograph}〇]+)*$/u;

/** Compatibility forms of a character are the character itself (NFC). */
const personName = ofString((value) => {
  if (isNone(value)) return { problem: faults.noneRefused.problem, accepted: faults.personName.accepted };
  return [...value].length <= 50 && chineseName.test(value.normalize('NFC')) ? undefined : faults.personName;
}, faults.personName);

const category: Check<FieldOf<'CATEGORY'>> = (value, _, { program: { categories } }) =>
  categories.some(({ code }) => code === value) ? undefined : faults.notInList(categories);

const code: Check<FieldOf<'CODE'>> = (value, { list }, { program }) => {
  const items = codeListOf(program, list) ?? [];
  return items.some((item) => item.code === value) ? undefined : faults.notInList(items);
};

const date = ofString((value, _, { today }) => {
  if (!isLocalDate(value)) return faults.date;
  return today !== undefined && value > today ? faults.future(today) : undefined;
}, faults.date);

const month = ofString((value, _, { today }) => {
  if (!isLocalDate(`${value}-01`)) return faults.month;
  return today !== undefined && value > today.slice(0, 7) ? faults.future(today.slice(0, 7)) : undefined;
}, faults.month);

const year: Check<FieldOf<'YEAR'>> = (value, { last }, { program: { notice } }) => {
  const to = Number(notice.issuedOn.slice(0, 4));
  const from = to - last + 1;
  return Number.isInteger(value) && Number(value) >= from && Number(value) <= to ? undefined : faults.year(from, to);
};

const number: Check<FieldOf<'NUMBER'>> = (value, field) => {
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY, exclusiveMin, decimals } = field;
  if (typeof value !== 'number' || !Number.isFinite(value)) return faults.number(field);
  const tooSmall = exclusiveMin ? value <= min : value < min;
  const tooFine = Number(value.toFixed(decimals)) !== value;
  return tooSmall || value > max || tooFine ? faults.number(field) : undefined;
};

const identityNumber = ofString((value, _, { today }) => {
  const identity = parseIdentityNumber(value);
  if ('problem' in identity) return faults.identityNumber[identity.problem];
  return today !== undefined && identity.birthDate > today ? faults.identityNumber.BIRTH_DATE : undefined;
}, faults.identityNumber.FORMAT);

const creditCode = ofString((value) => {
  const problem = creditCodeProblem(value);
  return problem && faults.creditCode[problem];
}, faults.creditCode.FORMAT);

/** A mobile number, or an area code and a number; an extension may follow. */
const phone = ofString(
  (value) => (/^(1[3-9]\d{9}|0\d{2,3}-\d{7,8}(-\d{1,6})?)$/.test(value) ? undefined : faults.phone),
  faults.phone,
);

const bureau: Check<FieldOf<'BUREAU'>> = (value, { level, lowest }, { program: { bureaus } }) => {
  const found = bureaus.find((item) => item.code === value);
  if (!found) return faults.bureau.unknown;
  if (level && found.level !== level) return faults.bureau.level(level);
  return lowest && bureaus.some(({ parent }) => parent === found.code) ? faults.bureau.lowest : undefined;
};

const checks: { readonly [Type in ScalarField['type']]: Check<FieldOf<Type>> } = {
  TEXT: text,
  PERSON_NAME: personName,
  CATEGORY: category,
  CODE: code,
  DATE: date,
  MONTH: month,
  YEAR: year,
  NUMBER: number,
  IDENTITY_NUMBER: identityNumber,
  CREDIT_CODE: creditCode,
  PHONE: phone,
  BUREAU: bureau,
};
