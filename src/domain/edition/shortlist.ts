import type { ActorId, BureauCode, NominationId } from '../ids.ts';
import { aggregate } from '../panel/aggregate.ts';
import { compareExact, type Exact, exact, printExact } from '../panel/exact.ts';
import type { PanelScore } from '../panel/score.ts';
import type { Program, Rubric } from '../program/program.ts';
import type { Place } from './edition.ts';

/** Points by criterion of one expert's review, as last revised before scoring closed. */
export interface Points {
  readonly [criterion: string]: number;
}

export interface Candidate {
  readonly nominationId: NominationId;
  readonly bureau: BureauCode;
  readonly category: string;
  readonly reviews: readonly Points[];
  /** Who gave them, in the same order; not said in what was recorded before it was. */
  readonly experts?: readonly ActorId[] | undefined;
}

export interface Ranking {
  readonly selected: readonly Place[];
  readonly alternates: readonly Place[];
  readonly belowPassMark: readonly NominationId[];
}

/** An exact mean: a sum of hundredths of points over a count, never rounded before it has decided. */
interface Mean {
  readonly hundredths: number;
  readonly count: number;
}

const hundredths = (points: number): number => Math.round(points * 100);

const mean = (values: readonly number[]): Mean => ({
  hundredths: values.reduce((sum, value) => sum + hundredths(value), 0),
  count: values.length,
});

const compareMeans = (a: Mean, b: Mean): number => a.hundredths * b.count - b.hundredths * a.count;

/** The mean of a sum of hundredths over a count: four decimal places, half up, by integers only. */
export const printMean = ({ hundredths: sum, count }: Mean): string => {
  const tenThousandths = Math.floor((2 * sum * 100 + count) / (2 * count));
  return `${Math.floor(tenThousandths / 10_000)}.${String(tenThousandths % 10_000).padStart(4, '0')}`;
};

const total = (points: Points, rubric: Rubric): number =>
  rubric.criteria.reduce((sum, { code }) => sum + hundredths(points[code] ?? 0), 0);

/** Every score as methods of aggregation take it. Where it was not recorded who gave it, each is by somebody else. */
export const panelScoresOf = (candidates: readonly Candidate[], rubric: Rubric): readonly PanelScore[] =>
  candidates.flatMap(({ nominationId, reviews, experts = [] }) =>
    reviews.map((points, i) => ({
      nominationId,
      expert: experts[i] ?? (`${nominationId}/${i}` as ActorId),
      hundredths: total(points, rubric),
    })),
  );

interface Scored {
  readonly candidate: Candidate;
  readonly score: Exact;
  readonly ties: readonly Mean[];
}

const compareTies = (a: Scored, b: Scored): number =>
  b.ties.reduce((order, tie, i) => order || compareMeans(tie, a.ties[i] ?? tie), 0);

/** Highest first; equal scores by the rubric's criteria in order, then by nomination id. */
const inOrder = (candidates: readonly Candidate[], rubric: Rubric): readonly Scored[] => {
  const scores = aggregate(panelScoresOf(candidates, rubric), rubric.aggregation);
  return candidates
    .map((candidate) => ({
      candidate,
      score: scores.get(candidate.nominationId)?.value ?? exact(0),
      ties: rubric.tieBreak.map((code) => mean(candidate.reviews.map((points) => points[code] ?? 0))),
    }))
    .sort(
      (a, b) =>
        compareExact(b.score, a.score) ||
        compareTies(a, b) ||
        (a.candidate.nominationId < b.candidate.nominationId ? -1 : 1),
    );
};

/** Seats go down a ranking within the targets of the category and of the whole (A05: targets are caps). */
const seated = <Item>(
  ranked: readonly Item[],
  categoryOf: (item: Item) => string,
  program: Program,
): readonly Item[] => {
  const free = new Map(program.categories.map(({ code, target }) => [code, target ?? Number.POSITIVE_INFINITY]));
  const taken: Item[] = [];
  for (const item of ranked) {
    const room = free.get(categoryOf(item)) ?? 0;
    if (room === 0 || taken.length >= program.target) continue;
    free.set(categoryOf(item), room - 1);
    taken.push(item);
  }
  return taken;
};

/** Who would be selected if each nomination came to so many points; equal ones by nomination id. */
export const selectedBy = (
  values: ReadonlyMap<NominationId, number>,
  candidates: readonly Candidate[],
  { passMark }: Rubric,
  program: Program,
): ReadonlySet<NominationId> => {
  const pointsFor = ({ nominationId }: Candidate): number => values.get(nominationId) ?? Number.NEGATIVE_INFINITY;
  const ranked = candidates
    .filter((candidate) => pointsFor(candidate) >= (passMark ?? Number.NEGATIVE_INFINITY))
    .sort((a, b) => pointsFor(b) - pointsFor(a) || (a.nominationId < b.nominationId ? -1 : 1));
  return new Set(seated(ranked, ({ category }) => category, program).map(({ nominationId }) => nominationId));
};

/**
 * Ranks candidates by what their reviews come to by the rubric's method, highest first; equal ones by the rubric's
 * criteria in order, then by nomination id. Who finds no seat within the targets is an alternate, in the same order.
 */
export const rankShortlist = (candidates: readonly Candidate[], rubric: Rubric, program: Program): Ranking => {
  const scored = inOrder(candidates, rubric);
  const passMark = rubric.passMark === null ? undefined : exact(hundredths(rubric.passMark), 100);
  const passing = scored.filter(({ score }) => !passMark || compareExact(score, passMark) >= 0);
  const taken = seated(passing, ({ candidate }) => candidate.category, program);
  const chosen = new Set(taken);
  const rankOf = new Map(passing.map((item, i) => [item, i + 1]));
  const places = (items: readonly Scored[], offset: number): Place[] =>
    items.map((item, i) => ({
      nominationId: item.candidate.nominationId,
      bureau: item.candidate.bureau,
      category: item.candidate.category,
      rank: rankOf.get(item) ?? 0,
      score: printExact(item.score),
      serial: offset + i + 1,
    }));
  return {
    selected: places(taken, 0),
    alternates: places(
      passing.filter((item) => !chosen.has(item)),
      taken.length,
    ),
    belowPassMark: scored.filter((item) => !rankOf.has(item)).map((item) => item.candidate.nominationId),
  };
};

/** Two neighbours of the ranking with one score, and what decided between them. */
export interface Tie {
  readonly above: NominationId;
  readonly below: NominationId;
  /** Code of the criterion, or NOMINATION_ID. */
  readonly by: string;
}

/** From the top down. */
export const tiesBroken = (candidates: readonly Candidate[], rubric: Rubric): readonly Tie[] => {
  const scored = inOrder(candidates, rubric);
  return scored.slice(1).flatMap((below, i): readonly Tie[] => {
    const above = scored[i];
    if (!above || compareExact(above.score, below.score) !== 0) return [];
    const decisive = below.ties.findIndex((tie, j) => compareMeans(tie, above.ties[j] ?? tie) !== 0);
    return [
      {
        above: above.candidate.nominationId,
        below: below.candidate.nominationId,
        by: rubric.tieBreak[decisive] ?? 'NOMINATION_ID',
      },
    ];
  });
};
