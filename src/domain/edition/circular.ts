import { localDateOf } from '../calendar.ts';
import { unless } from '../decider.ts';
import type { CertificateNumber } from '../ids.ts';
import { refusal } from '../refusal.ts';
import type { Edition } from './edition.ts';
import { whenOpen } from './when-open.ts';

export interface IssueCircular {
  readonly type: 'IssueCircular';
  readonly number: string;
  readonly title: string;
  /** Local date printed on it. */
  readonly issuedOn: string;
  /** Everyone it commends. */
  readonly certificates: readonly CertificateNumber[];
  /** SHA-256 of the certificates as canonical JSON, in hexadecimal. */
  readonly listHash: string;
}

/** Of some certificates those that no circular lists yet, in order. */
export const notYetCommended = (
  { circulars }: Edition,
  certificates: readonly CertificateNumber[],
): readonly CertificateNumber[] => {
  const listed = new Set(circulars.flatMap((circular) => circular.certificates));
  return [...new Set(certificates)].filter((certificate) => !listed.has(certificate)).sort();
};

/** Commends those recognized since the last circular (R-Y23); who is still open is commended by a later one. */
export const issueCircular = whenOpen<IssueCircular>(
  ({ program, circulars }, { number, title, issuedOn, certificates, listHash }, { now }) => {
    const ruleId = program.circular?.ruleId;
    const [from, today] = [program.notice.issuedOn, localDateOf(now, program.timeZone)];
    return unless(
      [
        certificates.length === 0 && refusal('NOBODY_TO_COMMEND', { ruleId }),
        circulars.some((circular) => circular.number === number) &&
          refusal('CIRCULAR_NUMBER_TAKEN', { path: ['number'], ruleId, number }),
        (issuedOn < from || issuedOn > today) &&
          refusal('CIRCULAR_DATE_IMPOSSIBLE', { path: ['issuedOn'], ruleId, from, today }),
      ],
      () => [{ type: 'CircularIssued', data: { number, title, issuedOn, certificates: [...certificates], listHash } }],
    );
  },
);
