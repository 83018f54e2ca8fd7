import type { Expert } from '../domain/edition/expert.ts';
import { isOfCategory } from '../domain/edition/expertise.ts';
import type { ActorId, NominationId } from '../domain/ids.ts';
import type { Program } from '../domain/program/program.ts';
import { type Refusal, refusal } from '../domain/refusal.ts';
import type { Conflict } from './infeasible.ts';
import { type AssignmentProblem, BadProblem, type Pair, placeOf } from './problem.ts';

export interface NamedPair {
  readonly nominationId: NominationId;
  readonly expert: ActorId;
}

/** Experts, and nominations before them, as they stand. */
export interface PanelToPlan {
  readonly program: Program;
  readonly panelSize: number;
  readonly experts: readonly Pick<Expert, 'id' | 'fields' | 'prefers' | 'load' | 'profile'>[];
  /** `panel`: who has it already, due or scored. */
  readonly nominations: readonly {
    readonly id: NominationId;
    readonly category: string;
    readonly panel: readonly ActorId[];
  }[];
  /** Pairs that must not be: conflicts, recusals, experts who have no time. */
  readonly barred: readonly NamedPair[];
}

export interface PlanOptions {
  readonly method: NonNullable<AssignmentProblem['method']>;
  /** Most that the chance of any pair may be, above 0 and up to 1; for RANDOMIZED. */
  readonly cap?: number | undefined;
  readonly seed: string;
  readonly weights: PlanWeights;
  readonly onePerOrganization: boolean;
  /** Whether one of each panel is of the nomination's category. */
  readonly cover: boolean;
  /** Pairs that have to be in the plan, and pairs of a plan before, rewarded for staying. */
  readonly pinned: readonly NamedPair[];
  readonly kept: readonly NamedPair[];
}

/** What a pair counts for, in points; `balance`: what it costs to be beyond an even share, once, twice, and so on. */
export interface PlanWeights {
  readonly expertise: number;
  readonly preference: number;
  readonly kept: number;
  readonly balance: number;
}

/**
 * The problem that a panel is: who is assigned already stays and counts. `panelSize` is filled up, never exceeded but by
 * what is assigned.
 *
 * @throws {BadProblem} where a pinned pair is of somebody who is not there
 */
export const panelProblem = (panel: PanelToPlan, options: PlanOptions): AssignmentProblem => {
  const { program, panelSize, experts, nominations, barred } = panel;
  const { weights, pinned, kept, cover, ...settings } = options;
  const [expertAt, nominationAt] = [placesOf(experts), placesOf(nominations)];
  const pairIn = ({ expert, nominationId }: NamedPair): Pair | undefined => {
    const pair = { expert: expertAt.get(expert) ?? -1, nomination: nominationAt.get(nominationId) ?? -1 };
    return pair.expert < 0 || pair.nomination < 0 ? undefined : pair;
  };
  const assigned = nominations.flatMap(({ id: nominationId, panel: own }) =>
    own.flatMap((expert) => pairIn({ nominationId, expert }) ?? []),
  );
  const isAssigned = new Set(assigned.map(placeOf));
  const also = pinned.map((pair, i) => {
    const found = pairIn(pair);
    if (found) return found;
    const who = `${pair.expert} and ${pair.nominationId}`;
    throw new BadProblem(`pinned.${i}: expected an expert of the panel and a nomination before it, not ${who}.`);
  });
  const has = count(assigned.map(({ expert }) => expert));
  const filled = count(assigned.map(({ nomination }) => nomination));
  const categories = new Map(program.categories.map((category) => [category.code, category]));
  const covered = experts.map(({ fields }) =>
    [...categories.values()].filter((category) => isOfCategory(fields, category)).map(({ code }) => code),
  );
  return {
    ...settings,
    experts: experts.map(({ id, load, profile }, i) => ({
      id,
      min: load?.min ?? 0,
      max: Math.max(load?.max ?? nominations.length, has.get(i) ?? 0),
      organization: profile?.employer?.creditCode ?? profile?.employer?.name,
      fields: covered[i],
    })),
    nominations: nominations.map(({ id, category, panel: own }, i) => {
      const here = filled.get(i) ?? 0;
      // Who has it and is on the panel no more still scored it.
      const elsewhere = own.length - here;
      return { id, demand: Math.max(panelSize - elsewhere, here), ...(cover && { field: category }) };
    }),
    affinity: experts.map(({ prefers = [] }, i) =>
      nominations.map(
        ({ category }) =>
          (covered[i]?.includes(category) ? weights.expertise : 0) +
          (prefers.includes(category) ? weights.preference : 0),
      ),
    ),
    conflicts: barred.flatMap((pair) => pairIn(pair) ?? []).filter((pair) => !isAssigned.has(placeOf(pair))),
    fixed: [...assigned, ...also.filter((pair) => !isAssigned.has(placeOf(pair)))],
    kept: kept.flatMap((pair) => pairIn(pair) ?? []),
    keptReward: weights.kept,
    balance: weights.balance,
  };
};

const placesOf = <Id extends string>(items: readonly { readonly id: Id }[]): ReadonlyMap<Id, number> =>
  new Map(items.map(({ id }, i) => [id, i]));

const count = (places: readonly number[]): ReadonlyMap<number, number> => {
  const counts = new Map<number, number>();
  for (const place of places) counts.set(place, (counts.get(place) ?? 0) + 1);
  return counts;
};

const mostNamed = 20;
const named = (ids: readonly string[]) =>
  ids.length === 0
    ? { zh: '（无）', en: 'nobody' }
    : `${ids.slice(0, mostNamed).join(', ')}${ids.length > mostNamed ? ', …' : ''}`;

/** That there is no plan, in words: which panels and limits cannot be met together. */
export const planImpossible = ({ demands, loads, coverage, organizations }: Conflict): Refusal => {
  const panels = new Set([...demands.map(({ id }) => id), ...coverage.map(({ id }) => id), ...organizations]);
  return refusal('PLAN_IMPOSSIBLE', { nominations: named([...panels]), experts: named(loads.map(({ id }) => id)) });
};
