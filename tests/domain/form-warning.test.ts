import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { identityCheckCharacter } from '../../src/domain/identity-number.ts';
import { checkForm } from '../../src/domain/program/form.ts';
import { formWarnings } from '../../src/domain/program/form-warning.ts';
import { flex, youth } from '../support/editions.ts';
import { flexForm } from '../support/forms.ts';

const number = (region: string) => {
  const body = `${region}19880229001`;
  return body + identityCheckCharacter(body);
};

const warned = (region: string, program = flex) => formWarnings(program, { ...flexForm, idNumber: number(region) });

describe('An identity number with the code of a county of today', () => {
  it('has no warning, whichever county of the province', () => {
    const counties = flex.bureaus.filter(({ code, level }) => level === 'COUNTY' || code === '419001');
    expect(counties.flatMap(({ code }) => warned(code))).toEqual([]);
  });

  it('has none in another province, of which the program knows nothing', () => {
    for (const region of ['110105', '650100', '441900', '830000', '120221']) expect(warned(region)).toEqual([]);
  });
});

describe('An identity number with a former code', () => {
  it.each([
    [
      '410322',
      '前六位410322是孟津县的旧代码（2021年停用），现为410308孟津区。号码本身不因区划调整而改变，请与身份证核对',
    ],
    [
      '412727',
      '前六位412727是淮阳县的旧代码（2000年停用），现为411603淮阳区。号码本身不因区划调整而改变，请与身份证核对',
    ],
    [
      '412901',
      '前六位412901是南阳市的旧代码（1994年停用），现为411302宛城区、411303卧龙区。号码本身不因区划调整而改变，请与身份证核对',
    ],
    ['419004', '前六位419004是禹州市的旧代码，现为411081禹州市。号码本身不因区划调整而改变，请与身份证核对'],
    [
      '410881',
      '前六位410881是济源市的旧代码（1996年停用），现为419001济源市。号码本身不因区划调整而改变，请与身份证核对',
    ],
  ])('%s is told with the code of today', (region, zh) => {
    expect(warned(region)).toMatchObject([
      { path: ['form', 'idNumber'], label: { zh: '身份证号码', en: 'Identity number' }, warning: { zh } },
    ]);
  });

  it('is told in English too', () => {
    expect(warned('412901')[0]?.warning.en).toBe(
      'its first six digits, 412901, are a former code of 南阳市, given up in 1994; today it is 411302 Wancheng District or 411303 Wolong District. A number keeps the code it was given with: compare it with the identity card',
    );
  });

  it('is never refused for it', () => {
    for (const { code } of flex.supersededDivisions ?? []) {
      const form = { ...flexForm, idNumber: number(code) };
      expect(checkForm(flex, form, { complete: true, today: '2024-01-10' })).toEqual([]);
      expect(formWarnings(flex, form)).toHaveLength(1);
    }
  });
});

describe('An identity number with a code that no county of the province has had', () => {
  it.each(['410101', '410171', '410199', '412999', '410000', '410100'])('%s: it should be looked at', (region) => {
    expect(warned(region)).toMatchObject([
      { warning: { zh: expect.stringContaining('不是本省县级行政区划的现行代码') } },
    ]);
  });
});

describe('What cannot be told', () => {
  it('is not: where the program has the cities alone, any county may be right', () => {
    const cities = { ...youth, bureaus: youth.bureaus.filter(({ level }) => level !== 'COUNTY') };
    expect(warned('410102', cities)).toEqual([]);
    expect(warned('412727', cities)).toHaveLength(1);
  });

  it('is not, of a program of another province or of none', () => {
    const elsewhere = { ...youth, bureaus: youth.bureaus.filter(({ level }) => level !== 'PROVINCE') };
    expect(warned('412727', elsewhere)).toEqual([]);
  });

  it('is not, of a number that is none', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.jsonValue(), fc.constant('412727198802290011')), (idNumber) => {
        expect(formWarnings(flex, { idNumber })).toEqual([]);
      }),
    );
    expect(formWarnings(flex, {})).toEqual([]);
  });
});
