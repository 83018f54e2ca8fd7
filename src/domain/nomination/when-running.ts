import { type Context, type Decision, refuse } from '../decider.ts';
import type { Edition } from '../edition/edition.ts';
import type { BureauCode } from '../ids.ts';
import { type Refusal, refusal } from '../refusal.ts';
import { isOut, type Nomination, type NominationFact, type NominationState } from './nomination.ts';

export type Decided = Decision<NominationFact>;

/** Runs a decision on a nomination that is still in the running; refuses it on any other. */
export const whenRunning =
  <Command>(decide: (nomination: Nomination, command: Command, context: Context) => Decided) =>
  (state: NominationState, command: Command, context: Context): Decided => {
    if (!('id' in state)) return refuse(refusal('NOMINATION_NOT_FOUND', { path: ['nominationId'] }));
    if (isOut(state.status))
      return refuse(refusal('OUT_OF_THE_RUNNING', { path: ['nominationId'], nomination: state.id }));
    return decide(state, command, context);
  };

export const closed = (edition: Edition): Refusal | false =>
  edition.status === 'CONCLUDED' && refusal('EDITION_CONCLUDED', { edition: edition.id });

/** Only the bureau in whose hands a nomination is acts on it. */
export const heldHere = ({ holder }: Nomination, bureau: BureauCode): Refusal | false =>
  holder !== bureau && refusal('NOT_HELD_HERE', { path: ['nominationId'], holder });
