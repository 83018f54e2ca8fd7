import { type Calendar, localDateOf, publicityPeriod } from '../calendar.ts';
import { accept, type Context, type Decision, decideBy, refuse, unless } from '../decider.ts';
import type { Edition } from '../edition/edition.ts';
import type { Evidence } from '../evidence.ts';
import type { CertificateNumber, NominationId, NoticeId, ObjectionId } from '../ids.ts';
import { type Refusal, refusal } from '../refusal.ts';
import { inWords, objectionWords } from '../terms-in-words.ts';
import {
  holds,
  type Notice,
  type NoticeFact,
  type NoticeState,
  type Objection,
  type Objector,
  type Publicized,
} from './notice.ts';
import type { Period } from './period.ts';

interface PublishNotice {
  readonly type: 'PublishNotice';
  readonly edition: Edition;
  readonly noticeId: NoticeId;
  readonly nominees: readonly Publicized[];
  readonly period: Period;
  readonly calendar: Calendar;
}
interface LodgeObjection {
  readonly type: 'LodgeObjection';
  readonly objectionId: ObjectionId;
  readonly nominationId: NominationId;
  /** Absent: anonymous. */
  readonly objector?: Objector | undefined;
  readonly grounds: string;
  readonly evidence: readonly Evidence[];
  /** For an objection that came by post and is entered by an officer. */
  readonly postmarkedOn?: string | undefined;
}
interface AdmitObjection {
  readonly type: 'AdmitObjection';
  readonly objectionId: ObjectionId;
  readonly note: string;
}
interface RefuseObjection {
  readonly type: 'RefuseObjection';
  readonly objectionId: ObjectionId;
  readonly reason: string;
}
interface UpholdObjection {
  readonly type: 'UpholdObjection';
  readonly objectionId: ObjectionId;
  readonly findings: string;
}
interface DismissObjection {
  readonly type: 'DismissObjection';
  readonly objectionId: ObjectionId;
  readonly findings: string;
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
  }[];
}
export type NoticeCommand =
  | PublishNotice
  | LodgeObjection
  | AdmitObjection
  | RefuseObjection
  | UpholdObjection
  | DismissObjection
  | CloseNotice
  | ClearNominees;

type Decided = Decision<NoticeFact>;

const whenPublished =
  <Command>(decide: (notice: Notice, command: Command, context: Context) => Decided) =>
  (state: NoticeState, command: Command, context: Context): Decided =>
    state.status === 'NONE'
      ? refuse(refusal('NOTICE_NOT_FOUND', { path: ['noticeId'] }))
      : decide(state, command, context);

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

const lodgeObjection = whenPublished<LodgeObjection>((notice, command, { now }) => {
  const { objectionId, nominationId, objector, grounds, evidence, postmarkedOn } = command;
  const arrivedInTime = notice.status === 'OPEN' && now <= notice.period.closesAt;
  const inTime = arrivedInTime || (postmarkedOn !== undefined && postmarkedOn <= notice.period.periodEnd);
  return unless(
    [
      !notice.nominees.has(nominationId) && refusal('NOT_ON_NOTICE', { path: ['nominationId'], notice: notice.id }),
      notice.objections.has(objectionId) && refusal('OBJECTION_EXISTS', {}),
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

const admitObjection = onObjection<AdmitObjection>(['LODGED'], (notice, objection, { note }) =>
  unless(
    [
      !objection.inTime && refusal('OBJECTION_LATE', { path: ['objectionId'], closedOn: notice.period.periodEnd }),
      notice.cleared.has(objection.nominationId) && refusal('ALREADY_CLEARED', { path: ['objectionId'] }),
    ],
    () => [{ type: 'ObjectionAdmitted', data: { ...about(notice, objection), note } }],
  ),
);

const refuseObjection = onObjection<RefuseObjection>(['LODGED'], (notice, objection, { reason }) =>
  accept({ type: 'ObjectionRefused', data: { ...about(notice, objection), reason } }),
);

const upholdObjection = onObjection<UpholdObjection>(['ADMITTED'], (notice, objection, { findings }) =>
  accept({
    type: 'ObjectionUpheld',
    data: { ...about(notice, objection), editionId: notice.editionId, findings },
  }),
);

const dismissObjection = onObjection<DismissObjection>(['ADMITTED'], (notice, objection, { findings }) =>
  accept({ type: 'ObjectionDismissed', data: { ...about(notice, objection), findings } }),
);

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
  { nominationId, out }: ClearNominees['nominees'][number],
  ruleId: string | undefined,
): Refusal[] => {
  const path = ['nominationIds'];
  if (!notice.nominees.has(nominationId)) return [refusal('NOT_ON_NOTICE', { path, notice: notice.id })];
  const held = [...notice.objections.values()].find((item) => item.nominationId === nominationId && holds(item));
  return [
    held &&
      refusal('OBJECTION_STANDS', {
        path,
        ruleId,
        nomination: nominationId,
        objection: held.id,
        status: objectionWords[held.status],
      }),
    out && refusal('OUT_OF_THE_RUNNING', { path, nomination: nominationId }),
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
  CloseNotice: closeNotice,
  ClearNominees: clearNominees,
});
