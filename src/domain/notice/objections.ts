import { localDateOf } from '../calendar.ts';
import { accept, refuse, unless } from '../decider.ts';
import type { Evidence } from '../evidence.ts';
import type { NominationId, ObjectionId } from '../ids.ts';
import { refusal } from '../refusal.ts';
import { inWords, objectionWords } from '../terms-in-words.ts';
import { renewedRefusal } from './correct.ts';
import { holds, type Notice, type Objection, type Objector } from './notice.ts';
import { type Decided, whenPublished } from './when-published.ts';

export interface LodgeObjection {
  readonly type: 'LodgeObjection';
  readonly objectionId: ObjectionId;
  readonly nominationId: NominationId;
  /** Absent: anonymous. */
  readonly objector?: Objector | undefined;
  readonly grounds: string;
  readonly evidence: readonly Evidence[];
  /** For an objection that came by post and is entered by an officer. */
  readonly postmarkedOn?: string | undefined;
  /** Of the program: a postmark is a day there. */
  readonly timeZone: string;
}
export interface AdmitObjection {
  readonly type: 'AdmitObjection';
  readonly objectionId: ObjectionId;
  readonly note: string;
}
export interface RefuseObjection {
  readonly type: 'RefuseObjection';
  readonly objectionId: ObjectionId;
  readonly reason: string;
}
export interface UpholdObjection {
  readonly type: 'UpholdObjection';
  readonly objectionId: ObjectionId;
  readonly findings: string;
}
export interface DismissObjection {
  readonly type: 'DismissObjection';
  readonly objectionId: ObjectionId;
  readonly findings: string;
}

export const lodgeObjection = whenPublished<LodgeObjection>((notice, command, { now }) => {
  const { objectionId, nominationId, objector, grounds, evidence, postmarkedOn, timeZone } = command;
  const arrivedInTime = notice.status === 'OPEN' && now <= notice.period.closesAt;
  const inTime = arrivedInTime || (postmarkedOn !== undefined && postmarkedOn <= notice.period.periodEnd);
  return unless(
    [
      !notice.nominees.has(nominationId) && refusal('NOT_ON_NOTICE', { path: ['nominationId'], notice: notice.id }),
      renewedRefusal(notice, nominationId, 'nominationId'),
      notice.objections.has(objectionId) && refusal('OBJECTION_EXISTS', {}),
      postmarkedOn !== undefined &&
        (postmarkedOn < notice.period.publishedOn || postmarkedOn > localDateOf(now, timeZone)) &&
        refusal('POSTMARK_IMPOSSIBLE', { path: ['postmarkedOn'], from: notice.period.publishedOn }),
    ],
    () => [
      {
        type: 'ObjectionLodged',
        data: {
          noticeId: notice.id,
          editionId: notice.editionId,
          objectionId,
          nominationId,
          ...(objector && { objector }),
          anonymous: objector === undefined,
          grounds,
          evidence: [...evidence],
          ...(postmarkedOn && { postmarkedOn }),
          inTime,
        },
      },
    ],
  );
});

const about = (notice: Notice, { id, nominationId }: Objection) => ({
  noticeId: notice.id,
  objectionId: id,
  nominationId,
});

/** Runs a decision on one objection that is in one of the named states. */
const onObjection = <Command extends { readonly objectionId: ObjectionId }>(
  from: readonly Objection['status'][],
  decide: (notice: Notice, objection: Objection, command: Command) => Decided,
) =>
  whenPublished<Command>((notice, command) => {
    const objection = notice.objections.get(command.objectionId);
    if (!objection) return refuse(refusal('OBJECTION_NOT_FOUND', { path: ['objectionId'] }));
    if (!from.includes(objection.status)) {
      return refuse(
        refusal('OBJECTION_SETTLED', {
          path: ['objectionId'],
          status: objectionWords[objection.status],
          from: inWords(objectionWords, from),
        }),
      );
    }
    return decide(notice, objection, command);
  });

/**
 * Once its nominee is publicized anew, an objection that does not hold up recognition is not to begin to: the new
 * notice takes objections of its own, and who recognizes there must be sure of what stands here.
 */
const movedOn = (notice: Notice, objection: Objection) =>
  !holds(objection) && renewedRefusal(notice, objection.nominationId, 'objectionId');

export const admitObjection = onObjection<AdmitObjection>(['LODGED'], (notice, objection, { note }) =>
  unless(
    [
      !objection.inTime && refusal('OBJECTION_LATE', { path: ['objectionId'], closedOn: notice.period.periodEnd }),
      notice.cleared.has(objection.nominationId) && refusal('ALREADY_CLEARED', { path: ['objectionId'] }),
      movedOn(notice, objection),
    ],
    () => [{ type: 'ObjectionAdmitted', data: { ...about(notice, objection), note } }],
  ),
);

export const refuseObjection = onObjection<RefuseObjection>(['LODGED'], (notice, objection, { reason }) =>
  accept({ type: 'ObjectionRefused', data: { ...about(notice, objection), reason } }),
);

const upheldBefore = ({ objections }: Notice, { nominationId }: Objection): boolean =>
  [...objections.values()].some((item) => item.nominationId === nominationId && item.status === 'UPHELD');

export const upholdObjection = onObjection<UpholdObjection>(['ADMITTED'], (notice, objection, { findings }) =>
  accept({
    type: 'ObjectionUpheld',
    data: {
      ...about(notice, objection),
      editionId: notice.editionId,
      findings,
      ...(upheldBefore(notice, objection) && { again: true as const }),
    },
  }),
);

export const dismissObjection = onObjection<DismissObjection>(['ADMITTED'], (notice, objection, { findings }) =>
  accept({ type: 'ObjectionDismissed', data: { ...about(notice, objection), findings } }),
);
