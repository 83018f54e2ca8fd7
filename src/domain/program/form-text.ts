import { none } from './condition.ts';
import { type Fault, faults } from './form-fault.ts';
import type { FieldOf, ScalarField } from './form-field.ts';

/** White space at either end, the full-width space of Chinese text too; a zero-width character is none. */
const ends = /^[\t\n\v\f\r\p{Zs}]+|[\t\n\v\f\r\p{Zs}]+$/gu;

const withoutEnds = (text: string): string => text.replace(ends, '');

export const isBlank = (text: string): boolean => withoutEnds(text) === '';

/** The answer that there is nothing to report, whatever blanks stand around it. */
export const isNone = (value: unknown): boolean => typeof value === 'string' && withoutEnds(value) === none;

/**
 * Control characters, halves of surrogate pairs, marks of direction and whatever else shows nothing. Selectors of
 * variants (of rare characters, of emoji) stand: they change how the character before them looks.
 */
const unreadable =
  /(?![\t\n\r])(?:[\p{Cc}\p{Cs}\p{Cf}\p{Zl}\p{Zp}]|(?!\p{Variation_Selector})\p{Default_Ignorable_Code_Point})/u;

/** What no text may hold, wherever it is written. */
export const unreadableIn = (value: string): Fault | undefined =>
  unreadable.test(value) ? faults.unreadable : undefined;

const breaks = /[\t\n\r]/;

/** R-F39: digits are Arabic ones. Numerals that are words (三年) or signs (①) are not digits. */
const otherDigit = /(?![0-9])\p{Nd}/u;

const chineseDigit = /[〇零一二三四五六七八九十百千万壹贰叁肆伍陆柒捌玖拾佰仟两]/;

/** From so many characters on a text is written in paragraphs. */
const longFrom = 500;

/** Whether line breaks and tabs belong in the text. */
const isLong = ({ maxLength, maxWords }: FieldOf<'TEXT'>): boolean =>
  maxWords !== undefined || maxLength === undefined || maxLength >= longFrom;

/** Characters that no answer may hold, whatever the field. */
const characterFault = (value: string, field: ScalarField): Fault | undefined => {
  const fault = unreadableIn(value);
  if (fault) return fault;
  if (breaks.test(value) && !(field.type === 'TEXT' && isLong(field))) return faults.notOneLine;
  return otherDigit.test(value) ? faults.otherDigits : undefined;
};

const written: readonly ScalarField['type'][] = ['PERSON_NAME', 'CATEGORY', 'CODE', 'BUREAU'];

/** Whether the answer is a number by nature, so that a Chinese numeral in it stands for a digit. */
const isNumeral = (field: ScalarField): boolean =>
  field.type === 'TEXT' ? field.serial === true : !written.includes(field.type);

/**
 * Why a text is refused, put as near to its cause as can be told: by the characters in it first, then by its field.
 * What would be accepted is what the field says, where it says so.
 *
 * @param found what the field itself has against it, if anything
 */
export const textFault = (value: string, field: ScalarField, found: Fault | undefined): Fault | undefined => {
  const wrong =
    characterFault(value, field) ??
    (found && isNumeral(field) && chineseDigit.test(value) ? faults.chineseDigits : undefined);
  if (!wrong) return found;
  const free = field.type === 'TEXT' && !field.serial;
  return found && !free ? { problem: wrong.problem, accepted: found.accepted } : wrong;
};
