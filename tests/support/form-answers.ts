import fc from 'fast-check';
import { creditCodeCheckCharacter } from '../../src/domain/credit-code.ts';
import { identityCheckCharacter } from '../../src/domain/identity-number.ts';
import type { FormField, Program, Text } from '../../src/domain/program/program.ts';

type Arbitrary = fc.Arbitrary<unknown>;
type FieldOf<Type extends FormField['type']> = Extract<FormField, { type: Type }>;

/** The day on which the answers are looked at. */
export const today = '2024-01-10';

/** One place of a form that an answer is asked for at, by itself or within a group or an entry. */
export interface Place {
  readonly field: FormField;
  /** From the field of the form on. */
  readonly path: readonly string[];
  readonly label: Text;
  /** A form with one answer, at this place. */
  readonly formWith: (answer: unknown) => Record<string, unknown>;
}

/** Every place of a program's form: the fields, and the fields within them (of the first entry). */
export const placesOf = ({ form }: Pick<Program, 'form'>): readonly Place[] =>
  form.flatMap((field) => {
    const own: Place = {
      field,
      path: [field.key],
      label: field.label,
      formWith: (answer) => ({ [field.key]: answer }),
    };
    if (field.type !== 'GROUP' && field.type !== 'RECORDS') return [own];
    const entry = field.type === 'RECORDS';
    return [
      own,
      ...field.fields.map((inner) => ({
        field: inner,
        path: [field.key, ...(entry ? ['0'] : []), inner.key],
        label: {
          zh: `${field.label.zh}·${entry ? '第1条·' : ''}${inner.label.zh}`,
          en: `${field.label.en}: ${entry ? 'entry 1: ' : ''}${inner.label.en}`,
        },
        formWith: (answer: unknown) => ({
          [field.key]: entry ? [{ [inner.key]: answer }] : { [inner.key]: answer },
        }),
      })),
    ];
  });

const days = fc
  .date({ min: new Date('1970-01-01'), max: new Date(today), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const months = days.map((day) => day.slice(0, 7));
const digits = (count: number) => fc.stringMatching(new RegExp(`^\\d{${count}}$`));

const identityNumbers = fc
  .record({ region: fc.constantFrom('410102', '412727', '650100'), birth: days, sequence: digits(3) })
  .map(({ region, birth, sequence }) => `${region}${birth.replaceAll('-', '')}${sequence}`)
  .map((body) => body + identityCheckCharacter(body));

const creditCodes = fc
  .tuple(fc.constantFrom('91', '92', '12', '52'), digits(6), fc.stringMatching(/^[0-9A-HJ-NPQRTUWXY]{9}$/))
  .map((parts) => parts.join(''))
  .map((body) => body + creditCodeCheckCharacter(body));

const phones = fc.oneof(
  fc.tuple(fc.constantFrom('13', '15', '19'), digits(9)).map((parts) => parts.join('')),
  fc.tuple(fc.constantFrom('0371-', '010-'), digits(8)).map((parts) => parts.join('')),
);

const letters = '河南省三年零差评带动就业䶮𠮷Aa9,.;-（）“”①Ⅳ'.match(/./gu) ?? [];

const texts = ({ maxLength = 300, maxWords, serial }: FieldOf<'TEXT'>): Arbitrary => {
  if (serial) return fc.oneof(digits(16), fc.stringMatching(/^[A-Z]\d{3}(-\d{2,4}){1,2}$/));
  const breaks = maxWords !== undefined || maxLength >= 500 ? ['\n', '\t'] : [];
  return fc
    .array(fc.constantFrom(...letters, ' ', '\u3000', ...breaks), {
      minLength: 0,
      maxLength: Math.min(maxLength, 300) - 1,
    })
    .map((characters) => `就${characters.join('')}`);
};

const names = fc
  .array(fc.array(fc.constantFrom('陈', '䶮', '𠮷', '买', '〇'), { minLength: 1, maxLength: 8 }), {
    minLength: 1,
    maxLength: 4,
  })
  .map((parts) => parts.map((part) => part.join('')).join('·'));

const numbers = ({ min = -1000, max = 1000, exclusiveMin, decimals }: FieldOf<'NUMBER'>): Arbitrary => {
  const unit = 10 ** decimals;
  return fc
    .integer({ min: Math.ceil(min * unit) + (exclusiveMin ? 1 : 0), max: Math.floor(max * unit) })
    .map((count) => Number((count / unit).toFixed(decimals)));
};

const codes = (program: Program, field: FormField): readonly string[] => {
  const items = field.type === 'CODE' ? program.codeLists[field.list] : program.categories;
  return (items ?? []).map(({ code }) => code);
};

const bureaus = ({ bureaus: all }: Program, { level, lowest }: FieldOf<'BUREAU'>): readonly string[] =>
  all
    .filter((bureau) => (level ? bureau.level === level : true))
    .filter((bureau) => !lowest || !all.some(({ parent }) => parent === bureau.code))
    .map(({ code }) => code);

const plain = (program: Program, field: FormField): Arbitrary => {
  switch (field.type) {
    case 'TEXT':
      return texts(field);
    case 'PERSON_NAME':
      return names;
    case 'CATEGORY':
    case 'CODE':
      return fc.constantFrom(...codes(program, field));
    case 'DATE':
      return days;
    case 'MONTH':
      return months;
    case 'YEAR':
      return fc.constantFrom(2021, 2022, 2023);
    case 'NUMBER':
      return numbers(field);
    case 'IDENTITY_NUMBER':
      return identityNumbers;
    case 'CREDIT_CODE':
      return creditCodes;
    case 'PHONE':
      return phones;
    case 'BUREAU':
      return fc.constantFrom(...bureaus(program, field));
    case 'GROUP':
      return entries(program, field);
    case 'RECORDS':
      return records(program, field);
  }
};

const entries = (program: Program, { fields }: FieldOf<'GROUP' | 'RECORDS'>): fc.Arbitrary<Record<string, unknown>> =>
  fc.record(Object.fromEntries(fields.map((inner) => [inner.key, goodAnswers(program, inner)])), { requiredKeys: [] });

/** In order of time where they have a period; no two of the same where that is asked for. */
const records = (program: Program, field: FieldOf<'RECORDS'>): Arbitrary => {
  const { period, unique = [] } = field;
  const lists = fc.uniqueArray(entries(program, field), {
    minLength: 1,
    maxLength: 4,
    ...(unique.length > 0 && { selector: (entry) => JSON.stringify(unique.map((key) => entry[key])) }),
  });
  if (!period) return lists;
  return fc.tuple(lists, fc.array(months, { minLength: 8, maxLength: 8 })).map(([list, ends]) => {
    const sorted = ends.toSorted();
    return list.map((entry, i) => ({ ...entry, [period.from]: sorted[2 * i], [period.to]: sorted[2 * i + 1] }));
  });
};

/** Answers that a field takes, whatever else the form says. */
export const goodAnswers = (program: Program, field: FormField): Arbitrary =>
  field.noneAllowed
    ? fc.oneof({ weight: 4, arbitrary: plain(program, field) }, fc.constantFrom('无', '\u3000无 '))
    : plain(program, field);

const prototypes = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf'];

/** Values that are no answer to anything but a field of entries or of several answers. */
const otherKinds = fc.constantFrom<unknown[]>(
  true,
  false,
  {},
  { zh: '河南' },
  { toString: '河南', valueOf: 1 },
  { length: 3 },
  [],
  ['河南'],
  [[['河南']]],
  { a: { b: { c: { d: '河南' } } } },
);

/** Text that no field takes, whatever it asks for. */
const spoiled = (good: Arbitrary): Arbitrary =>
  fc
    .tuple(
      good,
      fc.constantFrom(
        '\u0007',
        '\u001b[31m',
        '\u0085',
        '\u200b',
        '\u200d',
        '\u200e',
        '\u200f',
        '\u202e',
        '\u2028',
        '\u2066',
      ),
      fc.constantFrom('\ufeff', '\u00ad', '\u3164', '\u{e0041}', '０', '９', '٣', '𝟗'),
      fc.boolean(),
      fc.boolean(),
    )
    .map(([answer, one, other, first, which]) => {
      const mark = which ? one : other;
      return first ? `${mark}${answer}` : `${answer}${mark}`;
    });

const tooLong = ({ maxLength, maxWords }: FieldOf<'TEXT'>): Arbitrary =>
  fc.constantFrom(
    '长'.repeat((maxWords ?? maxLength ?? 90_000) + 1),
    ...(maxLength ? ['a'.repeat(maxLength + 1), '𠮷'.repeat(maxLength + 1)] : []),
    ...(maxWords ? ['a '.repeat(maxWords + 1)] : []),
  );

/** Strings that are nothing in particular; blanks would be no answer at all. */
const anything = fc
  .oneof(
    fc.string({ unit: 'grapheme', minLength: 1 }),
    fc.constantFrom(...prototypes),
    fc.constant('长'.repeat(20_000)),
  )
  .filter((text) => text.trim() !== '' && text.trim() !== '无');

/** A code, or Chinese characters where a name is asked for: an answer by chance. */
const mayBeRight = (program: Program, field: FormField, text: string): boolean =>
  field.type === 'PERSON_NAME' ? /^[\p{Script=Han}·]+$/u.test(text) : codes(program, field).includes(text);

const wrongTexts: Readonly<Record<string, readonly string[]>> = {
  PERSON_NAME: ['Chen', '陈 立夏', '陈•立夏', '·陈', '陈·', '陈'.repeat(51), '陈1', '⼀'],
  DATE: [
    '2023-02-29',
    '2023-13-01',
    '2023/01/01',
    '2024-01-11',
    '9999-12-31',
    '20230101',
    '2023年1月1日',
    '二〇二三年一月一日',
  ],
  MONTH: ['2023-13', '2023-00', '2024-02', '2023', '2023-1', '2023-01-01', '二〇二三年一月'],
  IDENTITY_NUMBER: [
    '11010519491231002x',
    '110105491231002',
    '110105194912310021',
    '01010519491231002X',
    '11010520230229002X',
  ],
  CREDIT_CODE: ['914403001922038215', '91440300192203821', '9144030071526726xg', '91440300192203821O'],
  PHONE: [
    '1380013800',
    '138001380000',
    '12800138000',
    '+8613800138000',
    '138 0013 8000',
    '一三八〇〇一三八〇〇〇',
    '037169690081',
  ],
  BUREAU: ['420102', '41010', '4101020', '郑州市', '410171'],
  CODE: ['57', '汉族', '1 ', 'null'],
  CATEGORY: ['frontline_production', '全部'],
};

const wrongNumbers = ({ min, max, decimals, exclusiveMin }: FieldOf<'NUMBER'>): readonly unknown[] => [
  ...(min === undefined ? [] : [min - 1, -1e300, ...(exclusiveMin ? [min] : [])]),
  ...(max === undefined ? [] : [max + 1, 1e300]),
  (min ?? 0) + 1 + 10 ** -(decimals + 1),
  '5',
  '五',
  '５',
];

/** Answers that a field refuses, whatever else the form says, each as JSON can carry it. */
export const badAnswers = (program: Program, field: FormField): Arbitrary => {
  const none = field.noneAllowed ? [] : [fc.constantFrom<unknown[]>('无', '\u3000无\u3000')];
  switch (field.type) {
    case 'GROUP':
      return fc.oneof(...none, anything, fc.constantFrom<unknown[]>(1, true, [], [{}], [1]));
    case 'RECORDS':
      return fc.oneof(
        ...none,
        anything,
        fc.constantFrom<unknown[]>(1, true, {}, [1], [null], [[]], ['x'], [{}, null], Array(101).fill({})),
      );
    case 'NUMBER':
      return fc.oneof(...none, otherKinds, anything, fc.constantFrom(...wrongNumbers(field)));
    case 'YEAR':
      return fc.oneof(
        ...none,
        otherKinds,
        anything,
        fc.constantFrom<unknown[]>(2020, 2024, 2022.5, -1, '2023', '二〇二三'),
      );
    case 'TEXT':
      return fc.oneof(
        ...none,
        otherKinds,
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        spoiled(plain(program, field)),
        ...(field.maxLength || field.maxWords ? [tooLong(field)] : []),
        ...(field.serial ? [fc.constantFrom('豫人社一二三四', '４１０１', '41 01', 'ABC', '-12', ...prototypes)] : []),
        ...(field.maxWords || !field.maxLength || field.maxLength >= 500
          ? []
          : [fc.constantFrom('两\n行', '一\t列', '\n河南')]),
      );
    default:
      return fc.oneof(
        ...none,
        otherKinds,
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        anything.filter((text) => !mayBeRight(program, field, text)),
        spoiled(plain(program, field)),
        fc.constantFrom(...(wrongTexts[field.type] ?? [])),
      );
  }
};

/** What JSON cannot carry, or the API takes for no form at all. */
export const unspeakable = fc.constantFrom<unknown[]>(
  '河\u0000南',
  '河\ud800',
  '\udc00南',
  Number.NaN,
  Number.POSITIVE_INFINITY,
);
