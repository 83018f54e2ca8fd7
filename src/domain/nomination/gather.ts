import { localDateOf } from '../calendar.ts';
import { asRecorded, checkStep } from '../check-step.ts';
import { refuse, unless } from '../decider.ts';
import type { Edition } from '../edition/edition.ts';
import type { Evidence } from '../evidence.ts';
import type { BureauCode } from '../ids.ts';
import type { MediaType } from '../program/definition.ts';
import { bureauOf } from '../program/program.ts';
import type { StepGiven } from '../program/recorded-step.ts';
import { type Refusal, refusal } from '../refusal.ts';
import { statusWords } from '../terms-in-words.ts';
import { isDraft, type Nomination } from './nomination.ts';
import type { VettingAnswer } from './parts.ts';
import { closed, heldHere, whenRunning } from './when-running.ts';

interface At {
  readonly edition: Edition;
  readonly bureau: BureauCode;
}
export interface AttachMaterial extends At {
  readonly type: 'AttachMaterial';
  readonly material: string;
  readonly sha256: string;
  /** As the store has it; absent if it has no such file. */
  readonly file: { readonly mediaType: MediaType; readonly size: number } | undefined;
  readonly words?: number | undefined;
}
export interface RemoveMaterial extends At {
  readonly type: 'RemoveMaterial';
  readonly material: string;
  readonly sha256: string;
  readonly reason: string;
}
export interface AnswerVetting extends At {
  readonly type: 'AnswerVetting';
  readonly body: string;
  readonly answer: VettingAnswer['answer'];
  readonly answeredOn: string;
  readonly note?: string | undefined;
  readonly evidence: readonly Evidence[];
}
export interface RecordStep extends At, StepGiven {
  readonly type: 'RecordStep';
}

/** Files of one material; more than that is a mistake or an attack. */
const mostFiles = 20;

/** What is gathered can be added to until the nomination has left the bureau's hands. */
const gathering = (nomination: Nomination): Refusal | false =>
  nomination.status === 'SUBMITTED' &&
  refusal('DOSSIER_CLOSED', { path: ['nominationId'], status: statusWords[nomination.status] });

export const attachMaterial = whenRunning<AttachMaterial>((nomination, command) => {
  const { edition, bureau, material, sha256, file, words } = command;
  const { program } = edition;
  const found = program.materials.find(({ code }) => code === material);
  const known = program.materials.map(({ code }) => code).join(', ');
  if (!found) return refuse(refusal('MATERIAL_UNKNOWN', { path: ['material'], known }));
  const { ruleId, name, accepts } = found;
  const attached = nomination.materials.filter((item) => item.material === material);
  if (!file) return refuse(refusal('FILE_UNKNOWN', { path: ['sha256'] }));
  return unless(
    [
      closed(edition),
      heldHere(nomination, bureau),
      gathering(nomination),
      !accepts.includes(file.mediaType) &&
        refusal('MATERIAL_TYPE', { path: ['sha256'], ruleId, material: name, accepted: accepts.join(', ') }),
      attached.some((item) => item.sha256 === sha256) &&
        refusal('MATERIAL_ATTACHED', { path: ['sha256'], ruleId, material: name }),
      attached.length >= mostFiles &&
        refusal('MATERIALS_TOO_MANY', { path: ['material'], ruleId, material: name, most: mostFiles }),
    ],
    () => [
      {
        type: 'MaterialAttached',
        data: { material, sha256, mediaType: file.mediaType, size: file.size, ...(words !== undefined && { words }) },
      },
    ],
  );
});

/** Only while it is drafted: what a reviewer has seen stays. */
export const removeMaterial = whenRunning<RemoveMaterial>((nomination, command) => {
  const { edition, bureau, material, sha256, reason } = command;
  const { status, holder } = nomination;
  return unless(
    [
      closed(edition),
      heldHere(nomination, bureau),
      !isDraft(status) && refusal('NOT_IN_DRAFT', { status: statusWords[status], holder }),
      !nomination.materials.some((item) => item.material === material && item.sha256 === sha256) &&
        refusal('MATERIAL_NOT_ATTACHED', { path: ['sha256'] }),
    ],
    () => [{ type: 'MaterialRemoved', data: { material, sha256, reason } }],
  );
});

/** A body answers for itself; a bureau may enter an answer that came on paper, with the paper as evidence. */
export const answerVetting = whenRunning<AnswerVetting>((nomination, command, { actor, now }) => {
  const { edition, bureau, body, answer, answeredOn, note, evidence } = command;
  const { vetting, timeZone } = edition.program;
  if (!vetting) return refuse(refusal('VETTING_NOT_ASKED', { path: ['nominationId'] }));
  const { ruleId, bodies } = vetting;
  const own = actor.roles.includes('VETTING_BODY');
  const last = nomination.vetting.get(body);
  return unless(
    [
      closed(edition),
      heldHere(nomination, bureau),
      gathering(nomination),
      !bodies.some(({ code }) => code === body) &&
        refusal('VETTING_BODY_UNKNOWN', { path: ['body'], ruleId, known: bodies.map(({ code }) => code).join(', ') }),
      own && actor.body !== body && refusal('VETTING_OF_ANOTHER', { path: ['body'], ruleId }),
      own && nomination.bureau !== bureau && refusal('VETTING_OF_ANOTHER', { path: ['nominationId'], ruleId }),
      !own && evidence.length === 0 && refusal('VETTING_EVIDENCE', { path: ['evidence'], ruleId }),
      !own && last?.own && refusal('VETTING_ANSWERED', { path: ['body'], ruleId }),
      last &&
        answeredOn < last.answeredOn &&
        refusal('VETTING_OUTDATED', { path: ['answeredOn'], ruleId, on: last.answeredOn }),
      answeredOn > localDateOf(now, timeZone) && refusal('SIGNED_IN_FUTURE', { path: ['answeredOn'], ruleId }),
    ],
    () => [
      { type: 'VettingAnswered', data: { body, answer, answeredOn, ...(note && { note }), evidence: [...evidence] } },
    ],
  );
});

export const recordStep = whenRunning<RecordStep>((nomination, command, { now }) => {
  const { edition, bureau } = command;
  const { program } = edition;
  const office = bureauOf(program, bureau);
  return unless(
    [
      closed(edition),
      heldHere(nomination, bureau),
      checkStep(command, { program, on: 'NOMINATION', office, today: localDateOf(now, program.timeZone) }),
    ],
    () => [{ type: 'StepRecorded', data: asRecorded(command, bureau, program) }],
  );
});
