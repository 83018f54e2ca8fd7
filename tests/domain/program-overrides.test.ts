import { describe, expect, it } from 'vitest';
import { builtInProgram } from '../../src/domain/program/definitions/index.ts';
import { deadlineOf, quotaOf } from '../../src/domain/program/program.ts';
import { type Overrides, withOverrides } from '../../src/domain/program/with-overrides.ts';

const youth = builtInProgram('henan-youth-star-2023');

const opened = (overrides: Overrides) => {
  const resolved = withOverrides(youth, overrides);
  if ('problems' in resolved) throw new Error(JSON.stringify(resolved.problems));
  return resolved.program;
};

const problemsOf = (overrides: Overrides) => {
  const resolved = withOverrides(youth, overrides);
  return 'problems' in resolved ? resolved.problems : [];
};

describe('An edition of a program', () => {
  it('is the program itself where nothing is set otherwise', () => {
    expect(opened({})).toEqual(youth);
  });

  it('may have other dates, printed as notices print them', () => {
    const program = opened({
      edition: '2025',
      issuedOn: '2025-12-20',
      deadlines: { citySubmission: '2026-01-09', selection: '2026-02-06' },
    });
    expect(program.edition).toBe('2025');
    expect(deadlineOf(program, 'citySubmission')).toMatchObject({ on: '2026-01-09', printed: '2026年1月9日前' });
  });

  it('may have other quotas, which add up anew', () => {
    const program = opened({ quotas: { '410100': 12, '410600': 0 } });
    expect([quotaOf(program, '410100'), quotaOf(program, '410600'), quotaOf(program, '410200')]).toEqual([12, 0, 6]);
    expect(program.quotaTotal).toBe(117);
  });

  it('may have other targets', () => {
    const targets = { MAJOR_STRATEGY: 20, FRONTLINE_PRODUCTION: 20, ENTREPRENEURSHIP_INNOVATION: 20, GRASSROOTS: null };
    const program = opened({ target: 80, categoryTargets: targets });
    expect(program.target).toBe(80);
    expect(program.categories.map(({ target }) => target)).toEqual([20, 20, 20, null]);
  });

  it('is refused where a name is not the program’s', () => {
    expect(
      problemsOf({ deadlines: { county: '2024-01-10' }, quotas: { '420100': 3 }, categoryTargets: { OTHER: 1 } }),
    ).toEqual([
      { path: 'deadlines.county', message: 'the program has no county; expected one of: citySubmission, selection' },
      { path: 'quotas.420100', message: 'the program has no 420100; expected a code of a bureau of the program' },
      {
        path: 'categoryTargets.OTHER',
        message:
          'the program has no OTHER; expected one of: MAJOR_STRATEGY, FRONTLINE_PRODUCTION, ENTREPRENEURSHIP_INNOVATION, GRASSROOTS',
      },
    ]);
  });

  it.each(['2024', '2024-2', 'Spring-2024', '0'])('may be called %s', (edition) => {
    expect(opened({ edition }).edition).toBe(edition);
  });

  it.each(['', '2024 2', '2024/2', '-2024', '2024-', '2024--2', '2024_2', '二〇二四', '$&', '2024\n'])(
    'is not called %j: its name stands in ids and certificate numbers',
    (edition) => {
      expect(problemsOf({ edition })).toEqual([
        { path: 'edition', message: 'expected letters, digits and hyphens, as in 2023' },
      ]);
    },
  );

  it('is checked like a definition', () => {
    expect(problemsOf({ target: 80 })).toMatchObject([{ path: 'categories' }]);
    expect(problemsOf({ deadlines: { selection: '2024-01-24' } })).toMatchObject([{ path: 'deadlines[1].on' }]);
    expect(problemsOf({ deadlines: { selection: '2024-02-30' } })).toEqual([
      { path: 'deadlines[1].on', message: 'expected a day of the calendar as YYYY-MM-DD' },
    ]);
    expect(problemsOf({ quotas: { '410100': -1 } })).toContainEqual({
      path: 'quotas[0].seats',
      message: 'Too small: expected number to be >0',
    });
    expect(problemsOf({ quotas: { '410102': 4 } })).toMatchObject([{ path: 'quotas[1].bureau' }]);
  });
});
