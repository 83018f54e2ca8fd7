import 'reflect-metadata';
import { Field, ID, ObjectType } from 'type-graphql';
import type { Actor } from '../../src/domain/actor.ts';
import { enumOf } from '../enum.ts';
import { UUID } from '../scalars.ts';
import { Role } from '../viewer/role.ts';

export const Channel = enumOf<Actor['channel']>('Channel', 'Which way a command came (操作渠道).', {
  API: 'This API (接口).',
  CLI: 'The command line (命令行).',
  POLICY: 'Followed from another event (自动后续处理).',
  SCHEDULE: 'Fell due (到期自动处理).',
});

@ObjectType({ description: 'Who acted, as their token said then (操作人).' })
export class TimelineActor {
  @Field(() => ID, { description: 'Id of the account (账号).' })
  id!: string;

  @Field(() => String, { description: 'Name (姓名).' })
  name!: string;

  @Field(() => [Role], { description: 'Roles held then (角色).' })
  roles!: readonly Actor['roles'][number][];

  @Field(() => ID, { nullable: true, description: 'Code of the bureau acted for (所属单位).' })
  bureau!: string | null;

  @Field(() => Channel, { description: 'Which way the command came (操作渠道).' })
  channel!: Actor['channel'];
}

@ObjectType({ description: 'The command that an event came of (指令).' })
export class TimelineCommand {
  @Field(() => UUID, { description: 'Id of the command (指令编号).' })
  id!: string;

  @Field(() => String, { description: 'Name of the command (指令名称).' })
  name!: string;
}
