import { cholesky, invert, type Matrix, solve, zeros } from './cholesky.ts';

/** Scores as numbers: which nomination (from 0), which expert (from 0), how much over the center. */
export interface Design {
  readonly nominations: number;
  /** Experts whose bias is modeled; 0 where none is. */
  readonly experts: number;
  /** By nomination, its reviews. */
  readonly panels: readonly (readonly { readonly expert: number; readonly value: number }[])[];
}

export interface Variances {
  readonly quality: number;
  readonly bias: number;
  readonly noise: number;
}

/** What the scores say of mean, qualities and biases at given variances. */
export interface Effects {
  /** Mean and biases: position 0 is the mean, 1 + e the bias of expert e. */
  readonly common: Float64Array;
  /** The triangle whose product is the inverse covariance of `common`, times the noise. */
  readonly lower: Matrix;
  /** The covariance of `common`, over the noise. */
  readonly covariance: Matrix;
  /** By nomination: quality over the mean, and the variance of mean and quality together, over the noise. */
  readonly qualities: readonly { readonly excess: number; readonly variance: number }[];
  /** By nomination and review: fitted value, and its variance over the noise (the leverage). */
  readonly fits: readonly (readonly { readonly fitted: number; readonly leverage: number }[])[];
  /** Effective numbers of parameters that qualities and biases spend. */
  readonly spent: { readonly quality: number; readonly bias: number };
}

const cell = ({ size, cells }: Matrix, i: number, j: number): number => cells[i * size + j] ?? 0;

/**
 * Henderson's mixed model equations with the nominations eliminated: what is left is one equation for the mean
 * and one an expert, dense and positive definite.
 */
const system = ({ panels, experts }: Design, ratio: { quality: number; bias: number }) => {
  const matrix = zeros(1 + experts);
  const right = new Float64Array(1 + experts);
  const add = (i: number, j: number, amount: number): void => {
    matrix.cells[i * matrix.size + j] = cell(matrix, i, j) + amount;
  };
  for (const panel of panels) {
    const weight = panel.length + ratio.quality;
    const total = panel.reduce((sum, { value }) => sum + value, 0);
    add(0, 0, (panel.length * ratio.quality) / weight);
    right[0] = (right[0] ?? 0) + (total * ratio.quality) / weight;
    if (experts === 0) continue;
    for (const { expert, value } of panel) {
      const row = 1 + expert;
      add(row, 0, ratio.quality / weight);
      add(row, row, 1);
      for (const other of panel) add(row, 1 + other.expert, -1 / weight);
      right[row] = (right[row] ?? 0) + value - total / weight;
    }
  }
  for (let row = 1; row <= experts; row++) add(row, row, ratio.bias);
  return { matrix, right };
};

/** Solves the model at given variances (all positive). */
export const solveEffects = (design: Design, variances: Variances): Effects => {
  const ratio = { quality: variances.noise / variances.quality, bias: variances.noise / variances.bias };
  const { matrix, right } = system(design, ratio);
  const lower = cholesky(matrix);
  const common = solve(lower, right);
  const covariance = invert(lower);
  const modeled = design.experts > 0;
  const center = common[0] ?? 0;

  let qualityTrace = 0;
  const qualities: { excess: number; variance: number }[] = [];
  const fits = design.panels.map((panel) => {
    const weight = panel.length + ratio.quality;
    const rows = modeled ? panel.map(({ expert }) => 1 + expert) : [];
    // Covariance of a common effect with the sum of what the panel's scores share with it.
    const shared = (row: number): number =>
      rows.reduce((sum, other) => sum + cell(covariance, row, other), panel.length * cell(covariance, row, 0));
    const withMean = shared(0);
    const withRows = rows.map(shared);
    const all = withRows.reduce((sum, amount) => sum + amount, panel.length * withMean);
    const own = 1 / weight + all / (weight * weight);
    qualityTrace += own;
    const rest = panel.reduce(
      (sum, { value, expert }) => sum + value - center - (modeled ? (common[1 + expert] ?? 0) : 0),
      0,
    );
    const excess = rest / weight;
    const variance = cell(covariance, 0, 0) + own - (2 * withMean) / weight;
    qualities.push({ excess, variance });
    return panel.map((_, i) => {
      const row = rows[i];
      if (row === undefined) return { fitted: center + excess, leverage: variance };
      const bias = cell(covariance, row, row) + 2 * cell(covariance, row, 0) - (2 * (withRows[i] ?? 0)) / weight;
      return { fitted: center + excess + (common[row] ?? 0), leverage: variance + bias };
    });
  });
  let biasTrace = 0;
  for (let row = 1; row <= design.experts; row++) biasTrace += cell(covariance, row, row);
  return {
    common,
    lower,
    covariance,
    qualities,
    fits,
    spent: {
      quality: design.nominations - ratio.quality * qualityTrace,
      bias: design.experts - ratio.bias * biasTrace,
    },
  };
};
