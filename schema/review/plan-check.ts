import { rubricOf } from '../../projections/editions.ts';
import { loadsOf } from '../../projections/expert-queues.ts';
import { panelsOf } from '../../projections/panels.ts';
import type { PlannedPair } from '../../src/domain/edition/plan-events.ts';
import type { ActorId, EditionId } from '../../src/domain/ids.ts';
import { userErrorOf } from '../errors.ts';
import { fromLog } from '../log-unavailable.ts';
import type { LaurelContext } from '../services.ts';
import { planAsCsv } from './plan-csv.ts';
import type { PlanCheck } from './plan-types.ts';

interface PlanToCheck {
  readonly editionId: EditionId;
  readonly pairs: readonly PlannedPair[];
  readonly dueOn: string | undefined;
}

/** What a plan would come to, and what stands against it; nothing is recorded. */
export const checkOf = async (plan: PlanToCheck, context: LaurelContext): Promise<PlanCheck> => {
  const { planHash, problems } = await fromLog(() => context.services.laurel.checkPlan(plan, context.actor));
  return {
    planHash,
    pairs: plan.pairs.length,
    csv: planAsCsv(plan.pairs),
    problems: problems.map((problem) => userErrorOf(problem, context.language)),
    loads: await loadsWith(plan, context),
    short: shortWith(plan, context),
  };
};

const countBy = <Key>(keys: readonly Key[]): Map<Key, number> => {
  const counts = new Map<Key, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
};

/** How many each expert of the plan has, and would have; by account. */
const loadsWith = async ({ pairs, editionId }: PlanToCheck, context: LaurelContext) => {
  const now = loadsOf(context.services.reader, editionId);
  const rows = await context.loaders.experts.load(editionId);
  const most = new Map(rows.map(({ expert, load }) => [expert, load?.max ?? null]));
  return [...countBy<ActorId>(pairs.map(({ expert }) => expert))]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([expert, more]) => {
      const has = now.get(expert) ?? 0;
      return { expert, now: has, planned: has + more, max: most.get(expert) ?? null };
    });
};

/** Nominations whose panels the plan would leave short. */
const shortWith = ({ pairs, editionId }: PlanToCheck, { services: { reader } }: LaurelContext) => {
  const size = rubricOf(reader, editionId)?.panelSize ?? 0;
  const planned = countBy(pairs.map(({ nominationId }) => nominationId));
  return panelsOf(reader, editionId)
    .filter(({ id, panel }) => panel.length + (planned.get(id) ?? 0) < size)
    .map(({ id }) => id);
};
