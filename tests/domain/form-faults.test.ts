import { describe, expect, it } from 'vitest';
import { type Fault, faults } from '../../src/domain/program/form-fault.ts';
import type { FieldOf } from '../../src/domain/program/form-field.ts';
import { messageOf, refusal } from '../../src/domain/refusal.ts';
import { youth } from '../support/editions.ts';

const numbers = (changes: Partial<FieldOf<'NUMBER'>>): FieldOf<'NUMBER'> => ({
  key: 'months',
  type: 'NUMBER',
  label: { zh: '月数', en: 'Months' },
  required: true,
  noneAllowed: false,
  source: 'FORM',
  exclusiveMin: false,
  decimals: 0,
  ...changes,
});

const { tooLong, tooManyWords, tooManyEntries, notInList, future, year, number, sameAs, tooYoung, bureau, ...rest } =
  faults;
const { identityNumber, creditCode, identityMismatch, ...plain } = rest;

/** Every fault there is, by its name. */
const all: Readonly<Record<string, Fault>> = {
  ...plain,
  ...identityNumber,
  ...Object.fromEntries(Object.entries(creditCode).map(([name, fault]) => [`credit ${name}`, fault])),
  ...identityMismatch,
  tooLong: tooLong(201, 200),
  tooManyWords: tooManyWords(801, 800),
  tooManyEntries: tooManyEntries(101, 100),
  shortList: notInList(youth.codeLists.sex ?? []),
  longList: notInList(youth.codeLists.ethnicity ?? []),
  future: future('2024-01-10'),
  year: year(2021, 2023),
  anyNumber: number(numbers({})),
  numberInRange: number(
    numbers({ min: 0, max: 744, exclusiveMin: true, decimals: 1, unit: { zh: '小时', en: 'hours' } }),
  ),
  sameAs: sameAs({ zh: '姓名', en: 'Name' }),
  tooYoung: tooYoung(16),
  unknownBureau: bureau.unknown,
  bureauOfLevel: bureau.level('CITY'),
  notLowest: bureau.lowest,
};

describe.each(Object.entries(all))('The fault %s', (_, { problem, accepted }) => {
  const refused = refusal('FIELD_INVALID', { label: { zh: '栏目', en: 'Field' }, problem, accepted });

  it('says in Chinese what is wrong and what is accepted', () => {
    for (const words of [problem.zh, accepted.zh]) {
      expect(words).toMatch(/\p{Script=Han}/u);
      expect(words).not.toMatch(/undefined|NaN|\[object|[。，]$/);
    }
    expect(messageOf(refused, 'zh')).toBe(`“栏目”填写有误：${problem.zh}。应填：${accepted.zh}。`);
  });

  it('says in English what is wrong and what is accepted, Chinese only where it is quoted', () => {
    for (const words of [problem.en, accepted.en]) {
      expect(words).toMatch(/[a-z0-9]/i);
      expect(words).not.toMatch(/undefined|NaN|\[object|[.,]$/);
      expect(words.replaceAll('无', '')).not.toMatch(/\p{Script=Han}/u);
    }
    expect(messageOf(refused, 'en')).toBe(`Field is not acceptable: ${problem.en}. Accepted: ${accepted.en}.`);
  });
});
