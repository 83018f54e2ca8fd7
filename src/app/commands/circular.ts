import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { notYetCommended } from '../../domain/edition/circular.ts';
import { type Edition, editionStream } from '../../domain/edition/edition.ts';
import type { CertificateNumber } from '../../domain/ids.ts';
import type { Handler } from '../handler.ts';
import { Refused } from '../refused.ts';
import type { Scope } from '../scope.ts';
import { type InEdition, ofProvince } from './on-edition.ts';

/** Whether an honor stands; one cleared a moment ago may not be conferred yet. */
const stands = async (certificate: CertificateNumber, scope: Scope): Promise<boolean> => {
  try {
    return (await scope.honor(certificate)).status === 'RECOGNIZED';
  } catch (error) {
    if (error instanceof Refused) return false;
    throw error;
  }
};

/** Certificates of the edition that stand and are on no circular yet, in order. */
const toCommend = async (edition: Edition, scope: Scope): Promise<readonly CertificateNumber[]> => {
  const notices = await Promise.all([...new Set(edition.publicized.values())].map((id) => scope.notice(id)));
  const fresh = notYetCommended(
    edition,
    notices.flatMap(({ cleared }) => [...cleared.values()]),
  );
  const standing = await Promise.all(fresh.map((certificate) => stands(certificate, scope)));
  return fresh.filter((_, i) => standing[i]);
};

const hashOf = (certificates: readonly CertificateNumber[]): string =>
  createHash('sha256')
    .update(canonicalize(certificates) ?? '')
    .digest('hex');

/** The circular of commendation lists everyone recognized since the one before. */
export const issueCircular: Handler<
  InEdition & { readonly number: string; readonly title: string; readonly issuedOn: string }
> = {
  idOf: ({ editionId }) => editionId,
  concerns: ofProvince,
  async run({ editionId, ...rest }, scope) {
    const { program } = await scope.edition(editionId);
    const { revision } = await scope.decide(
      'edition',
      editionStream(editionId),
      async () => {
        const certificates = await toCommend(await scope.edition(editionId), scope);
        return { type: 'IssueCircular', ...rest, certificates, listHash: hashOf(certificates) };
      },
      { ruleVersion: program.version },
    );
    return { revision };
  },
};
