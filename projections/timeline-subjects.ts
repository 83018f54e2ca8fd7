import type { LaurelFact } from '../src/domain/agenda.ts';
import type { Recorded } from '../src/domain/event.ts';
import type { CertificateNumber, NominationId, PersonPseudonym } from '../src/domain/ids.ts';
import type { ProtectionFact } from '../src/domain/protection/protection.ts';
import type { ReviewFact } from '../src/domain/review/review.ts';
import type { Home } from './nomination-board.ts';
import { editionOf, type FactOf, nominationOf } from './read-model.ts';
import { remembering } from './remembering.ts';

/** From those with the fewest events to those with the most. */
export const subjectKinds = [
  'OBJECTION',
  'CERTIFICATE',
  'PERSON',
  'NOMINATION',
  'NOTICE',
  'EXPERT',
  'BUREAU',
  'EDITION',
] as const;
export type SubjectKind = (typeof subjectKinds)[number];

export interface Subject {
  readonly kind: SubjectKind;
  readonly id: string;
}

/** Of whom and for what an honor was conferred. */
export interface Conferred extends Home {
  readonly nominationId: NominationId;
  readonly person: PersonPseudonym;
}

export interface Known {
  /** What was recorded before of what an event names by its id only. */
  nominated(id: NominationId): Home | undefined;
  conferred(id: CertificateNumber): Conferred | undefined;
  numberOf(kind: SubjectKind, id: string): number;
}

/**
 * Numbers of whom and what an event is about, by its type: what it names itself, and where it names a nomination or a
 * certificate, also the edition and the bureau these belong to.
 */
export const subjectFinder = ({ nominated, conferred, numberOf }: Known): ((event: Recorded) => readonly number[]) => {
  const of =
    (kind: SubjectKind) =>
    (id: string): number =>
      numberOf(kind, id);
  const edition = of('EDITION');
  const nomination = of('NOMINATION');
  const bureau = of('BUREAU');
  const expert = of('EXPERT');
  const notice = of('NOTICE');
  const objection = of('OBJECTION');
  const certificate = of('CERTIFICATE');
  const person = of('PERSON');

  const belonging = remembering((id: NominationId): readonly number[] | undefined => {
    const home = nominated(id);
    return home && [nomination(id), edition(home.editionId), bureau(home.bureau)];
  });
  const dossier = (id: NominationId): readonly number[] => belonging(id) ?? [nomination(id)];
  const own = (event: { readonly stream: string }): readonly number[] => dossier(nominationOf(event));
  const honor = (id: CertificateNumber): readonly number[] => {
    const found = conferred(id);
    if (!found) return [certificate(id)];
    const { editionId, bureau: home, nominationId, person: pseudonym } = found;
    return [certificate(id), edition(editionId), bureau(home), nomination(nominationId), person(pseudonym)];
  };
  const places = (items: readonly { readonly nominationId: string }[]) =>
    items.map((item) => nomination(item.nominationId));
  const review = ({ data }: FactOf<ReviewFact['type']>) => [...dossier(data.nominationId), expert(data.expert)];
  const claim = ({ data }: FactOf<'NominationClaimed' | 'NominationReleased' | 'HonorClaimed' | 'HonorReleased'>) => [
    person(data.person),
    edition(data.editionId),
    nomination(data.nominationId),
  ];
  const objected = ({
    data,
  }: FactOf<
    'ObjectionLodged' | 'ObjectionAdmitted' | 'ObjectionRefused' | 'ObjectionUpheld' | 'ObjectionDismissed'
  >) => [...dossier(data.nominationId), notice(data.noticeId), objection(data.objectionId)];
  const owners = { PERSON: person, OBJECTOR: objection, EXPERT: expert };
  const owned = ({ data: { owner } }: FactOf<ProtectionFact['type']>) => [owners[owner.kind](owner.id)];
  const ofEdition = (event: { readonly stream: string }) => [edition(editionOf(event))];
  const seat = ({ data }: FactOf<'SeatTaken' | 'SeatReleased' | 'LateEntryAccepted'>) => [
    ...dossier(data.nominationId),
    bureau(data.bureau),
  ];

  const table: { readonly [Type in LaurelFact['type']]: (event: FactOf<Type>) => readonly number[] } = {
    EditionOpened: ofEdition,
    QuotaAdjusted: (event) => [edition(editionOf(event)), bureau(event.data.bureau)],
    DeadlineExtended: ofEdition,
    DeadlinePassed: ofEdition,
    ExpertAppointed: (event) => [edition(editionOf(event)), expert(event.data.expert)],
    ExpertAmended: (event) => [edition(editionOf(event)), expert(event.data.expert)],
    ExpertDismissed: (event) => [edition(editionOf(event)), expert(event.data.expert)],
    PlanCommitted: ofEdition,
    PlanCarriedOut: ofEdition,
    RubricFrozen: ofEdition,
    ScoringClosed: ofEdition,
    ScoringReopened: ofEdition,
    ShortlistDecided: (event) => [
      edition(editionOf(event)),
      ...places([...event.data.selected, ...event.data.alternates]),
      ...event.data.belowPassMark.map(nomination),
      ...places(event.data.passedOver ?? []),
    ],
    SeatsReallocated: ofEdition,
    AlternatePromoted: (event) => [
      edition(editionOf(event)),
      ...(event.data.replaced ? [nomination(event.data.replaced)] : []),
      nomination(event.data.promoted),
    ],
    NoticeOrdered: (event) => [edition(editionOf(event)), notice(event.data.noticeId), ...places(event.data.nominees)],
    NomineeTakenOffNotice: (event) => [
      edition(editionOf(event)),
      notice(event.data.noticeId),
      nomination(event.data.nominationId),
    ],
    CircularIssued: (event) => [edition(editionOf(event)), ...event.data.certificates.map(certificate)],
    EditionStepRecorded: (event) => [edition(editionOf(event)), bureau(event.data.bureau)],
    EditionConcluded: ofEdition,

    SeatTaken: (event) => [...seat(event), ...(event.data.forwardedTo ? [bureau(event.data.forwardedTo)] : [])],
    SeatReleased: seat,
    SlateSubmitted: ({ data }) => [
      edition(data.editionId),
      bureau(data.bureau),
      bureau(data.forwardedTo),
      ...places(data.items),
    ],
    SlateAbandoned: ({ data }) => [edition(data.editionId), bureau(data.bureau), ...data.nominations.map(nomination)],
    LateEntryAccepted: seat,
    SlateStepRecorded: ({ data }) => [edition(data.editionId), bureau(data.slateOf), bureau(data.bureau)],

    Nominated: ({ data }) => [
      nomination(data.nominationId),
      edition(data.editionId),
      bureau(data.bureau),
      person(data.person),
    ],
    FormAmended: own,
    Reviewed: (event) => [...own(event), bureau(event.data.bureau)],
    Returned: (event) => [...own(event), bureau(event.data.from), bureau(event.data.to)],
    Rejected: (event) => [...own(event), bureau(event.data.by), person(event.data.person)],
    Resubmitted: own,
    Forwarded: (event) => [...own(event), bureau(event.data.from), bureau(event.data.to)],
    Withdrawn: (event) => [...own(event), person(event.data.person)],
    Lapsed: (event) => [...own(event), bureau(event.data.bureau)],
    MaterialAttached: own,
    MaterialRemoved: own,
    VettingAnswered: own,
    StepRecorded: (event) => [...own(event), bureau(event.data.bureau)],
    EligibilityAssessed: (event) => [...own(event), bureau(event.data.bureau)],
    WaiverRequested: (event) => [...own(event), bureau(event.data.bureau)],
    WaiverConfirmed: (event) => [...own(event), bureau(event.data.bureau)],
    WaiverRefused: (event) => [...own(event), bureau(event.data.bureau)],
    SupplementRequired: (event) => [...own(event), bureau(event.data.from), bureau(event.data.to)],
    SupplementExpired: (event) => [...own(event), bureau(event.data.bureau), person(event.data.person)],
    NominationVoided: ({ data }) => [edition(data.editionId), nomination(data.nominationId)],
    Disqualified: (event) => [...own(event), notice(event.data.noticeId), objection(event.data.objectionId)],

    ReviewAssigned: review,
    AssignmentWithdrawn: review,
    ReviewerRecused: review,
    Scored: review,
    ScoreRevised: review,
    ScoreVoided: review,
    ConflictDeclared: review,
    BarLiftRequested: review,
    BarLiftConfirmed: review,
    BarLiftRefused: review,

    NoticePublished: ({ data }) => [edition(data.editionId), notice(data.noticeId), ...places(data.nominees)],
    ObjectionLodged: objected,
    ObjectionAdmitted: objected,
    ObjectionRefused: objected,
    ObjectionUpheld: objected,
    ObjectionDismissed: objected,
    ErratumIssued: ({ data }) => [...dossier(data.nominationId), notice(data.noticeId)],
    NoticeClosed: ({ data }) => [edition(data.editionId), notice(data.noticeId)],
    NomineeStayed: ({ data }) => [...dossier(data.nominationId), notice(data.noticeId)],
    NomineeLeft: ({ data }) => [...dossier(data.nominationId), notice(data.noticeId)],
    ClearanceAbandoned: ({ data }) => [...dossier(data.nominationId), notice(data.noticeId)],
    NomineeCleared: ({ data }) => [...dossier(data.nominationId), notice(data.noticeId), certificate(data.certificate)],

    Recognized: ({ data }) => [
      ...[certificate(data.certificate), edition(data.editionId), nomination(data.nominationId)],
      ...[notice(data.noticeId), person(data.person), bureau(data.bureau)],
    ],
    ViolationReported: ({ data }) => [...honor(data.certificate), bureau(data.by)],
    FollowedUp: ({ data }) => [...honor(data.certificate), bureau(data.bureau)],
    Revoked: ({ data }) => honor(data.certificate),

    NominationClaimed: claim,
    NominationReleased: claim,
    PriorHonorRecorded: ({ data }) => [person(data.person)],
    HonorClaimed: (event) => [...claim(event), certificate(event.data.certificate)],
    HonorReleased: (event) => [...claim(event), certificate(event.data.certificate)],

    ErasureRequested: owned,
    ErasureApproved: owned,
    ErasureDeclined: owned,
    PersonalDataErased: owned,
    PersonalDataRestricted: owned,
    RestrictionLifted: owned,

    PersonalDataRead: ({ data }) =>
      data.subjects.flatMap((read) => [
        ...(read.person === undefined ? [] : [person(read.person)]),
        ...(read.nominationId === undefined ? [] : [nomination(read.nominationId)]),
        ...(read.objectionId === undefined ? [] : [objection(read.objectionId)]),
        ...(read.expert === undefined ? [] : [expert(read.expert)]),
      ]),
  };

  return (event) => (table[event.type as LaurelFact['type']] as (event: Recorded) => readonly number[])(event);
};
