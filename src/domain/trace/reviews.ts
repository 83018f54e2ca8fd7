import type { Points } from '../edition/shortlist.ts';
import type { ActorId, NominationId } from '../ids.ts';
import { nominationStream } from '../nomination/nomination.ts';
import { type Case, isAfter } from './case.ts';
import { type Event, type EventOf, isAbout } from './event.ts';

/** What one expert made of a nomination, and whether it is in the mean. */
export interface ExpertReview {
  readonly expert: ActorId;
  /** As last revised; undefined if the expert has given none. */
  readonly points?: Points | undefined;
  readonly counts: boolean;
  /** Why a review is not in the mean. */
  readonly because?: 'NOT_SCORED' | 'RECUSED' | 'DISMISSED' | 'VOIDED' | 'LATE' | 'BEFORE_RESUBMISSION' | undefined;
}

/** What is looked at for all reviews of a nomination alike. */
interface Panel {
  readonly records: Case;
  readonly id: NominationId;
  readonly decided: Event | undefined;
  /** When it was last handed in again while scoring was open. */
  readonly resubmitted: Event | undefined;
}

/**
 * The reviews of a nomination, by expert. Order is the judge: what stands while scoring is closed does not count, nor what
 * was scored before the nomination was handed in again, or was voided; of who stepped aside, or was dismissed before the
 * close, nothing does.
 */
export const expertReviews = (records: Case, id: NominationId): readonly ExpertReview[] => {
  const resubmitted = records
    .of('Resubmitted')
    .filter((event) => event.stream === nominationStream(id) && isWhileOpen(records, event))
    .at(-1);
  const panel = { records, id, decided: records.of('ShortlistDecided').at(0), resubmitted };
  const assigned = records.of('ReviewAssigned').filter((event) => isAbout(event, id));
  // Who was assigned again after a withdrawal or a bar that was lifted is one expert still.
  const last = new Map(assigned.map((event) => [event.data.expert, event]));
  return [...last.values()].map((event) => reviewOf(event, panel));
};

/** Scoring may be closed, opened again for panels that lost a score, and closed again. */
const isWhileOpen = (records: Case, event: Event): boolean => {
  const last = records
    .of('ScoringClosed', 'ScoringReopened')
    .filter((other) => isAfter(records, event, other))
    .at(-1);
  return last?.type !== 'ScoringClosed';
};

/** True while the other has not come. */
const isBefore = (records: Case, event: Event, other: Event | undefined): boolean =>
  other === undefined || isAfter(records, other, event);

const reviewOf = (assigned: EventOf<'ReviewAssigned'>, panel: Panel): ExpertReview => {
  const { records, id, resubmitted } = panel;
  const { expert } = assigned.data;
  const voided = records
    .of('ScoreVoided')
    .filter((event) => isAbout(event, id) && event.data.expert === expert && isBefore(records, event, panel.decided))
    .at(-1);
  const scores = records
    .of('Scored', 'ScoreRevised')
    .filter((event) => isAbout(event, id) && event.data.expert === expert);
  const inTime = scores.filter((event) => isWhileOpen(records, event));
  const valid = inTime.filter((event) => isAfter(records, event, resubmitted) && isAfter(records, event, voided));
  const because = asideFor(assigned, panel) ?? (valid.length > 0 ? undefined : whyNone(scores, inTime, voided));
  return { expert, points: (valid.at(-1) ?? scores.at(-1))?.data.points, counts: because === undefined, because };
};

const whyNone = (scores: readonly Event[], inTime: readonly Event[], voided: Event | undefined) => {
  if (scores.length === 0) return 'NOT_SCORED';
  if (voided) return 'VOIDED';
  return inTime.length > 0 ? 'BEFORE_RESUBMISSION' : 'LATE';
};

const asideFor = (assigned: EventOf<'ReviewAssigned'>, { records, id, decided }: Panel) => {
  const { expert } = assigned.data;
  const recused = records
    .of('ReviewerRecused')
    .some((event) => isAbout(event, id) && event.data.expert === expert && isBefore(records, event, decided));
  if (recused) return 'RECUSED';
  const dismissed = records
    .of('ExpertDismissed')
    .some((event) => event.data.expert === expert && isAfter(records, event, assigned) && isWhileOpen(records, event));
  return dismissed ? 'DISMISSED' : undefined;
};
