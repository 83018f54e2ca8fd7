import type { Actor } from './actor.ts';
import type { Fact, Recorded } from './event.ts';
import type { Refusal } from './refusal.ts';

/** What a command comes to: facts to record (none if it was already so), or every reason against it. */
export type Decision<F extends Fact> = { readonly facts: readonly F[] } | { readonly refusals: readonly Refusal[] };

/** The moment and the person of a decision. The domain has no clock of its own. */
export interface Context {
  /** UTC ISO 8601 with milliseconds; becomes the `recordedAt` of the facts. */
  readonly now: string;
  readonly actor: Actor;
}

/** One consistency boundary: the state that its facts fold to, and the facts that a command leads to. */
export interface Decider<State, Command, F extends Fact> {
  readonly initial: State;
  evolve(state: State, event: Recorded<F>): State;
  decide(state: State, command: Command, context: Context): Decision<F>;
}

export const accept = <F extends Fact>(...facts: readonly F[]): Decision<F> => ({ facts });

export const refuse = <F extends Fact>(...refusals: readonly Refusal[]): Decision<F> => ({ refusals });

export const isRefused = <F extends Fact>(
  decision: Decision<F>,
): decision is { readonly refusals: readonly Refusal[] } => 'refusals' in decision;

/** Checks that all apply; what stands against the command is returned whole, else the facts. */
export const unless = <F extends Fact>(
  against: readonly (Refusal | readonly Refusal[] | false | undefined)[],
  facts: () => readonly F[],
): Decision<F> => {
  const refusals = against.flatMap((item) => item || []);
  return refusals.length > 0 ? { refusals } : { facts: facts() };
};

type Folds<State, F extends Fact> = {
  [Type in F['type']]: (state: State, event: Recorded<Extract<F, { type: Type }>>) => State;
};

/** `evolve` from one small function for each type of fact; the compiler lists the missing ones. */
export const evolveBy =
  <State, F extends Fact>(folds: Folds<State, F>) =>
  (state: State, event: Recorded<F>): State =>
    (folds[event.type as F['type']] as (state: State, event: Recorded<F>) => State)(state, event);

type Decides<State, Command extends { type: string }, F extends Fact> = {
  [Type in Command['type']]: (state: State, command: Extract<Command, { type: Type }>, context: Context) => Decision<F>;
};

/** `decide` from one pure function for each command; the compiler lists the missing ones. */
export const decideBy =
  <State, Command extends { type: string }, F extends Fact>(decides: Decides<State, Command, F>) =>
  (state: State, command: Command, context: Context): Decision<F> =>
    (decides[command.type as Command['type']] as (state: State, command: Command, context: Context) => Decision<F>)(
      state,
      command,
      context,
    );
