import type {
  BureauCode,
  CertificateNumber,
  EditionId,
  NominationId,
  NoticeId,
  ObjectionId,
  PersonPseudonym,
} from './ids.ts';
import type { Publicized } from './notice/notice.ts';
import type { Period } from './notice/period.ts';
import type { DataOwner } from './protection/protection.ts';
import type { ReleaseReason } from './slate/slate.ts';

/** What the system itself must still do, because a fact calls for it in another stream or at a later time. */
export type Duty =
  | {
      readonly duty: 'RecordForwarding';
      readonly editionId: EditionId;
      readonly nominationId: NominationId;
      readonly from: BureauCode;
      readonly to: BureauCode;
      /** UTC instant at which the slate put the nominee forward. */
      readonly at: string;
    }
  | { readonly duty: 'RecordLapse'; readonly nominationId: NominationId; readonly bureau: BureauCode }
  | {
      readonly duty: 'ReleaseSeat';
      readonly editionId: EditionId;
      readonly bureau: BureauCode;
      readonly nominationId: NominationId;
      readonly reason: ReleaseReason;
    }
  | {
      readonly duty: 'ReleaseNomination';
      readonly person: PersonPseudonym;
      readonly editionId: EditionId;
      readonly nominationId: NominationId;
      readonly reason: 'WITHDRAWN' | 'REJECTED' | 'EXPIRED';
    }
  | { readonly duty: 'ExpireSupplement'; readonly nominationId: NominationId }
  | {
      readonly duty: 'ReleaseOrphanClaim';
      readonly person: PersonPseudonym;
      readonly editionId: EditionId;
      readonly nominationId: NominationId;
    }
  | {
      readonly duty: 'ReleaseOrphanHonor';
      readonly person: PersonPseudonym;
      readonly editionId: EditionId;
      readonly nominationId: NominationId;
      readonly certificate: CertificateNumber;
      readonly attempt: number;
    }
  | { readonly duty: 'EraseKeys'; readonly owner: DataOwner; readonly requestId: string }
  | { readonly duty: 'ReleaseHonor'; readonly certificate: CertificateNumber }
  | { readonly duty: 'CarryOutPlan'; readonly editionId: EditionId; readonly planHash: string }
  | { readonly duty: 'PassDeadline'; readonly editionId: EditionId; readonly deadline: string }
  | {
      readonly duty: 'PublishNotice';
      readonly editionId: EditionId;
      readonly noticeId: NoticeId;
      readonly nominees: readonly Publicized[];
      readonly period: Period;
    }
  | {
      readonly duty: 'TakeOffNotice';
      readonly editionId: EditionId;
      readonly noticeId: NoticeId;
      readonly nominationId: NominationId;
    }
  | { readonly duty: 'KeepNominee'; readonly noticeId: NoticeId; readonly nominationId: NominationId }
  | { readonly duty: 'CloseNotice'; readonly noticeId: NoticeId }
  | {
      readonly duty: 'Disqualify';
      readonly editionId: EditionId;
      readonly nominationId: NominationId;
      readonly noticeId: NoticeId;
      readonly objectionId: ObjectionId;
    }
  | {
      readonly duty: 'ConferHonor';
      readonly editionId: EditionId;
      readonly noticeId: NoticeId;
      readonly nominationId: NominationId;
      readonly certificate: CertificateNumber;
      readonly bureau: BureauCode;
      readonly category: string;
    };

export interface Todo {
  /** Names the duty once and for all; a later todo of the same key replaces it. */
  readonly key: string;
  /** UTC instant from which it may be done. */
  readonly dueAt: string;
  readonly duty: Duty;
}
