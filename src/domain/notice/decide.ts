import { type Calendar, localDateOf, publicityPeriod } from '../calendar.ts';
import { accept, type Context, decideBy, refuse, unless } from '../decider.ts';
import type { Edition } from '../edition/edition.ts';
import type { CertificateNumber, NominationId, NoticeId } from '../ids.ts';
import { type Refusal, refusal } from '../refusal.ts';
import { objectionWords } from '../terms-in-words.ts';
import { type CorrectNotice, correctNotice, renewedRefusal } from './correct.ts';
import {
  type Notice,
  type NoticeFact,
  type NoticeState,
  type Objection,
  objectionHolding,
  type Publicized,
} from './notice.ts';
import {
  type AdmitObjection,
  admitObjection,
  type DismissObjection,
  dismissObjection,
  type LodgeObjection,
  lodgeObjection,
  type RefuseObjection,
  refuseObjection,
  type UpholdObjection,
  upholdObjection,
} from './objections.ts';
import type { Period } from './period.ts';
import { type Decided, whenPublished } from './when-published.ts';

interface PublishNotice {
  readonly type: 'PublishNotice';
  readonly edition: Edition;
  readonly noticeId: NoticeId;
  readonly nominees: readonly Publicized[];
  readonly period: Period;
  readonly calendar: Calendar;
}
interface LeaveNotice {
  readonly type: 'LeaveNotice';
  readonly nominationId: NominationId;
  readonly reason: 'WITHDRAWN' | 'REJECTED';
}
interface KeepNominee {
  readonly type: 'KeepNominee';
  readonly nominationId: NominationId;
}
interface AbandonClearance {
  readonly type: 'AbandonClearance';
  readonly nominationId: NominationId;
  /** Of the claim that came to nothing. */
  readonly attempt: number;
}
interface CloseNotice {
  readonly type: 'CloseNotice';
}
interface ClearNominees {
  readonly type: 'ClearNominees';
  readonly edition: Edition;
  readonly nominees: readonly {
    readonly nominationId: NominationId;
    readonly certificate: CertificateNumber;
    /** Withdrawn or disqualified since it was publicized. */
    readonly out: boolean;
    /** An objection that stands on a notice the nominee was on before being publicized anew. */
    readonly heldBefore?: Objection | undefined;
  }[];
}
export type NoticeCommand =
  | PublishNotice
  | LodgeObjection
  | AdmitObjection
  | RefuseObjection
  | UpholdObjection
  | DismissObjection
  | CorrectNotice
  | LeaveNotice
  | KeepNominee
  | AbandonClearance
  | CloseNotice
  | ClearNominees;

/** The period ordered, or, where a crash kept the notice from being published that day, the one that begins today (R-F27). */
const periodFrom = ({ edition, period, calendar }: PublishNotice, now: string) => {
  const { timeZone, publicity } = edition.program;
  if (localDateOf(now, timeZone) === period.publishedOn) return { period };
  const { workingDays, countPublicationDay } = publicity;
  const counted = publicityPeriod(calendar, { publishedAt: now, timeZone, workingDays, countPublicationDay });
  if ('refusals' in counted) return counted;
  return { period: { ...counted.period, days: [...counted.period.days], countPublicationDay } };
};

/** Follows from the order to publicize; said twice it is still one notice. */
const publishNotice = (state: NoticeState, command: PublishNotice, { now }: Context): Decided => {
  if (state.status !== 'NONE') return accept();
  const { edition, noticeId, nominees } = command;
  const { channel, fromNotice } = edition.program.publicity;
  const counted = periodFrom(command, now);
  if ('refusals' in counted) return refuse(...counted.refusals);
  const { period } = counted;
  return accept({
    type: 'NoticePublished',
    data: { noticeId, editionId: edition.id, channel, fromNotice, nominees: [...nominees], period },
  });
};

/** A nominee leaves the running, unless already cleared for recognition. */
const leaveNotice = whenPublished<LeaveNotice>((notice, { nominationId, reason }) => {
  const { id, editionId, nominees, cleared, left, renewed } = notice;
  if (!nominees.has(nominationId) || left.has(nominationId) || renewed.has(nominationId)) return accept();
  if (cleared.has(nominationId)) {
    return refuse(refusal('ALREADY_RECOGNIZED', { path: ['nominationId'], nomination: nominationId }));
  }
  return accept({ type: 'NomineeLeft', data: { noticeId: id, editionId, nominationId, reason } });
});

/** Undoes a leaving that a crash left half done. */
const keepNominee = whenPublished<KeepNominee>(({ id, editionId, left }, { nominationId }) =>
  left.has(nominationId)
    ? accept({ type: 'NomineeStayed', data: { noticeId: id, editionId, nominationId } })
    : accept(),
);

/** Follows from a claim on an honor that no clearance has come of; done once for each attempt. */
const abandonClearance = whenPublished<AbandonClearance>((notice, { nominationId, attempt }) => {
  const { id, editionId, cleared, abandoned } = notice;
  if (cleared.has(nominationId) || (abandoned.get(nominationId) ?? 0) > attempt) return accept();
  return accept({ type: 'ClearanceAbandoned', data: { noticeId: id, editionId, nominationId } });
});

const closure = ({ id, editionId }: Notice): NoticeFact => ({
  type: 'NoticeClosed',
  data: { noticeId: id, editionId },
});

const closeNotice = whenPublished<CloseNotice>((notice, _, { now }) =>
  notice.status === 'CLOSED' || now <= notice.period.closesAt ? accept() : accept(closure(notice)),
);

/** What stands against recognizing one nominee of the notice (R-F28). */
const against = (
  notice: Notice,
  { nominationId, out, heldBefore }: ClearNominees['nominees'][number],
  ruleId: string | undefined,
): Refusal[] => {
  const path = ['nominationIds'];
  if (!notice.nominees.has(nominationId)) return [refusal('NOT_ON_NOTICE', { path, notice: notice.id })];
  const held = objectionHolding(notice, nominationId) ?? heldBefore;
  return [
    renewedRefusal(notice, nominationId, 'nominationIds'),
    held &&
      refusal('OBJECTION_STANDS', {
        path,
        ruleId,
        nomination: nominationId,
        objection: held.id,
        status: objectionWords[held.status],
      }),
    (out || notice.left.has(nominationId)) && refusal('OUT_OF_THE_RUNNING', { path, nomination: nominationId }),
    notice.cleared.has(nominationId) && refusal('ALREADY_RECOGNIZED', { path, nomination: nominationId }),
  ].filter((item) => item !== undefined && item !== false);
};

const clearNominees = whenPublished<ClearNominees>((notice, { edition, nominees }, { now }) => {
  const { clearanceRule } = edition.program.publicity;
  return unless(
    [
      now <= notice.period.closesAt &&
        refusal('PERIOD_RUNNING', { ruleId: edition.program.publicity.ruleId, until: notice.period.periodEnd }),
      nominees.length === 0 && refusal('NOTHING_TO_RECOGNIZE', { path: ['nominationIds'] }),
      nominees.flatMap((nominee) => against(notice, nominee, clearanceRule)),
    ],
    () => [
      ...(notice.status === 'OPEN' ? [closure(notice)] : []),
      ...nominees.flatMap(({ nominationId, certificate }, i): NoticeFact[] => {
        const listed = notice.nominees.get(nominationId);
        const named = nominees.findIndex((nominee) => nominee.nominationId === nominationId);
        if (!listed || named !== i) return [];
        const { bureau, category } = listed;
        return [
          {
            type: 'NomineeCleared',
            data: { noticeId: notice.id, editionId: notice.editionId, nominationId, bureau, category, certificate },
          },
        ];
      }),
    ],
  );
});

export const decideNotice = decideBy<NoticeState, NoticeCommand, NoticeFact>({
  PublishNotice: publishNotice,
  LodgeObjection: lodgeObjection,
  AdmitObjection: admitObjection,
  RefuseObjection: refuseObjection,
  UpholdObjection: upholdObjection,
  DismissObjection: dismissObjection,
  CorrectNotice: correctNotice,
  LeaveNotice: leaveNotice,
  KeepNominee: keepNominee,
  AbandonClearance: abandonClearance,
  CloseNotice: closeNotice,
  ClearNominees: clearNominees,
});
