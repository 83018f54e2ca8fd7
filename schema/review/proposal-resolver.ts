import 'reflect-metadata';
import { GraphQLError } from 'graphql';
import { Arg, Args, Ctx, ID, Query, Resolver } from 'type-graphql';
import { programOf, rubricOf } from '../../projections/editions.ts';
import { panelsOf } from '../../projections/panels.ts';
import { solveAside } from '../../src/assignment/aside.ts';
import {
  type PanelToPlan,
  type PlanOptions,
  panelProblem,
  planImpossible,
} from '../../src/assignment/panel-problem.ts';
import type { Assignment, AssignmentReport } from '../../src/assignment/plan.ts';
import { BadProblem } from '../../src/assignment/problem.ts';
import { localDateOf } from '../../src/domain/calendar.ts';
import { hasTime } from '../../src/domain/edition/expert.ts';
import type { PlannedPair } from '../../src/domain/edition/plan-events.ts';
import type { EditionId } from '../../src/domain/ids.ts';
import type { Program } from '../../src/domain/program/program.ts';
import { accessOf } from '../access.ts';
import { userErrorOf } from '../errors.ts';
import { fromLog } from '../log-unavailable.ts';
import { caughtUp, ReadArgs } from '../reading.ts';
import type { LaurelContext } from '../services.ts';
import { checkOf } from './plan-check.ts';
import { pairsIn } from './plan-inputs.ts';
import { PlanProposal, type PlanWeightsInput, type PlanWorth, ProposePlanInput } from './proposal-types.ts';

const usualWeights: PlanWeightsInput = { expertise: 100, preference: 40, kept: 30, balance: 10 };
const usualCap = 0.5;

const badInput = (message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });

const optionsOf = (
  { method = 'BEST', cap, seed, weights, onePerOrganization = true, cover, pinned, keep }: Partial<ProposePlanInput>,
  editionId: EditionId,
  { categories }: Program,
): PlanOptions => {
  const drawn = method === 'RANDOMIZED';
  if (cap != null && !drawn)
    throw badInput('options.cap: a chance is capped where a plan is drawn: method RANDOMIZED.');
  if (cap != null && !(cap > 0 && cap <= 1)) throw badInput('options.cap takes a number above 0, up to 1.');
  return {
    method,
    ...(drawn && { cap: cap ?? usualCap }),
    seed: seed ?? editionId,
    weights: weights ?? usualWeights,
    onePerOrganization,
    cover: cover ?? (!drawn && categories.some(({ expertise }) => expertise !== undefined)),
    pinned: pinned ?? [],
    kept: keep ? pairsIn(keep) : [],
  };
};

@Resolver()
export class ProposalResolver {
  @Query(() => PlanProposal, {
    nullable: true,
    complexity: 500,
    description:
      'Looks for the best plan of who scores whom (智能分派): panels are filled up, nobody who must stand aside is given a nomination, loads hold; nothing is recorded. To be looked at, changed by hand, and committed (`commitPlan`). For the province; null before the rubric is frozen. Errors: BAD_USER_INPUT where what is asked for contradicts itself.',
  })
  async proposePlan(
    @Arg('editionId', () => ID, { description: 'The edition (年度).' }) editionId: EditionId,
    @Arg('options', () => ProposePlanInput, { nullable: true, description: 'What plan (方案要求).' })
    asked: ProposePlanInput | null,
    @Args(() => ReadArgs) { minPosition }: ReadArgs,
    @Ctx() context: LaurelContext,
  ): Promise<PlanProposal | null> {
    await caughtUp(context, minPosition);
    if (!accessOf(context).oversees('queues', editionId)) return null;
    const { reader } = context.services;
    const [program, rubric] = [programOf(reader, editionId), rubricOf(reader, editionId)];
    if (!program || !rubric) return null;
    const position = reader.position() ?? null;
    const input: Partial<ProposePlanInput> = asked ?? {};
    const options = optionsOf(input, editionId, program);
    const panel = await panelNow(editionId, program, rubric.panelSize, input.dueOn ?? undefined, context);
    if (panel.experts.length === 0 || panel.nominations.length === 0) {
      throw badInput(
        'proposePlan: expected experts on the panel and nominations before it; appoint or forward them first.',
      );
    }
    const found = await solved(panel, options, context);
    if (found.status === 'INFEASIBLE') return { ...nothing, ...impossible(found, context), position };
    const { report, status } = found;
    const pairs = newPairs(found.pairs, panel);
    return {
      outcome: status === 'OPTIMAL' && options.method !== 'RANDOMIZED' ? 'PROVEN_BEST' : 'FOUND',
      plan: await checkOf({ editionId, pairs, dueOn: input.dueOn ?? undefined }, context),
      origin: {
        seed: options.seed,
        method: options.cap === undefined ? options.method : `${options.method} ${options.cap}`,
        objective: String(report.objective),
      },
      worth: worthIn(report),
      contradiction: null,
      position,
    };
  }
}

const worthIn = ({ objective, bound, least, mean, spread, ...report }: AssignmentReport): PlanWorth => ({
  objective,
  bound,
  least,
  leastBound: report.leastBound ?? null,
  mean,
  spread,
  expected: report.expected ?? null,
  largestProbability: report.largestProbability ?? null,
});

const nothing = { plan: null, origin: null, worth: null } as const;

const panelNow = async (
  editionId: EditionId,
  program: Program,
  panelSize: number,
  dueOn: string | undefined,
  context: LaurelContext,
): Promise<PanelToPlan> => {
  const { reader, laurel, clock } = context.services;
  const today = localDateOf(new Date(clock.now()).toISOString(), program.timeZone);
  const rows = (await context.loaders.experts.load(editionId)).filter(({ dismissedAt }) => dismissedAt === null);
  const experts = rows.map(({ expert, fields, prefers, load, availability, profile }) => ({
    id: expert,
    name: null,
    fields,
    prefers: prefers ?? undefined,
    load: load ?? undefined,
    availability: availability ?? undefined,
    profile,
  }));
  const nominations = panelsOf(reader, editionId);
  const away = experts.filter((expert) => !hasTime(expert, today, dueOn));
  const conflicts = await fromLog(() => laurel.conflictsOfEdition(editionId));
  return {
    program,
    panelSize,
    experts,
    nominations,
    barred: [
      ...conflicts,
      ...nominations.flatMap(({ id, recused }) => recused.map((expert) => ({ nominationId: id, expert }))),
      ...away.flatMap(({ id: expert }) => nominations.map(({ id }) => ({ nominationId: id, expert }))),
    ],
  };
};

const solved = async (panel: PanelToPlan, options: PlanOptions, { deadline }: LaurelContext): Promise<Assignment> => {
  try {
    return await solveAside(panelProblem(panel, options), deadline);
  } catch (error) {
    if (error instanceof BadProblem) throw badInput(`options: ${error.message}`);
    throw error;
  }
};

const newPairs = (
  pairs: Extract<Assignment, { pairs: unknown }>['pairs'],
  panel: PanelToPlan,
): readonly PlannedPair[] =>
  pairs
    .flatMap(({ expert, nomination }): PlannedPair[] => {
      const [who, whom] = [panel.experts[expert], panel.nominations[nomination]];
      return who && whom && !whom.panel.includes(who.id) ? [{ nominationId: whom.id, expert: who.id }] : [];
    })
    .sort((a, b) => (`${a.nominationId} ${a.expert}` < `${b.nominationId} ${b.expert}` ? -1 : 1));

const impossible = ({ conflict }: Extract<Assignment, { status: 'INFEASIBLE' }>, { language }: LaurelContext) => {
  const { demands, loads, coverage, organizations } = conflict;
  return {
    outcome: 'IMPOSSIBLE' as const,
    contradiction: {
      panels: demands.map(({ id, demand }) => ({ nominationId: id, needs: demand })),
      experts: loads.map(({ id, min, max }) => ({ expert: id, min, max })),
      coverage: coverage.map(({ id }) => id),
      organizations: [...organizations],
      cap: conflict.cap ?? null,
      message: userErrorOf(planImpossible(conflict), language),
    },
  };
};
