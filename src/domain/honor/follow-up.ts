import { localDateOf } from '../calendar.ts';
import { asRecorded, checkStep } from '../check-step.ts';
import { unless } from '../decider.ts';
import type { Edition } from '../edition/edition.ts';
import type { BureauCode } from '../ids.ts';
import { bureauOf, type Program } from '../program/program.ts';
import type { StepGiven } from '../program/recorded-step.ts';
import { type Refusal, refusal } from '../refusal.ts';
import type { Honor } from './honor.ts';
import { whenRecognized } from './when-recognized.ts';

export interface FollowUp extends StepGiven {
  readonly type: 'FollowUp';
  readonly edition: Edition;
  /** That records it. */
  readonly bureau: BureauCode;
}

/** Steps that the procedure asks for before an honor is taken back, such as a hearing, and that are not on record. */
export const missingSteps = (honor: Honor, { steps }: Program): Refusal[] =>
  steps
    .filter(({ on, required, code }) => on === 'HONOR' && required && !honor.steps.has(code))
    .map(({ ruleId, name }) => refusal('HONOR_STEP_MISSING', { ruleId, step: name }));

/** What becomes of an honoree, recorded as a step of the program (R-F31); also after the edition is over. */
export const followUp = whenRecognized<FollowUp>(({ certificate }, command, { now }) => {
  const { bureau } = command;
  const { program } = command.edition;
  const office = bureauOf(program, bureau);
  return unless(
    [checkStep(command, { program, on: 'HONOR', office, today: localDateOf(now, program.timeZone) })],
    () => [{ type: 'FollowedUp', data: { certificate, ...asRecorded(command, bureau, program) } }],
  );
});
