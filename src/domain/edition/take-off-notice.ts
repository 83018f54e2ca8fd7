import { accept } from '../decider.ts';
import type { NominationId, NoticeId } from '../ids.ts';
import { whenOpen } from './when-open.ts';

export interface TakeOffNotice {
  readonly type: 'TakeOffNotice';
  readonly noticeId: NoticeId;
  readonly nominationId: NominationId;
}

/** Follows from a correction that needs fresh publicity; said twice, the nominee is taken off once. */
export const takeOffNotice = whenOpen<TakeOffNotice>(({ publicized }, { noticeId, nominationId }) =>
  publicized.get(nominationId) === noticeId
    ? accept({ type: 'NomineeTakenOffNotice', data: { noticeId, nominationId } })
    : accept(),
);
