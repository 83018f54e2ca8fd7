import type { ActorId, BureauCode, NominationId } from '../ids.ts';
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
  rubric.criteria.reduce((sum, { code }) => sum + hundredths(points[code] ?? 0), 0) / 100;

/**
 * Ranks candidates by the mean of their reviews, highest first; equal means by the rubric's criteria in
 * order, then by nomination id. Seats go down the ranking within the targets of the category and of the
 * whole (A05: targets are caps); who finds none is an alternate, in the same order.
 */
export const rankShortlist = (candidates: readonly Candidate[], rubric: Rubric, program: Program): Ranking => {
  const scored = candidates
    .map((candidate) => ({
      candidate,
      score: mean(candidate.reviews.map((points) => total(points, rubric))),
      ties: rubric.tieBreak.map((code) => mean(candidate.reviews.map((points) => points[code] ?? 0))),
    }))
    .sort(
      (a, b) =>
        compareMeans(b.score, a.score) ||
        b.ties.reduce((order, tie, i) => order || compareMeans(tie, a.ties[i] ?? tie), 0) ||
        (a.candidate.nominationId < b.candidate.nominationId ? -1 : 1),
    );
  const passMark = rubric.passMark === null ? undefined : { hundredths: hundredths(rubric.passMark), count: 1 };
  const passing = scored.filter(({ score }) => !passMark || compareMeans(score, passMark) >= 0);

  const free = new Map(program.categories.map(({ code, target }) => [code, target ?? Number.POSITIVE_INFINITY]));
  const taken: typeof passing = [];
  const left: typeof passing = [];
  for (const item of passing) {
    const room = free.get(item.candidate.category) ?? 0;
    if (room > 0 && taken.length < program.target) {
      free.set(item.candidate.category, room - 1);
      taken.push(item);
    } else left.push(item);
  }
  const rankOf = new Map(passing.map((item, i) => [item, i + 1]));
  const places = (items: typeof passing, offset: number): Place[] =>
    items.map((item, i) => ({
      nominationId: item.candidate.nominationId,
      bureau: item.candidate.bureau,
      category: item.candidate.category,
      rank: rankOf.get(item) ?? 0,
      score: printMean(item.score),
      serial: offset + i + 1,
    }));
  return {
    selected: places(taken, 0),
    alternates: places(left, taken.length),
    belowPassMark: scored.filter((item) => !passing.includes(item)).map((item) => item.candidate.nominationId),
  };
};
