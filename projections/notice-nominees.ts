import type { BureauCode, CertificateNumber, EditionId, NominationId, NoticeId } from '../src/domain/ids.ts';
import type { NominationStatus } from '../src/domain/nomination/nomination.ts';
import { type Condition, equals } from './conditions.ts';
import { countOf, type Page, type PageRequest, pageOf } from './page.ts';
import { type Reader, rowsByOwners } from './reader.ts';

// Queries of the notice board (`notice-board.ts`): who stands on a notice, and how what it says of them was put right.

export interface NoticeNomineeRow {
  readonly noticeId: NoticeId;
  readonly nominationId: NominationId;
  readonly editionId: EditionId;
  /** Place on the shortlist, which also names the certificate. */
  readonly serial: number;
  readonly bureau: BureauCode;
  readonly category: string;
  /** Personal; publicized with the notice. */
  readonly name: string | null;
  readonly restricted: 0 | 1;
  readonly nominationStatus: NominationStatus;
  /** Objections that keep it from recognition while they stand. */
  readonly standingObjections: number;
  /** Once cleared for recognition. */
  readonly certificate: CertificateNumber | null;
  readonly clearedAt: string | null;
  /** When a correction took the nominee off, to be publicized anew. */
  readonly takenOffAt: string | null;
}

const nomineeColumns = `e.noticeId, e.nominationId, e.editionId, e.serial, e.bureau, e.category, n.name, n.restricted,
  n.status AS nominationStatus, e.certificate, e.clearedAt, e.takenOffAt,
  (SELECT count(*) FROM objection o WHERE o.nominationId = e.nominationId AND o.standing = 1) AS standingObjections`;
const nominees = 'notice_nominee e JOIN nomination n ON n.nominationId = e.nominationId';

export interface NoticeNomineeFilter {
  readonly noticeId: NoticeId;
  readonly bureau?: BureauCode | undefined;
  readonly category?: string | undefined;
}

const nomineeConditions = ({ noticeId, bureau, category }: NoticeNomineeFilter): readonly Condition[] => [
  equals('e.noticeId', noticeId),
  equals('e.bureau', bureau),
  equals('e.category', category),
];

/** By serial. */
export const listNoticeNominees = (
  reader: Reader,
  filter: NoticeNomineeFilter,
  page: PageRequest,
): Page<NoticeNomineeRow> =>
  pageOf(
    reader,
    {
      select: nomineeColumns,
      from: nominees,
      where: nomineeConditions(filter),
      sortedBy: ['e.serial', 'e.nominationId'],
      direction: 'ASC',
    },
    page,
  );

export const countNoticeNominees = (reader: Reader, filter: NoticeNomineeFilter): number =>
  countOf(reader, 'notice_nominee e', nomineeConditions(filter));

/** What a notice says of one nominee, put right. */
export interface ErratumRow {
  readonly noticeId: NoticeId;
  readonly nominationId: NominationId;
  readonly editionId: EditionId;
  /** Personal; publicized with the notice. */
  readonly correction: string | null;
  /** Whether the nominee is publicized anew for it. */
  readonly fresh: boolean;
  /** Personal. */
  readonly reason: string | null;
  readonly restricted: 0 | 1;
  readonly issuedAt: string;
}

/** In the order they were issued. */
export const errataOf = (
  reader: Reader,
  noticeIds: readonly NoticeId[],
): ReadonlyMap<NoticeId, readonly ErratumRow[]> =>
  rowsByOwners(
    noticeIds,
    reader
      .all<Omit<ErratumRow, 'fresh'> & { readonly fresh: number }>(
        `SELECT noticeId, nominationId, editionId, fresh, issuedAt, n.restricted,
            iif(n.restricted = 1, NULL, correction) AS correction, iif(n.restricted = 1, NULL, reason) AS reason
          FROM erratum LEFT JOIN nomination n USING (nominationId, editionId)
          WHERE noticeId IN (SELECT value FROM json_each(?)) ORDER BY noticeId, sequence`,
        [JSON.stringify(noticeIds)],
      )
      .map((row) => ({ ...row, fresh: row.fresh === 1 })),
    ({ noticeId }) => noticeId,
  );

/** Every notice that one of these nominees was ever on. */
export const noticesNaming = (reader: Reader, nominationIds: readonly NominationId[]): readonly NoticeId[] =>
  reader
    .all<{ noticeId: NoticeId }>(
      'SELECT DISTINCT noticeId FROM notice_nominee WHERE nominationId IN (SELECT value FROM json_each(?))',
      [JSON.stringify(nominationIds)],
    )
    .map(({ noticeId }) => noticeId);
