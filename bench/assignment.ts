import { type AssignmentProblem, placeOf } from '../src/assignment/problem.ts';
import { solveAssignment } from '../src/assignment/solve.ts';
import { randomFrom } from '../src/domain/random.ts';

interface Size {
  readonly nominations: number;
  readonly experts: number;
  readonly demand: number;
  readonly clusters: number;
}

/** Experts and nominations in clusters that fit each other well, one pair in twenty with a conflict. */
const instance = ({ nominations, experts, demand, clusters }: Size, seed: string): AssignmentProblem => {
  const random = randomFrom(seed);
  const clusterOf = (): number => Math.floor(random() * clusters);
  const [ofExperts, ofNominations] = [experts, nominations].map((count) => Array.from({ length: count }, clusterOf));
  const affinity = (ofExperts ?? []).map((mine) =>
    (ofNominations ?? []).map((theirs) => Math.floor((mine === theirs ? 600 : 0) + random() * 400)),
  );
  const conflicts = affinity.flatMap((row, expert) =>
    row.flatMap((_, nomination) => (random() < 0.05 ? [{ expert, nomination }] : [])),
  );
  const even = (nominations * demand) / experts;
  return {
    experts: affinity.map((_, i) => ({ id: `e${i}`, min: Math.floor(even * 0.8), max: Math.ceil(even * 1.2) })),
    nominations: (ofNominations ?? []).map((_, i) => ({ id: `n${i}`, demand })),
    affinity,
    conflicts,
    seed,
  };
};

const sizes: readonly Size[] = [
  { nominations: 120, experts: 12, demand: 3, clusters: 4 },
  { nominations: 526, experts: 667, demand: 3, clusters: 25 },
  { nominations: 1000, experts: 300, demand: 3, clusters: 20 },
];

const methods = [{ method: 'BEST' }, { method: 'FAIREST' }, { method: 'RANDOMIZED', cap: 0.5 }] as const;

for (const [size, options] of sizes.flatMap((one) => methods.map((two) => [one, two] as const))) {
  const problem = { ...instance(size, 'bench'), ...options };
  const began = performance.now();
  const found = await solveAssignment(problem);
  const seconds = (performance.now() - began) / 1000;
  const name = `${size.nominations} nominations, ${size.experts} experts, ${size.demand} each, ${options.method}`;
  if (found.status === 'INFEASIBLE') {
    console.log(`${name}: INFEASIBLE`, found.conflict);
    continue;
  }
  const {
    objective,
    bound,
    least,
    leastBound,
    expected,
    largestProbability,
    mean,
    spread,
    leastLoad,
    mostLoad,
    rounds,
    candidates,
    allowed,
  } = found.report;
  console.log(
    `${name}: ${found.status}, objective ${objective}, bound ${bound}, least ${least}, mean ${mean.toFixed(1)} ± ${spread.toFixed(1)}, ` +
      `loads ${leastLoad} to ${mostLoad}, ${rounds} rounds, ${candidates} of ${allowed} pairs, ` +
      (leastBound === undefined ? '' : `no least above ${leastBound}, `) +
      (expected === undefined ? '' : `expected ${expected.toFixed(0)}, no pair above ${largestProbability}, `) +
      `${seconds.toFixed(1)} s`,
  );
  const barred = new Set(problem.conflicts.map(placeOf));
  if (found.pairs.some((pair) => barred.has(placeOf(pair)))) throw new Error('A conflict was assigned.');
}
