import { type Context, type Decision, refuse } from '../decider.ts';
import { refusal } from '../refusal.ts';
import type { Honor, HonorFact, HonorState } from './honor.ts';

export type Decided = Decision<HonorFact>;

/** Runs a decision on an honor that stands. */
export const whenRecognized =
  <Command>(decide: (honor: Honor, command: Command, context: Context) => Decided) =>
  (state: HonorState, command: Command, context: Context): Decided => {
    if (state.status === 'NONE') return refuse(refusal('HONOR_NOT_FOUND', { path: ['certificate'] }));
    if (state.status === 'REVOKED')
      return refuse(refusal('HONOR_REVOKED', { path: ['certificate'], certificate: state.certificate }));
    return decide(state, command, context);
  };
