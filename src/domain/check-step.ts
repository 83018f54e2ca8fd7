import type { BureauCode } from './ids.ts';
import { checkAnswers } from './program/form.ts';
import { type Bureau, bureauOf, type Program } from './program/program.ts';
import type { StepGiven } from './program/recorded-step.ts';
import type { StepSubject } from './program/step.ts';
import { type Refusal, refusal } from './refusal.ts';
import { inWords, levelWords } from './terms-in-words.ts';

/** A step as it goes on record, once nothing stands against it. */
export const asRecorded = ({ step, answers, evidence }: StepGiven, bureau: BureauCode, program: Program) => ({
  step,
  bureau,
  level: bureauOf(program, bureau)?.level ?? program.decidingLevel,
  answers: { ...answers },
  evidence: [...evidence],
});

interface Recording {
  readonly program: Program;
  readonly on: StepSubject;
  readonly office: Bureau | undefined;
  /** Local date of the recording, `YYYY-MM-DD`. */
  readonly today: string;
}

/** Everything against recording a step: STEP_UNKNOWN, STEP_OF_LEVEL, STEP_EVIDENCE, and FIELD_… with the path `answers`. */
export const checkStep = (given: StepGiven, { program, on, office, today }: Recording): readonly Refusal[] => {
  const known = program.steps.filter((item) => item.on === on);
  const found = known.find((item) => item.code === given.step);
  if (!found) return [refusal('STEP_UNKNOWN', { path: ['step'], known: known.map((item) => item.code).join(', ') })];
  const { ruleId, name } = found;
  const misplaced = !office || !found.by.includes(office.level);
  return [
    ...(misplaced
      ? [refusal('STEP_OF_LEVEL', { path: ['step'], ruleId, step: name, levels: inWords(levelWords, found.by) })]
      : []),
    ...(found.needsEvidence && given.evidence.length === 0
      ? [refusal('STEP_EVIDENCE', { path: ['evidence'], ruleId, step: name })]
      : []),
    ...checkAnswers(found.fields, given.answers, { program, complete: true, today, path: 'answers' }).map((item) =>
      ruleId && !item.ruleId ? { ...item, ruleId } : item,
    ),
  ];
};
