import 'reflect-metadata';
import { Field, ObjectType } from 'type-graphql';
import type { ConflictGround as Ground } from '../../src/domain/review/conflicts.ts';
import { enumOf } from '../enum.ts';

export const ConflictGround = enumOf<Ground>('ConflictGround', 'Why an expert must stand aside (回避情形).', {
  INVOLVED: 'Drafted, reviewed or vetted the nomination; cannot be lifted (曾填报、审核或联审).',
  SAME_EMPLOYER: 'The same employer (同一工作单位).',
  FORMER_COLLEAGUE: 'Colleagues in recent years (近年曾为同事).',
  SAME_BUREAU: 'Of a bureau that nominated, reviewed or vetted it (所在部门为申报、审核或联审单位).',
  SAME_NATIVE_COUNTY: 'The same native county (同一籍贯县).',
  KINSHIP: 'Kinship, as declared (亲属关系).',
  INTEREST: 'An interest, as declared (利害关系).',
  PINNED: 'Pinned by an officer (指定回避).',
});

@ObjectType({ description: 'Why an expert must stand aside from a nomination (回避情形).' })
export class Conflict {
  @Field(() => ConflictGround, { description: 'On what ground (情形).' })
  ground!: Ground;

  @Field(() => String, {
    description:
      'Where the fact stands (依据): a field of the form, bureau, drafters, reviews or vetting; EXPERT, NOMINATOR or OFFICER for who declared it.',
  })
  from!: string;
}
