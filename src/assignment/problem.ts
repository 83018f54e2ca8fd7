/** One expert and one nomination, by their places in the problem. */
export interface Pair {
  readonly expert: number;
  readonly nomination: number;
}

export interface ExpertLimits {
  readonly id: string;
  /** Fewest and most nominations. */
  readonly min: number;
  readonly max: number;
  /** Of one organization only one expert scores a nomination, where the problem says so. */
  readonly organization?: string | undefined;
  readonly fields?: readonly string[] | undefined;
}

export interface NominationDemand {
  readonly id: string;
  /** Experts it needs. */
  readonly demand: number;
  /** At least one of them has this field, where it is given. */
  readonly field?: string | undefined;
}

/** Who could score whom, and how well it fits. All numbers are whole. */
export interface AssignmentProblem {
  readonly experts: readonly ExpertLimits[];
  readonly nominations: readonly NominationDemand[];
  /** Rows experts, columns nominations. */
  readonly affinity: readonly (readonly number[])[];
  /** Never assigned. */
  readonly conflicts: readonly Pair[];
  /** Assigned already, or pinned by hand: they stay. */
  readonly fixed?: readonly Pair[] | undefined;
  /** Of the plan before; each that is kept counts so much more. */
  readonly kept?: readonly Pair[] | undefined;
  readonly keptReward?: number | undefined;
  /** What each nomination beyond an even share costs, once for the first, twice for the second, and so on; 0 for nothing. */
  readonly balance?: number | undefined;
  readonly onePerOrganization?: boolean | undefined;
  /**
   * BEST (the default): the plan worth most. FAIREST: the plan whose least panel is worth most, and of those the one worth
   * most. RANDOMIZED: drawn from the seed so that no pair is more probable than `cap`, and the plan expected is worth most.
   */
  readonly method?: 'BEST' | 'FAIREST' | 'RANDOMIZED' | undefined;
  /** Of RANDOMIZED, the most probable that a pair may be: more than 0, at most 1 (the default); in millionths at the finest. */
  readonly cap?: number | undefined;
  /** Of RANDOMIZED, other caps of some pairs; 0 is as a conflict. */
  readonly caps?: readonly (Pair & { readonly cap: number })[] | undefined;
  /** Decides between plans that are equally good: the same seed, the same plan. */
  readonly seed: string;
}

/** A problem that contradicts itself before anything is solved. */
export class BadProblem extends Error {
  override readonly name = 'BadProblem';
}

const wholeNumbers = (values: readonly number[], what: string): void => {
  const wrong = values.find((value) => !Number.isSafeInteger(value) || value < 0);
  if (wrong !== undefined) throw new BadProblem(`${what}: expected whole numbers, 0 or more, not ${wrong}.`);
};

export const placeOf = ({ expert, nomination }: Pair): string => `${expert}/${nomination}`;

const limitsHold = ({ experts, nominations }: AssignmentProblem): void => {
  if (experts.length === 0 || nominations.length === 0) throw new BadProblem('There are no experts or no nominations.');
  for (const { id, min, max } of experts) {
    wholeNumbers([min, max], `loads of ${id}`);
    if (min > max) throw new BadProblem(`loads of ${id}: at least ${min} is more than at most ${max}.`);
  }
  for (const { id, demand } of nominations) wholeNumbers([demand], `demand of ${id}`);
};

const affinityHolds = ({ experts, nominations, affinity }: AssignmentProblem): void => {
  if (affinity.length !== experts.length) throw new BadProblem('affinity: expected a row for each expert.');
  for (const [i, { id }] of experts.entries()) {
    const row = affinity[i] ?? [];
    if (row.length !== nominations.length) throw new BadProblem(`affinity of ${id}: expected ${nominations.length}.`);
    if (!row.every(Number.isSafeInteger)) throw new BadProblem(`affinity of ${id}: expected whole numbers.`);
  }
};

const pairsHold = ({ experts, nominations, conflicts, fixed = [], kept = [] }: AssignmentProblem): void => {
  for (const { expert, nomination } of [...conflicts, ...fixed, ...kept]) {
    if (!experts[expert] || !nominations[nomination])
      throw new BadProblem(`There is no pair ${expert}, ${nomination}.`);
  }
  const barred = new Set(conflicts.map(placeOf));
  for (const pair of fixed) {
    if (!barred.has(placeOf(pair))) continue;
    throw new BadProblem(`fixed: ${experts[pair.expert]?.id} and ${nominations[pair.nomination]?.id} have a conflict.`);
  }
  for (const [i, { id, demand }] of nominations.entries()) {
    const count = fixed.filter(({ nomination }) => nomination === i).length;
    if (count > demand) throw new BadProblem(`fixed: ${id} has ${count} experts and needs ${demand}.`);
  }
  for (const [i, { id, max }] of experts.entries()) {
    const count = fixed.filter(({ expert }) => expert === i).length;
    if (count > max) throw new BadProblem(`fixed: ${id} has ${count} nominations and takes ${max} at most.`);
  }
};

const isCap = (cap: number): boolean => cap >= 0 && cap <= 1 && Math.abs(cap * 1e6 - Math.round(cap * 1e6)) < 1e-6;

const capsHold = ({ method = 'BEST', cap, caps = [] }: AssignmentProblem): void => {
  if (method !== 'RANDOMIZED' && (cap !== undefined || caps.length > 0)) {
    throw new BadProblem(`cap: only the method RANDOMIZED takes one, not ${method}.`);
  }
  if (cap !== undefined && !(isCap(cap) && cap > 0)) {
    throw new BadProblem(`cap: expected more than 0, at most 1, with up to six decimal places, not ${cap}.`);
  }
  const wrong = caps.find((pair) => !isCap(pair.cap));
  if (wrong) throw new BadProblem(`caps: expected 0 to 1, with up to six decimal places, not ${wrong.cap}.`);
};

/** How probable a pair may be, where it is not fixed. */
export const capOf = ({ method, cap = 1, caps = [] }: AssignmentProblem): ((pair: Pair) => number) => {
  if (method !== 'RANDOMIZED') return () => 1;
  const ofPairs = new Map(caps.map((pair) => [placeOf(pair), pair.cap]));
  return (pair) => ofPairs.get(placeOf(pair)) ?? cap;
};

/** @throws {BadProblem} naming what does not hold */
export const mustHold = (problem: AssignmentProblem): void => {
  limitsHold(problem);
  affinityHolds(problem);
  wholeNumbers([problem.keptReward ?? 0, problem.balance ?? 0], 'keptReward and balance');
  pairsHold(problem);
  capsHold(problem);
};

/** What a pair counts for: its affinity, and more where it is kept. */
export const worthOf = (problem: AssignmentProblem): ((expert: number, nomination: number) => number) => {
  const kept = new Set((problem.kept ?? []).map(placeOf));
  const reward = problem.keptReward ?? 0;
  return (expert, nomination) =>
    (problem.affinity[expert]?.[nomination] ?? 0) + (kept.has(placeOf({ expert, nomination })) ? reward : 0);
};

/** Nominations of an expert at an even share of all demands. */
export const evenShare = ({ experts, nominations }: AssignmentProblem): number =>
  Math.floor(nominations.reduce((sum, { demand }) => sum + demand, 0) / experts.length);

/** What loads beyond an even share cost. */
export const imbalance = (problem: AssignmentProblem, loads: readonly number[]): number => {
  const even = evenShare(problem);
  return loads.reduce((sum, load) => {
    const beyond = Math.max(load - even, 0);
    return sum + ((problem.balance ?? 0) * beyond * (beyond + 1)) / 2;
  }, 0);
};

export const loadsOf = ({ experts }: AssignmentProblem, pairs: readonly Pair[]): readonly number[] => {
  const loads = experts.map(() => 0);
  for (const { expert } of pairs) loads[expert] = (loads[expert] ?? 0) + 1;
  return loads;
};

/** What a plan comes to, exactly. */
export const objectiveOf = (problem: AssignmentProblem, pairs: readonly Pair[]): number => {
  const worth = worthOf(problem);
  const gained = pairs.reduce((sum, { expert, nomination }) => sum + worth(expert, nomination), 0);
  return gained - imbalance(problem, loadsOf(problem, pairs));
};

/** Everything in which a plan does not keep to the problem; none if it does. */
export const faultsOf = (problem: AssignmentProblem, pairs: readonly Pair[]): readonly string[] => {
  const { experts, nominations, conflicts, fixed = [], onePerOrganization = false } = problem;
  const has = new Set(pairs.map(placeOf));
  const panels = nominations.map((): number[] => []);
  for (const { expert, nomination } of pairs) panels[nomination]?.push(expert);
  const loads = loadsOf(problem, pairs);
  return [
    ...(has.size < pairs.length ? ['a pair stands twice'] : []),
    ...conflicts.filter((pair) => has.has(placeOf(pair))).map((pair) => `conflict ${placeOf(pair)}`),
    ...fixed.filter((pair) => !has.has(placeOf(pair))).map((pair) => `fixed ${placeOf(pair)} is missing`),
    ...experts.flatMap(({ id, min, max }, i) => {
      const load = loads[i] ?? 0;
      return load < min || load > max ? [`load of ${id} is ${load}, not ${min} to ${max}`] : [];
    }),
    ...nominations.flatMap(({ id, demand, field }, i) => {
      const panel = panels[i] ?? [];
      const organizations = panel.flatMap((expert) => experts[expert]?.organization ?? []);
      // Those that are fixed may be of one; nobody comes to them.
      const pinned = fixed.flatMap(({ expert, nomination }) =>
        nomination === i ? (experts[expert]?.organization ?? []) : [],
      );
      const twice = pinned.length - new Set(pinned).size;
      return [
        ...(panel.length === demand ? [] : [`panel of ${id} has ${panel.length}, not ${demand}`]),
        ...(field === undefined || panel.some((expert) => experts[expert]?.fields?.includes(field))
          ? []
          : [`panel of ${id} has nobody of ${field}`]),
        ...(onePerOrganization && organizations.length - new Set(organizations).size > twice
          ? [`panel of ${id} has two of one organization`]
          : []),
      ];
    }),
  ];
};
