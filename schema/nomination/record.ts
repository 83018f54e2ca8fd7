import type { RecordedStepRow } from '../../projections/recorded-steps.ts';
import type { BureauCode, NominationId } from '../../src/domain/ids.ts';
import type { Program } from '../../src/domain/program/program.ts';
import type { Language } from '../../src/domain/refusal.ts';
import { isRequired } from '../../src/domain/rules/on-materials.ts';
import type { Bureau } from '../edition/bureau.ts';
import { programOf } from '../program/program-of.ts';
import { actorOf } from '../timeline/actor-of.ts';
import type { AttachedFile, ChecklistItem } from './checklist.ts';
import { type Dossier, type EventOf, eventsOf } from './dossier.ts';
import { type Assessment, recordedFindings } from './finding.ts';
import type { Supplement } from './supplement.ts';
import type { Vetting } from './vetting.ts';
import type { Waiver } from './waiver.ts';

/** What the parts of a dossier are told with. */
export interface Telling {
  readonly program: Program;
  readonly language: Language;
  bureau(code: BureauCode): Promise<Bureau>;
}

/** Rules as they were found, each time that was put on record. */
export const assessmentsIn = (dossier: Dossier, { language, bureau }: Telling): Promise<Assessment[]> =>
  Promise.all(
    eventsOf(dossier, 'EligibilityAssessed').map(async (event) => ({
      at: event.meta.recordedAt,
      by: actorOf(event.meta),
      bureau: await bureau(event.data.bureau),
      level: event.data.level,
      act: event.data.act,
      findings: recordedFindings(event, language),
    })),
  );

/** Every material of the program, with the files that are attached as it. */
export const checklistIn = (dossier: Dossier, id: NominationId, { program, language }: Telling): ChecklistItem[] => {
  const form = dossier.nomination()?.form ?? {};
  const { materials } = programOf(program);
  return program.materials.map((definition, i) => {
    const material = materials[i];
    if (!material) throw new Error(`Program ${program.code} has no material ${definition.code}.`);
    const required = isRequired(definition, form);
    const files = filesIn(dossier, definition.code, id);
    return {
      material,
      required,
      reason: definition.reason?.[language] ?? definition.condition ?? null,
      files,
      missing: required && files.length === 0,
    };
  });
};

/** The files of one material that are attached still, each as it was attached last. */
const filesIn = (dossier: Dossier, material: string, id: NominationId): AttachedFile[] => {
  const attached = eventsOf(dossier, 'MaterialAttached').filter(({ data }) => data.material === material);
  const there = dossier.nomination()?.materials.filter((item) => item.material === material) ?? [];
  return there.flatMap(({ sha256, mediaType, size, words }) => {
    const event = attached.findLast(({ data }) => data.sha256 === sha256);
    if (!event) return [];
    const { meta } = event;
    const path = `/nominations/${id}/materials/${sha256}`;
    const who = { attachedAt: meta.recordedAt, attachedBy: actorOf(meta) };
    return [{ sha256, mediaType, size, words: words ?? null, ...who, path }];
  });
};

/** Every body that is asked, with its last answer; `only`: nothing of the other ones. */
export const vettingIn = (dossier: Dossier, { program }: Telling, only?: string): Vetting[] => {
  const answers = eventsOf(dossier, 'VettingAnswered');
  return (program.vetting?.bodies ?? [])
    .filter(({ code }) => only === undefined || code === only)
    .map((body) => {
      const last = answers.findLast(({ data }) => data.body === body.code);
      return {
        body,
        answer: last?.data.answer ?? null,
        answeredOn: last?.data.answeredOn ?? null,
        note: last?.data.note ?? null,
        evidence: last?.data.evidence ?? null,
        recordedAt: last?.meta.recordedAt ?? null,
        recordedBy: last ? actorOf(last.meta) : null,
      };
    });
};

/** Steps on record, oldest first. */
export const stepsIn = (dossier: Dossier): RecordedStepRow[] =>
  eventsOf(dossier, 'StepRecorded').map(({ data, meta }) => ({
    step: data.step,
    bureau: data.bureau,
    level: data.level,
    answers: data.answers ?? null,
    evidence: data.evidence ?? null,
    recordedAt: meta.recordedAt,
  }));

/** Every waiver that was asked for, oldest first, each with the answer to it. */
export const waiversIn = (dossier: Dossier, telling: Telling): Promise<Waiver[]> => {
  const answers = [...eventsOf(dossier, 'WaiverConfirmed'), ...eventsOf(dossier, 'WaiverRefused')];
  const answerTo = ({ data: { ruleId }, revision }: EventOf<'WaiverRequested'>) =>
    answers
      .filter((event) => event.data.ruleId === ruleId && event.revision > revision)
      .sort((a, b) => a.revision - b.revision)[0];
  return Promise.all(
    eventsOf(dossier, 'WaiverRequested').map(async (asked) => ({
      ...(await requestOf(asked, telling)),
      ...(await answerOf(answerTo(asked), telling)),
    })),
  );
};

const requestOf = async ({ data, meta }: EventOf<'WaiverRequested'>, { program, bureau }: Telling) => {
  const rule = programOf(program).rules.find(({ id }) => id === data.ruleId);
  if (!rule) throw new Error(`Program ${program.code} has no rule ${data.ruleId}.`);
  return {
    ruleId: data.ruleId,
    rule,
    bureau: await bureau(data.bureau),
    level: data.level,
    reason: data.reason ?? null,
    evidence: data.evidence ?? null,
    against: data.against ?? null,
    requestedAt: meta.recordedAt,
    requestedBy: actorOf(meta),
  };
};

const unanswered = { status: 'REQUESTED', settledBureau: null, settledAt: null, settledBy: null, note: null } as const;

const answerOf = async (
  answer: EventOf<'WaiverConfirmed'> | EventOf<'WaiverRefused'> | undefined,
  { bureau }: Telling,
) => {
  if (!answer) return unanswered;
  const confirmed = answer.type === 'WaiverConfirmed';
  return {
    status: confirmed ? ('CONFIRMED' as const) : ('REFUSED' as const),
    settledBureau: await bureau(answer.data.bureau),
    settledAt: answer.meta.recordedAt,
    settledBy: actorOf(answer.meta),
    note: confirmed ? answer.data.note : answer.data.reason,
  };
};

/** What is still to be supplied; null if nothing is. */
export const supplementIn = async (dossier: Dossier, { bureau }: Telling): Promise<Supplement | null> => {
  const nomination = dossier.nomination();
  const supplement = nomination?.status === 'RETURNED' ? nomination.supplement : undefined;
  const required = eventsOf(dossier, 'SupplementRequired').at(-1);
  if (!supplement || !required) return null;
  const { dueOn, dueAt, from } = supplement;
  return { dueOn, dueAt, from: await bureau(from), reason: required.data.reason };
};
