import 'reflect-metadata';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { MaterialRequirement } from '../program/materials.ts';
import { DateTimeISO } from '../scalars.ts';
import { TimelineActor } from '../timeline/actor.ts';

@ObjectType({ description: 'A file attached to a nomination (已附文件).' })
export class AttachedFile {
  @Field(() => ID, { description: 'SHA-256 of the file in hexadecimal: its name in the store (文件校验值).' })
  sha256!: string;

  @Field(() => String, { description: 'What kind of file it is (文件类型), for example application/pdf.' })
  mediaType!: string;

  @Field(() => Int, { description: 'In bytes (大小).' })
  size!: number;

  @Field(() => Int, {
    nullable: true,
    description: 'Words as word processors count, said by who attached it (字数).',
  })
  words!: number | null;

  @Field(() => DateTimeISO, { description: 'When it was attached (附上时间).' })
  attachedAt!: string;

  @Field(() => TimelineActor, { description: 'Who attached it (附上人).' })
  attachedBy!: TimelineActor;

  @Field(() => String, { description: 'Path to download it from, with the same token (下载路径).' })
  path!: string;
}

@ObjectType({ description: 'One material of the program, and what of it is attached (材料清单项).' })
export class ChecklistItem {
  @Field(() => MaterialRequirement, { description: 'The material (材料).' })
  material!: MaterialRequirement;

  @Field(() => Boolean, { description: 'Whether it is required of this nominee (该申报是否必备).' })
  required!: boolean;

  @Field(() => String, { nullable: true, description: 'Why it is asked for here (要求提供的理由).' })
  reason!: string | null;

  @Field(() => [AttachedFile], { description: 'Files attached as it, in the order they were (已附文件).' })
  files!: readonly AttachedFile[];

  @Field(() => Boolean, { description: 'Whether it is required and no file is attached (是否缺少).' })
  missing!: boolean;
}
