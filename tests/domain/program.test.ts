import { describe, expect, it } from 'vitest';
import { builtInProgram, definitions, library } from '../../src/domain/program/definitions/index.ts';
import { bureauOf, deadlineOf, program, quotaOf, stageOf } from '../../src/domain/program/program.ts';
import { resolveProgram } from '../../src/domain/program/resolve-program.ts';

const youth = builtInProgram('henan-youth-star-2023');
const flex = builtInProgram('henan-flex-star-2023');

const numbered = (prefix: string, last: number) =>
  Array.from({ length: last }, (_, i) => `${prefix}${String(i + 1).padStart(2, '0')}`);

const seatsOf = (bureaus: string) => bureaus.split(' ').map((code) => quotaOf(youth, code));

describe('The Youth Star program', () => {
  it('gives 18 cities 120 seats', () => {
    expect(youth.quotas).toHaveLength(18);
    expect(youth.quotas.reduce((sum, { seats }) => sum + seats, 0)).toBe(120);
    expect(seatsOf('410100 410200 411300 419001')).toEqual([10, 6, 8, 5]);
  });

  it('recognizes 100, 25 in each of four categories', () => {
    expect(youth.target).toBe(100);
    expect(youth.categories.map(({ target }) => target)).toEqual([25, 25, 25, 25]);
  });

  it('has one stage: the slate of a city, whole, by 25 January, covering every category', () => {
    expect(youth.path).toEqual([
      {
        level: 'CITY',
        nominates: true,
        slate: {
          cap: 'QUOTA',
          capRule: 'R-Y16',
          submission: 'TOGETHER',
          deadline: 'citySubmission',
          coverage: { perCategory: 1, ruleId: 'R-Y18' },
        },
      },
    ]);
    expect(deadlineOf(youth, 'citySubmission')).toMatchObject({
      on: '2024-01-25',
      late: 'ABANDONED',
      lateRule: 'R-Y28',
    });
  });

  it('marks what the notice does not say', () => {
    expect([youth.publicity, youth.revocation, youth.rubric].map(({ fromNotice }) => fromNotice)).toEqual([
      false,
      false,
      false,
    ]);
  });

  it('has every rule of the notice, the shared ones too', () => {
    expect(youth.rules.map(({ id }) => id)).toEqual([...numbered('R-S', 3), ...numbered('R-Y', 29)]);
  });
});

describe('The Flexible Employment Star program', () => {
  it('gives 18 cities 125 seats', () => {
    expect(flex.quotas).toHaveLength(18);
    expect(flex.quotas.reduce((sum, { seats }) => sum + seats, 0)).toBe(125);
  });

  it('recognizes 100, without a target for any category', () => {
    expect(flex.target).toBe(100);
    expect(flex.categories.map(({ code, target, fromNotice }) => [code, target, fromNotice])).toEqual([
      ['SELF_EMPLOYED', null, true],
      ['PART_TIME', null, true],
      ['NEW_FORM', null, true],
      ['OTHER', null, false],
    ]);
  });

  it('climbs from counties, two at most and each at once, to cities that may nominate too', () => {
    expect(stageOf(flex, 'COUNTY')).toMatchObject({
      nominates: true,
      slate: { cap: 2, capRule: 'R-F17', submission: 'EACH' },
    });
    expect(stageOf(flex, 'CITY')).toMatchObject({ nominates: true, slate: { cap: 'QUOTA', submission: 'TOGETHER' } });
    expect(stageOf(flex, 'PROVINCE')).toBeUndefined();
    expect(deadlineOf(flex, 'countySubmission')).toMatchObject({ on: '2024-01-15', late: 'REJECTED_UNLESS_ACCEPTED' });
  });

  it('must publicize for five working days, the day of publication not counted', () => {
    expect(flex.publicity).toMatchObject({
      workingDays: 5,
      countPublicationDay: false,
      ruleId: 'R-F27',
      fromNotice: true,
    });
  });

  it('has every rule of the notice, the shared ones too', () => {
    expect(flex.rules.map(({ id }) => id)).toEqual([...numbered('R-S', 3), ...numbered('R-F', 43)]);
  });
});

describe.each([youth, flex])('$code', (definition) => {
  it('knows the province, 18 cities and 156 counties, none of them in Jiyuan', () => {
    const count = (level: string) => definition.bureaus.filter((item) => item.level === level).length;
    expect(['PROVINCE', 'CITY', 'COUNTY'].map(count)).toEqual([1, 18, 156]);
    expect(bureauOf(definition, '419001')).toMatchObject({ level: 'CITY', name: { zh: '济源市' } });
    expect(definition.bureaus.filter(({ parent }) => parent === '419001')).toEqual([]);
  });

  it('puts every county under the city of its code', () => {
    const counties = definition.bureaus.filter(({ level }) => level === 'COUNTY');
    expect(counties.filter(({ code, parent }) => parent !== `${code.slice(0, 4)}00`)).toEqual([]);
  });

  it('has all open points with their readings, and a rubric of 100 points', () => {
    expect(definition.readings.map(({ id }) => id)).toEqual(numbered('A', 31));
    expect(definition.rubric.criteria.reduce((sum, { max }) => sum + max, 0)).toBe(100);
  });

  it('leaves to the process what the process fills in', () => {
    expect(definition.form.map(({ key }) => key).filter((key) => /opinion|photo/.test(key))).toEqual([]);
  });

  it('comes back the same from JSON, as an event stores it', () => {
    expect(program.parse(JSON.parse(JSON.stringify(definition)))).toEqual(definition);
  });
});

describe('A definition that does not hold', () => {
  const source = definitions['henan-youth-star-2023'];
  const problemsOf = (definition: unknown, shared = library) => {
    const resolved = resolveProgram(definition, shared);
    return 'problems' in resolved ? resolved.problems : [];
  };

  it('names the place and what is expected there', () => {
    const first = source.form[0];
    const broken = {
      ...source,
      quotas: [{ bureau: '410100', seats: 0 }],
      form: [{ ...first, type: 'PICTURE' }],
      categories: [{ ...source.categories[0], code: 'major strategy' }],
    };
    const problems = problemsOf(broken);
    expect(problems.map(({ path }) => path)).toEqual(['categories[0].code', 'quotas[0].seats', 'form[0].type']);
    expect(problems[0]?.message).toBe('expected a code in capitals, digits and underscores');
    expect(problems[1]?.message).toMatch(/expected number to be >0/);
    expect(problems[2]?.message).toMatch(/Expected 'TEXT' \| 'PERSON_NAME'/);
  });

  it('names a property it does not know', () => {
    expect(problemsOf({ ...source, quota: [] })).toEqual([{ path: '', message: 'Unrecognized key: "quota"' }]);
  });

  it('is not an object at all', () => {
    expect(problemsOf('henan-youth-star-2023')).toMatchObject([{ path: '' }]);
  });

  it('names a part that the library does not have', () => {
    expect(problemsOf({ ...source, calendar: 'us', use: { ...source.use, bureaus: 'hubei' } })).toEqual([
      { path: 'use.bureaus', message: 'the library has no "hubei"; expected one of: henan' },
      { path: 'calendar', message: 'the library has no "us"; expected one of: cn' },
    ]);
  });

  it('may not write a code list of the library anew', () => {
    const rewritten = { ...source, codeLists: { ...source.codeLists, sex: [{ code: 'X', name: { zh: '未知' } }] } };
    expect(problemsOf(rewritten)).toMatchObject([{ path: 'codeLists.sex' }]);
  });

  it('may be spoiled by a part of the library', () => {
    const spoiled = { ...library, bureaus: { henan: { source: 'test', bureaus: [{ code: '410000' }] } } };
    expect(problemsOf(source, spoiled).map(({ path }) => path)).toContain('library.bureaus.henan.bureaus[0].level');
  });

  it('may be whole in itself, without the library', () => {
    const { bureaus, supersededDivisions, codeLists, readings, rules } = youth;
    const { use: _, ...own } = source;
    expect(resolveProgram({ ...own, bureaus, supersededDivisions, codeLists, readings, rules }, library)).toEqual({
      program: youth,
    });
  });
});
