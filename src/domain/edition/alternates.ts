import { accept, refuse } from '../decider.ts';
import type { NominationId } from '../ids.ts';
import type { Program } from '../program/program.ts';
import { refusal } from '../refusal.ts';
import type { Edition, Place } from './edition.ts';
import { whenOpen } from './when-open.ts';

export interface PromoteAlternate {
  readonly type: 'PromoteAlternate';
  /** The nominee who has left and whose place is filled; a place that is free, if left out. */
  readonly replaced?: NominationId | undefined;
  readonly promoted: NominationId;
  readonly reason: string;
  /** Nominees of the shortlist who are no longer in the running: withdrawn or disqualified. */
  readonly out: ReadonlySet<NominationId>;
}

/** Those selected who can still be recognized. */
export const inTheRunning = ({ shortlist }: Edition, out: ReadonlySet<NominationId>): readonly Place[] =>
  (shortlist?.selected ?? []).filter(({ nominationId }) => !out.has(nominationId));

const targetOf = ({ categories }: Program, category: string): number | null =>
  categories.find(({ code }) => code === category)?.target ?? null;

const nameOf = ({ categories }: Program, category: string) =>
  categories.find(({ code }) => code === category)?.name ?? category;

/** Whether one more of a category fits within its target and that of the whole (A05: targets are caps). */
const roomFor = (edition: Edition, out: ReadonlySet<NominationId>) => {
  const { program } = edition;
  const running = inTheRunning(edition, out);
  return (category: string): boolean => {
    const target = targetOf(program, category);
    const taken = running.filter((item) => item.category === category).length;
    return running.length < program.target && (target === null || taken < target);
  };
};

/**
 * The alternate whose turn it is: the best ranked one still in the running with room in the own category; in the place
 * of somebody, of the same category where that has a target.
 */
const nextAlternate = (edition: Edition, out: ReadonlySet<NominationId>, leaving: Place | undefined) => {
  const hasRoom = roomFor(edition, out);
  const bound = leaving && targetOf(edition.program, leaving.category) !== null ? leaving.category : undefined;
  return edition.shortlist?.alternates.find(
    ({ nominationId, category }) =>
      !out.has(nominationId) && hasRoom(category) && (bound === undefined || category === bound),
  );
};

/** Why nobody's turn it is. */
const nobodyNext = (edition: Edition, out: ReadonlySet<NominationId>, leaving: Place | undefined) => {
  const { program } = edition;
  if (leaving && roomFor(edition, out)(leaving.category)) {
    return refusal('NO_ALTERNATE', { path: ['promoted'], category: nameOf(program, leaving.category) });
  }
  return refusal('NO_PLACE_FREE', {
    path: [leaving ? 'replaced' : 'promoted'],
    ruleId: program.targetRule,
    taken: inTheRunning(edition, out).length,
    target: program.target,
  });
};

export const promoteAlternate = whenOpen<PromoteAlternate>((edition, { replaced, promoted, reason, out }) => {
  if (!edition.shortlist && !replaced) return refuse(refusal('SHORTLIST_NOT_DECIDED', {}));
  const leaving = edition.shortlist?.selected.find((item) => item.nominationId === replaced);
  if (replaced && !leaving) return refuse(refusal('NOT_SHORTLISTED', { path: ['replaced'], nomination: replaced }));
  if (replaced && !out.has(replaced)) {
    return refuse(refusal('STILL_IN_THE_RUNNING', { path: ['replaced'], nomination: replaced }));
  }
  const next = nextAlternate(edition, out, leaving);
  if (!next) return refuse(nobodyNext(edition, out, leaving));
  if (next.nominationId !== promoted) {
    return refuse(refusal('NOT_THE_NEXT_ALTERNATE', { path: ['promoted'], next: next.nominationId, rank: next.rank }));
  }
  return accept({ type: 'AlternatePromoted', data: { ...(replaced && { replaced }), promoted, reason } });
});
