import { z } from 'zod';
import { evolveBy } from '../decider.ts';
import { type FactsOf, personal } from '../event.ts';
import type { ActorId, StreamName } from '../ids.ts';

/** A nominee by pseudonym, one who objected by objection, an expert by account. */
export const dataOwner = z.strictObject({
  kind: z.enum(['PERSON', 'OBJECTOR', 'EXPERT']),
  id: z.string().min(1).max(200),
});
export type DataOwner = z.infer<typeof dataOwner>;

/**
 * Where the protection of somebody's data is decided. A nominee's own stream decides on nominations and honors as well,
 * so that nobody is nominated while being erased.
 */
export const ownerStream = ({ kind, id }: DataOwner): StreamName =>
  (kind === 'PERSON' ? `person-${id}` : `protection-${kind.toLowerCase()}-${id}`) as StreamName;

/** Grounds for erasing: article 47 of the Personal Information Protection Law (PIPL), the end of a term, or an order. */
export const erasureBasis = z.enum([
  'PIPL_47_PURPOSE_ACHIEVED',
  'PIPL_47_SERVICE_ENDED',
  'PIPL_47_CONSENT_WITHDRAWN',
  'PIPL_47_UNLAWFUL',
  'RETENTION_EXPIRED',
  'COURT_ORDER',
]);
export type ErasureBasis = z.infer<typeof erasureBasis>;

/** Grounds for restricting: PIPL 44 and 47 (what may not be erased yet is only stored), a correction pending, or an order. */
export const restrictionBasis = z.enum(['PIPL_44_OBJECTED', 'PIPL_47_KEPT_ONLY', 'ACCURACY_DISPUTED', 'COURT_ORDER']);
export type RestrictionBasis = z.infer<typeof restrictionBasis>;

/** Number of the paper that it rests on, such as 鲁人社函〔2026〕12号: it outlives what is erased, and names nobody. */
const document = z.string().min(1).max(100);

const ofRequest = { owner: dataOwner, requestId: z.string().min(1).max(200) };
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

export const protectionEvents = {
  ErasureRequested: z.strictObject({
    ...ofRequest,
    legalBasis: erasureBasis,
    document,
    note: personal(z.string()).optional(),
  }),
  /** `approval`: the first, or the second, from which on the keys are to be destroyed. */
  ErasureApproved: z.strictObject({ ...ofRequest, approval: z.enum(['FIRST', 'SECOND']) }),
  ErasureDeclined: z.strictObject({ ...ofRequest, reason: personal(z.string()) }),
  /** It is done: names of the keys destroyed, hashes of the files destroyed and of those that others use as well. */
  PersonalDataErased: z.strictObject({
    ...ofRequest,
    legalBasis: erasureBasis,
    keys: z.array(z.string()),
    files: z.array(sha256),
    filesKept: z.array(sha256),
  }),
  /** Nothing is destroyed, and nobody is shown it any more. */
  PersonalDataRestricted: z.strictObject({
    owner: dataOwner,
    legalBasis: restrictionBasis,
    document,
    note: personal(z.string()).optional(),
  }),
  RestrictionLifted: z.strictObject({ owner: dataOwner, reason: personal(z.string()) }),
};
export type ProtectionFact = FactsOf<typeof protectionEvents>;

export interface OpenErasure {
  readonly requestId: string;
  readonly legalBasis: ErasureBasis;
  readonly requestedBy: ActorId;
  /** In the order they approved; two are needed. */
  readonly approvedBy: readonly ActorId[];
}

/** What becomes of the data of one person. */
export interface Protection {
  /** Being asked for, or, once approved twice, being carried out. */
  readonly erasure?: OpenErasure | undefined;
  /** Ids of all requests that came to an end. */
  readonly closed: readonly string[];
  readonly restrictedBy?: ActorId | undefined;
}

export const unprotected: Protection = { closed: [] };

export const isBeingErased = ({ erasure }: Protection): boolean => (erasure?.approvedBy.length ?? 0) >= 2;

const close = ({ erasure: _, closed, ...rest }: Protection, requestId: string): Protection => ({
  ...rest,
  closed: [...closed, requestId],
});

export const evolveProtection = evolveBy<Protection, ProtectionFact>({
  ErasureRequested: (state, { data: { requestId, legalBasis }, meta }) => ({
    ...state,
    erasure: { requestId, legalBasis, requestedBy: meta.actor.id, approvedBy: [] },
  }),
  ErasureApproved: (state, { meta }) =>
    state.erasure
      ? { ...state, erasure: { ...state.erasure, approvedBy: [...state.erasure.approvedBy, meta.actor.id] } }
      : state,
  ErasureDeclined: (state, { data }) => close(state, data.requestId),
  PersonalDataErased: (state, { data }) => close(state, data.requestId),
  PersonalDataRestricted: (state, { meta }) => ({ ...state, restrictedBy: meta.actor.id }),
  RestrictionLifted: ({ restrictedBy: _, ...state }) => state,
});
