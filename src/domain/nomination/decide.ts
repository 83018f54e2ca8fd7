import { localDateOf } from '../calendar.ts';
import { accept, type Context, type Decision, decideBy, refuse, unless } from '../decider.ts';
import type { Edition } from '../edition/edition.ts';
import type { BureauCode, EditionId, NominationId, NoticeId, ObjectionId, PersonPseudonym } from '../ids.ts';
import { checkForm } from '../program/form.ts';
import { bureauOf, type Program, stageOf } from '../program/program.ts';
import { type Refusal, refusal } from '../refusal.ts';
import { decisionWords, inWords, levelWords, statusWords } from '../terms-in-words.ts';
import {
  type Form,
  isOut,
  type Nomination,
  type NominationFact,
  type NominationState,
  type Opinion,
  type ReviewDecision,
} from './nomination.ts';

interface Nominate {
  readonly type: 'Nominate';
  readonly edition: Edition;
  readonly nominationId: NominationId;
  readonly bureau: BureauCode;
  readonly category: string;
  readonly person: PersonPseudonym;
  readonly form: Form;
}
interface AmendForm {
  readonly type: 'AmendForm';
  readonly edition: Edition;
  readonly category?: string | undefined;
  readonly changes: Form;
}
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
interface Resubmit {
  readonly type: 'Resubmit';
  readonly edition: Edition;
  readonly note: string;
}
interface Withdraw {
  readonly type: 'Withdraw';
  readonly reason: string;
  /** Cleared for recognition already: an honor is revoked, not withdrawn. */
  readonly cleared: boolean;
  readonly seatsHeld: readonly BureauCode[];
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
  | RecordForwarding
  | RecordLapse
  | Disqualify;

type Decided = Decision<NominationFact>;

/** Runs a decision on a nomination that is still in the running; refuses it on any other. */
const whenRunning =
  <Command>(decide: (nomination: Nomination, command: Command, context: Context) => Decided) =>
  (state: NominationState, command: Command, context: Context): Decided => {
    if (state.status === 'NONE') return refuse(refusal('NOMINATION_NOT_FOUND', { path: ['nominationId'] }));
    if (isOut(state.status))
      return refuse(refusal('OUT_OF_THE_RUNNING', { path: ['nominationId'], nomination: state.id }));
    return decide(state, command, context);
  };

const closed = (edition: Edition): Refusal | false =>
  edition.status === 'CONCLUDED' && refusal('EDITION_CONCLUDED', { edition: edition.id });

const checkCategory = ({ categories }: Program, category: string): Refusal | false =>
  !categories.some(({ code }) => code === category) &&
  refusal('CATEGORY_UNKNOWN', { path: ['category'], known: categories.map(({ code }) => code).join(', ') });

const mayNominate = (program: Program, bureau: BureauCode): Refusal | false => {
  const office = bureauOf(program, bureau);
  if (office && stageOf(program, office.level)?.nominates) return false;
  const known = program.path.filter((stage) => stage.nominates).map((stage) => stage.level);
  return refusal('BUREAU_MAY_NOT_NOMINATE', { path: ['bureau'], bureau, levels: inWords(levelWords, known) });
};

const nominate = (state: NominationState, command: Nominate, { now }: Context): Decided => {
  const { edition, nominationId, bureau, category, person } = command;
  const { program } = edition;
  const form = withCategory(program, command.form, category);
  return unless(
    [
      state.status !== 'NONE' && refusal('NOMINATION_EXISTS', { nomination: nominationId }),
      closed(edition),
      mayNominate(program, bureau),
      checkCategory(program, category),
      checkSameCategory(program, command.form, category),
      checkForm(program, form, { complete: false, today: localDateOf(now, program.timeZone) }),
    ],
    () => [{ type: 'Nominated', data: { nominationId, editionId: edition.id, bureau, category, person, form } }],
  );
};

/** The field of the form that repeats the category of the nomination, if the program's form prints one. */
const categoryField = ({ form }: Program): string | undefined => form.find(({ type }) => type === 'CATEGORY')?.key;

/** The category is said once, by the command, and written into the form. */
const withCategory = (program: Program, form: Form, category: string): Form => {
  const key = categoryField(program);
  return key ? { ...form, [key]: category } : form;
};

const checkSameCategory = (program: Program, form: Form, category: string): Refusal | false => {
  const key = categoryField(program);
  if (!key || form[key] === undefined || form[key] === category) return false;
  return refusal('CATEGORY_MISMATCH', { path: ['form', key], category });
};

/** The field of the form that says whom a nomination is about. */
export const identityField = ({ form, code }: Program): string => {
  const field = form.find(({ type }) => type === 'IDENTITY_NUMBER');
  if (!field) throw new Error(`The form of program ${code} has no identity number.`);
  return field.key;
};

const checkSamePerson = (program: Program, form: Form, changes: Form): Refusal | false => {
  const key = identityField(program);
  return key in changes && changes[key] !== form[key] && refusal('PERSON_FIXED', { path: ['form', key] });
};

/** The form may be changed while its own bureau drafts it, or after it was returned. */
const amendForm = whenRunning<AmendForm>((nomination, command, { now }) => {
  const { program } = command.edition;
  const { status, holder } = nomination;
  const category = command.category ?? nomination.category;
  const changes = withCategory(program, command.changes, category);
  return unless(
    [
      closed(command.edition),
      status !== 'DRAFTED' && status !== 'RETURNED' && refusal('NOT_IN_DRAFT', { status: statusWords[status], holder }),
      checkSamePerson(program, nomination.form, changes),
      checkCategory(program, category),
      checkSameCategory(program, command.changes, category),
      checkForm(
        program,
        { ...nomination.form, ...changes },
        { complete: false, today: localDateOf(now, program.timeZone) },
      ),
    ],
    () => [{ type: 'FormAmended', data: { category, changes } }],
  );
});

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

const resubmit = whenRunning<Resubmit>((nomination, { edition, note }, { now }) =>
  unless(
    [
      closed(edition),
      nomination.status !== 'RETURNED' && refusal('NOT_RETURNED', { status: statusWords[nomination.status] }),
      checkForm(edition.program, nomination.form, {
        complete: true,
        today: localDateOf(now, edition.program.timeZone),
      }),
    ],
    () => [{ type: 'Resubmitted', data: { note } }],
  ),
);

const withdraw = whenRunning<Withdraw>(({ id, editionId, person }, { reason, seatsHeld, cleared }) =>
  cleared
    ? refuse(refusal('ALREADY_RECOGNIZED', { path: ['nominationId'], nomination: id }))
    : accept({ type: 'Withdrawn', data: { editionId, reason, person, seatsHeld: [...seatsHeld] } }),
);

/** What follows from another stream is recorded here once, and left alone if the nomination has moved on. */
const recordForwarding = (state: NominationState, { edition, from, to }: RecordForwarding): Decided => {
  if (state.status !== 'PASSED' || state.holder !== from) return accept();
  const deciding = bureauOf(edition.program, to)?.level === edition.program.decidingLevel;
  return accept({ type: 'Forwarded', data: { from, to, deciding } });
};

const recordLapse = (state: NominationState, { bureau }: RecordLapse): Decided =>
  state.status === 'NONE' || isOut(state.status) || state.holder !== bureau
    ? accept()
    : accept({ type: 'Lapsed', data: { bureau } });

const disqualify = (state: NominationState, { editionId, noticeId, objectionId }: Disqualify): Decided =>
  state.status === 'NONE' || isOut(state.status)
    ? accept()
    : accept({ type: 'Disqualified', data: { editionId, noticeId, objectionId } });

export const decideNomination = decideBy<NominationState, NominationCommand, NominationFact>({
  Nominate: nominate,
  AmendForm: amendForm,
  Review: review,
  Resubmit: resubmit,
  Withdraw: withdraw,
  RecordForwarding: recordForwarding,
  RecordLapse: recordLapse,
  Disqualify: disqualify,
});
