import 'reflect-metadata';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { Level } from '../../src/domain/program/program.ts';
import type { StepSubject as DomainSubject } from '../../src/domain/program/step.ts';
import { BureauLevel } from '../edition/bureau.ts';
import { enumOf } from '../enum.ts';
import { Text } from '../text.ts';
import { FormField } from './form-types.ts';

export const StepSubject = enumOf<DomainSubject>('StepSubject', 'What a step is recorded on (记录对象).', {
  NOMINATION: 'A nomination (申报).',
  SLATE: 'The slate of a bureau (报送名单).',
  EDITION: 'An edition (年度).',
  HONOR: 'An honor (荣誉).',
});

@ObjectType({ description: 'Something the procedure asks bureaus to do and to keep a record of (环节).' })
export class ProgramStep {
  @Field(() => ID, { description: 'Code of the step (环节代码).' })
  code!: string;

  @Field(() => Text, { description: 'What is done (环节名称).' })
  name!: Text;

  @Field(() => StepSubject, { description: 'What it is recorded on (记录对象).' })
  on!: DomainSubject;

  @Field(() => [BureauLevel], { description: 'Levels whose bureaus record it (记录层级).' })
  by!: readonly Level[];

  @Field(() => Boolean, {
    description: 'Whether a slate goes forward only with it on record; of a nomination a rule says it (是否必备).',
  })
  required!: boolean;

  @Field(() => [FormField], { description: 'What a record says (记录栏目).' })
  fields!: readonly FormField[];

  @Field(() => Boolean, { description: 'Whether a record needs at least one piece of evidence (是否须附证据).' })
  needsEvidence!: boolean;

  @Field(() => ID, { nullable: true, description: 'Rule that asks for it (依据条款).' })
  ruleId?: string | undefined;

  @Field(() => Boolean, { description: 'Whether the notice itself has it so (是否通知原文).' })
  fromNotice!: boolean;
}

@ObjectType({ description: 'A body that is asked about nominees (联审部门).' })
export class VettingBody {
  @Field(() => ID, { description: 'Code of the body, as tokens and answers name it (部门代码).' })
  code!: string;

  @Field(() => Text, { description: 'Name of the body (部门名称).' })
  name!: Text;

  @Field(() => Boolean, { description: 'Whether it must be asked about everyone (是否必须征求).' })
  required!: boolean;
}

@ObjectType({ description: 'Bodies that are asked about every nominee (部门联审).' })
export class VettingTerms {
  @Field(() => [VettingBody], { description: 'The bodies (部门).' })
  bodies!: readonly VettingBody[];

  @Field(() => ID, { nullable: true, description: 'Rule that asks for it (依据条款).' })
  ruleId?: string | undefined;

  @Field(() => Boolean, { description: 'Whether the notice itself has it so (是否通知原文).' })
  fromNotice!: boolean;
}

@ObjectType({
  description: "What a bureau's stamped opinion must hold besides text, stamp, date and signer (意见要求).",
})
export class OpinionDemand {
  @Field(() => BureauLevel, { description: 'Level of the bureau (层级).' })
  level!: Level;

  @Field(() => Boolean, { description: 'Whether it says plainly if the nominee is recommended (是否须有推荐结论).' })
  conclusion!: boolean;

  @Field(() => Boolean, { description: 'Whether it names whom to ask, with a telephone number (是否须填联系人).' })
  contact!: boolean;

  @Field(() => ID, { nullable: true, description: 'Rule that asks for it (依据条款).' })
  ruleId?: string | undefined;
}

@ObjectType({ description: 'How long a nominator has to supply what is missing (补正期限).' })
export class SupplementTerms {
  @Field(() => Int, { description: 'Working days, counted as those of a public notice (工作日数).' })
  workingDays!: number;

  @Field(() => ID, { nullable: true, description: 'Rule that asks for it (依据条款).' })
  ruleId?: string | undefined;

  @Field(() => Boolean, { description: 'Whether the notice itself has it so (是否通知原文).' })
  fromNotice!: boolean;
}

@ObjectType({ description: 'What experts do not see of the nominations that they score (盲评办法).' })
export class BlindingTerms {
  @Field(() => [String], {
    description:
      'Parts of a nomination, in the words of its `redactions`: `name`, `bureau`, `opinions`, fields of the form as `form.employer` (隐去的栏目).',
  })
  hidden!: readonly string[];

  @Field(() => ID, { nullable: true, description: 'Rule that asks for it (依据条款).' })
  ruleId?: string | undefined;

  @Field(() => Boolean, { description: 'Whether the notice itself has it so (是否通知原文).' })
  fromNotice!: boolean;
}

@ObjectType({ description: 'That the deciding level verifies a nomination before experts see it (省级核查).' })
export class Verification {
  @Field(() => BureauLevel, { description: 'The level that verifies (核查层级).' })
  level!: Level;

  @Field(() => ID, { nullable: true, description: 'Rule that asks for it (依据条款).' })
  ruleId?: string | undefined;
}

@ObjectType({ description: 'The table that a bureau sends with its slate (情况汇总表).' })
export class SummaryTerms {
  @Field(() => Text, { description: 'Its title (表名).' })
  name!: Text;

  @Field(() => [Text], { description: 'Its columns, first to last (栏目).' })
  columns!: readonly Text[];

  @Field(() => ID, { description: 'Rule that asks for it (依据条款).' })
  ruleId!: string;

  @Field(() => Boolean, {
    description:
      'Whether the notice names the table and does not attach it, so that its columns are inferred (是否推定).',
  })
  inferred!: boolean;
}
