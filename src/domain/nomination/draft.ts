import { localDateOf } from '../calendar.ts';
import { type Context, unless } from '../decider.ts';
import type { Edition } from '../edition/edition.ts';
import type { BureauCode, NominationId, PersonPseudonym } from '../ids.ts';
import { checkForm } from '../program/form.ts';
import { bureauOf, deadlineOf, type Program, stageOf } from '../program/program.ts';
import { type Refusal, refusal } from '../refusal.ts';
import { refusalsOf } from '../rules/against.ts';
import { assess } from '../rules/assess.ts';
import { dossierOf } from '../rules/dossier.ts';
import { inWords, levelWords, statusWords } from '../terms-in-words.ts';
import type { Form, Nomination, NominationState } from './nomination.ts';
import type { KnownHonor } from './parts.ts';
import { closed, type Decided, whenRunning } from './when-running.ts';

export interface Nominate {
  readonly type: 'Nominate';
  readonly edition: Edition;
  readonly nominationId: NominationId;
  readonly bureau: BureauCode;
  readonly category: string;
  readonly person: PersonPseudonym;
  readonly form: Form;
}
export interface AmendForm {
  readonly type: 'AmendForm';
  readonly edition: Edition;
  readonly category?: string | undefined;
  readonly changes: Form;
}
export interface Resubmit {
  readonly type: 'Resubmit';
  readonly edition: Edition;
  readonly note: string;
  /** Honors of the nominee on record. */
  readonly honors: readonly KnownHonor[];
}

const checkCategory = ({ categories, form }: Program, category: string): Refusal | false =>
  !categories.some(({ code }) => code === category) &&
  refusal('CATEGORY_UNKNOWN', {
    path: ['category'],
    ruleId: form.find(({ type }) => type === 'CATEGORY')?.ruleId,
    known: categories.map(({ code }) => code).join(', '),
  });

const mayNominate = (program: Program, bureau: BureauCode): Refusal | false => {
  const office = bureauOf(program, bureau);
  if (office && stageOf(program, office.level)?.nominates) return false;
  const nominating = program.path.filter((stage) => stage.nominates);
  return refusal('BUREAU_MAY_NOT_NOMINATE', {
    path: ['bureau'],
    ruleId: office ? nominating.findLast((stage) => stage.nominatesRule)?.nominatesRule : program.bureausRule,
    bureau,
    levels: inWords(
      levelWords,
      nominating.map(({ level }) => level),
    ),
  });
};

/** Nobody is nominated after the last deadline by which a slate could take them. */
const tooLate = (program: Program, today: string): Refusal | false => {
  const last = program.path.at(-1)?.slate.deadline;
  if (!last) return false;
  const { ruleId, on } = deadlineOf(program, last);
  return today > on && refusal('DEADLINE_PASSED', { ruleId, on });
};

export const nominate = (state: NominationState, command: Nominate, { now }: Context): Decided => {
  const { edition, nominationId, bureau, category, person } = command;
  const { program } = edition;
  const today = localDateOf(now, program.timeZone);
  const form = withCategory(program, command.form, category);
  return unless(
    [
      state.status === 'VOIDED' && refusal('COMMAND_EXPIRED', {}),
      state.status !== 'NONE' &&
        state.status !== 'VOIDED' &&
        refusal('NOMINATION_EXISTS', { nomination: nominationId }),
      tooLate(program, today),
      closed(edition),
      mayNominate(program, bureau),
      checkCategory(program, category),
      checkSameCategory(program, command.form, category),
      checkForm(program, form, { complete: false, today }),
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
export const amendForm = whenRunning<AmendForm>((nomination, command, { now }) => {
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
      nomination.supplement !== undefined &&
        category !== nomination.category &&
        refusal('SUPPLEMENT_OF_CATEGORY', { path: ['category'], category: nomination.category }),
      checkForm(
        program,
        { ...nomination.form, ...changes },
        { complete: false, today: localDateOf(now, program.timeZone) },
      ),
    ],
    () => [{ type: 'FormAmended', data: { category, changes } }],
  );
});

/** What was to be supplied by a day is too late after it, whether or not that has been seen to yet. */
const overdue = ({ supplement: rule }: Program, { supplement }: Nomination, now: string): Refusal | false =>
  supplement !== undefined &&
  now > supplement.dueAt &&
  refusal('SUPPLEMENT_OVERDUE', { path: ['nominationId'], ruleId: rule?.ruleId, on: supplement.dueOn });

/**
 * What goes straight back before the panel is assessed as when it was put forward: nobody need review it there again.
 * What a person judges is left to who asked for the supplement.
 */
const unfitForPanel = (nomination: Nomination, { edition: { program }, honors }: Resubmit, now: string) => {
  const last = program.path.at(-1);
  if (nomination.supplement?.backTo !== 'SUBMITTED' || !last) return [];
  const judgments = program.rules.map(({ id: ruleId }) => ({ ruleId, holds: true }));
  const dossier = dossierOf(nomination, { program, now, honors, judgments });
  return refusalsOf(assess(dossier, { act: 'SUBMISSION', level: last.level }), program);
};

export const resubmit = whenRunning<Resubmit>((nomination, command, { now }) => {
  const { edition, note } = command;
  return unless(
    [
      closed(edition),
      nomination.status !== 'RETURNED' && refusal('NOT_RETURNED', { status: statusWords[nomination.status] }),
      overdue(edition.program, nomination, now),
      checkForm(edition.program, nomination.form, {
        complete: true,
        today: localDateOf(now, edition.program.timeZone),
      }),
      unfitForPanel(nomination, command, now),
    ],
    () => [{ type: 'Resubmitted', data: { note } }],
  );
});
