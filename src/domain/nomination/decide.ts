import { localDateOf } from '../calendar.ts';
import { accept, decideBy, refuse, unless } from '../decider.ts';
import type { Edition } from '../edition/edition.ts';
import type { BureauCode, EditionId, NominationId, NoticeId, ObjectionId } from '../ids.ts';
import { checkForm } from '../program/form.ts';
import { bureauOf } from '../program/program.ts';
import { refusal } from '../refusal.ts';
import { decisionWords, statusWords } from '../terms-in-words.ts';
import { type AmendForm, amendForm, type Nominate, nominate, type Resubmit, resubmit } from './draft.ts';
import {
  isOut,
  type Nomination,
  type NominationFact,
  type NominationState,
  type Opinion,
  type ReviewDecision,
} from './nomination.ts';
import { closed, type Decided, whenRunning } from './when-running.ts';

interface Review {
  readonly type: 'Review';
  readonly edition: Edition;
  readonly bureau: BureauCode;
  readonly decision: ReviewDecision;
  readonly opinion: Opinion;
  /** Cleared for recognition already: an honor is revoked, not rejected. */
  readonly cleared?: boolean | undefined;
  readonly seatsHeld: readonly BureauCode[];
}
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
}
interface RecordLapse {
  readonly type: 'RecordLapse';
  readonly bureau: BureauCode;
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
  | Review
  | Resubmit
  | Withdraw
  | VoidNomination
  | RecordForwarding
  | RecordLapse
  | Disqualify;

const reviewable = (nomination: Nomination, decision: ReviewDecision, deciding: boolean): boolean => {
  if (deciding) return nomination.status === 'SUBMITTED' && decision !== 'RETURN';
  if (decision === 'PASS') return nomination.status === 'DRAFTED' || nomination.status === 'RECEIVED';
  return ['DRAFTED', 'RECEIVED', 'PASSED'].includes(nomination.status);
};

const consequence = (nomination: Nomination, command: Review): NominationFact[] => {
  const { editionId, person, bureau: origin } = nomination;
  const { bureau, decision, opinion, seatsHeld } = command;
  if (decision === 'RETURN') {
    return [
      {
        type: 'Returned',
        data: { editionId, from: bureau, to: origin, reason: opinion.text, seatsHeld: [...seatsHeld] },
      },
    ];
  }
  if (decision === 'REJECT') {
    return [{ type: 'Rejected', data: { editionId, by: bureau, person, seatsHeld: [...seatsHeld] } }];
  }
  return [];
};

/** A bureau's decision at its level, with its stamped opinion, by someone who did not draft. */
const review = whenRunning<Review>((nomination, command, { actor, now }) => {
  const { edition, bureau, decision, opinion, cleared } = command;
  const { program } = edition;
  const office = bureauOf(program, bureau);
  const deciding = office?.level === program.decidingLevel;
  const today = localDateOf(now, program.timeZone);
  return unless(
    [
      closed(edition),
      nomination.holder !== bureau && refusal('NOT_HELD_HERE', { path: ['nominationId'], holder: nomination.holder }),
      nomination.drafters.includes(actor.id) && refusal('FOUR_EYES', { act: { zh: '审核', en: 'review' } }),
      !reviewable(nomination, decision, deciding) &&
        refusal('NOT_REVIEWABLE', {
          path: ['decision'],
          status: statusWords[nomination.status],
          decision: decisionWords[decision],
        }),
      decision === 'REJECT' &&
        cleared &&
        refusal('ALREADY_RECOGNIZED', { path: ['nominationId'], nomination: nomination.id }),
      opinion.signedOn > today &&
        refusal('SIGNED_IN_FUTURE', { path: ['opinion', 'signedOn'], ruleId: program.opinionRule }),
      decision === 'PASS' && checkForm(program, nomination.form, { complete: true, today }),
    ],
    () => [
      {
        type: 'Reviewed',
        data: { level: office?.level ?? program.decidingLevel, bureau, decision, opinion },
      },
      ...consequence(nomination, command),
    ],
  );
});

const withdraw = whenRunning<Withdraw>(({ id, editionId, person }, { reason, seatsHeld, cleared }) =>
  cleared
    ? refuse(refusal('ALREADY_RECOGNIZED', { path: ['nominationId'], nomination: id }))
    : accept({ type: 'Withdrawn', data: { editionId, reason, person, seatsHeld: [...seatsHeld] } }),
);

/** Only where nothing was ever recorded: whichever of this and the nomination comes first in the stream stands. */
const voidNomination = (state: NominationState, { nominationId, editionId }: VoidNomination): Decided =>
  state.status === 'NONE' ? accept({ type: 'NominationVoided', data: { nominationId, editionId } }) : accept();

/** What follows from another stream is recorded here once, and left alone if the nomination has moved on. */
const recordForwarding = (state: NominationState, { edition, from, to }: RecordForwarding): Decided => {
  if (!('id' in state) || state.status !== 'PASSED' || state.holder !== from) return accept();
  const deciding = bureauOf(edition.program, to)?.level === edition.program.decidingLevel;
  return accept({ type: 'Forwarded', data: { from, to, deciding } });
};

const recordLapse = (state: NominationState, { bureau }: RecordLapse): Decided =>
  !('id' in state) || isOut(state.status) || state.holder !== bureau
    ? accept()
    : accept({ type: 'Lapsed', data: { bureau } });

const disqualify = (state: NominationState, { editionId, noticeId, objectionId }: Disqualify): Decided =>
  !('id' in state) || isOut(state.status)
    ? accept()
    : accept({ type: 'Disqualified', data: { editionId, noticeId, objectionId } });

export const decideNomination = decideBy<NominationState, NominationCommand, NominationFact>({
  Nominate: nominate,
  AmendForm: amendForm,
  Review: review,
  Resubmit: resubmit,
  Withdraw: withdraw,
  VoidNomination: voidNomination,
  RecordForwarding: recordForwarding,
  RecordLapse: recordLapse,
  Disqualify: disqualify,
});
