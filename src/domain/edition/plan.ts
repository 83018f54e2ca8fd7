import { accept, refuse, unless } from '../decider.ts';
import type { ActorId, NominationId } from '../ids.ts';
import { type Refusal, refusal } from '../refusal.ts';
import type { Edition } from './edition.ts';
import type { PlannedPair, PlanOrigin } from './plan-events.ts';
import { whenOpen } from './when-open.ts';

export interface CommitPlan {
  readonly type: 'CommitPlan';
  readonly planHash: string;
  readonly pairs: readonly PlannedPair[];
  readonly dueOn?: string | undefined;
  readonly origin?: PlanOrigin | undefined;
  /** How many nominations each expert has already, due or scored. */
  readonly loads: Readonly<Record<string, number>>;
}
export interface RecordPlanCarriedOut {
  readonly type: 'RecordPlanCarriedOut';
  readonly planHash: string;
  readonly assigned: number;
  readonly left: readonly { readonly nominationId: NominationId; readonly expert: ActorId; readonly code: string }[];
}

const keyOf = ({ nominationId: id, expert }: PlannedPair): string => `${id}/${expert}`;

const pairedTwice = (pairs: readonly PlannedPair[]): readonly Refusal[] => {
  const seen = new Set<string>();
  return pairs.flatMap((item, i) => {
    const again = seen.has(keyOf(item));
    seen.add(keyOf(item));
    return again ? [refusal('PLAN_PAIR_TWICE', { path: ['pairs', String(i)], expert: item.expert })] : [];
  });
};

/** No expert is given more than they take, with what they have already. */
const overloads = ({ experts }: Edition, { pairs, loads }: CommitPlan): readonly Refusal[] => {
  const planned = new Map<ActorId, number>();
  for (const { expert } of pairs) planned.set(expert, (planned.get(expert) ?? loads[expert] ?? 0) + 1);
  return [...planned].flatMap(([expert, count]) => {
    const max = experts.get(expert)?.load?.max;
    return max !== undefined && count > max
      ? [refusal('EXPERT_OVERLOADED', { path: ['pairs'], expert, count, max })]
      : [];
  });
};

export const commitPlan = whenOpen<CommitPlan>((edition, command) => {
  const { planHash: hash, pairs, dueOn, origin: from } = command;
  return unless(
    [
      !edition.rubric && refusal('RUBRIC_NOT_FROZEN', { ruleId: edition.program.rubric.ruleId }),
      edition.scoringClosed && refusal('SCORING_CLOSED', {}),
      edition.plans.has(hash) && refusal('PLAN_COMMITTED', { path: ['planHash'] }),
      pairs.length === 0 && refusal('PLAN_EMPTY', { path: ['pairs'] }),
      pairedTwice(pairs),
      overloads(edition, command),
    ],
    () => [
      {
        type: 'PlanCommitted',
        data: { planHash: hash, pairs: [...pairs], ...(dueOn && { dueOn }), ...(from && { origin: from }) },
      },
    ],
  );
});

export const recordPlanCarriedOut = whenOpen<RecordPlanCarriedOut>(({ plans }, { planHash: hash, assigned, left }) => {
  const plan = plans.get(hash);
  if (!plan) return refuse(refusal('PLAN_UNKNOWN', { path: ['planHash'] }));
  if (plan.carriedOut) return accept();
  return accept({ type: 'PlanCarriedOut', data: { planHash: hash, assigned, left: [...left] } });
});
