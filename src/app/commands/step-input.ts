import type { Evidence } from '../../domain/evidence.ts';
import type { StepGiven } from '../../domain/program/recorded-step.ts';

/** A step to be recorded; of some there is no evidence. */
export type StepInput = Omit<StepGiven, 'evidence'> & { readonly evidence?: readonly Evidence[] | undefined };
