import { identityCheckCharacter } from '../../src/domain/identity-number.ts';
import type { Form } from '../../src/domain/nomination/nomination.ts';
import type { Program } from '../../src/domain/program/program.ts';

/** What a form says of somebody born on a day. */
export const born = (day: string, sex: 'MALE' | 'FEMALE' = 'MALE'): Form => {
  const body = `410122${day.replaceAll('-', '')}00${sex === 'MALE' ? 1 : 2}`;
  return {
    idNumber: body + identityCheckCharacter(body),
    birthMonth: day.slice(0, 7),
    sex: sex === 'MALE' ? '1' : '2',
  };
};

export const honor = (awardedOn: string, changes: object = {}) => ({
  level: 'PROVINCIAL',
  topic: 'EMPLOYMENT_ENTREPRENEURSHIP',
  awardedOn,
  ...changes,
});
/** The same as an entry of the form. */
export const honorEntry = (awardedOn: string, changes: object = {}) => ({
  ...honor(awardedOn, changes),
  name: '某荣誉',
  issuer: '某厅',
});

/** The program with one of its rules' checks changed. */
export const withCheck = (program: Program, ruleId: string, change: object): Program => ({
  ...program,
  rules: program.rules.map((item) =>
    item.id === ruleId && item.check ? { ...item, check: { ...item.check, ...change } as typeof item.check } : item,
  ),
});
