import 'reflect-metadata';
import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { CommandName } from '../../src/app/permissions.ts';
import type { ActorId, NominationId } from '../../src/domain/ids.ts';
import { accessOf } from '../access.ts';
import { type CommandInput, runCommand } from '../command.ts';
import { payloadOf } from '../payload.ts';
import type { LaurelContext } from '../services.ts';
import {
  ConfirmBarLiftInput,
  DeclareConflictInput,
  DeclareInterestInput,
  RefuseBarLiftInput,
  RequestBarLiftInput,
  VoidScoreInput,
  WithdrawAssignmentInput,
} from './bar-inputs.ts';
import { Review, reviewOf } from './types.ts';

const payload = (name: string) => payloadOf(`${name}Payload`, 'review', Review);
const DeclareConflictPayload = payload('DeclareConflict');
const DeclareInterestPayload = payload('DeclareInterest');
const WithdrawAssignmentPayload = payload('WithdrawAssignment');
const VoidScorePayload = payload('VoidScore');
const RequestBarLiftPayload = payload('RequestBarLift');
const ConfirmBarLiftPayload = payload('ConfirmBarLift');
const RefuseBarLiftPayload = payload('RefuseBarLift');

interface AboutPair extends CommandInput {
  readonly nominationId: NominationId;
  readonly expert: ActorId;
}

/** Answers with the review, where there is one and the caller may see it. */
const run = (name: CommandName, input: AboutPair, context: LaurelContext, given: CommandInput = input) =>
  runCommand(name, given as never, context, 'review', async () => {
    const rows = await context.loaders.reviews.load(input.nominationId);
    const row = rows.find(({ expert }) => expert === input.expert);
    const isOwn = input.expert === context.actor.id;
    return row && (isOwn || accessOf(context).oversees('queues', row.editionId)) ? reviewOf(row) : null;
  });

@Resolver()
export class BarMutations {
  @Mutation(() => DeclareConflictPayload, {
    description:
      'Declares that an expert must stand aside from a nomination (登记回避情形): what is assigned is withdrawn, what is scored is voided.',
  })
  declareConflict(
    @Arg('input', () => DeclareConflictInput, { description: 'Who, from what, and why (回避内容).' })
    input: DeclareConflictInput,
    @Ctx() context: LaurelContext,
  ) {
    return run('declareConflict', input, context);
  }

  @Mutation(() => DeclareInterestPayload, {
    description: 'Declares an interest of your own in a nomination (本人申报利害关系): you then stand aside from it.',
  })
  declareInterest(
    @Arg('input', () => DeclareInterestInput, { description: 'In what, and why (申报内容).' })
    input: DeclareInterestInput,
    @Ctx() context: LaurelContext,
  ) {
    return run('declareInterest', { ...input, expert: context.actor.id }, context, input);
  }

  @Mutation(() => WithdrawAssignmentPayload, {
    description: 'Takes back an assignment that was not scored yet (撤回分派).',
  })
  withdrawAssignment(
    @Arg('input', () => WithdrawAssignmentInput, { description: 'Which, and why (撤回内容).' })
    input: WithdrawAssignmentInput,
    @Ctx() context: LaurelContext,
  ) {
    return run('withdrawAssignment', input, context);
  }

  @Mutation(() => VoidScorePayload, {
    description: 'Voids a score by an expert against whom a conflict stands (作废评分): it counts no more.',
  })
  voidScore(
    @Arg('input', () => VoidScoreInput, { description: 'Which, and why (作废内容).' }) input: VoidScoreInput,
    @Ctx() context: LaurelContext,
  ) {
    return run('voidScore', input, context);
  }

  @Mutation(() => RequestBarLiftPayload, {
    description: 'Asks that a bar be lifted (申请解除回避); it takes a second person, and never the expert.',
  })
  requestBarLift(
    @Arg('input', () => RequestBarLiftInput, { description: 'Whose, and why (申请内容).' }) input: RequestBarLiftInput,
    @Ctx() context: LaurelContext,
  ) {
    return run('requestBarLift', input, context);
  }

  @Mutation(() => ConfirmBarLiftPayload, {
    description:
      'Lifts the bar that somebody else asked to be lifted (批准解除回避): what was asked for, nothing else.',
  })
  confirmBarLift(
    @Arg('input', () => ConfirmBarLiftInput, { description: 'Whose, and on what consideration (批准内容).' })
    input: ConfirmBarLiftInput,
    @Ctx() context: LaurelContext,
  ) {
    return run('confirmBarLift', input, context);
  }

  @Mutation(() => RefuseBarLiftPayload, { description: 'Upholds the bar (驳回解除回避).' })
  refuseBarLift(
    @Arg('input', () => RefuseBarLiftInput, { description: 'Whose, and why (驳回内容).' }) input: RefuseBarLiftInput,
    @Ctx() context: LaurelContext,
  ) {
    return run('refuseBarLift', input, context);
  }
}
