import { z } from 'zod';
import { evolveBy } from '../decider.ts';
import { type FactsOf, personal } from '../event.ts';
import { evidence } from '../evidence.ts';
import {
  type BureauCode,
  bureauCode,
  type CertificateNumber,
  certificateNumber,
  type EditionId,
  editionId,
  type NominationId,
  nominationId,
  noticeId,
  personPseudonym,
  type StreamName,
} from '../ids.ts';
import { recordedStep } from '../program/recorded-step.ts';
import { code } from '../program/terms.ts';

/** A certificate's whole life. The stream outlives a revocation, so the number is never given again. */
export const honorStream = (certificate: CertificateNumber): StreamName => `honor-${certificate}` as StreamName;

export const honorEvents = {
  Recognized: z.strictObject({
    certificate: certificateNumber,
    editionId,
    nominationId,
    noticeId,
    person: personPseudonym,
    bureau: bureauCode,
    category: code,
    recognizedOn: z.iso.date(),
  }),
  ViolationReported: z.strictObject({
    certificate: certificateNumber,
    by: bureauCode,
    statement: personal(z.string()),
    evidence: personal(z.array(evidence)),
  }),
  /** A step of the program, recorded of the honoree. */
  FollowedUp: z.strictObject({ certificate: certificateNumber, ...recordedStep }),
  Revoked: z.strictObject({
    certificate: certificateNumber,
    ground: code,
    statement: personal(z.string()),
    impact: personal(z.string()).optional(),
    evidence: personal(z.array(evidence)),
    /** False where the notice itself is silent on revocation (A11). */
    fromNotice: z.boolean(),
    revokedOn: z.iso.date(),
  }),
};
export type HonorFact = FactsOf<typeof honorEvents>;

export interface Honor {
  readonly status: 'RECOGNIZED' | 'REVOKED';
  readonly certificate: CertificateNumber;
  readonly editionId: EditionId;
  readonly nominationId: NominationId;
  readonly bureau: BureauCode;
  readonly reports: number;
  /** Codes of the steps on record. */
  readonly steps: ReadonlySet<string>;
}
export type HonorState = { readonly status: 'NONE' } | Honor;

export const initialHonor: HonorState = { status: 'NONE' };

const change = (state: HonorState, changes: (honor: Honor) => Partial<Honor>): HonorState =>
  state.status === 'NONE' ? state : { ...state, ...changes(state) };

export const evolveHonor = evolveBy<HonorState, HonorFact>({
  Recognized: (_, { data: { certificate, editionId: edition, nominationId: nomination, bureau } }) => ({
    status: 'RECOGNIZED',
    certificate,
    editionId: edition,
    nominationId: nomination,
    bureau,
    reports: 0,
    steps: new Set(),
  }),
  ViolationReported: (state) => change(state, ({ reports }) => ({ reports: reports + 1 })),
  FollowedUp: (state, { data }) => change(state, ({ steps }) => ({ steps: new Set(steps).add(data.step) })),
  Revoked: (state) => change(state, () => ({ status: 'REVOKED' })),
});
