import { z } from 'zod';
import { evolveBy } from '../decider.ts';
import type { FactsOf, Recorded } from '../event.ts';
import {
  type CertificateNumber,
  type EditionId,
  editionId,
  type NominationId,
  nominationId,
  type PersonPseudonym,
  personPseudonym,
  type StreamName,
} from '../ids.ts';
import { evolveProtection, type Protection, type ProtectionFact, unprotected } from '../protection/protection.ts';
import { honorClaim, honorOfOthers, honorOfProgram, importSource, type PriorHonor } from './prior-honor.ts';

/**
 * One person over all programs and years, known by a pseudonym only: one nomination a person and edition, and the
 * honors the person holds, so that one stream decides between two recognitions.
 */
export const personStream = (person: PersonPseudonym): StreamName => `person-${person}` as StreamName;

const claim = z.strictObject({ person: personPseudonym, editionId, nominationId });
const claimOfHonor = honorClaim.extend({ person: personPseudonym });

export const personEvents = {
  NominationClaimed: claim,
  NominationReleased: claim.extend({ reason: z.enum(['WITHDRAWN', 'REJECTED', 'EXPIRED', 'NEVER_RECORDED']) }),
  PriorHonorRecorded: z.strictObject({ person: personPseudonym, honor: honorOfOthers, source: importSource }),
  /** Recorded before the nominee is cleared on the notice. */
  HonorClaimed: claimOfHonor.extend({ honor: honorOfProgram }),
  /** It counts no longer: taken back, or the clearance it was claimed for was never recorded. */
  HonorReleased: claimOfHonor.extend({ reason: z.enum(['REVOKED', 'NEVER_RECORDED']) }),
};
/** What is decided of the person's data stands here as well. */
export type PersonFact = FactsOf<typeof personEvents> | ProtectionFact;

export interface Person {
  readonly claims: ReadonlyMap<EditionId, NominationId>;
  /** In the order they became known here. */
  readonly honors: readonly PriorHonor[];
  readonly protection: Protection;
}

export const initialPerson: Person = { claims: new Map(), honors: [], protection: unprotected };

const protect = (person: Person, event: Recorded<ProtectionFact>): Person => ({
  ...person,
  protection: evolveProtection(person.protection, event),
});

const without = (honors: readonly PriorHonor[], certificate: CertificateNumber): readonly PriorHonor[] =>
  honors.filter(({ source }) => source.kind !== 'CERTIFICATE' || source.certificate !== certificate);

export const evolvePerson = evolveBy<Person, PersonFact>({
  NominationClaimed: (person, { data }) => ({
    ...person,
    claims: new Map(person.claims).set(data.editionId, data.nominationId),
  }),
  NominationReleased: (person, { data }) => ({
    ...person,
    claims: new Map([...person.claims].filter(([edition]) => edition !== data.editionId)),
  }),
  PriorHonorRecorded: (person, { data: { honor, source } }) => ({
    ...person,
    honors: [...person.honors, { ...honor, source }],
  }),
  HonorClaimed: (person, { data: { honor, certificate, editionId: edition, attempt } }) => ({
    ...person,
    honors: [
      ...without(person.honors, certificate),
      { ...honor, source: { kind: 'CERTIFICATE', certificate, editionId: edition, attempt } },
    ],
  }),
  HonorReleased: (person, { data }) => ({ ...person, honors: without(person.honors, data.certificate) }),
  ErasureRequested: protect,
  ErasureApproved: protect,
  ErasureDeclined: protect,
  /** What an honor of others is called is forgotten here too; on what was erased nothing rests any more. */
  PersonalDataErased: (person, event) => ({
    ...protect(person, event),
    honors: person.honors.map((honor) =>
      honor.source.kind === 'IMPORT' ? { ...honor, name: null, issuer: null } : honor,
    ),
  }),
  PersonalDataRestricted: protect,
  RestrictionLifted: protect,
});
