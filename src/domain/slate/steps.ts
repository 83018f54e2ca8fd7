import { localDateOf } from '../calendar.ts';
import { asRecorded, checkStep } from '../check-step.ts';
import { type Context, type Decision, refuse, unless } from '../decider.ts';
import type { Edition } from '../edition/edition.ts';
import type { BureauCode } from '../ids.ts';
import { bureauOf, type Stage, stageOf } from '../program/program.ts';
import type { StepGiven } from '../program/recorded-step.ts';
import { type Refusal, refusal } from '../refusal.ts';
import type { Slate, SlateFact } from './slate.ts';

export interface RecordSlateStep extends StepGiven {
  readonly type: 'RecordSlateStep';
  readonly edition: Edition;
  /** Whose slate it is. */
  readonly bureau: BureauCode;
  /** The bureau that records it. */
  readonly by: BureauCode;
}

/** Steps that the procedure asks of a bureau of this level before it puts anybody forward, and that are not on record. */
export const missingSteps = (slate: Slate, { program }: Edition, { level }: Stage): Refusal[] =>
  program.steps
    .filter(({ on, required, by, code }) => on === 'SLATE' && required && by.includes(level) && !slate.steps.has(code))
    .map(({ ruleId, name }) => refusal('STEP_MISSING', { ruleId, step: name }));

export const recordSlateStep = (slate: Slate, command: RecordSlateStep, { now }: Context): Decision<SlateFact> => {
  const { edition, bureau, by } = command;
  const { program } = edition;
  const [owner, office] = [bureauOf(program, bureau), bureauOf(program, by)];
  if (!owner || !stageOf(program, owner.level))
    return refuse(refusal('BUREAU_NOT_ON_PATH', { path: ['bureau'], bureau }));
  return unless(
    [
      edition.status === 'CONCLUDED' && refusal('EDITION_CONCLUDED', { edition: edition.id }),
      slate.status === 'ABANDONED' && refusal('SLATE_ABANDONED', { bureau }),
      checkStep(command, { program, on: 'SLATE', office, today: localDateOf(now, program.timeZone) }),
    ],
    () => [
      {
        type: 'SlateStepRecorded',
        data: { editionId: edition.id, slateOf: bureau, ...asRecorded(command, by, program) },
      },
    ],
  );
};
