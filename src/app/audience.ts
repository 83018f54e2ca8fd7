import type { Actor } from '../domain/actor.ts';
import type { LaurelFact } from '../domain/agenda.ts';
import type { NominationId } from '../domain/ids.ts';
import { mayRead } from './permissions.ts';

/** For whom the history of a nomination is told, from the one that is told least to the one that is told all. */
export const audiences = ['PUBLIC', 'NOMINEE', 'AUDITOR'] as const;
export type Audience = (typeof audiences)[number];

type DataOf<Type extends LaurelFact['type']> = Extract<LaurelFact, { type: Type }>['data'];

/** Fields of an event's data, such as `bureau` and `opinion.conclusion`. */
type PathOf<Data> = {
  [Key in keyof Data & string]:
    | Key
    | (NonNullable<Data[Key]> extends readonly unknown[] | string | number | boolean
        ? never
        : `${Key}.${keyof NonNullable<Data[Key]> & string}`);
}[keyof Data & string];

interface Disclosure<Data> {
  /** Nobody below it hears of the event at all. */
  readonly least: Audience;
  /** Whoever hears of it and is no auditor is shown these fields, and no others. */
  readonly shown: readonly PathOf<Data>[];
  /** Of an event about many nominees, what it says of one of them. */
  readonly ofOne?: (data: Data, nominee: NominationId) => Readonly<Record<string, unknown>>;
}

const internal = { least: 'AUDITOR', shown: [] } as const;

const outcome = (of: string) => ({ outcome: of });

/**
 * Who hears what of the history of a nomination and its honor. The public: what was publicized, put right, conferred and
 * taken back. The nominee: decisions on the own dossier, by which bureau and when, and what opinions came to; no scores,
 * no objectors, nobody's words. Auditors: everything. The compiler asks for every type of event.
 */
export const disclosures: { readonly [Type in LaurelFact['type']]: Disclosure<DataOf<Type>> } = {
  EditionOpened: internal,
  QuotaAdjusted: internal,
  DeadlineExtended: internal,
  DeadlinePassed: internal,
  ExpertAppointed: internal,
  ExpertAmended: internal,
  PlanCommitted: internal,
  PlanCarriedOut: internal,
  ExpertDismissed: internal,
  RubricFrozen: internal,
  ScoringClosed: internal,
  ScoringReopened: internal,
  ShortlistDecided: {
    least: 'NOMINEE',
    shown: [],
    ofOne({ selected, alternates }, nominee) {
      const has = (places: readonly { readonly nominationId: NominationId }[]) =>
        places.some(({ nominationId }) => nominationId === nominee);
      if (has(selected)) return outcome('SELECTED');
      return outcome(has(alternates) ? 'ALTERNATE' : 'BELOW_PASS_MARK');
    },
  },
  SeatsReallocated: internal,
  AlternatePromoted: {
    least: 'NOMINEE',
    shown: [],
    ofOne: ({ promoted }, nominee) => outcome(promoted === nominee ? 'SELECTED' : 'REPLACED'),
  },
  NoticeOrdered: internal,
  NomineeTakenOffNotice: { least: 'NOMINEE', shown: ['noticeId'] },
  CircularIssued: { least: 'PUBLIC', shown: ['number', 'title', 'issuedOn'] },
  EditionStepRecorded: internal,
  EditionConcluded: internal,

  SeatTaken: internal,
  SeatReleased: internal,
  SlateSubmitted: internal,
  SlateAbandoned: internal,
  LateEntryAccepted: internal,
  SlateStepRecorded: internal,

  Nominated: { least: 'NOMINEE', shown: ['bureau', 'category'] },
  FormAmended: internal,
  MaterialAttached: internal,
  MaterialRemoved: internal,
  VettingAnswered: internal,
  StepRecorded: internal,
  EligibilityAssessed: internal,
  WaiverRequested: internal,
  WaiverConfirmed: { least: 'NOMINEE', shown: ['ruleId', 'bureau'] },
  WaiverRefused: { least: 'NOMINEE', shown: ['ruleId', 'bureau'] },
  Reviewed: { least: 'NOMINEE', shown: ['bureau', 'level', 'decision', 'opinion.conclusion'] },
  Returned: { least: 'NOMINEE', shown: ['from', 'to'] },
  Rejected: { least: 'NOMINEE', shown: ['by'] },
  SupplementRequired: { least: 'NOMINEE', shown: ['from', 'to', 'dueOn'] },
  SupplementExpired: { least: 'NOMINEE', shown: ['bureau'] },
  Resubmitted: { least: 'NOMINEE', shown: [] },
  Forwarded: { least: 'NOMINEE', shown: ['from', 'to', 'deciding'] },
  Withdrawn: { least: 'NOMINEE', shown: [] },
  Lapsed: { least: 'NOMINEE', shown: ['bureau'] },
  /** Not by which objection: it would lead to who objected. */
  Disqualified: { least: 'NOMINEE', shown: ['noticeId'] },
  NominationVoided: internal,

  ReviewAssigned: internal,
  AssignmentWithdrawn: internal,
  ReviewerRecused: internal,
  Scored: internal,
  ScoreRevised: internal,
  ScoreVoided: internal,
  ConflictDeclared: internal,
  BarLiftRequested: internal,
  BarLiftConfirmed: internal,
  BarLiftRefused: internal,

  /** Not whom else it names: that is on the notice itself. */
  NoticePublished: { least: 'PUBLIC', shown: ['noticeId', 'channel', 'fromNotice', 'period'] },
  ObjectionLodged: internal,
  ObjectionAdmitted: internal,
  ObjectionRefused: internal,
  ObjectionUpheld: internal,
  ObjectionDismissed: internal,
  ErratumIssued: { least: 'PUBLIC', shown: ['noticeId', 'fresh'] },
  NoticeClosed: { least: 'PUBLIC', shown: ['noticeId'] },
  NomineeLeft: internal,
  NomineeStayed: internal,
  ClearanceAbandoned: internal,
  NomineeCleared: { least: 'NOMINEE', shown: ['noticeId', 'certificate'] },

  Recognized: { least: 'PUBLIC', shown: ['certificate', 'bureau', 'category', 'noticeId', 'recognizedOn'] },
  ViolationReported: internal,
  FollowedUp: internal,
  Revoked: { least: 'PUBLIC', shown: ['certificate', 'ground', 'revokedOn', 'fromNotice'] },

  NominationClaimed: internal,
  NominationReleased: internal,
  PriorHonorRecorded: internal,
  HonorClaimed: internal,
  HonorReleased: internal,
  ErasureRequested: internal,
  ErasureApproved: internal,
  ErasureDeclined: internal,
  PersonalDataErased: internal,
  PersonalDataRestricted: internal,
  RestrictionLifted: internal,

  /** Whoever is under investigation is not told by the record of it. */
  PersonalDataRead: internal,
};

/** The highest that a role of the actor allows; officers see what a nominee of theirs would be told. */
export const audienceOf = (actor: Actor): Audience => {
  if (mayRead(actor, 'timeline')) return 'AUDITOR';
  return mayRead(actor, 'nominations') ? 'NOMINEE' : 'PUBLIC';
};

export const reachesTo = (highest: Audience, asked: Audience): boolean =>
  audiences.indexOf(asked) <= audiences.indexOf(highest);

/** The types of event that an audience hears of. */
export const typesToldTo = (audience: Audience): readonly LaurelFact['type'][] =>
  (Object.keys(disclosures) as LaurelFact['type'][]).filter((type) => reachesTo(audience, disclosures[type].least));

/** What an audience is shown of an event's data, which must hold no personal fields any more. */
export const toldOf = (
  audience: Audience,
  { type, data }: { readonly type: LaurelFact['type']; readonly data: unknown },
  nominee: NominationId,
): Readonly<Record<string, unknown>> => {
  if (audience === 'AUDITOR') return data as Record<string, unknown>;
  const { least, shown, ofOne }: Disclosure<unknown> = disclosures[type] as Disclosure<unknown>;
  if (!reachesTo(audience, least)) return {};
  const facts = (shown as readonly string[]).flatMap((path) => {
    const value = path.split('.').reduce<unknown>((at, key) => (at as Record<string, unknown> | null)?.[key], data);
    return value === undefined ? [] : [[path.split('.').at(-1) ?? path, value] as const];
  });
  return { ...Object.fromEntries(facts), ...ofOne?.(data, nominee) };
};
