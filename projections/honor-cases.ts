import type { Evidence } from '../src/domain/evidence.ts';
import type { BureauCode, CertificateNumber } from '../src/domain/ids.ts';
import { type AsOf, moment, momentOf } from './moment.ts';
import { type Reader, rowsByOwners } from './reader.ts';

// Queries of the honoree register (`honoree-register.ts`): violations that were reported, and honors taken back for them.

/** Whether the data of who holds a certificate is restricted. */
const isRestricted = (certificate: string): string => `EXISTS (SELECT 1 FROM honor o JOIN nomination n
  ON n.nominationId = o.nominationId WHERE o.certificate = ${certificate} AND n.restricted = 1)`;
const shown = (certificate: string, column: string): string => `iif(${isRestricted(certificate)}, NULL, ${column})`;

export interface ViolationReportRow {
  readonly certificate: CertificateNumber;
  /** Of the event in the log. */
  readonly sequence: number;
  /** That reports. */
  readonly bureau: BureauCode;
  readonly reportedAt: string;
  /** Personal, as the evidence. */
  readonly statement: string | null;
  readonly evidence: readonly Evidence[] | null;
  readonly restricted: 0 | 1;
}

type WithRawEvidence<Row> = Omit<Row, 'evidence'> & { readonly evidence: string | null };

/** In the order they were made. */
export const violationReportsOf = (
  reader: Reader,
  certificates: readonly CertificateNumber[],
  asOf?: AsOf,
): ReadonlyMap<CertificateNumber, readonly ViolationReportRow[]> => {
  const at = momentOf(reader, asOf);
  const rows = reader.all<WithRawEvidence<ViolationReportRow>>(
    `SELECT v.certificate, v.sequence, v.bureau, v.reportedAt, ${shown('v.certificate', 'v.statement')} AS statement,
        ${shown('v.certificate', 'v.evidence')} AS evidence, ${isRestricted('v.certificate')} AS restricted
      FROM violation_report v CROSS JOIN ${moment}
      WHERE ${at.reported} AND v.certificate IN (SELECT value FROM json_each(?)) ORDER BY v.certificate, v.sequence`,
    [at.value, JSON.stringify(certificates)],
  );
  return rowsByOwners(
    certificates,
    rows.map((row) => ({ ...row, evidence: row.evidence && JSON.parse(row.evidence) })),
    ({ certificate }) => certificate,
  );
};

export interface RevocationRow {
  readonly certificate: CertificateNumber;
  readonly ground: string;
  /** Personal, as the impact and the evidence. */
  readonly statement: string | null;
  readonly impact: string | null;
  readonly evidence: readonly Evidence[] | null;
  readonly restricted: 0 | 1;
  /** False where the notice itself is silent on revocation. */
  readonly fromNotice: boolean;
  readonly revokedOn: string;
  readonly revokedAt: string;
}

type RawRevocation = WithRawEvidence<Omit<RevocationRow, 'fromNotice'>> & { readonly fromNotice: number };

export const revocationsOf = (
  reader: Reader,
  certificates: readonly CertificateNumber[],
  asOf?: AsOf,
): ReadonlyMap<CertificateNumber, RevocationRow> => {
  const at = momentOf(reader, asOf);
  const rows = reader.all<RawRevocation>(
    `SELECT h.certificate, h.ground, ${shown('h.certificate', 'h.statement')} AS statement,
        ${shown('h.certificate', 'h.impact')} AS impact, ${shown('h.certificate', 'h.evidence')} AS evidence,
        ${isRestricted('h.certificate')} AS restricted, h.fromNotice, h.revokedOn, h.revokedAt
      FROM honor h CROSS JOIN ${moment} WHERE ${at.revoked} AND h.certificate IN (SELECT value FROM json_each(?))`,
    [at.value, JSON.stringify(certificates)],
  );
  return new Map(
    rows.map(({ evidence, fromNotice, ...row }) => [
      row.certificate,
      { ...row, evidence: evidence && JSON.parse(evidence), fromNotice: fromNotice === 1 },
    ]),
  );
};
