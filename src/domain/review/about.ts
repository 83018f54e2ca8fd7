import { localDateOf } from '../calendar.ts';
import type { Edition } from '../edition/edition.ts';
import type { ActorId } from '../ids.ts';
import type { Nomination } from '../nomination/nomination.ts';
import { type Refusal, refusal } from '../refusal.ts';
import { groundWords, inWords } from '../terms-in-words.ts';
import { type Conflict, conflictsOf } from './conflicts.ts';
import type { ReviewState } from './review.ts';

/** One expert and one nomination, which every command on a review is about. */
export interface About {
  readonly edition: Edition;
  readonly nomination: Nomination;
  readonly expert: ActorId;
}

export const idsOf = ({ edition, nomination, expert }: About) => ({
  editionId: edition.id,
  nominationId: nomination.id,
  expert,
});

export const concluded = ({ edition }: About): Refusal | false =>
  edition.status === 'CONCLUDED' && refusal('EDITION_CONCLUDED', { edition: edition.id });

export const notAppointed = ({ edition, expert }: About): Refusal | false =>
  !edition.experts.has(expert) && refusal('EXPERT_NOT_APPOINTED', { path: ['expert'], expert });

/** Why the expert must stand aside as things are on record: all conflicts but those that two people have lifted. */
export const conflictsStanding = (state: ReviewState, about: About, now: string): readonly Conflict[] =>
  conflictsStandingOn(state, about, localDateOf(now, about.edition.program.timeZone));

/** The same, on a local date. */
export const conflictsStandingOn = (
  { declared, lift }: ReviewState,
  { edition, nomination, expert }: About,
  today: string,
): readonly Conflict[] => {
  const lifted = lift?.status === 'CONFIRMED' ? (lift.conflicts ?? []) : [];
  const isLifted = (item: Conflict) =>
    item.ground !== 'INVOLVED' &&
    lifted.some(({ ground, from, fact }) => ground === item.ground && from === item.from && fact === item.fact);
  return conflictsOf({ edition, nomination, expert, declared, today }).filter((item) => !isLifted(item));
};

export const groundsOf = (conflicts: readonly Conflict[]) => [...new Set(conflicts.map(({ ground }) => ground))];

/**
 * Who must stand aside neither is given a nomination nor scores it. Nothing personal is said: the grounds only, and not
 * even these to experts who score blind, whom they would tell something of the nominee.
 *
 * `path`: `nominationId` where the expert is answered, `expert` where an officer is.
 */
export const barred = (
  conflicts: readonly Conflict[],
  { edition: { program } }: About,
  path: 'nominationId' | 'expert',
): Refusal | false => {
  if (conflicts.length === 0) return false;
  const at = { path: [path], ruleId: program.conflicts?.ruleId };
  if (path === 'nominationId' && program.blinding) return refusal('MUST_STAND_ASIDE', at);
  return refusal('CONFLICT_OF_INTEREST', { ...at, grounds: inWords(groundWords, groundsOf(conflicts)) });
};
