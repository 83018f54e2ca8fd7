import { accept, type Context, decideBy, refuse } from '../decider.ts';
import type { Edition } from '../edition/edition.ts';
import type { BureauCode, EditionId, NominationId, NoticeId, ObjectionId } from '../ids.ts';
import { bureauOf } from '../program/program.ts';
import { refusal } from '../refusal.ts';
import { type AmendForm, amendForm, type Nominate, nominate, type Resubmit, resubmit } from './draft.ts';
import {
  type AnswerVetting,
  type AttachMaterial,
  answerVetting,
  attachMaterial,
  type RecordStep,
  type RemoveMaterial,
  recordStep,
  removeMaterial,
} from './gather.ts';
import { isOut, type NominationFact, type NominationState } from './nomination.ts';
import type { KnownHonor } from './parts.ts';
import { type AssessEligibility, assessEligibility, assessedToGo, type Review, review } from './review.ts';
import {
  type ConfirmWaiver,
  confirmWaiver,
  type RefuseWaiver,
  type RequestWaiver,
  refuseWaiver,
  requestWaiver,
} from './waivers.ts';
import { type Decided, whenRunning } from './when-running.ts';

interface Withdraw {
  readonly type: 'Withdraw';
  readonly reason: string;
  /** Cleared for recognition already: an honor is revoked, not withdrawn. */
  readonly cleared: boolean;
  readonly seatsHeld: readonly BureauCode[];
}
interface VoidNomination {
  readonly type: 'VoidNomination';
  readonly nominationId: NominationId;
  readonly editionId: EditionId;
}
interface RecordForwarding {
  readonly type: 'RecordForwarding';
  readonly edition: Edition;
  readonly from: BureauCode;
  readonly to: BureauCode;
  /** When the slate put it forward. */
  readonly at: string;
  /** Honors of the nominee on record. */
  readonly honors: readonly KnownHonor[];
}
interface RecordLapse {
  readonly type: 'RecordLapse';
  readonly bureau: BureauCode;
}
interface ExpireSupplement {
  readonly type: 'ExpireSupplement';
  readonly seatsHeld: readonly BureauCode[];
}
interface Disqualify {
  readonly type: 'Disqualify';
  readonly editionId: EditionId;
  readonly noticeId: NoticeId;
  readonly objectionId: ObjectionId;
}
export type NominationCommand =
  | Nominate
  | AmendForm
  | AttachMaterial
  | RemoveMaterial
  | AnswerVetting
  | RecordStep
  | RequestWaiver
  | ConfirmWaiver
  | RefuseWaiver
  | AssessEligibility
  | Review
  | Resubmit
  | Withdraw
  | VoidNomination
  | RecordForwarding
  | RecordLapse
  | ExpireSupplement
  | Disqualify;

const withdraw = whenRunning<Withdraw>(({ id, editionId, person }, { reason, seatsHeld, cleared }) =>
  cleared
    ? refuse(refusal('ALREADY_RECOGNIZED', { path: ['nominationId'], nomination: id }))
    : accept({ type: 'Withdrawn', data: { editionId, reason, person, seatsHeld: [...seatsHeld] } }),
);

/** Only where nothing was ever recorded: whichever of this and the nomination comes first in the stream stands. */
const voidNomination = (state: NominationState, { nominationId, editionId }: VoidNomination): Decided =>
  state.status === 'NONE' ? accept({ type: 'NominationVoided', data: { nominationId, editionId } }) : accept();

/** What follows from another stream is recorded here once, and left alone if the nomination has moved on. */
const recordForwarding = (state: NominationState, command: RecordForwarding): Decided => {
  const { edition, from, to, at, honors } = command;
  if (!('id' in state) || state.status !== 'PASSED' || state.holder !== from) return accept();
  const deciding = bureauOf(edition.program, to)?.level === edition.program.decidingLevel;
  return accept(...assessedToGo(state, { program: edition.program, bureau: from, now: at, honors }), {
    type: 'Forwarded',
    data: { from, to, deciding, at },
  });
};

const recordLapse = (state: NominationState, { bureau }: RecordLapse): Decided =>
  !('id' in state) || isOut(state.status) || state.holder !== bureau
    ? accept()
    : accept({ type: 'Lapsed', data: { bureau } });

/** Not handed in again in time: out. Left alone if it was. */
const expireSupplement = (state: NominationState, { seatsHeld }: ExpireSupplement, { now }: Context): Decided => {
  if (!('id' in state) || isOut(state.status) || !state.supplement || now <= state.supplement.dueAt) return accept();
  const { editionId, holder: bureau, person } = state;
  return accept({ type: 'SupplementExpired', data: { editionId, bureau, person, seatsHeld: [...seatsHeld] } });
};

const disqualify = (state: NominationState, { editionId, noticeId, objectionId }: Disqualify): Decided =>
  !('id' in state) || isOut(state.status)
    ? accept()
    : accept({ type: 'Disqualified', data: { editionId, noticeId, objectionId } });

export const decideNomination = decideBy<NominationState, NominationCommand, NominationFact>({
  Nominate: nominate,
  AmendForm: amendForm,
  AttachMaterial: attachMaterial,
  RemoveMaterial: removeMaterial,
  AnswerVetting: answerVetting,
  RecordStep: recordStep,
  RequestWaiver: requestWaiver,
  ConfirmWaiver: confirmWaiver,
  RefuseWaiver: refuseWaiver,
  AssessEligibility: assessEligibility,
  Review: review,
  Resubmit: resubmit,
  Withdraw: withdraw,
  VoidNomination: voidNomination,
  RecordForwarding: recordForwarding,
  RecordLapse: recordLapse,
  ExpireSupplement: expireSupplement,
  Disqualify: disqualify,
});
