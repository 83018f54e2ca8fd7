import 'reflect-metadata';
import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
import type { FormField as DomainField, Level } from '../../src/domain/program/program.ts';
import { BureauLevel } from '../edition/bureau.ts';
import { enumOf } from '../enum.ts';
import { Text } from '../text.ts';

export const FormFieldType = enumOf<DomainField['type']>('FormFieldType', 'What a field of a form holds (栏目类型).', {
  TEXT: 'Free text (文本).',
  PERSON_NAME: 'Name of a person in Chinese characters (姓名).',
  CATEGORY: 'One of the categories of the program (类别).',
  CODE: 'One of a code list (代码).',
  DATE: 'A day, YYYY-MM-DD (日期).',
  MONTH: 'A month, YYYY-MM (年月).',
  YEAR: 'A year as a number (年份).',
  NUMBER: 'A number (数值).',
  IDENTITY_NUMBER: 'The 18 characters of an identity card (公民身份号码).',
  CREDIT_CODE: 'The 18 characters of a unified social credit code (统一社会信用代码).',
  PHONE: 'A telephone number (联系电话).',
  BUREAU: 'Code of a bureau of the program (地区).',
  GROUP: 'Several answers under one label: an object (栏目组).',
  RECORDS: 'Repeated entries: a list of objects (多条记录).',
});

export const FieldSource = enumOf<DomainField['source']>('FormFieldSource', 'Where a field comes from (栏目来源).', {
  FORM: 'Printed on the form of the notice (登记表).',
  MATERIAL: 'Asked for among the materials (申报材料).',
  EXTENSION: 'Needed by a rule, though printed nowhere (扩展栏目).',
});

@ObjectType({ description: 'One code of a code list (代码项).' })
export class CodeItem {
  @Field(() => ID, { description: 'The code, as a form holds it (代码).' })
  code!: string;

  @Field(() => String, { description: 'Its name in Chinese (中文名称).' })
  zh!: string;

  @Field(() => String, { nullable: true, description: 'Its name in English (英文名称), where there is one.' })
  en!: string | null;
}

@ObjectType({ description: 'What may be written in one field of a registration form (登记表栏目).' })
export class FormField {
  @Field(() => ID, { description: 'Key of the answer in the JSON of a form (栏目键名).' })
  key!: string;

  @Field(() => Text, { description: 'As printed on the form (栏目名称).' })
  label!: Text;

  @Field(() => FormFieldType, { description: 'What it holds (类型).' })
  type!: DomainField['type'];

  @Field(() => Boolean, { description: 'Whether it must be filled in before a bureau passes the form (是否必填).' })
  required!: boolean;

  @Field(() => Boolean, { description: 'Whether 无 is an answer where there is nothing to report (可否填“无”).' })
  noneAllowed!: boolean;

  @Field(() => FieldSource, { description: 'Where it comes from (来源).' })
  source!: DomainField['source'];

  @Field(() => ID, { nullable: true, description: 'Rule that asks for it or bounds it (依据条款).' })
  ruleId!: string | null;

  @Field(() => String, { nullable: true, description: 'Remark on it (说明).' })
  note!: string | null;

  @Field(() => Int, { nullable: true, description: 'Most characters, of a text (字符上限).' })
  maxLength!: number | null;

  @Field(() => Int, { nullable: true, description: 'Most words as word processors count, of a text (字数上限).' })
  maxWords!: number | null;

  @Field(() => [CodeItem], { nullable: true, description: 'The codes to choose from, of a code (代码表).' })
  codes!: readonly CodeItem[] | null;

  @Field(() => Int, { nullable: true, description: 'How many years back it may lie, of a year (近几年).' })
  lastYears!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Least age of the person in years, of a month of birth (最低年龄).',
  })
  minAge!: number | null;

  @Field(() => Text, { nullable: true, description: 'Unit, of a number (单位).' })
  unit!: Text | null;

  @Field(() => Float, { nullable: true, description: 'Least value, of a number (最小值).' })
  min!: number | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether the least value itself is left out (是否不含最小值).' })
  exclusiveMin!: boolean | null;

  @Field(() => Float, { nullable: true, description: 'Greatest value, of a number (最大值).' })
  max!: number | null;

  @Field(() => Int, { nullable: true, description: 'Decimal places, of a number (小数位数).' })
  decimals!: number | null;

  @Field(() => BureauLevel, { nullable: true, description: 'Level it must have, of a bureau (层级).' })
  level!: Level | null;

  @Field(() => Boolean, { nullable: true, description: 'Only a bureau with none below it (是否须为最低层级).' })
  lowest!: boolean | null;

  @Field(() => [FormField], {
    nullable: true,
    description: 'The fields within, of a group or of each record (下级栏目).',
  })
  fields!: readonly FormField[] | null;
}
