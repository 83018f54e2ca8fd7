import { describe, expect, it } from 'vitest';
import { identityCheckCharacter } from '../../src/domain/identity-number.ts';
import { builtInProgram } from '../../src/domain/program/definitions/index.ts';
import { checkForm, type Form } from '../../src/domain/program/form.ts';
import type { Program } from '../../src/domain/program/program.ts';
import { messageOf } from '../../src/domain/refusal.ts';
import { flexForm, youthForm } from '../support/forms.ts';

const youth = builtInProgram('henan-youth-star-2023');
const flex = builtInProgram('henan-flex-star-2023');

const identity = (body: string) => body + identityCheckCharacter(body);

const graduate: Form = {
  ...youthForm,
  honors: [{ name: '先进工作者', level: 'COUNTY', topic: 'OTHER', awardedOn: '2022-12-01', issuer: '中牟县人民政府' }],
  resume: [
    { from: '2013-09', to: '2017-06', organization: '河南农业大学', role: '农学' },
    { from: '2017-07', organization: '中牟县某镇农业服务中心', role: '农艺师' },
  ],
};

const rider: Form = {
  ...flexForm,
  coverName: '买买提·艾力',
  name: '买买提·艾力',
  ethnicity: '05',
  nativePlace: '新疆维吾尔自治区喀什市',
  idNumber: identity('65310119880229001'),
};

const complete = { complete: true, today: '2024-01-10' };
const draft = { complete: false, today: '2024-01-10' };

const without = (form: Form, key: string): Form =>
  Object.fromEntries(Object.entries(form).filter(([name]) => name !== key));

/** The one refusal of a form with an answer changed, as code, path and words. */
const against = (program: Program, form: Form, change: Form, how = complete) =>
  checkForm(program, { ...form, ...change }, how).map((refused) => ({
    code: refused.code,
    path: refused.path.slice(1).join('.'),
    ruleId: refused.ruleId,
    en: messageOf(refused, 'en'),
    zh: messageOf(refused, 'zh'),
  }));

describe('A form filled in rightly', () => {
  it('holds, for either program', () => {
    expect(checkForm(youth, graduate, complete)).toEqual([]);
    expect(checkForm(flex, rider, complete)).toEqual([]);
  });
});

describe('A required field left empty', () => {
  const requiredOf = (program: Program) => program.form.filter(({ required }) => required).map(({ key }) => key);

  it.each([
    [youth, graduate],
    [flex, rider],
  ])('is named when the form must be complete, each of them', (program, form) => {
    for (const key of requiredOf(program)) {
      expect(against(program, without(form, key), {})).toMatchObject([{ code: 'FIELD_REQUIRED', path: key }]);
    }
  });

  it.each(['', '  ', null, []])('is empty with %j too', (nothing) => {
    expect(against(youth, graduate, { honors: nothing })).toMatchObject([{ code: 'FIELD_REQUIRED', path: 'honors' }]);
  });

  it('or with other blanks, or is a group of nothing, is named for each that it lacks', () => {
    expect(against(flex, rider, { mainWork: '\u3000\t' })).toMatchObject([
      { code: 'FIELD_REQUIRED', path: 'mainWork', ruleId: 'R-F39' },
    ]);
    expect(against(flex, rider, { workPlace: {} }).map(({ path }) => path)).toEqual([
      'workPlace.division',
      'workPlace.address',
    ]);
  });

  it('is not 无 where 无 is no answer, in a draft neither', () => {
    for (const how of [draft, complete]) {
      expect(against(flex, rider, { familyWork: '无' }, how)).toMatchObject([
        { code: 'FIELD_INVALID', path: 'familyWork' },
      ]);
    }
  });

  it('may stay empty in a draft', () => {
    expect(checkForm(youth, {}, draft)).toEqual([]);
    expect(against(youth, graduate, { honors: [{ name: '劳动模范' }], name: '' }, draft)).toEqual([]);
  });

  it('says what to do, by the rule, in both languages', () => {
    expect(against(flex, without(rider, 'honors'), {})).toEqual([
      {
        code: 'FIELD_REQUIRED',
        path: 'honors',
        ruleId: 'R-F12',
        en: 'Honors received is required. Fill it in, or write 无 if there is none.',
        zh: '“曾获荣誉”不得空项，请填写，没有的填“无”。',
      },
    ]);
    expect(against(flex, without(rider, 'mainWork'), {})).toMatchObject([
      { ruleId: 'R-F39', zh: '“主要工作内容”不得空项，请填写。' },
    ]);
  });

  it('within an entry is named by its place', () => {
    expect(against(youth, graduate, { honors: [{ name: '劳动模范' }] }).map(({ path }) => path)).toEqual([
      'honors.0.level',
      'honors.0.topic',
      'honors.0.awardedOn',
      'honors.0.issuer',
    ]);
    expect(against(flex, rider, { monthlyHours: { days: 26 } })).toMatchObject([
      { path: 'monthlyHours.hours', zh: '“每月平均工作时长（天数/小时数）·小时数”不得空项，请填写。' },
    ]);
  });
});

const wrongAnswers: readonly (readonly [string, Program, Form, Form, string, string])[] = [
  ['a category of another program', youth, graduate, { category: 'NEW_FORM' }, 'category', 'Accepted: MAJOR_STRATEGY'],
  ['a code outside its list', youth, graduate, { ethnicity: '57' }, 'ethnicity', '01 Han, 02 Mongol'],
  ['a number for a code', youth, graduate, { ethnicity: 3 }, 'ethnicity', 'one of 56 codes'],
  ['a name in Latin letters', youth, graduate, { name: 'Chen Lixia' }, 'name', '1 to 50 Chinese characters'],
  ['a name of 51 characters', youth, graduate, { name: '陈'.repeat(51) }, 'name', '1 to 50 Chinese characters'],
  ['无 for a place', youth, graduate, { nativePlace: '无' }, 'nativePlace', '无 is no answer here'],
  ['a text that is too long', youth, graduate, { employer: '厂'.repeat(201) }, 'employer', 'at most 200 characters'],
  ['a month that does not exist', youth, graduate, { workStart: '2017-13' }, 'workStart', 'such as 1995-06'],
  ['a month to come', youth, graduate, { workStart: '2024-02' }, 'workStart', '2024-01 or before'],
  ['a day that does not exist', flex, rider, { filledOn: '2023-02-29' }, 'filledOn', 'such as 2023-12-27'],
  ['a day to come', flex, rider, { filledOn: '2024-01-11' }, 'filledOn', '2024-01-10 or before'],
  ['a telephone number cut short', flex, rider, { phone: '1380013800' }, 'phone', 'a mobile number of 11 digits'],
  [
    'a credit code with a slip',
    flex,
    rider,
    { uscc: '914403001922038215' },
    'uscc',
    'its check character does not fit',
  ],
  [
    'no hours at all',
    flex,
    rider,
    { monthlyHours: { days: 1, hours: 0 } },
    'monthlyHours.hours',
    'above 0, 744 or less, in hours',
  ],
  [
    'a cent divided',
    flex,
    rider,
    { monthlyIncome: 0.001 },
    'monthlyIncome',
    'a number of at most 2 decimals, 0 or more, in yuan',
  ],
  ['a number in words', flex, rider, { monthlyIncome: '6200' }, 'monthlyIncome', '0 or more'],
  ['days past the month', flex, rider, { monthlyHours: { days: 31.5, hours: 1 } }, 'monthlyHours.days', '31 or less'],
  [
    'a year past the three',
    flex,
    rider,
    { insurance3y: [{ year: 2020, kind: 'PENSION', months: 1 }] },
    'insurance3y.0.year',
    'a year from 2021 to 2023',
  ],
  [
    'a county outside the program',
    flex,
    rider,
    { location: '420102' },
    'location',
    'the code of a bureau of this program',
  ],
  ['a city for a county', flex, rider, { location: '410100' }, 'location', 'the code of a county'],
  ['a county for a city', flex, rider, { pushingUnit: '410122' }, 'pushingUnit', 'a bureau of the city level'],
  ['one entry in place of a list', youth, graduate, { honors: { name: '劳动模范' } }, 'honors', 'a list of entries'],
  [
    'a list in place of fields',
    flex,
    rider,
    { monthlyHours: [26, 208] },
    'monthlyHours',
    'its fields, each by its key',
  ],
];

describe('An answer that is not acceptable', () => {
  it.each(wrongAnswers)('%s', (_, program, form, change, path, words) => {
    expect(against(program, form, change)).toMatchObject([
      { code: 'FIELD_INVALID', path, en: expect.stringContaining(words) },
    ]);
  });

  it('is refused in a draft as well', () => {
    expect(against(youth, {}, { ethnicity: '57' }, draft)).toMatchObject([{ path: 'ethnicity' }]);
  });

  it('is not known: the fields there are, are named', () => {
    expect(against(youth, graduate, { nickname: '小陈', honors: [{ prize: '一等奖' }] }, draft)).toMatchObject([
      { code: 'FIELD_UNKNOWN', path: 'nickname', en: expect.stringContaining('category, name, sex') },
      { code: 'FIELD_UNKNOWN', path: 'honors.0.prize', en: expect.stringContaining('name, level, topic') },
    ]);
  });

  it.each([youth, flex])('is never repeated in the refusal: $code', (program) => {
    const secret = '机密410102199506180020';
    const everywhere = Object.fromEntries(
      program.form.map(({ key, ...field }) => {
        const inner = 'fields' in field ? Object.fromEntries(field.fields.map((each) => [each.key, secret])) : secret;
        return [key, field.type === 'RECORDS' ? [inner, inner] : inner];
      }),
    );
    const refused = checkForm(program, everywhere, complete);
    expect(refused.length).toBeGreaterThan(15);
    expect(JSON.stringify(refused)).not.toContain('机密');
    expect(JSON.stringify(checkForm(program, { idNumber: secret.slice(2) }, draft))).not.toContain('19950618');
  });
});

describe('The boundaries', () => {
  const holds = (change: Form) => expect(against(flex, rider, change)).toEqual([]);

  it('of numbers', () => {
    holds({ monthlyHours: { days: 31, hours: 744 } });
    holds({ monthlyIncome: 0 });
    holds({ insurance3y: [{ year: 2021, kind: 'PENSION', months: 0 }] });
  });

  it('of telephone numbers', () => {
    for (const phone of ['0371-69690081', '010-12345678', '0371-6969008-12', '19912345678']) holds({ phone });
  });

  it('of names: rare characters too', () => {
    for (const name of ['䶮', '𠮷田', '陈'.repeat(50)]) holds({ name, coverName: name });
  });

  it('of the deeds: 800 words by the word processor’s count, not 801', () => {
    holds({ deeds: `${'事'.repeat(798)}2023年` });
    expect(against(flex, rider, { deeds: `${'事'.repeat(799)}2023年` })).toMatchObject([
      { path: 'deeds', ruleId: 'R-F42', zh: '“主要事迹”填写有误：共801字。应填：不超过800字（含标点）。' },
    ]);
  });

  it('of a city without counties: it is its own location (A18)', () => {
    holds({ location: '419001', pushingUnit: '419001' });
  });
});

describe('The identity number and the answers beside it', () => {
  it('must agree on the sex', () => {
    expect(against(youth, graduate, { sex: '1' })).toMatchObject([
      { path: 'sex', zh: '“性别”填写有误：与身份证号不一致。应填：身份证号所示性别。' },
    ]);
  });

  it('must agree on the month of birth', () => {
    expect(against(youth, graduate, { birthMonth: '1995-07' })).toMatchObject([{ path: 'birthMonth' }]);
  });

  it('are not compared while the number itself is wrong', () => {
    const slip = '410102199506180023';
    expect(slip).not.toBe(graduate.idNumber);
    expect(against(youth, graduate, { idNumber: slip, sex: '1' })).toMatchObject([
      { path: 'idNumber', en: expect.stringContaining('its check character does not fit') },
    ]);
  });

  it('are refused once where the answer is wrong by itself', () => {
    expect(against(youth, graduate, { birthMonth: '1995' })).toHaveLength(1);
  });

  it('put the first employment at 16 or later', () => {
    expect(against(youth, graduate, { workStart: '2011-06' })).toEqual([]);
    expect(against(youth, graduate, { workStart: '2011-05' })).toMatchObject([
      { path: 'workStart', en: expect.stringContaining('not yet 16') },
    ]);
  });

  it('has a final X as a capital: a small one is refused with the way out', () => {
    expect(against(youth, {}, { idNumber: '11010519491231002X' }, draft)).toEqual([]);
    expect(against(youth, {}, { idNumber: '11010519491231002x' }, draft)).toMatchObject([
      {
        zh: '“身份证号”填写有误：不是18位身份号码。应填：18位公民身份号码，末位为X时大写。',
        en: expect.stringContaining('a final X as a capital'),
      },
    ]);
  });

  it('may be of someone born today, not tomorrow', () => {
    expect(against(youth, {}, { idNumber: identity('41010220240110002') }, draft)).toEqual([]);
    expect(against(youth, {}, { idNumber: identity('41010220240111002') }, draft)).toMatchObject([
      { path: 'idNumber', zh: expect.stringContaining('第7至14位不是有效的出生日期') },
    ]);
  });

  it('may not be of someone not yet born', () => {
    expect(against(youth, graduate, { idNumber: identity('41010220240111002') }, draft)[0]).toMatchObject({
      path: 'idNumber',
    });
  });
});

describe('What a form dates', () => {
  const paths = (program: Program, form: Form, change: Form) => against(program, form, change).map(({ path }) => path);

  it('did not happen before the person was born', () => {
    expect(paths(flex, rider, { flexSince: '1988-02-28' })).toEqual(['flexSince']);
    expect(paths(flex, rider, { flexSince: '1988-02-29', flexRegisteredOn: '0001-01-01' })).toEqual([
      'flexRegisteredOn',
    ]);
    expect(paths(youth, graduate, { resume: [{ from: '1995-05', organization: '某校', role: '学生' }] })).toEqual([
      'resume.0.from',
    ]);
    const honor = { name: '先进工作者', level: 'COUNTY', topic: 'OTHER', issuer: '中牟县人民政府' };
    expect(paths(youth, graduate, { honors: [{ ...honor, awardedOn: '1995-06-17' }] })).toEqual(['honors.0.awardedOn']);
  });
});

describe('Blanks in a draft', () => {
  it.each([
    [youth, graduate],
    [flex, rider],
  ])('contradict nothing, wherever they stand', (program, form) => {
    for (const { key } of program.form) expect(against(program, form, { [key]: '\u3000' }, draft)).toEqual([]);
    expect(against(youth, graduate, { resume: [{ from: '2013-09', to: ' ' }] }, draft)).toEqual([]);
  });
});

describe('The name on the cover', () => {
  it('is the name inside', () => {
    expect(against(flex, rider, { coverName: '艾力' })).toMatchObject([
      { path: 'coverName', en: expect.stringContaining('the same as Name') },
    ]);
  });
});

describe('A résumé', () => {
  const entry = (from: string, to?: string) => ({ from, ...(to && { to }), organization: '某单位', role: '职工' });
  const paths = (resume: unknown[], how = complete) =>
    against(youth, graduate, { resume }, how).map(({ path }) => path);

  it('runs on from the same month or the next, over the turn of a year too', () => {
    expect(paths([entry('2013-09', '2016-12'), entry('2017-01', '2017-07'), entry('2017-07')])).toEqual([]);
  });

  it('leaves no month out', () => {
    expect(paths([entry('2013-09', '2016-12'), entry('2017-02')])).toEqual(['resume.1.from']);
  });

  it('may have gaps while it is a draft, but not run backwards', () => {
    expect(paths([entry('2013-09', '2014-12'), entry('2017-02')], draft)).toEqual([]);
    expect(paths([entry('2017-02', '2018-01'), entry('2013-09')], draft)).toEqual(['resume.1.from']);
    expect(paths([entry('2017-02', '2016-02')], draft)).toEqual(['resume.0.to']);
  });

  it('goes on only in its last entry', () => {
    expect(paths([entry('2013-09'), entry('2017-01')])).toEqual(['resume.0.to']);
  });
});
