import type { RevocationRow, ViolationReportRow } from '../../projections/honor-cases.ts';
import type { HonorRow } from '../../projections/honoree-register.ts';
import type { CertificateNumber, EditionId } from '../../src/domain/ids.ts';
import { accessOf } from '../access.ts';
import type { Moment } from '../as-of.ts';
import { goneBy, redacted } from '../redaction.ts';
import type { LaurelContext } from '../services.ts';
import type { Honoree, Revocation, ViolationReport } from './types.ts';

/** What led to a revocation names people and accuses them: officers of the province and auditors read all of it. */
export const mayReadCase = (context: LaurelContext, { editionId }: Pick<HonorRow, 'editionId'>): boolean =>
  accessOf(context).oversees('violations', editionId);

/** Beside them, the bureau that reported reads what it reported. */
export const mayReadReport = (
  context: LaurelContext,
  { bureau }: Pick<ViolationReportRow, 'bureau'>,
  editionId: EditionId,
): boolean =>
  mayReadCase(context, { editionId }) ||
  (context.actor.bureau === bureau && accessOf(context).seesBusinessOf('violations', { editionId, bureau }));

/** Follow-ups speak of a person's work and life: they are read as the dossier is. */
export const mayReadFollowUps = (
  context: LaurelContext,
  { editionId, bureauCode }: Pick<Honoree, 'editionId' | 'bureauCode'>,
): boolean => accessOf(context).seesBusinessOf('nominations', { editionId, bureau: bureauCode });

export const honoreeOf = (row: HonorRow, moment: Moment, context: LaurelContext): Honoree => {
  const { certificate, editionId, bureau, category, nominationId, noticeId, name, status, recognizedOn, recognizedAt } =
    row;
  return {
    id: certificate,
    certificate,
    editionId,
    bureauCode: bureau,
    categoryCode: category,
    nominationId,
    noticeId,
    shownRevision: row.revision,
    moment,
    name,
    status,
    recognizedOn,
    recognizedAt,
    redactions: [
      ...redacted(name === null ? ['name'] : [], goneBy(row.restricted)),
      ...redacted(mayReadCase(context, row) ? [] : ['violationReports', 'revision'], 'NOT_ENTITLED'),
      ...redacted(mayReadFollowUps(context, { editionId, bureauCode: bureau }) ? [] : ['followUps'], 'NOT_ENTITLED'),
    ],
  };
};

/** As it stands now. */
export const honoreeAt = async (context: LaurelContext, certificate: CertificateNumber): Promise<Honoree | null> => {
  const row = await context.loaders.honor.load(certificate);
  const moment = { asOfPosition: context.services.reader.position() ?? null };
  return row ? honoreeOf(row, moment, context) : null;
};

/** Day and ground are public; the rest is for who may read the case. */
export const revocationOf = (row: RevocationRow, editionId: EditionId, entitled: boolean): Revocation => {
  const { ground, revokedOn, revokedAt, fromNotice, statement, impact, evidence } = row;
  const facts = { editionId, groundCode: ground, revokedOn, revokedAt, fromNotice };
  if (!entitled) {
    const redactions = redacted(['statement', 'impact', 'evidence'], 'NOT_ENTITLED');
    return { ...facts, statement: null, impact: null, evidence: null, redactions };
  }
  const erased = Object.entries({ statement, evidence }).flatMap(([field, value]) => (value === null ? [field] : []));
  return { ...facts, statement, impact, evidence, redactions: redacted(erased, goneBy(row.restricted)) };
};

export const violationReportOf = (row: ViolationReportRow, editionId: EditionId): ViolationReport => {
  const { bureau, reportedAt, statement, evidence } = row;
  const erased = Object.entries({ statement, evidence }).flatMap(([field, value]) => (value === null ? [field] : []));
  return {
    editionId,
    bureauCode: bureau,
    reportedAt,
    statement,
    evidence,
    redactions: redacted(erased, goneBy(row.restricted)),
  };
};
