import DataLoader from 'dataloader';
import { type CircularRow, circularsOfHonors } from '../../projections/circulars.ts';
import {
  type RevocationRow,
  revocationsOf,
  type ViolationReportRow,
  violationReportsOf,
} from '../../projections/honor-cases.ts';
import type { Reader } from '../../projections/reader.ts';
import { followUpsOf, type RecordedStepRow } from '../../projections/recorded-steps.ts';
import type { CertificateNumber } from '../../src/domain/ids.ts';
import type { Moment } from '../as-of.ts';

/** What became of honors, as of one moment: one statement a kind for all honorees of an answer. */
export interface CaseLoaders {
  readonly violationReports: DataLoader<CertificateNumber, readonly ViolationReportRow[]>;
  readonly revocation: DataLoader<CertificateNumber, RevocationRow | undefined>;
  readonly followUps: DataLoader<CertificateNumber, readonly RecordedStepRow[]>;
  readonly circular: DataLoader<CertificateNumber, CircularRow | undefined>;
}

const known = new WeakMap<Moment, CaseLoaders>();

/** A moment belongs to one field of one request, and so do these. */
export const casesAt = (moment: Moment, reader: Reader): CaseLoaders => {
  const loaders = known.get(moment) ?? createCaseLoaders(moment, reader);
  known.set(moment, loaders);
  return loaders;
};

const createCaseLoaders = ({ asOf }: Moment, reader: Reader): CaseLoaders => ({
  violationReports: new DataLoader(async (certificates) => {
    const reports = violationReportsOf(reader, certificates, asOf);
    return certificates.map((certificate) => reports.get(certificate) ?? []);
  }),
  revocation: new DataLoader(async (certificates) => {
    const revocations = revocationsOf(reader, certificates, asOf);
    return certificates.map((certificate) => revocations.get(certificate));
  }),
  followUps: new DataLoader(async (certificates) => {
    const followUps = followUpsOf(reader, certificates, asOf);
    return certificates.map((certificate) => followUps.get(certificate) ?? []);
  }),
  circular: new DataLoader(async (certificates) => {
    const circulars = circularsOfHonors(reader, certificates, asOf);
    return certificates.map((certificate) => circulars.get(certificate));
  }),
});
