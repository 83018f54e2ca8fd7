import { localDateOf } from '../calendar.ts';
import { asRecorded, checkStep } from '../check-step.ts';
import { unless } from '../decider.ts';
import type { BureauCode } from '../ids.ts';
import { bureauOf } from '../program/program.ts';
import type { StepGiven } from '../program/recorded-step.ts';
import { whenOpen } from './when-open.ts';

export interface RecordEditionStep extends StepGiven {
  readonly type: 'RecordEditionStep';
  /** That records it. */
  readonly bureau: BureauCode;
}

/** Something the procedure asks a bureau to record for the whole edition, such as the person responsible (R-F36). */
export const recordEditionStep = whenOpen<RecordEditionStep>(({ program }, command, { now }) => {
  const { bureau } = command;
  const office = bureauOf(program, bureau);
  return unless(
    [checkStep(command, { program, on: 'EDITION', office, today: localDateOf(now, program.timeZone) })],
    () => [{ type: 'EditionStepRecorded', data: asRecorded(command, bureau, program) }],
  );
});
