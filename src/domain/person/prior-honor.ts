import { z } from 'zod';
import { personal } from '../event.ts';
import { type CertificateNumber, certificateNumber, type EditionId, editionId, nominationId } from '../ids.ts';

/** Codes of the lists that the field of honors of a program's form uses. */
const terms = { level: z.string().min(1).max(50), topic: z.string().min(1).max(50), awardedOn: z.iso.date() };

/** An honor given by somebody else: what it is called, and by whom, can tell who holds it. */
export const honorOfOthers = z.strictObject({
  ...terms,
  name: personal(z.string().min(1).max(200)),
  issuer: personal(z.string().min(1).max(200)),
});

/** An honor that a program here gives: its name and issuer are the program's own, and public. */
export const honorOfProgram = z.strictObject({ ...terms, name: z.string().min(1), issuer: z.string().min(1) });

/** Row of a file, the header being row 1. */
export const importSource = z.strictObject({
  kind: z.literal('IMPORT'),
  fileSha256: z.string().regex(/^[0-9a-f]{64}$/),
  row: z.int().min(2),
});
export type ImportSource = z.infer<typeof importSource>;

export const honorClaim = z.strictObject({
  certificate: certificateNumber,
  editionId,
  nominationId,
  /** How often the notice had given up recognizing this nominee when the claim was made. */
  attempt: z.int().nonnegative(),
});

export interface HonorTerms {
  readonly level: string;
  readonly topic: string;
  /** `YYYY-MM-DD` */
  readonly awardedOn: string;
  readonly name: string;
  readonly issuer: string;
}

/** What is known of an honor still: its name and issuer are null where the person was erased. */
export interface KnownTerms extends Omit<HonorTerms, 'name' | 'issuer'> {
  readonly name: string | null;
  readonly issuer: string | null;
}

export interface CertificateSource {
  readonly kind: 'CERTIFICATE';
  readonly certificate: CertificateNumber;
  readonly editionId: EditionId;
  readonly attempt: number;
}

/** An honor that a person holds, and how Laurel knows. */
export interface PriorHonor extends KnownTerms {
  readonly source: ImportSource | CertificateSource;
}

/** Width, case and blanks of a text make no other honor of it. */
const bare = (text: string): string => text.normalize('NFKC').replace(/\s+/gu, '').toLowerCase();

/** One whose name was erased is like no other: it is recorded anew where it is said anew. */
export const sameHonor = (a: KnownTerms, b: HonorTerms): boolean =>
  a.level === b.level &&
  a.topic === b.topic &&
  a.awardedOn === b.awardedOn &&
  a.name !== null &&
  a.issuer !== null &&
  bare(a.name) === bare(b.name) &&
  bare(a.issuer) === bare(b.issuer);
