import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { aggregates } from '../../src/app/aggregates.ts';
import type { BureauCode, NominationId } from '../../src/domain/ids.ts';
import { definitions, library } from '../../src/domain/program/definitions/index.ts';
import { checkForm } from '../../src/domain/program/form.ts';
import { formWarnings } from '../../src/domain/program/form-warning.ts';
import type { Program } from '../../src/domain/program/program.ts';
import { resolveProgram } from '../../src/domain/program/resolve-program.ts';
import type { SlateCommand } from '../../src/domain/slate/decide.ts';
import type { SlateFact } from '../../src/domain/slate/slate.ts';
import { shanghai, specOf } from '../support/decider-spec.ts';
import { editionOf, flex, flexId, plain, youth } from '../support/editions.ts';
import { flexForm } from '../support/forms.ts';
import { nominationOf } from '../support/nominations.ts';
import { countyApprover } from '../support/people.ts';

const resolved = (definition: unknown): Program => {
  const result = resolveProgram(definition, library);
  if ('program' in result) return result.program;
  throw new Error(JSON.stringify(result.problems));
};

/** Zhengzhou's economic and technological development zone, under its code of the statistics bureau. */
const zone = {
  code: '410171',
  name: { zh: '郑州经济技术开发区', en: 'Zhengzhou Economic and Technological Development Zone' },
  level: 'COUNTY',
  parent: '410100',
};
const zoneCode = zone.code as BureauCode;
const withZone = resolved({ ...definitions['henan-flex-star-2023'], bureaus: [zone] });

describe.each([youth, flex])('The divisions of Henan in $code', ({ bureaus }) => {
  const counties = bureaus.filter(({ code, level }) => level === 'COUNTY' || code === '419001');

  it('are 157 of county level, Jiyuan among them, each by code and name', () => {
    const lines = counties.map(({ code, name }) => `${code} ${name.zh}`).toSorted();
    expect(lines).toHaveLength(157);
    // Of the same lines made from the Ministry of Civil Affairs' list of 2024, apart from this project.
    expect(createHash('sha256').update(lines.join('\n')).digest('hex')).toBe(
      'f1b491f508f7153ae320d60c215c1c03d523842756ae097290c0d17ca4e29b40',
    );
  });

  it('are of 18 cities', () => {
    const perCity = bureaus
      .filter(({ level }) => level === 'CITY')
      .map(({ code }) => [code.slice(0, 4), bureaus.filter(({ parent }) => parent === code).length]);
    expect(Object.fromEntries(perCity)).toEqual({
      ...{ 4101: 12, 4102: 9, 4103: 14, 4104: 10, 4105: 9, 4106: 5, 4107: 12, 4108: 10, 4109: 6 },
      ...{ 4110: 6, 4111: 5, 4112: 6, 4113: 13, 4114: 9, 4115: 10, 4116: 10, 4117: 10, 4190: 0 },
    });
  });

  it('have no code of the statistics bureau among them', () => {
    expect(bureaus.filter(({ code }) => /^\d{4}7\d$/.test(code))).toEqual([]);
  });
});

describe('The former codes of Henan', () => {
  const { supersededDivisions = [], bureaus } = flex;

  it('are each told once, and none of them is in use', () => {
    const codes = supersededDivisions.map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
    expect(codes.filter((code) => bureaus.some((bureau) => bureau.code === code))).toEqual([]);
    expect(codes.filter((code) => !/^41\d{4}$/.test(code))).toEqual([]);
  });

  it('lead to counties of today', () => {
    const unknown = supersededDivisions
      .flatMap(({ successors }) => successors)
      .filter((code) => !bureaus.some((bureau) => bureau.code === code && !code.endsWith('00')));
    expect(unknown).toEqual([]);
  });
});

describe('A functional zone with a bureau of its own (A19)', () => {
  it('is a row in the definition, and a place that a form may name', () => {
    const form = { ...flexForm, location: zoneCode, workPlace: { division: zoneCode, address: '第八大街' } };
    const how = { complete: true, today: '2024-01-10' };
    expect(checkForm(withZone, form, how)).toEqual([]);
    expect(checkForm(flex, form, how).map(({ path }) => path.join('.'))).toEqual([
      'form.location',
      'form.workPlace.division',
    ]);
  });

  it('puts two people forward, whatever the counties of the city do (R-F17)', () => {
    const { given } = specOf(aggregates.slate);
    const edition = editionOf(plain(withZone));
    const id = (n: number) => `n${n}` as NominationId;
    const take = (n: number): SlateCommand => ({
      type: 'TakeSeat',
      edition,
      bureau: zoneCode,
      nomination: nominationOf({ id: id(n), status: 'PASSED', bureau: zoneCode, holder: zoneCode }),
      honors: [],
    });
    const taken = (n: number): SlateFact => ({
      type: 'SeatTaken',
      data: {
        editionId: flexId,
        bureau: zoneCode,
        nominationId: id(n),
        category: 'NEW_FORM',
        taken: n,
        cap: 2,
        late: false,
        forwardedTo: '410100' as BureauCode,
      },
    });
    const circumstances = { at: shanghai('2024-01-10T09:00:00.000'), by: countyApprover };
    given(taken(1)).when(take(2), circumstances).thenFacts(taken(2));
    given(taken(1), taken(2))
      .when(take(3), circumstances)
      .thenRefused('QUOTA_EXCEEDED', { ruleId: 'R-F17', params: { bureau: zoneCode, quota: 2, taken: 2 } });
  });

  it('changes nothing about identity numbers: none begins with its code', () => {
    for (const region of ['410102', '410171', '410172', '412727', '410199']) {
      expect(formWarnings(withZone, { idNumber: numberOf(region) })).toEqual(
        formWarnings(flex, { idNumber: numberOf(region) }),
      );
    }
    expect(formWarnings(withZone, { idNumber: numberOf(zoneCode) })).toHaveLength(1);
  });

  it('leaves a city without counties as it is', () => {
    const own = { ...zone, code: '419071', parent: '419001' };
    const program = resolved({ ...definitions['henan-flex-star-2023'], bureaus: [own] });
    expect(formWarnings(program, { idNumber: numberOf('419001') })).toEqual([]);
  });
});

/** A number that holds, of somebody first registered there. */
function numberOf(region: string): string {
  const body = `${region}19880229001`;
  return body + checkCharacter(body);
}

/** ISO 7064 MOD 11-2, as the standard has it: the weight of a place is 2 to its distance from the end, modulo 11. */
function checkCharacter(body: string): string {
  const sum = [...body].reduce((total, digit, i) => total + Number(digit) * (2 ** (17 - i) % 11), 0);
  return '10X98765432'.charAt(sum % 11);
}
