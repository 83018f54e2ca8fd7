import { actorId, nominationId } from '../../../src/domain/ids.ts';
import { normalsFrom } from '../../../src/domain/panel/normal.ts';
import type { PanelScore } from '../../../src/domain/panel/score.ts';
import { randomFrom } from '../../../src/domain/random.ts';

export interface Simulation {
  readonly nominations: number;
  readonly experts: number;
  readonly panelSize: number;
  /** Standard deviations, in points. */
  readonly quality: number;
  readonly bias: number;
  readonly noise: number;
  /** Points more for its own. */
  readonly preference?: number;
  readonly own?: (expert: number, nomination: number) => boolean;
  /** Noise of one expert over that of the others. */
  readonly noiseOf?: (expert: number) => number;
}

export const id = (n: number) => nominationId.parse(`n${n}`);
export const expertId = (n: number) => actorId.parse(`e${n}`);
export const score = (nomination: number, expert: number, points: number): PanelScore => ({
  nominationId: id(nomination),
  expert: expertId(expert),
  hundredths: Math.round(points * 100),
});

/** A panel whose truth is known. */
export const simulate = (seed: string, s: Simulation) => {
  const random = randomFrom(seed);
  const normal = normalsFrom(random);
  const biases = Array.from({ length: s.experts }, () => s.bias * normal());
  const qualities = Array.from({ length: s.nominations }, () => 75 + s.quality * normal());
  const scores = qualities.flatMap((quality, n) => {
    const panel = new Set<number>();
    while (panel.size < s.panelSize) panel.add(Math.floor(random() * s.experts));
    return [...panel].map((e) =>
      score(
        n,
        e,
        quality +
          (biases[e] ?? 0) +
          (s.own?.(e, n) ? (s.preference ?? 0) : 0) +
          s.noise * (s.noiseOf?.(e) ?? 1) * normal(),
      ),
    );
  });
  return { scores, qualities, biases };
};

/**
 * Bounds for how many of so many trials succeed whose chance is nominal: four standard deviations of a binomial
 * on either side, which an honest interval leaves once in 16,000.
 */
export const binomialBounds = (trials: number, chance: number) => {
  const margin = 4 * Math.sqrt(trials * chance * (1 - chance));
  return { low: trials * chance - margin, high: trials * chance + margin };
};

/** Shrout and Fleiss, Psychological Bulletin 86 (1979), table 2: six targets by four judges. */
export const shroutFleiss = [
  [9, 2, 5, 8],
  [6, 1, 3, 2],
  [8, 4, 6, 8],
  [7, 1, 2, 6],
  [10, 5, 6, 9],
  [6, 2, 4, 7],
].flatMap((row, n) => row.map((points, e) => score(n, e, points)));
