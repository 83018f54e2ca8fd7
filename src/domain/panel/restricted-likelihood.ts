import { type Design, type Effects, solveEffects, type Variances } from './effects.ts';
import { sum } from './score.ts';

export interface Fit {
  readonly variances: Variances;
  readonly effects: Effects;
  /** Degrees of freedom left to the noise. */
  readonly freedom: number;
}

const mostCycles = 100;
/** Steps end when no deviation moves by more than this share of the deviation of all scores. */
const tolerance = 1e-8;
/** Scores come in hundredths: rounding alone makes this noise (a uniform error of one hundredth). */
const roundingNoise = 1 / 12;

/** Standard deviations of quality, bias and noise, in hundredths of a point. */
type Deviations = readonly [number, number, number];

const variancesOf = ([quality, bias, noise]: Deviations): Variances => ({
  quality: quality * quality,
  bias: bias * bias,
  noise: noise * noise,
});

const freedomOf = (design: Design, { spent }: Effects): number =>
  sum(design.panels.map((panel) => panel.length)) - 1 - spent.quality - spent.bias;

/** The deviation that squares and degrees of freedom tell; the least there is where nothing is left to tell it. */
const deviation = (squares: number, freedom: number, least: number): number =>
  freedom > 0 ? Math.max(Math.sqrt(squares / freedom), least) : least;

/** One step of the fixed point: each variance becomes the squares of its effects over the parameters they spend. */
const step = (design: Design, effects: Effects, least: Deviations): Deviations => {
  const { spent, qualities, common, fits } = effects;
  const residuals = design.panels.flatMap((panel, i) =>
    panel.map(({ value }, r) => value - (fits[i]?.[r]?.fitted ?? 0)),
  );
  return [
    deviation(
      qualities.reduce((all, { excess }) => all + excess * excess, 0),
      spent.quality,
      least[0],
    ),
    deviation(
      common.slice(1).reduce((all, bias) => all + bias * bias, 0),
      spent.bias,
      least[1],
    ),
    deviation(
      residuals.reduce((all, residual) => all + residual * residual, 0),
      freedomOf(design, effects),
      least[2],
    ),
  ];
};

const minus = (a: Deviations, b: Deviations): Deviations => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
const length = ([a, b, c]: Deviations): number => Math.sqrt(a * a + b * b + c * c);
const largest = (a: Deviations): number => Math.max(...a.map(Math.abs));

/** Where two steps in a row are heading (SQUAREM, scheme S3), but at most ten times nearer to zero than they came. */
const extrapolate = (start: Deviations, once: Deviations, twice: Deviations): Deviations => {
  const first = minus(once, start);
  const bend = minus(minus(twice, once), first);
  const ratio = length(bend) > 0 ? Math.max(1, length(first) / length(bend)) : 1;
  const ahead = (i: 0 | 1 | 2): number =>
    Math.max(start[i] + 2 * ratio * first[i] + ratio * ratio * bend[i], twice[i] / 10);
  return [ahead(0), ahead(1), ahead(2)];
};

/**
 * Variances by restricted maximum likelihood (REML): Harville's fixed point (J. Amer. Statist. Assoc. 72, 1977,
 * section 5; Schall, Biometrika 78, 1991), which keeps every variance positive and needs no step length, hastened
 * by the extrapolation of Varadhan and Roland (Scand. J. Statist. 35, 2008). A variance that the scores say is
 * zero stops at a deviation of about 0.003 percent of that of all scores.
 *
 * @param total The variance of all scores, in squared hundredths; positive.
 */
export const fitVariances = (design: Design, total: number): Fit => {
  const whole = Math.sqrt(total);
  const least: Deviations = [whole * 3e-5, whole * 3e-5, Math.max(Math.sqrt(roundingNoise), whole * 1e-3)];
  const solveAt = (deviations: Deviations): Effects => solveEffects(design, variancesOf(deviations));

  let at: Deviations = [whole / Math.sqrt(3), whole / Math.sqrt(3), Math.max(whole / Math.sqrt(3), least[2])];
  let effects = solveAt(at);
  for (let cycle = 0; cycle < mostCycles; cycle++) {
    const once = step(design, effects, least);
    const twice = step(design, solveAt(once), least);
    const settled = largest(minus(twice, once)) <= tolerance * whole;
    at = settled ? twice : extrapolate(at, once, twice);
    effects = solveAt(at);
    if (settled) break;
  }
  return { variances: variancesOf(at), effects, freedom: freedomOf(design, effects) };
};
