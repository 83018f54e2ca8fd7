import { describe, expect, it } from 'vitest';
import type { FormField, Program } from '../../src/domain/program/program.ts';
import { flex, youth } from '../support/editions.ts';

/** As printed, what it holds, whether it must be filled in (yes, no) or may say 无. */
type Row = readonly [key: string, printed: string, type: FormField['type'], filled: 'yes' | 'no' | '无'];

/** Annex 2 of the Youth Star, and what its rules need besides; opinions and the photo are gathered elsewhere. */
const youthRows: readonly Row[] = [
  ['category', '申报类别', 'CATEGORY', 'yes'],
  ['name', '姓名', 'PERSON_NAME', 'yes'],
  ['sex', '性别', 'CODE', 'yes'],
  ['birthMonth', '出生年月', 'MONTH', 'yes'],
  ['ethnicity', '民族', 'CODE', 'yes'],
  ['nativePlace', '籍贯', 'TEXT', 'yes'],
  ['birthPlace', '出生地', 'TEXT', 'yes'],
  ['idNumber', '身份证号', 'IDENTITY_NUMBER', 'yes'],
  ['workStart', '参加工作时间', 'MONTH', 'yes'],
  ['politicalStatus', '政治面貌', 'CODE', 'yes'],
  ['education', '学历', 'CODE', 'yes'],
  ['degree', '学位', 'CODE', '无'],
  ['employer', '工作单位', 'TEXT', 'yes'],
  ['position', '职务', 'TEXT', 'yes'],
  ['honors', '曾获荣誉（奖励）', 'RECORDS', '无'],
  ['resume', '简历', 'RECORDS', 'yes'],
  ['deeds', '主要事迹', 'TEXT', 'yes'],
  ['graduateKind', '毕业生类别', 'CODE', 'yes'],
  ['industry', '行业', 'CODE', 'yes'],
  ['employmentPlace', '就业创业地', 'BUREAU', 'yes'],
  ['contactPhone', '联系电话', 'PHONE', 'no'],
  ['employerUscc', '工作单位统一社会信用代码', 'CREDIT_CODE', 'no'],
  ['employerKind', '单位性质', 'CODE', 'yes'],
  ['employerLevel', '单位层级', 'CODE', 'yes'],
  ['postClass', '岗位类别', 'CODE', 'yes'],
  ['leadershipLevel', '领导职务层次', 'CODE', 'yes'],
  ['serviceProgram', '服务基层项目', 'CODE', '无'],
];

const flexRows: readonly Row[] = [
  ['coverName', '选树对象（姓名）', 'PERSON_NAME', 'yes'],
  ['location', '所在地区', 'BUREAU', 'yes'],
  ['pushingUnit', '推送单位', 'BUREAU', 'yes'],
  ['filledOn', '填报日期', 'DATE', 'yes'],
  ['name', '姓名', 'PERSON_NAME', 'yes'],
  ['sex', '性别', 'CODE', 'yes'],
  ['ethnicity', '民族', 'CODE', 'yes'],
  ['birthMonth', '出生年月', 'MONTH', 'yes'],
  ['nativePlace', '籍贯', 'TEXT', 'yes'],
  ['phone', '联系电话', 'PHONE', 'yes'],
  ['politicalStatus', '政治面貌', 'CODE', 'yes'],
  ['educationLevel', '文化程度', 'CODE', 'yes'],
  ['workPlace', '灵活就业工作地', 'GROUP', 'yes'],
  ['idNumber', '身份证号码', 'IDENTITY_NUMBER', 'yes'],
  ['flexType', '灵活就业类型', 'CATEGORY', 'yes'],
  ['employmentCertNo', '就业创业证编号', 'TEXT', 'yes'],
  ['mainWork', '主要工作内容', 'TEXT', 'yes'],
  ['mainEmployer', '主要就业单位或雇主', 'TEXT', '无'],
  ['registeredAddressOrPlatform', '个体工商户注册地址或新业态（互联网）平台企业名称', 'TEXT', '无'],
  ['familyWork', '家庭成员工作情况', 'TEXT', 'yes'],
  ['insurance3y', '本人近三年社会保险费缴纳情况', 'RECORDS', 'yes'],
  ['monthlyHours', '每月平均工作时长（天数/小时数）', 'GROUP', 'yes'],
  ['monthlyIncome', '灵活就业平均月收入', 'NUMBER', 'yes'],
  ['honors', '曾获荣誉', 'RECORDS', '无'],
  ['remark', '备注', 'TEXT', '无'],
  ['deeds', '主要事迹', 'TEXT', 'yes'],
  ['uscc', '统一社会信用代码', 'CREDIT_CODE', 'no'],
  ['businessRegistered', '是否登记为个体工商户', 'CODE', 'no'],
  ['otherFlexWork', '其他类型说明', 'TEXT', 'no'],
  ['flexRegisteredOn', '灵活就业登记日期', 'DATE', 'yes'],
  ['flexSince', '从事灵活就业起始日期', 'DATE', 'yes'],
  ['jointPushBy', '联合推送行业部门（平台企业）', 'TEXT', 'no'],
  ['pensionKind', '养老保险类型', 'CODE', 'yes'],
];

const rowOf = ({ key, label, type, required, noneAllowed }: FormField): Row => [
  key,
  label.zh,
  type,
  noneAllowed ? '无' : required ? 'yes' : 'no',
];

const inner = ({ form }: Program, key: string) => {
  const field = form.find((item) => item.key === key);
  return field && 'fields' in field
    ? field.fields.map(({ key: name, required }) => `${name}${required ? '' : '?'}`)
    : [];
};

describe('The registration forms (annex 2)', () => {
  it('of the Youth Star has every field, by its printed label', () => {
    expect(youth.form.map(rowOf)).toEqual(youthRows);
  });

  it('of the Flexible Employment Star has every field, by its printed label', () => {
    expect(flex.form.map(rowOf)).toEqual(flexRows);
  });

  it('asks within a field for what the rules look at', () => {
    const honor = ['name', 'level', 'topic', 'awardedOn', 'issuer'];
    expect(inner(youth, 'honors')).toEqual(honor);
    expect(inner(flex, 'honors')).toEqual(honor);
    expect(inner(youth, 'resume')).toEqual(['from', 'to?', 'organization', 'role']);
    expect(inner(flex, 'workPlace')).toEqual(['division', 'address']);
    expect(inner(flex, 'insurance3y')).toEqual(['year', 'kind', 'months']);
    expect(inner(flex, 'monthlyHours')).toEqual(['days', 'hours']);
  });

  it.each([youth, flex])('has the photo among the materials: $code', ({ materials }) => {
    expect(materials.find(({ code }) => code === 'PHOTO')).toMatchObject({
      required: true,
      accepts: ['image/jpeg', 'image/png'],
    });
  });
});
