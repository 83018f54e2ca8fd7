import 'reflect-metadata';
import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { plansOf } from '../../projections/plans.ts';
import type { EditionId } from '../../src/domain/ids.ts';
import { accessOf } from '../access.ts';
import { runCommand } from '../command.ts';
import { editionIn } from '../edition/references.ts';
import { Edition } from '../edition/types.ts';
import { given } from '../given.ts';
import { payloadOf } from '../payload.ts';
import type { LaurelContext } from '../services.ts';
import { checkOf } from './plan-check.ts';
import { CommitPlanInput, PlanInput, pairsIn } from './plan-inputs.ts';
import { AssignmentPlan, PlanCheck, planOf } from './plan-types.ts';

const CommitPlanPayload = payloadOf('CommitPlanPayload', 'edition', Edition);

@Resolver(() => Edition)
export class PlanResolver {
  @FieldResolver(() => [AssignmentPlan], {
    nullable: true,
    description: 'Plans of who scores whom, first to last (分派方案); for the province and those who audit it.',
  })
  plans(@Root() { id }: Edition, @Ctx() context: LaurelContext): AssignmentPlan[] | null {
    if (!accessOf(context).oversees('queues', id)) return null;
    return (plansOf(context.services.reader, [id]).get(id) ?? []).map(planOf);
  }

  @Query(() => PlanCheck, {
    nullable: true,
    complexity: 100,
    description:
      'Looks at a plan of who scores whom before it is committed (核对分派方案): what stands against it, loads, panels left short, its hash and its CSV; nothing is recorded. For the province. Errors: BAD_USER_INPUT where the CSV is none, naming row and column.',
  })
  async checkPlan(
    @Arg('editionId', () => ID, { description: 'The edition (年度).' }) editionId: EditionId,
    @Arg('plan', () => PlanInput, { description: 'The plan (方案).' }) plan: PlanInput,
    @Ctx() context: LaurelContext,
  ): Promise<PlanCheck | null> {
    if (!accessOf(context).oversees('queues', editionId)) return null;
    const pairs = pairsIn(plan);
    return checkOf({ editionId, pairs, dueOn: plan.dueOn ?? undefined }, context);
  }

  @Mutation(() => CommitPlanPayload, {
    description:
      'Commits a plan of who scores whom as one decision (提交分派方案); the assignments follow from it, also after a crash. Errors beside refusals: BAD_USER_INPUT where the CSV is none.',
  })
  commitPlan(
    @Arg('input', () => CommitPlanInput, { description: 'The plan, and its hash (方案内容).' }) input: CommitPlanInput,
    @Ctx() context: LaurelContext,
  ) {
    const { plan, origin, ...rest } = input;
    const pairs = pairsIn(plan);
    const command = { ...rest, pairs, dueOn: plan.dueOn, ...(origin && { origin: given(origin) }) };
    return runCommand('commitPlan', command, context, 'edition', () => editionIn(context.loaders, input.editionId));
  }
}
