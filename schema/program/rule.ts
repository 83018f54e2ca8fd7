import 'reflect-metadata';
import { Field, ID, ObjectType } from 'type-graphql';
import type { SingleCheck } from '../../src/domain/program/check.ts';
import type { Level, Program } from '../../src/domain/program/program.ts';
import { BureauLevel } from '../edition/bureau.ts';
import { enumOf } from '../enum.ts';
import { Text } from '../text.ts';
import { conditionsOf, FieldCondition } from './field-condition.ts';

type DomainRule = Program['rules'][number];

export const RuleClass = enumOf<DomainRule['class']>('RuleClass', 'How binding a rule is (条款性质).', {
  HARD: 'Without exception (硬性).',
  IN_PRINCIPLE: 'In principle, with recorded exceptions (原则上).',
  PROCEDURAL: 'Who does what by when (环节).',
  FORMAT: 'How something is written (格式).',
  QUALITATIVE: 'A matter of judgment (定性).',
});

export const CheckKind = enumOf<SingleCheck['kind']>('CheckKind', 'How a rule is assessed (审查方式).', {
  FIELD_IN: 'The answer to a field is one of those provided for (栏目取值).',
  FIELD_FILLED: 'A field is filled in (栏目已填).',
  NOT_ALL: 'Some answers do not come together (情形不同时具备).',
  BORN_SINCE: 'Born since a day, by the identity number (出生日期).',
  AGE_BETWEEN: 'Of an age on the day of being put forward (年龄).',
  YEARS_SINCE: 'So many years have passed since a date (年限).',
  BEFORE_PUT_FORWARD: 'A date lies before the day of being put forward (早于推送).',
  NO_HONOR: 'No honor of some kinds, on the form or on record (未获同类荣誉).',
  VETTING_CONCLUDED: 'Every body that must be asked has answered conclusively (联审已答复).',
  VETTING_CLEAR: 'No body has anything against the nominee (联审无不良情况).',
  STEP_TAKEN: 'A step of the procedure is on record (环节已记录).',
  STEP_ANSWERS: 'The record of a step says what it must (环节记录内容).',
  MATERIALS_THERE: 'Materials are attached (材料齐全).',
  MATERIAL_WORDS: 'A material has about so many words (材料字数).',
  WITHIN_NOMINATOR: 'A place lies within the area of the bureau that nominates (在申报单位辖区内).',
  NOMINATOR_AT: 'A bureau is the one above that nominates (与申报单位一致).',
  JUDGMENT: 'A reviewer judges (人工判断).',
});

@ObjectType({ description: 'A case in which the program itself grants the waiver (预设豁免情形).' })
export class PresetWaiver {
  @Field(() => String, { description: 'Code under which it is granted (豁免代码).' })
  code!: string;

  @Field(() => Text, { description: 'The case in words (情形).' })
  name!: Text;

  @Field(() => [FieldCondition], { description: 'Who is in the case: all of these hold (适用情形).' })
  when!: readonly FieldCondition[];
}

@ObjectType({ description: 'A rule of the notice (条款).' })
export class Rule {
  @Field(() => ID, { description: 'Id that refusals name (条款编号).' })
  id!: string;

  @Field(() => String, { description: 'Where it stands in the notice (出处).' })
  clause!: string;

  @Field(() => String, { description: "The notice's own words (原文)." })
  quote!: string;

  @Field(() => RuleClass, { description: 'How binding it is (性质).' })
  class!: DomainRule['class'];

  @Field(() => Boolean, { description: 'Whether an exception may be recorded (可否例外).' })
  waivable!: boolean;

  @Field(() => String, { description: 'When it applies (适用环节).' })
  stage!: string;

  @Field(() => String, { description: 'What it is about (适用栏目).' })
  field!: string;

  @Field(() => String, { description: 'What must hold (判定条件).' })
  predicate!: string;

  @Field(() => [ID], { description: 'Open points whose reading it follows (采用的解释).' })
  readings!: readonly string[];

  @Field(() => Boolean, { description: 'Whether the notice itself has it so (是否通知原文).' })
  fromNotice!: boolean;

  @Field(() => [CheckKind], {
    description:
      'How it is assessed on a nomination, all of these together (审查方式); empty where it is enforced elsewhere.',
  })
  checks!: readonly SingleCheck['kind'][];

  @Field(() => [BureauLevel], {
    description: 'Levels whose reviewers judge it (由哪级判断); empty where nobody has to.',
  })
  judgedBy!: readonly Level[];

  @Field(() => [PresetWaiver], { description: 'Cases in which the program itself grants the waiver (预设豁免).' })
  presetWaivers!: readonly PresetWaiver[];
}

/** A rule of a definition, in the words of the schema. */
export const ruleOf = (rule: DomainRule): Rule => {
  const { check, presetWaivers = [] } = rule;
  const parts = check?.kind === 'ALL' ? check.of : check ? [check] : [];
  return {
    ...rule,
    checks: parts.map(({ kind }) => kind),
    judgedBy: [...new Set(parts.flatMap((part) => (part.kind === 'JUDGMENT' ? part.by : [])))],
    presetWaivers: presetWaivers.map(({ when, ...rest }) => ({ ...rest, when: conditionsOf(when) })),
  };
};
