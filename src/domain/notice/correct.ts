import { unless } from '../decider.ts';
import type { NominationId } from '../ids.ts';
import { refusal } from '../refusal.ts';
import type { Notice } from './notice.ts';
import { whenPublished } from './when-published.ts';

export interface CorrectNotice {
  readonly type: 'CorrectNotice';
  readonly nominationId: NominationId;
  /** What the notice should say, as it is shown with it. */
  readonly correction: string;
  /** Whether it is so substantial that the nominee is publicized anew, for a full period. */
  readonly fresh: boolean;
  readonly reason: string;
  /** Withdrawn or disqualified since it was publicized. */
  readonly out: boolean;
}

/** Why nothing is corrected or objected to here any more: the nominee is publicized anew. */
export const renewedRefusal = (notice: Notice, nominationId: NominationId, field: string) =>
  notice.renewed.has(nominationId) && refusal('PUBLICIZED_ANEW', { path: [field], notice: notice.id });

/** Puts right what the notice says of a nominee who can still be recognized by it. */
export const correctNotice = whenPublished<CorrectNotice>((notice, command) => {
  const { nominationId, correction, fresh, reason, out } = command;
  const { id, editionId, nominees, cleared, left } = notice;
  const path = ['nominationId'];
  return unless(
    [
      !nominees.has(nominationId) && refusal('NOT_ON_NOTICE', { path, notice: id }),
      renewedRefusal(notice, nominationId, 'nominationId'),
      cleared.has(nominationId) && refusal('ALREADY_RECOGNIZED', { path, nomination: nominationId }),
      (out || left.has(nominationId)) && refusal('OUT_OF_THE_RUNNING', { path, nomination: nominationId }),
    ],
    () => [{ type: 'ErratumIssued', data: { noticeId: id, editionId, nominationId, correction, fresh, reason } }],
  );
});
