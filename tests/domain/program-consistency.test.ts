import { describe, expect, it } from 'vitest';
import { builtInProgram } from '../../src/domain/program/definitions/index.ts';
import type { Program } from '../../src/domain/program/program.ts';
import { checkedProgram } from '../../src/domain/program/resolve-program.ts';

const youth = builtInProgram('henan-youth-star-2023');
const flex = builtInProgram('henan-flex-star-2023');

const replaced = <Item>(items: readonly Item[], place: number, change: object) =>
  items.map((item, i) => (i === place ? { ...item, ...change } : item));

const fieldAt = (definition: Program, key: string) => definition.form.findIndex((field) => field.key === key);

const formWith = (definition: Program, key: string, change: object) => ({
  ...definition,
  form: replaced(definition.form, fieldAt(definition, key), change),
});

const slateWith = (change: object) => ({
  ...youth,
  path: replaced(youth.path, 0, { slate: { ...youth.path[0]?.slate, ...change } }),
});

const contradictions: readonly (readonly [string, object, string, string])[] = [
  [
    'a bureau under one that is not defined',
    { ...youth, bureaus: replaced(youth.bureaus, 1, { parent: '420000' }) },
    'bureaus[1].parent',
    'no bureau 420000 is defined',
  ],
  [
    'a bureau under one of its own level',
    { ...youth, bureaus: replaced(youth.bureaus, 1, { parent: '410200' }) },
    'bureaus[1].parent',
    '410200 is of level CITY; expected one above CITY',
  ],
  [
    'a path that climbs down',
    { ...flex, path: replaced(flex.path, 0, { level: 'PROVINCE' }) },
    'path[1].level',
    'CITY comes after PROVINCE; expected a level above it (COUNTY < CITY < PROVINCE)',
  ],
  [
    'a decision at the level of the last stage',
    { ...flex, decidingLevel: 'CITY' },
    'decidingLevel',
    'CITY comes after CITY; expected a level above it (COUNTY < CITY < PROVINCE)',
  ],
  [
    'a path on which nobody nominates',
    { ...youth, path: replaced(youth.path, 0, { nominates: false }) },
    'path',
    'no stage nominates; expected at least one',
  ],
  [
    'a stage with a deadline that is not defined',
    slateWith({ deadline: 'spring' }),
    'path[0].slate.deadline',
    'no deadline spring is defined; expected one of: citySubmission, selection',
  ],
  [
    'a city that must submit before its counties',
    { ...flex, deadlines: replaced(flex.deadlines, 1, { on: '2024-01-14' }) },
    'deadlines[1].on',
    'citySubmission on 2024-01-14 is before countySubmission on 2024-01-15; expected that day or a later one',
  ],
  [
    'a deadline before the notice',
    { ...youth, deadlines: replaced(youth.deadlines, 0, { on: '2023-12-26' }) },
    'deadlines[0].on',
    'citySubmission on 2023-12-26 is before the notice on 2023-12-27; expected that day or a later one',
  ],
  [
    'quotas for a level that has none',
    { ...flex, quotas: replaced(flex.quotas, 0, { bureau: '410102', name: '中原区' }) },
    'quotas[0].bureau',
    '410102 is of level COUNTY; quotas belong to level CITY',
  ],
  [
    'a quota under the name of another bureau',
    { ...youth, quotas: replaced(youth.quotas, 0, { name: '开封市' }) },
    'quotas[0].name',
    '410100 is 郑州市; expected that name, or another bureau',
  ],
  [
    'a bureau with two quotas',
    { ...youth, quotas: [...youth.quotas, { bureau: '410100', seats: 4 }], quotaTotal: 124 },
    'quotas[18].bureau',
    '410100 is there already, at place 1 of the list',
  ],
  [
    'a total that is not the sum',
    { ...youth, quotaTotal: 121 },
    'quotaTotal',
    'the quotas add up to 120; expected 120, not 121',
  ],
  [
    'fewer seats than categories to cover',
    { ...youth, quotas: replaced(youth.quotas, 17, { seats: 3 }), quotaTotal: 118 },
    'quotas[17].seats',
    '419001 must cover 4 categories; expected at least 4 seats',
  ],
  [
    'category targets beside the total',
    { ...youth, target: 90 },
    'categories',
    'the targets of the categories add up to 100; expected the target of 90',
  ],
  [
    'category targets above the total, one left open',
    { ...youth, categories: replaced(youth.categories, 0, { target: null }), target: 74 },
    'categories',
    'the targets of the categories add up to 75; expected at most the target of 74',
  ],
  [
    'steps that do not lead to the full points',
    { ...youth, rubric: { ...youth.rubric, criteria: replaced(youth.rubric.criteria, 0, { step: 3 }) } },
    'rubric.criteria[0].step',
    'steps of 3 do not lead to 40',
  ],
  [
    'a pass mark nobody can reach',
    { ...youth, rubric: { ...youth.rubric, passMark: 101 } },
    'rubric.passMark',
    'the pass mark is 101; expected 0 to 100, or null',
  ],
  [
    'a tie broken by no criterion',
    { ...youth, rubric: { ...youth.rubric, tieBreak: ['LUCK'] } },
    'rubric.tieBreak[0]',
    'no criterion LUCK is defined; expected one of: ACHIEVEMENT, EXAMPLE, ABILITY, CONDUCT',
  ],
  [
    'a cap by a rule that is not defined',
    slateWith({ capRule: 'R-F17' }),
    'path[0].slate.capRule',
    'no rule R-F17 is defined',
  ],
  [
    'a field by a rule that is not defined',
    formWith(youth, 'industry', { ruleId: 'R-F03' }),
    `form[${fieldAt(youth, 'industry')}].ruleId`,
    'no rule R-F03 is defined',
  ],
  [
    'a field with a code list that is not defined',
    formWith(youth, 'sex', { list: 'gender' }),
    `form[${fieldAt(youth, 'sex')}].list`,
    'no code list gender is defined; expected one of: sex, ethnicity, politicalStatus',
  ],
  [
    'a name the same as one that is not asked for',
    formWith(flex, 'coverName', { sameAs: 'nickname' }),
    `form[${fieldAt(flex, 'coverName')}].sameAs`,
    'no name field nickname is defined; expected one of: name',
  ],
  [
    'entries with a period of no field',
    formWith(youth, 'resume', { period: { from: 'from', to: 'until' } }),
    `form[${fieldAt(youth, 'resume')}].period.to`,
    'no MONTH field until is defined; expected one of: from, to',
  ],
  [
    'a form without a category',
    { ...youth, form: youth.form.filter(({ type }) => type !== 'CATEGORY') },
    'form',
    '0 fields are of type CATEGORY; expected exactly one',
  ],
];

describe('A program contradicts itself with', () => {
  it.each(contradictions)('%s', (_, definition, path, message) => {
    const resolved = checkedProgram(definition);
    expect('problems' in resolved ? resolved.problems : []).toEqual([
      { path, message: expect.stringContaining(message) },
    ]);
  });
});
