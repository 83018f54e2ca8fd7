import type { AccessFact } from './access/access.ts';
import { keys, nominationOf } from './agenda-keys.ts';
import { forwardings, personRelease, releases } from './agenda-releases.ts';
import type { Todo } from './duty.ts';
import type { EditionFact } from './edition/edition.ts';
import type { Recorded } from './event.ts';
import type { HonorFact } from './honor/honor.ts';
import type { EditionId } from './ids.ts';
import type { NominationFact } from './nomination/nomination.ts';
import type { NoticeFact } from './notice/notice.ts';
import type { PersonFact } from './person/person.ts';
import { deadlineEnd } from './program/program.ts';
import type { ProtectionFact } from './protection/protection.ts';
import type { ReviewFact } from './review/review.ts';
import type { SlateFact } from './slate/slate.ts';

export type LaurelFact =
  | EditionFact
  | SlateFact
  | NominationFact
  | ReviewFact
  | NoticeFact
  | HonorFact
  | PersonFact
  | AccessFact
  | ProtectionFact;

type Table<Value> = {
  readonly [Type in LaurelFact['type']]?: (event: Recorded<Extract<LaurelFact, { type: Type }>>) => readonly Value[];
};

/** How long the first half of a step may stand without the second before it is taken for a crash between the two. */
const orphanAfterMs = 60_000;

const later = (instant: string, ms: number): string => new Date(Date.parse(instant) + ms).toISOString();

const calledForBy: Table<Todo> = {
  EditionOpened: ({ data: { editionId, program } }) =>
    program.deadlines.map(({ key }) => ({
      key: keys.deadline(editionId, key),
      dueAt: later(deadlineEnd(program, key), 1),
      duty: { duty: 'PassDeadline', editionId, deadline: key },
    })),
  DeadlineExtended: ({ data: { deadline, until }, stream }) => {
    const editionId = stream.slice('edition-'.length) as EditionId;
    return [
      {
        key: keys.deadline(editionId, deadline),
        dueAt: later(until, 1),
        duty: { duty: 'PassDeadline', editionId, deadline },
      },
    ];
  },
  PlanCommitted: ({ data: { planHash }, stream, meta }) => {
    const editionId = stream.slice('edition-'.length) as EditionId;
    return [
      {
        key: keys.plan(editionId, planHash),
        dueAt: meta.recordedAt,
        duty: { duty: 'CarryOutPlan', editionId, planHash },
      },
    ];
  },
  SeatTaken: ({ data: { editionId, bureau, nominationId, forwardedTo }, meta }) =>
    forwardedTo === null
      ? []
      : [
          {
            key: keys.forward(nominationId, bureau),
            dueAt: meta.recordedAt,
            duty: {
              duty: 'RecordForwarding',
              editionId,
              nominationId,
              from: bureau,
              to: forwardedTo,
              at: meta.recordedAt,
            },
          },
        ],
  SlateSubmitted: ({ data: { editionId, bureau, items, forwardedTo }, meta }) =>
    items.map(({ nominationId }) => ({
      key: keys.forward(nominationId, bureau),
      dueAt: meta.recordedAt,
      duty: {
        duty: 'RecordForwarding',
        editionId,
        nominationId,
        from: bureau,
        to: forwardedTo,
        at: meta.recordedAt,
      },
    })),
  SlateAbandoned: ({ data: { bureau, nominations }, meta }) =>
    nominations.map((nominationId) => ({
      key: keys.lapse(nominationId),
      dueAt: meta.recordedAt,
      duty: { duty: 'RecordLapse', nominationId, bureau },
    })),
  SeatReleased: ({ data: { bureau, nominationId, reason }, meta }) =>
    reason === 'DEADLINE'
      ? [{ key: keys.lapse(nominationId), dueAt: meta.recordedAt, duty: { duty: 'RecordLapse', nominationId, bureau } }]
      : [],
  Returned: (event) => releases(event.data, nominationOf(event), 'RETURNED', event.meta.recordedAt),
  SupplementRequired: (event) => [
    {
      key: keys.supplement(nominationOf(event)),
      dueAt: later(event.data.dueAt, 1),
      duty: { duty: 'ExpireSupplement', nominationId: nominationOf(event) },
    },
  ],
  SupplementExpired: (event) => [
    ...releases(event.data, nominationOf(event), 'EXPIRED', event.meta.recordedAt),
    personRelease(event, 'EXPIRED'),
  ],
  Rejected: (event) => [
    ...releases(event.data, nominationOf(event), 'REJECTED', event.meta.recordedAt),
    personRelease(event, 'REJECTED'),
  ],
  Withdrawn: (event) => [
    ...releases(event.data, nominationOf(event), 'WITHDRAWN', event.meta.recordedAt),
    personRelease(event, 'WITHDRAWN'),
  ],
  NominationClaimed: ({ data: { person, editionId, nominationId }, meta }) => [
    {
      key: keys.person(editionId, nominationId),
      dueAt: later(meta.recordedAt, orphanAfterMs),
      duty: { duty: 'ReleaseOrphanClaim', person, editionId, nominationId },
    },
  ],
  NoticeOrdered: ({ data: { noticeId, nominees, period }, meta, stream }) => [
    {
      key: keys.publish(noticeId),
      dueAt: meta.recordedAt,
      duty: {
        duty: 'PublishNotice',
        editionId: stream.slice('edition-'.length) as EditionId,
        noticeId,
        nominees: nominees.map(({ nominationId, bureau, category, serial }) => ({
          nominationId,
          bureau,
          category,
          serial,
        })),
        period,
      },
    },
  ],
  NoticePublished: ({ data: { noticeId, period } }) => [
    { key: keys.close(noticeId), dueAt: later(period.closesAt, 1), duty: { duty: 'CloseNotice', noticeId } },
  ],
  NomineeLeft: ({ data: { noticeId, nominationId }, meta }) => [
    {
      key: keys.left(nominationId),
      dueAt: later(meta.recordedAt, orphanAfterMs),
      duty: { duty: 'KeepNominee', noticeId, nominationId },
    },
  ],
  ErratumIssued: ({ data: { editionId, noticeId, nominationId, fresh }, meta }) =>
    fresh
      ? [
          {
            key: keys.takeOff(noticeId, nominationId),
            dueAt: meta.recordedAt,
            duty: { duty: 'TakeOffNotice', editionId, noticeId, nominationId },
          },
        ]
      : [],
  ObjectionUpheld: ({ data: { editionId, noticeId, objectionId, nominationId, again }, meta }) =>
    again
      ? []
      : [
          {
            key: keys.disqualify(nominationId),
            dueAt: meta.recordedAt,
            duty: { duty: 'Disqualify', editionId, nominationId, noticeId, objectionId },
          },
        ],
  HonorClaimed: ({ data: { person, editionId, nominationId, certificate, attempt }, meta }) => [
    {
      key: keys.honorClaim(certificate),
      dueAt: later(meta.recordedAt, orphanAfterMs),
      duty: { duty: 'ReleaseOrphanHonor', person, editionId, nominationId, certificate, attempt },
    },
  ],
  Revoked: ({ data: { certificate }, meta }) => [
    {
      key: keys.honorEnd(certificate),
      dueAt: meta.recordedAt,
      duty: { duty: 'ReleaseHonor', certificate },
    },
  ],
  ErasureApproved: ({ data: { owner, requestId, approval }, meta }) =>
    approval === 'SECOND'
      ? [{ key: keys.erase(requestId), dueAt: meta.recordedAt, duty: { duty: 'EraseKeys', owner, requestId } }]
      : [],
  NomineeCleared: ({ data: { editionId, noticeId, nominationId, certificate, bureau, category }, meta }) => [
    {
      key: keys.honor(certificate),
      dueAt: meta.recordedAt,
      duty: { duty: 'ConferHonor', editionId, noticeId, nominationId, certificate, bureau, category },
    },
  ],
};

const settledBy: Table<string> = {
  DeadlinePassed: ({ data, stream }) => [keys.deadline(stream.slice('edition-'.length), data.deadline)],
  PlanCarriedOut: ({ data, stream }) => [keys.plan(stream.slice('edition-'.length), data.planHash)],
  Forwarded: (event) => [keys.forward(nominationOf(event), event.data.from)],
  Lapsed: (event) => [keys.lapse(nominationOf(event))],
  Returned: forwardings,
  Rejected: (event) => [...forwardings(event), keys.left(nominationOf(event))],
  Withdrawn: (event) => [...forwardings(event), keys.left(nominationOf(event)), keys.supplement(nominationOf(event))],
  SupplementExpired: (event) => [...forwardings(event), keys.supplement(nominationOf(event))],
  Resubmitted: (event) => [keys.supplement(nominationOf(event))],
  NomineeStayed: ({ data }) => [keys.left(data.nominationId)],
  /** A seat still to be let go after a return is kept if the nomination passed anew and went forward with it. */
  SlateSubmitted: ({ data: { editionId, bureau, items } }) =>
    items.map(({ nominationId }) => keys.seat(editionId, bureau, nominationId)),
  SeatReleased: ({ data }) => [
    keys.seat(data.editionId, data.bureau, data.nominationId),
    keys.forward(data.nominationId, data.bureau),
  ],
  Nominated: ({ data }) => [keys.person(data.editionId, data.nominationId)],
  NominationReleased: ({ data }) => [keys.person(data.editionId, data.nominationId)],
  NomineeTakenOffNotice: ({ data }) => [keys.takeOff(data.noticeId, data.nominationId)],
  NoticePublished: ({ data }) => [keys.publish(data.noticeId)],
  NoticeClosed: ({ data }) => [keys.close(data.noticeId)],
  Disqualified: (event) => [keys.disqualify(nominationOf(event)), keys.left(nominationOf(event))],
  Recognized: ({ data }) => [keys.honor(data.certificate)],
  NomineeCleared: ({ data }) => [keys.honorClaim(data.certificate)],
  HonorReleased: ({ data }) => [keys.honorClaim(data.certificate), keys.honorEnd(data.certificate)],
  PersonalDataErased: ({ data }) => [keys.erase(data.requestId)],
};

const lookUp = <Value>(table: Table<Value>, event: Recorded): readonly Value[] =>
  (table[event.type as LaurelFact['type']] as ((event: Recorded) => readonly Value[]) | undefined)?.(event) ?? [];

/** What a fact calls for, to be done by the system now or at a later time. */
export const todosOf = (event: Recorded): readonly Todo[] => lookUp(calledForBy, event);

/** Keys of the todos that a fact brings to an end. */
export const settledKeysOf = (event: Recorded): readonly string[] => lookUp(settledBy, event);
