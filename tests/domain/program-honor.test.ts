import { describe, expect, it } from 'vitest';
import { honorListsOf } from '../../src/domain/program/honor.ts';
import type { Program } from '../../src/domain/program/program.ts';
import { checkedProgram } from '../../src/domain/program/resolve-program.ts';
import { flex, youth } from '../support/editions.ts';

const problemsOf = (program: unknown) => {
  const checked = checkedProgram(program);
  return 'problems' in checked ? checked.problems.filter(({ path }) => path.startsWith('honor')) : [];
};

describe('What a recognition counts as', () => {
  it.each([flex, youth])('is said in codes of the lists that the form of $code uses', (program) => {
    expect(program.honor).toEqual({ level: 'PROVINCIAL', topic: 'EMPLOYMENT_ENTREPRENEURSHIP' });
    const { levels, topics } = honorListsOf(program) ?? {};
    expect(levels?.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['NATIONAL', 'MINISTERIAL', 'PROVINCIAL', 'CITY']),
    );
    expect(topics?.map(({ code }) => code)).toContain('EMPLOYMENT_ENTREPRENEURSHIP');
    expect(problemsOf(program)).toEqual([]);
  });

  it('may be left out', () => {
    const { honor: _, ...silent } = flex;
    expect(problemsOf(silent)).toEqual([]);
  });

  it.each([
    ['level', 'PROVINCE', 'no level PROVINCE is defined; expected one of: NATIONAL, MINISTERIAL, PROVINCIAL'],
    ['topic', 'EMPLOYMENT', 'no topic EMPLOYMENT is defined; expected one of: EMPLOYMENT_ENTREPRENEURSHIP'],
  ])('is no %s of its own making', (field, code, message) => {
    const honor = { ...flex.honor, [field]: code };
    expect(problemsOf({ ...flex, honor })).toEqual([
      { path: `honor.${field}`, message: expect.stringContaining(message) },
    ]);
  });

  it('needs a form that lists honors by level and topic', () => {
    const form = flex.form.filter(({ key }) => key !== 'honors');
    const [problem] = problemsOf({ ...flex, form } satisfies Program);
    expect(problem).toMatchObject({ path: 'honor', message: expect.stringContaining('expected a field of honors') });
  });
});
