import 'reflect-metadata';
import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { rubricOf } from '../../projections/editions.ts';
import { loadsOf } from '../../projections/expert-queues.ts';
import { plansOf } from '../../projections/plans.ts';
import { panelSizes } from '../../projections/scoreboard.ts';
import type { PlannedPair } from '../../src/domain/edition/plan-events.ts';
import type { EditionId } from '../../src/domain/ids.ts';
import { accessOf } from '../access.ts';
import { runCommand } from '../command.ts';
import { editionIn } from '../edition/references.ts';
import { Edition } from '../edition/types.ts';
import { userErrorOf } from '../errors.ts';
import { given } from '../given.ts';
import { fromLog } from '../log-unavailable.ts';
import { payloadOf } from '../payload.ts';
import type { LaurelContext } from '../services.ts';
import { planAsCsv } from './plan-csv.ts';
import { CommitPlanInput, PlanInput, pairsIn } from './plan-inputs.ts';
import { AssignmentPlan, PlanCheck, planOf } from './plan-types.ts';

const CommitPlanPayload = payloadOf('CommitPlanPayload', 'edition', Edition);

/** How many each expert of the plan has, and would have; by account. */
const loadsWith = async (pairs: readonly PlannedPair[], editionId: EditionId, context: LaurelContext) => {
  const now = loadsOf(context.services.reader, editionId);
  const rows = await context.loaders.experts.load(editionId);
  const planned = new Map<string, number>();
  for (const { expert } of pairs) planned.set(expert, (planned.get(expert) ?? now.get(expert) ?? 0) + 1);
  return [...planned]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([expert, count]) => ({
      expert,
      now: now.get(expert as never) ?? 0,
      planned: count,
      max: rows.find((row) => row.expert === expert)?.load?.max ?? null,
    }));
};

/** Nominations whose panels the plan would leave short. */
const shortWith = (pairs: readonly PlannedPair[], editionId: EditionId, { services: { reader } }: LaurelContext) => {
  const size = rubricOf(reader, editionId)?.panelSize ?? 0;
  const planned = new Map<string, number>();
  for (const { nominationId } of pairs) planned.set(nominationId, (planned.get(nominationId) ?? 0) + 1);
  return [...panelSizes(reader, editionId)]
    .filter(([id, experts]) => experts + (planned.get(id) ?? 0) < size)
    .map(([id]) => id);
};

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
    const toCheck = { editionId, pairs, dueOn: plan.dueOn ?? undefined };
    const { planHash, problems } = await fromLog(() => context.services.laurel.checkPlan(toCheck, context.actor));
    return {
      planHash,
      pairs: pairs.length,
      csv: planAsCsv(pairs),
      problems: problems.map((problem) => userErrorOf(problem, context.language)),
      loads: await loadsWith(pairs, editionId, context),
      short: shortWith(pairs, editionId, context),
    };
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
