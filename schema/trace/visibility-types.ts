import 'reflect-metadata';
import { ArrayMaxSize } from 'class-validator';
import { Field, ID, InputType, ObjectType } from 'type-graphql';
import type { Position } from '../../src/domain/event.ts';
import type { NominationStatus as Status } from '../../src/domain/nomination/nomination.ts';
import type { View } from '../access.ts';
import { enumOf } from '../enum.ts';
import { NominationStatus } from '../nomination/types.ts';
import { Redaction } from '../redaction.ts';
import { PositionScalar } from '../scalars.ts';
import { Role } from '../viewer/role.ts';

@InputType({ description: 'Whose view is asked about: an account, and what its token said (查看人).' })
export class ViewedByInput {
  @Field(() => ID, { description: 'Id of the account (账号).' })
  id!: string;

  @Field(() => [Role], {
    nullable: true,
    description:
      'Roles its token held (角色). Left out: roles, bureau and body as they were when the account last did anything by then.',
  })
  @ArrayMaxSize(20, { message: 'roles takes at most 20 roles.' })
  roles?: readonly Role[] | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Code of its bureau (所属单位); left out with roles: bound to none.',
  })
  bureau?: string | null;

  @Field(() => ID, { nullable: true, description: 'Code of the body that it speaks for (联审部门代码).' })
  body?: string | null;
}

export const NominationView = enumOf<View>('NominationView', 'How much of a nomination someone is shown (可见范围).', {
  FULL: 'All of it (全部).',
  TO_SCORE: 'What an expert needs to score it (评审所需).',
  TO_VET: 'What a vetting body needs to look into its own records (联审所需).',
});

export type VisibilityReason =
  | 'OVERSIGHT'
  | 'OWN_BUREAU'
  | 'BUREAU_ABOVE'
  | 'ASSIGNED_EXPERT'
  | 'VETTING'
  | 'NEVER_ACTED'
  | 'NOT_NOMINATED_YET'
  | 'NO_ROLE_FOR_IT'
  | 'ROLE_OF_ANOTHER_LEVEL'
  | 'ANOTHER_BUREAU'
  | 'NOT_ASSIGNED'
  | 'RECUSED'
  | 'DISMISSED'
  | 'NOT_ASKED_TO_VET'
  | 'VETTING_OVER';

export const VisibilityReason = enumOf<VisibilityReason>(
  'VisibilityReason',
  'Why someone could see a nomination, or could not (可见原因).',
  {
    OVERSIGHT: 'A role that reads everything, bound to no bureau (监督角色).',
    OWN_BUREAU: 'It was nominated by the own bureau (本单位申报).',
    BUREAU_ABOVE: 'It was nominated below the own bureau (辖区内申报).',
    ASSIGNED_EXPERT: 'Assigned to score it (分派评审).',
    VETTING: 'Asked about the nominee, before it was put forward (联审中).',
    NEVER_ACTED: 'The account had not done anything by then, so that its roles are not on record (无操作记录).',
    NOT_NOMINATED_YET: 'There was no such nomination then (尚未申报).',
    NO_ROLE_FOR_IT: 'No role that reads nominations (无相应角色).',
    ROLE_OF_ANOTHER_LEVEL: 'The role belongs to another level than the bureau (角色与单位层级不符).',
    ANOTHER_BUREAU: 'It was nominated outside the jurisdiction of the bureau (辖区外申报).',
    NOT_ASSIGNED: 'An expert, and not assigned to it then (未分派).',
    RECUSED: 'An expert who had stepped aside from it (已回避).',
    DISMISSED: 'An expert who was not on the panel then (已解聘或未聘任).',
    NOT_ASKED_TO_VET: 'A body that the program does not ask, or of another bureau (非联审部门).',
    VETTING_OVER: 'A body, after the nomination had been put forward (联审已结束).',
  },
);

@ObjectType({ description: 'As whom somebody is looked at (查看人身份).' })
export class ViewedBy {
  @Field(() => ID, { description: 'Id of the account (账号).' })
  id!: string;

  @Field(() => [Role], { description: 'Roles (角色).' })
  roles!: readonly Role[];

  @Field(() => ID, { nullable: true, description: 'Code of the bureau (所属单位); null: bound to none.' })
  bureau!: string | null;

  @Field(() => ID, { nullable: true, description: 'Code of the body spoken for (联审部门代码); null: none.' })
  body!: string | null;

  @Field(() => Boolean, {
    description: 'Whether this is from what the account did by then, and not from the question (是否取自记录).',
  })
  fromRecord!: boolean;
}

@ObjectType({ description: 'What somebody could see of a nomination at a moment (当时可见范围).' })
export class Visibility {
  @Field(() => ViewedBy, { description: 'As whom (查看人身份).' })
  actor!: ViewedBy;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether the nomination could be seen at all (是否可见); null where the roles are not known.',
  })
  visible!: boolean | null;

  @Field(() => NominationView, { nullable: true, description: 'How much of it (可见范围); null for nothing.' })
  view!: View | null;

  @Field(() => VisibilityReason, { description: 'Why, for programs (原因代码).' })
  reason!: VisibilityReason;

  @Field(() => String, { description: 'Why, in the language of Accept-Language: zh or en (原因说明).' })
  text!: string;

  @Field(() => [Redaction], {
    description: 'Fields that were withheld from this view (隐去的栏目); empty where nothing could be seen.',
  })
  withheld!: readonly Redaction[];

  @Field(() => NominationStatus, {
    nullable: true,
    description: 'Where the nomination stood then (当时状态); null where it was not there yet.',
  })
  status!: Status | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Code of the bureau that held it then (当时办理单位); null where it was not there yet.',
  })
  holder!: string | null;

  @Field(() => String, {
    description: "Version of the table of permissions this is answered by: today's (所用权限版本).",
  })
  policyVersion!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Version that was in force then (当时权限版本); null where none was recorded yet.',
  })
  policyVersionThen!: string | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Whether they are the same, so that the answer is what the system showed then (权限版本是否一致); null where none was recorded yet.',
  })
  samePolicy!: boolean | null;

  @Field(() => PositionScalar, { description: 'The log position it is as of (截至日志位置).' })
  asOfPosition!: Position;
}
