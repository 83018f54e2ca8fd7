import 'reflect-metadata';
import { Field, ID, ObjectType } from 'type-graphql';
import type { Readable } from '../../src/app/permissions.ts';
import type { Actor } from '../../src/domain/actor.ts';
import type { BureauCode } from '../../src/domain/ids.ts';
import type { Level } from '../../src/domain/program/program.ts';
import { BureauLevel } from '../edition/bureau.ts';
import { enumOf } from '../enum.ts';
import { Text } from '../text.ts';
import { Role } from './role.ts';

/** The policy table's words in the style of the schema. */
export const ReadPermission = enumOf<Uppercase<Readable>>('ReadPermission', 'What roles let someone read (查阅权限).', {
  NOMINATIONS: 'Nominations and their forms, in the jurisdiction of the bureau (申报及登记表).',
  TALLIES: 'Quota tallies and slates, in the jurisdiction of the bureau (名额使用情况).',
  SCORES: 'Scores and ranks (评分及排名).',
  OBJECTIONS: 'Objections with who objects (异议及异议人).',
  VIOLATIONS: 'Reports of violations: those of the own bureau, for the province all (违规情况报告).',
  QUEUES: "Every expert's queue (评审任务).",
  ERASURES: 'Requests to erase personal data, and restrictions of it (个人信息删除申请及限制处理).',
  TIMELINE: 'The whole history (时间线).',
  ACCESSES: 'That personal data was read to watch over others: when, and by which role (个人信息查阅记录).',
  PURPOSES: 'Who read personal data, and the purpose or case stated (查阅人及查阅目的).',
  TRACES: 'Why nominations came to what they came to, and who could see them when (决定溯源).',
});

@ObjectType({ description: 'The bureau someone acts for (所属单位).' })
export class ViewerBureau {
  @Field(() => ID, { description: 'Its GB/T 2260 division code, or the code of a functional zone (行政区划代码).' })
  code!: BureauCode;

  @Field(() => Text, { nullable: true, description: 'Its name (名称); null if no program knows it.' })
  name!: Text | null;

  @Field(() => BureauLevel, { nullable: true, description: 'Its level (层级); null if no program knows it.' })
  level!: Level | null;
}

@ObjectType({ description: 'What the roles allow; each command may refuse for reasons of its own (权限).' })
export class Permissions {
  @Field(() => [String], { description: 'Names of the mutations that may be run (可执行的操作).' })
  mutations!: readonly string[];

  @Field(() => [ReadPermission], { description: 'What may be read beyond what is public (可查阅的内容).' })
  reads!: readonly Uppercase<Readable>[];
}

@ObjectType({ description: 'Whoever asks (当前用户).' })
export class Viewer {
  @Field(() => ID, { description: 'Id of the account (账号); "public" without a token.' })
  id!: string;

  @Field(() => String, { description: 'Name (姓名).' })
  name!: string;

  @Field(() => [Role], { description: 'Roles held (角色).' })
  roles!: Actor['roles'];

  @Field(() => ViewerBureau, { nullable: true, description: 'The bureau acted for (所属单位).' })
  bureau!: ViewerBureau | null;

  @Field(() => ID, { nullable: true, description: 'Code of the body that a VETTING_BODY speaks for (联审部门代码).' })
  body!: string | null;

  @Field(() => Permissions, { description: 'What the roles allow (权限).' })
  permissions!: Permissions;
}
