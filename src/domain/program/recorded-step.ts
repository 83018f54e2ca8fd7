import { z } from 'zod';
import { personal } from '../event.ts';
import { type Evidence, evidence } from '../evidence.ts';
import { bureauCode } from '../ids.ts';
import { level } from './bureau.ts';
import { code } from './terms.ts';

/** A step of the procedure as it was recorded: by whom, with what answers. */
export const recordedStep = {
  step: code,
  bureau: bureauCode,
  level,
  answers: personal(z.record(z.string(), z.json())),
  evidence: personal(z.array(evidence)),
};

/** A step as somebody wants it recorded. */
export interface StepGiven {
  readonly step: string;
  readonly answers: Readonly<Record<string, z.infer<ReturnType<typeof z.json>>>>;
  readonly evidence: readonly Evidence[];
}
