import { describe, expect, it } from 'vitest';
import { builtInProgram } from '../../src/domain/program/definitions/index.ts';
import type { Program } from '../../src/domain/program/program.ts';
import { checkedProgram } from '../../src/domain/program/resolve-program.ts';

const youth = builtInProgram('henan-youth-star-2023');
const flex = builtInProgram('henan-flex-star-2023');

/** Without what names levels of the path and fields of the form besides the path and the form themselves. */
const bare = (program: Program) => ({
  ...program,
  steps: [],
  opinions: [],
  rules: program.rules.map(({ check: _, presetWaivers: __, ...rule }) => rule),
});

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

/** The first rule of the Flexible Star with another check. */
const withCheck = (check: object, change: object = {}) => ({
  ...flex,
  rules: replaced(flex.rules, 0, { stage: 'NOMINATION', check, ...change }),
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
    { ...bare(flex), path: replaced(flex.path, 0, { level: 'PROVINCE' }) },
    'path[1].level',
    'CITY comes after PROVINCE; expected a level above it (COUNTY < CITY < PROVINCE)',
  ],
  [
    'a decision at the level of the last stage',
    { ...bare(flex), decidingLevel: 'CITY' },
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
    'late entries that nobody could accept',
    { ...youth, deadlines: replaced(youth.deadlines, 0, { late: 'REJECTED_UNLESS_ACCEPTED' }) },
    'deadlines[0].late',
    'nobody could accept who is late; expected ABANDONED',
  ],
  [
    'a slate that is only warned of its deadline',
    { ...youth, deadlines: replaced(youth.deadlines, 0, { late: 'WARN' }) },
    'deadlines[0].late',
    'citySubmission closes slates; expected ABANDONED or REJECTED_UNLESS_ACCEPTED',
  ],
  [
    'a target date that somebody would have given up by',
    { ...youth, deadlines: replaced(youth.deadlines, 1, { late: 'ABANDONED' }) },
    'deadlines[1].late',
    'selection is a target date, which may be overrun with a reason; expected WARN',
  ],
  [
    'coverage that nobody looks at',
    slateWith({ submission: 'EACH' }),
    'path[0].slate.coverage',
    'coverage is looked at when a slate is submitted TOGETHER; expected none',
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
    'quotas that nobody has',
    { ...youth, quotas: [], quotaTotal: 0 },
    'quotas',
    'no bureau of level CITY has a quota; expected at least one',
  ],
  [
    'a cap below the categories to cover',
    {
      ...flex,
      path: replaced(flex.path, 0, {
        slate: { ...flex.path[0]?.slate, coverage: { perCategory: 1, ruleId: 'R-F17' } },
      }),
    },
    'path[0].slate.cap',
    'every bureau must cover 4 categories; expected at least 4',
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
    'entries that differ in no field of theirs',
    formWith(flex, 'insurance3y', { unique: ['year', 'sort'] }),
    `form[${fieldAt(flex, 'insurance3y')}].unique[1]`,
    'no field sort is defined; expected one of: year, kind, months',
  ],
  [
    'a case for 无 that never comes',
    formWith(flex, 'remark', { noneWhen: [[{ field: 'flexType', in: ['FULL_TIME'] }]] }),
    `form[${fieldAt(flex, 'remark')}].noneWhen[0][0].in[0]`,
    'flexType has no answer FULL_TIME; expected one of: SELF_EMPLOYED, PART_TIME',
  ],
  [
    'a time zone there is not',
    { ...youth, timeZone: 'Asia/Zhengzhou' },
    'timeZone',
    'there is no time zone Asia/Zhengzhou; expected an IANA name such as Asia/Shanghai',
  ],
  [
    'a decision where nobody can make it',
    { ...flex, decidingLevel: 'CITY' },
    'decidingLevel',
    'nobody can decide at level CITY; expected PROVINCE',
  ],
  [
    'two bureaus at the top',
    { ...youth, bureaus: replaced(youth.bureaus, 1, { parent: null }) },
    'bureaus[1].parent',
    '410100 stands at the top beside 410000; expected the bureau above it',
  ],
  [
    'a bureau above the one that decides',
    {
      ...bare(flex),
      path: [{ ...flex.path[0], slate: { ...flex.path[0]?.slate, cap: 'QUOTA' } }],
      quotas: [{ bureau: '410102', seats: 125 }],
      decidingLevel: 'CITY',
    },
    'decidingLevel',
    '410000 at the top is of level PROVINCE; expected that level',
  ],
  [
    'a path that leaves out the level above',
    {
      ...bare(flex),
      bureaus: flex.bureaus.filter(({ code, level }) => level !== 'COUNTY' || code === '410102'),
      path: [{ ...flex.path[0], slate: { ...flex.path[0]?.slate, cap: 'QUOTA' } }],
      quotas: [{ bureau: '410102', seats: 125 }],
    },
    'bureaus[2].parent',
    'what 410102 puts forward would end at level CITY; expected a bureau of PROVINCE',
  ],
  [
    'a check of a field that is not there',
    withCheck({ kind: 'FIELD_IN', field: 'job', values: ['FARMER'] }),
    'rules[0].check.field',
    'no field job is defined; expected one of: coverName, location',
  ],
  [
    'a check for an answer that is not offered',
    withCheck({ kind: 'FIELD_IN', field: 'pensionKind', values: ['EMPLOYEE', 'PRIVATE'] }),
    'rules[0].check.values[1]',
    'pensionKind has no answer PRIVATE; expected one of: EMPLOYEE, RESIDENT',
  ],
  [
    'a check of years since what is no date',
    withCheck({ kind: 'YEARS_SINCE', field: 'mainWork', years: 1, inclusive: true }),
    'rules[0].check.field',
    'mainWork is a field of type TEXT; expected one of type DATE',
  ],
  [
    'a check of an age that nobody has',
    withCheck({ kind: 'AGE_BETWEEN', min: 16, below: { MALE: 60, FEMALE: 16 } }),
    'rules[0].check.below.FEMALE',
    'nobody is 16 and below 16; expected more than 16',
  ],
  [
    'a check of a step that is not there',
    withCheck({ kind: 'STEP_TAKEN', step: 'INTERVIEW' }),
    'rules[0].check.step',
    'no step on nominations INTERVIEW is defined',
  ],
  [
    'a check within checks that contradicts the form',
    withCheck({
      kind: 'ALL',
      of: [
        { kind: 'FIELD_FILLED', field: 'uscc' },
        { kind: 'FIELD_FILLED', field: 'licence' },
      ],
    }),
    'rules[0].check.of[1].field',
    'no field licence is defined',
  ],
  [
    'a check of materials that are not there',
    withCheck({ kind: 'MATERIALS_THERE', materials: ['DEEDS', 'DIPLOMA'] }),
    'rules[0].check.materials[1]',
    'no material DIPLOMA is defined',
  ],
  [
    'honors of a topic that its list does not have',
    withCheck({ kind: 'NO_HONOR', field: 'honors', levels: ['PROVINCIAL'], topics: ['SPORT'] }),
    'rules[0].check.topics[0]',
    'no topic SPORT is defined',
  ],
  [
    'a check that is never made',
    withCheck({ kind: 'FIELD_FILLED', field: 'uscc' }, { stage: 'VILLAGE_REVIEW' }),
    'rules[0].stage',
    'a check is never assessed at stage VILLAGE_REVIEW; expected one of: NOMINATION, COUNTY_REVIEW',
  ],
  [
    'a judgment that counties alone make, where cities nominate too',
    withCheck({ kind: 'JUDGMENT', by: ['COUNTY'], asks: { zh: '属实', en: 'true' } }),
    'rules[0].check',
    'where a CITY nominates nobody could fulfill it in time; expected one of: CITY',
  ],
  [
    'a judgment that only the city makes, on what counties review',
    withCheck({ kind: 'JUDGMENT', by: ['CITY'], asks: { zh: '属实', en: 'true' } }, { stage: 'COUNTY_REVIEW' }),
    'rules[0].check',
    'where a COUNTY nominates nobody could fulfill it in time; expected one of: COUNTY',
  ],
  [
    'a judgment on what is put forward, which nobody reviews',
    withCheck({ kind: 'JUDGMENT', by: ['CITY'], asks: { zh: '属实', en: 'true' } }, { stage: 'CITY_SUBMISSION' }),
    'rules[0].check',
    'where a CITY nominates nobody could fulfill it in time; expected one of: none',
  ],
  [
    'a step that only the province records, asked for before it comes there',
    {
      ...withCheck({
        kind: 'ALL',
        of: [
          { kind: 'FIELD_FILLED', field: 'uscc' },
          { kind: 'STEP_TAKEN', step: 'VERIFICATION', atLeast: 1 },
        ],
      }),
      steps: flex.steps.map((step) => (step.code === 'VERIFICATION' ? { ...step, by: ['PROVINCE'] } : step)),
    },
    'rules[0].check.of[1]',
    'where a COUNTY nominates nobody could fulfill it in time; expected one of: COUNTY',
  ],
  [
    'a waiver of what is a must',
    withCheck({ kind: 'FIELD_FILLED', field: 'uscc' }, { class: 'HARD', waivable: true }),
    'rules[0].waivable',
    'a rule of class HARD is never waived; expected false, or IN_PRINCIPLE',
  ],
  [
    'a form without a name',
    { ...youth, form: youth.form.filter(({ type }) => type !== 'PERSON_NAME') },
    'form',
    'no field of type PERSON_NAME holds the name of the nominee; expected at least one',
  ],
  [
    'a form without a category',
    { ...bare(youth), form: youth.form.filter(({ type }) => type !== 'CATEGORY') },
    'form',
    '0 fields are of type CATEGORY; expected exactly one',
  ],
  [
    'a rule that nothing enforces',
    { ...youth, circular: {}, steps: youth.steps.filter(({ code }) => code !== 'MEDIA_COVERAGE') },
    `rules[${youth.rules.findIndex(({ id }) => id === 'R-Y23')}]`,
    'nothing enforces R-Y23; expected a check, or a part of the definition that names it',
  ],
];

describe('A program contradicts itself with', () => {
  it.each(contradictions)('%s', (_, definition, path, message) => {
    const resolved = checkedProgram(definition);
    const problems = 'problems' in resolved ? resolved.problems : [];
    expect(problems).toContainEqual({ path, message: expect.stringContaining(message) });
  });
});
