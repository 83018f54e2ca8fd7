import 'reflect-metadata';
import { Field, ID, InputType } from 'type-graphql';
import type { ActorId, NominationId } from '../../src/domain/ids.ts';
import type { DeclaredGround as Ground } from '../../src/domain/review/conflicts.ts';
import { CommandInput } from '../command.ts';
import { enumOf } from '../enum.ts';
import { FreeText } from '../free-text.ts';

export const DeclaredGround = enumOf<Ground>(
  'DeclaredGround',
  'Why somebody says that an expert must stand aside (申报回避情形).',
  {
    KINSHIP: 'Kinship with the nominee (亲属关系).',
    INTEREST: 'Another interest in the outcome (利害关系).',
    PINNED: 'Pinned by an officer of the deciding level (指定回避).',
  },
);

@InputType({ description: 'One expert and one nomination (专家与申报).' })
export abstract class PairInput extends CommandInput {
  @Field(() => ID, { description: 'The nomination (申报).' })
  nominationId!: NominationId;

  @Field(() => ID, { description: 'Account of the expert (专家账号).' })
  expert!: ActorId;
}

@InputType({ description: 'One expert and one nomination, with a reason (专家与申报及理由).' })
abstract class ReasonedPairInput extends PairInput {
  @Field(() => String, { description: 'Why (理由).' })
  @FreeText(2000)
  reason!: string;
}

@InputType({ description: 'That an expert must stand aside from a nomination (登记回避情形).' })
export class DeclareConflictInput extends PairInput {
  @Field(() => DeclaredGround, { description: 'On what ground (情形).' })
  ground!: Ground;

  @Field(() => String, { description: 'What it is (具体情况).' })
  @FreeText(2000)
  detail!: string;
}

@InputType({ description: 'An interest of your own in a nomination (本人申报利害关系).' })
export class DeclareInterestInput extends CommandInput {
  @Field(() => ID, { description: 'The nomination (申报).' })
  nominationId!: NominationId;

  @Field(() => DeclaredGround, { description: 'KINSHIP or INTEREST (情形).' })
  ground!: Ground;

  @Field(() => String, { description: 'What it is (具体情况).' })
  @FreeText(2000)
  detail!: string;
}

@InputType({ description: 'An assignment that was not scored yet is withdrawn (撤回分派).' })
export class WithdrawAssignmentInput extends ReasonedPairInput {}

@InputType({ description: 'A score by an expert who must stand aside is voided (作废评分).' })
export class VoidScoreInput extends ReasonedPairInput {}

@InputType({ description: 'It is asked that a bar be lifted (申请解除回避).' })
export class RequestBarLiftInput extends ReasonedPairInput {}

@InputType({ description: 'A second person lifts the bar (批准解除回避).' })
export class ConfirmBarLiftInput extends PairInput {
  @Field(() => String, { description: 'On what consideration (批准意见).' })
  @FreeText(2000)
  note!: string;
}

@InputType({ description: 'A second person upholds the bar (驳回解除回避).' })
export class RefuseBarLiftInput extends ReasonedPairInput {}
