import type { NominationId } from '../ids.ts';
import type { Program } from '../program/program.ts';
import { type Refusal, refusal } from '../refusal.ts';
import type { Place } from './edition.ts';
import type { Ranking } from './shortlist.ts';

/** One change to what the ranking proposes, with its reason: who is passed over, who is selected instead, or both. */
export interface Deviation {
  readonly passedOver?: NominationId | undefined;
  readonly selected?: NominationId | undefined;
  readonly reason: string;
}

/** Ranked and not selected, for a reason on record: no alternate, and without a serial number. */
export type PassedOver = Omit<Place, 'serial'>;

export interface Deviated extends Ranking {
  readonly passedOver: readonly PassedOver[];
}

type Outcome = { readonly ranking: Deviated } | { readonly refusals: readonly Refusal[] };

const byRank = (a: Place, b: Place): number => a.rank - b.rank;

const without = (places: readonly Place[], id: NominationId | undefined): readonly Place[] =>
  places.filter(({ nominationId }) => nominationId !== id);

/** Those selected go by rank, then the alternates: the serial is the place in that order. */
const numbered = (places: readonly Place[], offset: number): readonly Place[] =>
  places.toSorted(byRank).map((place, i) => ({ ...place, serial: offset + i + 1 }));

/**
 * The ranking with the deviations carried out one after another. None goes beyond the targets of the whole and of a
 * category (A05), nor selects who is below the pass mark.
 */
export const deviate = (ranking: Ranking, deviations: readonly Deviation[], program: Program): Outcome => {
  let { selected, alternates } = ranking;
  const passedOver: PassedOver[] = [];
  const refusals: Refusal[] = [];
  for (const [i, deviation] of deviations.entries()) {
    const path = ['deviations', String(i)];
    const leaving = selected.find(({ nominationId }) => nominationId === deviation.passedOver);
    const coming = alternates.find(({ nominationId }) => nominationId === deviation.selected);
    const against = misnamed(deviation, leaving, coming, path);
    if (against.length > 0) {
      refusals.push(...against);
      continue;
    }
    selected = without(selected, deviation.passedOver);
    alternates = without(alternates, deviation.selected);
    if (leaving) {
      const { serial: _, ...place } = leaving;
      passedOver.push(place);
    }
    if (coming) selected = [...selected, coming];
    refusals.push(...beyondTargets(selected, coming, program, path));
  }
  if (refusals.length > 0) return { refusals };
  const chosen = numbered(selected, 0);
  return { ranking: { ...ranking, selected: chosen, alternates: numbered(alternates, chosen.length), passedOver } };
};

const misnamed = (
  { passedOver, selected }: Deviation,
  leaving: Place | undefined,
  coming: Place | undefined,
  path: readonly string[],
): readonly Refusal[] => [
  ...(passedOver === undefined && selected === undefined ? [refusal('DEVIATION_EMPTY', { path })] : []),
  ...(passedOver !== undefined && !leaving
    ? [refusal('NOT_PROPOSED', { path: [...path, 'passedOver'], nomination: passedOver })]
    : []),
  ...(selected !== undefined && !coming
    ? [refusal('NOT_AN_ALTERNATE', { path: [...path, 'selected'], nomination: selected })]
    : []),
];

const beyondTargets = (
  selected: readonly Place[],
  coming: Place | undefined,
  { target, categories, targetRule }: Program,
  path: readonly string[],
): readonly Refusal[] => {
  if (!coming) return [];
  const at = [...path, 'selected'];
  const found = categories.find(({ code }) => code === coming.category);
  const inCategory = selected.filter(({ category }) => category === coming.category).length;
  return [
    ...(selected.length > target
      ? [refusal('DEVIATION_BEYOND_TARGET', { path: at, ruleId: targetRule, of: everybody, target })]
      : []),
    ...(found && found.target !== null && inCategory > found.target
      ? [
          refusal('DEVIATION_BEYOND_TARGET', {
            path: at,
            ruleId: found.targetRule,
            of: found.name,
            target: found.target,
          }),
        ]
      : []),
  ];
};

const everybody = { zh: '全部人选', en: 'all of them' };
