import type { CheckOf, SingleCheck } from '../../src/domain/program/check.ts';
import type { Condition } from '../../src/domain/program/condition.ts';
import { fieldAt } from '../../src/domain/program/field-at.ts';
import type { Program } from '../../src/domain/program/program.ts';

const codes = (values: readonly string[]) => values.map((value) => `\`${value}\``).join(', ');

const field = (program: Program, path: string) => `${fieldAt(program, path)?.label.zh ?? path} (\`${path}\`)`;

const condition = (program: Program, item: Condition): string =>
  'filled' in item
    ? `${field(program, item.field)} is filled in`
    : `${field(program, item.field)} is ${codes(item.in).replaceAll(', ', ' or ')}`;

const conditions = (program: Program, all: readonly Condition[]) =>
  all.map((item) => condition(program, item)).join(' and ');

const step = ({ steps }: Program, code: string) =>
  `${steps.find((item) => item.code === code)?.name.zh ?? ''} (\`${code}\`)`;

type Words<Kind extends SingleCheck['kind']> = (check: CheckOf<Kind>, program: Program) => string;

const words: { readonly [Kind in SingleCheck['kind']]: Words<Kind> } = {
  FIELD_IN: ({ field: path, values }, program) => `${field(program, path)} is one of ${codes(values)}`,
  FIELD_FILLED: ({ field: path }, program) => `${field(program, path)} is filled in, and not with 无`,
  NOT_ALL: ({ of }, program) => `not: ${conditions(program, of)}`,
  BORN_SINCE: ({ day, inclusive }) => `born ${inclusive ? 'on or after' : 'after'} ${day}, by the identity number`,
  AGE_BETWEEN: ({ min, below, warnFrom }) =>
    `at least ${min} years old, men below ${below.MALE}, women below ${below.FEMALE}${
      warnFrom?.FEMALE ? ` (a warning from ${warnFrom.FEMALE} on)` : ''
    }, on the day of being put forward`,
  YEARS_SINCE: ({ field: path, years, inclusive }, program) =>
    `${inclusive ? 'at least' : 'more than'} ${years} year${years === 1 ? '' : 's'} from ${field(program, path)} to the day of being put forward`,
  BEFORE_PUT_FORWARD: ({ field: path }, program) => `${field(program, path)} lies before the day of being put forward`,
  NO_HONOR: ({ levels, topics, since }) => {
    const from =
      since === undefined
        ? ', however long ago'
        : typeof since === 'string'
          ? ` since ${since}`
          : ` since ${since.yearsBeforeNotice} years before the notice, that day included`;
    return `no honor of level ${codes(levels)} and topic ${codes(topics)}${from}, on the form or on record`;
  },
  VETTING_CONCLUDED: (_, { vetting }) =>
    `a conclusive answer of each body: ${(vetting?.bodies ?? []).map(({ name }) => name.zh).join('、')}`,
  VETTING_CLEAR: () => 'no body has anything against the nominee',
  STEP_TAKEN: ({ step: code, atLeast }, program) => `${step(program, code)} is on record, at least ${atLeast} time(s)`,
  STEP_ANSWERS: ({ step: code, answers }, program) =>
    `the last record of ${step(program, code)} says ${Object.entries(answers)
      .map(([key, value]) => `\`${key}: ${value}\``)
      .join(', ')}`,
  MATERIALS_THERE: ({ materials }, program) =>
    `attached: ${materials
      .map((code) => `${program.materials.find((item) => item.code === code)?.name.zh ?? ''} (\`${code}\`)`)
      .join('、')}`,
  MATERIAL_WORDS: ({ material, from, to }) =>
    `\`${material}\` is attached; a warning unless it has ${from} to ${to} words`,
  WITHIN_NOMINATOR: ({ field: path }, program) =>
    `${field(program, path)} lies within the area of the nominating bureau`,
  NOMINATOR_AT: ({ field: path, level }, program) =>
    `${field(program, path)} is the bureau of level \`${level}\` above the nominating one, or that itself`,
  JUDGMENT: ({ by, asks }) => `reviewers of level ${codes(by)} attest: ${asks.zh}`,
};

/** What a check asks, with its parameters. */
export const checkInWords = (check: SingleCheck, program: Program): string => {
  const said = (words[check.kind] as Words<SingleCheck['kind']>)(check, program);
  return check.when?.length ? `where ${conditions(program, check.when)}: ${said}` : said;
};
