import type { Edition, Place } from '../edition/edition.ts';
import { printMean } from '../edition/shortlist.ts';
import type { NominationId } from '../ids.ts';
import type { Rubric } from '../program/program.ts';
import { type Case, editionAt } from './case.ts';
import type { EventOf } from './event.ts';
import { type ExpertReview, expertReviews } from './reviews.ts';

export type Relation = 'LAST_SELECTED_IN_CATEGORY' | 'LAST_SELECTED' | 'FIRST_ALTERNATE' | 'NEXT_ABOVE' | 'NEXT_BELOW';

/** Another nomination near the cut, known by its id only. */
export interface Neighbour {
  readonly nominationId: NominationId;
  readonly relation: Relation;
  readonly selected: boolean;
  readonly rank: number;
  /** Mean with four decimal places. */
  readonly score: string;
  /** Between equal scores: the code of the criterion that decided, or NOMINATION_ID; undefined where it cannot be told. */
  readonly tieBrokenBy?: string | undefined;
}

/** Places taken within a target; null where there is none. */
export interface Filled {
  readonly selected: number;
  readonly target: number | null;
}

/** How a nomination fared before the panel. */
export interface Ranking {
  readonly reviews: readonly ExpertReview[];
  readonly panelSize: number;
  readonly passMark: number | null;
  /** With four decimal places; undefined before anything counts. */
  readonly mean?: string | undefined;
  /** Undefined below the pass mark, and before the shortlist is decided. */
  readonly rank?: number | undefined;
  /** How many were ranked, and how many of all were below the pass mark. */
  readonly ranked?: number | undefined;
  readonly belowPassMark?: number | undefined;
  /** When the shortlist was decided. */
  readonly category?: Filled | undefined;
  readonly total?: Filled | undefined;
  readonly tieBreak: readonly string[];
  readonly neighbours: readonly Neighbour[];
}

type Decided = EventOf<'ShortlistDecided'>;

const hundredths = (points: number): number => Math.round(points * 100);

interface Sum {
  readonly hundredths: number;
  readonly count: number;
}

const sumOf = (reviews: readonly ExpertReview[], codes: readonly string[]): Sum => {
  const counting = reviews.filter(({ counts }) => counts);
  const values = counting.map(({ points }) => codes.reduce((sum, code) => sum + hundredths(points?.[code] ?? 0), 0));
  return { hundredths: values.reduce((sum, value) => sum + value, 0), count: counting.length };
};

const meanOf = (reviews: readonly ExpertReview[], codes: readonly string[]): string | undefined => {
  const sum = sumOf(reviews, codes);
  return sum.count === 0 ? undefined : printMean(sum);
};

const codesOf = ({ criteria }: Rubric): readonly string[] => criteria.map(({ code }) => code);

export const shortlistOf = (records: Case): Decided | undefined => records.of('ShortlistDecided').at(0);

const placesOf = ({ data }: Decided): readonly (Place & { readonly selected: boolean })[] =>
  [
    ...data.selected.map((item) => ({ ...item, selected: true })),
    ...data.alternates.map((item) => ({ ...item, selected: false })),
  ].sort((a, b) => a.rank - b.rank);

/** The edition as the shortlist was decided on it. */
const editionThen = (records: Case, decided: Decided): Edition =>
  editionAt(records.events.slice(0, records.orderOf(decided)), records.nomination.editionId) ?? records.edition;

/** Who stands next to a nomination in the ranking, and at the cut between those selected and the alternates. */
const near = (records: Case, decided: Decided): readonly Omit<Neighbour, 'tieBrokenBy'>[] => {
  const { nominationId, nomination } = records;
  const places = placesOf(decided);
  const own = places.find((item) => item.nominationId === nominationId);
  const category = own?.category ?? nomination.category;
  const bounded = targetOf(editionThen(records, decided), category) !== null;
  const selected = places.filter((item) => item.selected);
  const alternates = places.filter((item) => !item.selected && (!bounded || item.category === category));
  const found: readonly (readonly [Relation, (typeof places)[number] | undefined])[] = [
    ['LAST_SELECTED_IN_CATEGORY', bounded ? selected.filter((item) => item.category === category).at(-1) : undefined],
    ['LAST_SELECTED', selected.at(-1)],
    ['FIRST_ALTERNATE', alternates[0]],
    ['NEXT_ABOVE', own && places.find(({ rank }) => rank === own.rank - 1)],
    ['NEXT_BELOW', own && places.find(({ rank }) => rank === own.rank + 1)],
  ];
  const seen = new Set<NominationId>([nominationId]);
  return found.flatMap(([relation, place]) => {
    if (!place || seen.has(place.nominationId)) return [];
    seen.add(place.nominationId);
    return [
      { nominationId: place.nominationId, relation, selected: place.selected, rank: place.rank, score: place.score },
    ];
  });
};

/** Neighbours of the same score: their reviews tell which criterion decided between them. At most five. */
export const tiedNeighbours = (records: Case): readonly NominationId[] => {
  const decided = shortlistOf(records);
  const own = decided && placesOf(decided).find((item) => item.nominationId === records.nominationId);
  if (!decided || !own) return [];
  return near(records, decided)
    .filter(({ score }) => score === own.score)
    .map(({ nominationId }) => nominationId);
};

const targetOf = ({ program }: Edition, category: string): number | null =>
  program.categories.find(({ code }) => code === category)?.target ?? null;

/** Undefined where the reviews of the other are not at hand, or do not come to the score on record. */
const tieBreaker = (records: Case, neighbour: Omit<Neighbour, 'tieBrokenBy'>, rubric: Rubric): string | undefined => {
  const [own, other] = [records.nominationId, neighbour.nominationId].map((id) => expertReviews(records, id));
  if (!own || !other || meanOf(other, codesOf(rubric)) !== neighbour.score) return undefined;
  const differs = (codes: readonly string[]): boolean => {
    const [a, b] = [sumOf(own, codes), sumOf(other, codes)];
    return a.hundredths * b.count !== b.hundredths * a.count;
  };
  if (differs(codesOf(rubric))) return undefined;
  return rubric.tieBreak.find((code) => differs([code])) ?? 'NOMINATION_ID';
};

/** Undefined before a rubric is frozen. */
export const rankingOf = (records: Case): Ranking | undefined => {
  const { nominationId, nomination, edition } = records;
  const { rubric } = edition;
  if (!rubric) return undefined;
  const reviews = expertReviews(records, nominationId);
  const mean = meanOf(reviews, codesOf(rubric));
  const { panelSize, passMark, tieBreak } = rubric;
  const before = { reviews, panelSize, passMark, mean, tieBreak };
  const decided = shortlistOf(records);
  if (!decided) return { ...before, neighbours: [] };
  const then = editionThen(records, decided);
  const { selected, alternates, belowPassMark } = decided.data;
  const own = placesOf(decided).find((item) => item.nominationId === nominationId);
  const category = own?.category ?? nomination.category;
  return {
    ...before,
    mean: own?.score ?? mean,
    rank: own?.rank,
    ranked: selected.length + alternates.length,
    belowPassMark: belowPassMark.length,
    category: {
      selected: selected.filter((item) => item.category === category).length,
      target: targetOf(then, category),
    },
    total: { selected: selected.length, target: then.program.target },
    neighbours: near(records, decided).map((neighbour) => ({
      ...neighbour,
      ...(own?.score === neighbour.score && { tieBrokenBy: tieBreaker(records, neighbour, rubric) }),
    })),
  };
};
