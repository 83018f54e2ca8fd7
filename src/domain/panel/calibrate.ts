import type { ActorId, NominationId } from '../ids.ts';
import { randomFrom } from '../random.ts';
import { backward } from './cholesky.ts';
import type { Design, Variances } from './effects.ts';
import { type Exact, exact, toNumber } from './exact.ts';
import { normalsFrom } from './normal.ts';
import { fitVariances } from './restricted-likelihood.ts';
import { groupBy, inOrder, type PanelScore, squares, sum } from './score.ts';

/** One score against what the model makes of all others. In points. */
export interface ReviewFit extends PanelScore {
  /** What the other scores lead to expect of this expert for this nomination. */
  readonly expected: number;
  /** Score less expected, over its standard deviation. Standard normal where the model holds. */
  readonly z: number;
  /** The share of the fitted value that this score decides itself, from 0 to 1. */
  readonly leverage: number;
}

/**
 * Which effects the scores were enough for.
 * FULL: quality, bias and noise. WITHOUT_BIAS: what experts differ in counts as noise.
 * NONE: qualities are plain means, and the whole spread of the scores counts as noise.
 */
export type Model = 'FULL' | 'WITHOUT_BIAS' | 'NONE';

export interface Calibration {
  readonly model: Model;
  /** In points. */
  readonly mu: number;
  /** In squared points. */
  readonly variances: Variances;
  /** Degrees of freedom left to the noise. */
  readonly freedom: number;
  /** Posterior mean (four decimals; they decide) and standard deviation of each quality, in points. */
  readonly qualities: ReadonlyMap<NominationId, { readonly mean: Exact; readonly sd: number }>;
  /** Posterior of each expert's bias in points, negative for the severe; empty where bias was not modeled. */
  readonly biases: ReadonlyMap<ActorId, { readonly mean: number; readonly sd: number; readonly reviews: number }>;
  /** In order of nomination and expert; empty where nothing was modeled. */
  readonly reviews: readonly ReviewFit[];
  /** Draws of all qualities together from their joint posterior, in points; decided by the seed. */
  sample(seed: string, draws: number): Iterable<ReadonlyMap<NominationId, number>>;
}

/**
 * Degrees of freedom the noise must be left with, for a variance to be more than a guess: with five, its
 * relative standard error is sqrt(2 / 5), already 63 percent.
 */
const leastFreedom = 5;

/** How many separate pieces the panels fall into, nominations tied by the experts they share. */
const pieces = (byNomination: readonly (readonly PanelScore[])[]): number => {
  const parent = new Map<ActorId, ActorId>();
  const rootOf = (expert: ActorId): ActorId => {
    let root = expert;
    for (let up = parent.get(root); up !== undefined && up !== root; up = parent.get(root)) root = up;
    parent.set(expert, root);
    return root;
  };
  for (const panel of byNomination) {
    const first = panel[0];
    if (first) for (const { expert } of panel) parent.set(rootOf(expert), rootOf(first.expert));
  }
  return new Set([...parent.keys()].map(rootOf)).size;
};

const quantized = (hundredths: number): Exact => exact(Math.floor(hundredths * 100 + 0.5), 10_000);

/** Without a model: plain means, each as uncertain as if the whole spread of the scores were noise. */
const uncalibrated = (
  byNomination: ReadonlyMap<NominationId, readonly PanelScore[]>,
  mu: number,
  total: number,
): Calibration => {
  const qualities = new Map(
    [...byNomination].map(([id, panel]) => [
      id,
      {
        mean: quantized(sum(panel.map(({ hundredths }) => hundredths)) / panel.length),
        sd: Math.sqrt(total / panel.length) / 100,
      },
    ]),
  );
  return {
    model: 'NONE',
    mu: mu / 100,
    variances: { quality: 0, bias: 0, noise: total / 10_000 },
    freedom: 0,
    qualities,
    biases: new Map(),
    reviews: [],
    *sample(seed, draws) {
      const normal = normalsFrom(randomFrom(seed));
      for (let draw = 0; draw < draws; draw++) {
        yield new Map([...qualities].map(([id, { mean, sd }]) => [id, toNumber(mean) + sd * normal()]));
      }
    },
  };
};

const modelFor = (scores: number, nominations: number, experts: number, connected: number): Model => {
  if (nominations < 2 || scores - nominations < leastFreedom) return 'NONE';
  const left = scores - (nominations + experts - connected);
  return experts > 1 && left >= leastFreedom ? 'FULL' : 'WITHOUT_BIAS';
};

/**
 * Calibrates a whole panel: score = quality of the nomination + bias of the expert + noise, all three Gaussian
 * (quality around a common mean, bias and noise around zero). The variances are estimated from the scores by
 * restricted maximum likelihood, the qualities and biases then are their posterior means given those variances:
 * a nomination scored by severe experts is raised, one with few reviews is drawn toward the mean.
 *
 * The same scores in any order give the same result to the last bit on every machine: scores are put in order
 * first, and what decides uses only + - * / and square roots of IEEE 754 doubles. That standard fixes each of
 * them to the last bit (Math.exp, Math.log and ** are left to the platform, so they are not used).
 *
 * What it does not know: the posterior takes the variances as known, so with a handful of nominations the spread
 * is somewhat too small. Panels that share no expert are compared by assuming their nominations alike on average.
 */
export const calibrate = (scores: readonly PanelScore[]): Calibration => {
  const ordered = inOrder(scores);
  const byNomination = groupBy(ordered, (score) => score.nominationId);
  const byExpert = groupBy(ordered, (score) => score.expert);
  const values = ordered.map(({ hundredths }) => hundredths);
  const mu = sum(values) / Math.max(values.length, 1);
  const total = values.length > 1 ? squares(values) / (values.length - 1) : 0;
  const panels = [...byNomination.values()];
  const model = modelFor(values.length, panels.length, byExpert.size, pieces(panels));
  if (model === 'NONE' || total === 0) return uncalibrated(byNomination, mu, total);

  const indexOf = new Map([...byExpert.keys()].map((expert, i) => [expert, i]));
  const center = Math.round(mu);
  const design: Design = {
    nominations: panels.length,
    experts: model === 'FULL' ? byExpert.size : 0,
    panels: panels.map((panel) =>
      panel.map(({ expert, hundredths }) => ({ expert: indexOf.get(expert) ?? 0, value: hundredths - center })),
    ),
  };
  const { variances, effects, freedom } = fitVariances(design, total);
  const { common, covariance, qualities, fits, lower } = effects;
  const base = center + (common[0] ?? 0);
  const ids = [...byNomination.keys()];
  const noiseSd = Math.sqrt(variances.noise);

  return {
    model,
    mu: base / 100,
    variances: {
      quality: variances.quality / 10_000,
      bias: model === 'FULL' ? variances.bias / 10_000 : 0,
      noise: variances.noise / 10_000,
    },
    freedom,
    qualities: new Map(
      ids.map((id, i) => {
        const { excess, variance } = qualities[i] ?? { excess: 0, variance: 0 };
        return [id, { mean: quantized(base + excess), sd: (noiseSd * Math.sqrt(variance)) / 100 }];
      }),
    ),
    biases: new Map(
      model === 'FULL'
        ? [...byExpert].map(([expert, reviews], i) => [
            expert,
            {
              mean: (common[1 + i] ?? 0) / 100,
              sd: (noiseSd * Math.sqrt(covariance.cells[(1 + i) * (covariance.size + 1)] ?? 0)) / 100,
              reviews: reviews.length,
            },
          ])
        : [],
    ),
    reviews: panels.flatMap((panel, i) =>
      panel.map((score, r) => {
        const { fitted, leverage } = fits[i]?.[r] ?? { fitted: 0, leverage: 0 };
        const residual = score.hundredths - center - fitted;
        return {
          ...score,
          expected: (score.hundredths - residual / (1 - leverage)) / 100,
          z: residual / (noiseSd * Math.sqrt(1 - leverage)),
          leverage,
        };
      }),
    ),
    *sample(seed, draws) {
      const normal = normalsFrom(randomFrom(seed));
      for (let draw = 0; draw < draws; draw++) {
        const drawn = backward(
          lower,
          Float64Array.from(common, () => normal()),
        ).map((step, i) => (common[i] ?? 0) + noiseSd * step);
        yield new Map(
          ids.map((id, i) => {
            const panel = design.panels[i] ?? [];
            const weight = panel.length + variances.noise / variances.quality;
            const rest = panel.reduce(
              (all, { value, expert }) =>
                all + value - (drawn[0] ?? 0) - (design.experts > 0 ? (drawn[1 + expert] ?? 0) : 0),
              0,
            );
            const excess = rest / weight + noiseSd * Math.sqrt(1 / weight) * normal();
            return [id, (center + (drawn[0] ?? 0) + excess) / 100];
          }),
        );
      }
    },
  };
};
