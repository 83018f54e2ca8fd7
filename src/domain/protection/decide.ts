import { accept, type Context, type Decision, decideBy, unless } from '../decider.ts';
import { type Refusal, refusal } from '../refusal.ts';
import {
  type DataOwner,
  type ErasureBasis,
  isBeingErased,
  type OpenErasure,
  type Protection,
  type ProtectionFact,
  type RestrictionBasis,
} from './protection.ts';

interface OfRequest {
  readonly owner: DataOwner;
  readonly requestId: string;
}
/** What the data is still needed for: ids of nominations, objections or editions that are not at an end. */
interface WhileInUse {
  readonly inUse: readonly string[];
}
export interface RequestErasure extends OfRequest, WhileInUse {
  readonly type: 'RequestErasure';
  readonly legalBasis: ErasureBasis;
  readonly document: string;
  readonly note?: string | undefined;
}
export interface ApproveErasure extends OfRequest, WhileInUse {
  readonly type: 'ApproveErasure';
}
export interface DeclineErasure extends OfRequest {
  readonly type: 'DeclineErasure';
  readonly reason: string;
}
/** Said by the system once it is done. */
export interface RecordErasure extends OfRequest {
  readonly type: 'RecordErasure';
  readonly keys: readonly string[];
  readonly files: readonly string[];
  readonly filesKept: readonly string[];
}
export interface Restrict {
  readonly type: 'Restrict';
  readonly owner: DataOwner;
  readonly legalBasis: RestrictionBasis;
  readonly document: string;
  readonly note?: string | undefined;
}
export interface LiftRestriction {
  readonly type: 'LiftRestriction';
  readonly owner: DataOwner;
  readonly reason: string;
}
export type ProtectionCommand =
  | RequestErasure
  | ApproveErasure
  | DeclineErasure
  | RecordErasure
  | Restrict
  | LiftRestriction;

const used = (inUse: readonly string[]): Refusal[] =>
  inUse.length > 0 ? [refusal('DATA_IN_USE', { path: ['owner'], uses: inUse.join(', ') })] : [];

const underWay = (erasure: OpenErasure | undefined): Refusal[] =>
  erasure ? [refusal('ERASURE_UNDER_WAY', { path: ['owner'], request: erasure.requestId })] : [];

const requestErasure = ({ erasure }: Protection, command: RequestErasure): Decision<ProtectionFact> => {
  const { owner, requestId, legalBasis, document, note, inUse } = command;
  const data = { owner, requestId, legalBasis, document, ...(note !== undefined && { note }) };
  return unless([underWay(erasure), used(inUse)], () => [{ type: 'ErasureRequested', data }]);
};

/** The request that is open still; refusals where it is not this one, or is decided. */
const openRequest = (state: Protection, { requestId }: OfRequest): OpenErasure | { readonly against: Refusal[] } => {
  const path = ['requestId'];
  if (state.closed.includes(requestId)) return { against: [refusal('ERASURE_CLOSED', { path })] };
  const { erasure } = state;
  if (erasure?.requestId !== requestId) return { against: [refusal('ERASURE_NOT_FOUND', { path })] };
  return isBeingErased(state) ? { against: [refusal('ERASURE_CLOSED', { path })] } : erasure;
};

/** Six eyes: whoever asks does not approve, and two different people do. */
const approveErasure = (state: Protection, command: ApproveErasure, { actor }: Context): Decision<ProtectionFact> => {
  const erasure = openRequest(state, command);
  if ('against' in erasure) return unless([erasure.against], () => []);
  const { owner, requestId, inUse } = command;
  const approval = erasure.approvedBy.length === 0 ? 'FIRST' : 'SECOND';
  return unless(
    [
      erasure.requestedBy === actor.id && refusal('ERASURE_OWN_REQUEST', { path: ['requestId'] }),
      erasure.approvedBy.includes(actor.id) && refusal('ERASURE_APPROVED_BY_YOU', { path: ['requestId'] }),
      used(inUse),
    ],
    () => [{ type: 'ErasureApproved', data: { owner, requestId, approval } }],
  );
};

const declineErasure = (state: Protection, command: DeclineErasure): Decision<ProtectionFact> => {
  const erasure = openRequest(state, command);
  const { owner, requestId, reason } = command;
  return unless(['against' in erasure && erasure.against], () => [
    { type: 'ErasureDeclined', data: { owner, requestId, reason } },
  ]);
};

const recordErasure = (state: Protection, command: RecordErasure): Decision<ProtectionFact> => {
  const { owner, requestId, keys, files, filesKept } = command;
  if (!state.erasure || state.erasure.requestId !== requestId || !isBeingErased(state)) return accept();
  const { legalBasis } = state.erasure;
  const names = { keys: [...keys], files: [...files], filesKept: [...filesKept] };
  return accept({ type: 'PersonalDataErased', data: { owner, requestId, legalBasis, ...names } });
};

const restrict = (state: Protection, command: Restrict): Decision<ProtectionFact> => {
  const { owner, legalBasis, document, note } = command;
  const data = { owner, legalBasis, document, ...(note !== undefined && { note }) };
  return unless(
    [
      state.restrictedBy !== undefined && refusal('RESTRICTED_ALREADY', { path: ['owner'] }),
      isBeingErased(state) && underWay(state.erasure),
    ],
    () => [{ type: 'PersonalDataRestricted', data }],
  );
};

/** Four eyes: whoever restricted does not lift it. */
const liftRestriction = (
  { restrictedBy }: Protection,
  { owner, reason }: LiftRestriction,
  { actor }: Context,
): Decision<ProtectionFact> =>
  unless(
    [
      restrictedBy === undefined && refusal('NOT_RESTRICTED', { path: ['owner'] }),
      restrictedBy === actor.id && refusal('RESTRICTED_BY_YOU', { path: ['owner'] }),
    ],
    () => [{ type: 'RestrictionLifted', data: { owner, reason } }],
  );

/** What bars a use of somebody's data that would begin now. */
export const againstNewUse = (state: Protection, path: readonly string[]): Refusal[] => [
  ...(state.restrictedBy === undefined ? [] : [refusal('PERSON_RESTRICTED', { path })]),
  ...(isBeingErased(state) ? [refusal('PERSON_BEING_ERASED', { path })] : []),
];

export const protectionDecisions = {
  RequestErasure: requestErasure,
  ApproveErasure: approveErasure,
  DeclineErasure: declineErasure,
  RecordErasure: recordErasure,
  Restrict: restrict,
  LiftRestriction: liftRestriction,
};

/** For objectors and experts; a nominee's own stream decides alike. */
export const decideProtection = decideBy<Protection, ProtectionCommand, ProtectionFact>(protectionDecisions);
