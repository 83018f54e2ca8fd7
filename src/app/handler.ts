import type { BureauCode } from '../domain/ids.ts';
import type { Program } from '../domain/program/program.ts';
import type { Refused } from './refused.ts';
import type { Scope } from './scope.ts';

/** Whose business a command is, to be held against the actor's reach. */
export interface Concern {
  readonly program: Program;
  readonly bureau: BureauCode;
  /** What someone who may not even know of it is told: hidden and missing look alike. */
  readonly hidden?: { readonly from: BureauCode; readonly as: Refused };
}

/** What a command came to on the stream it is about. */
export interface Done {
  readonly revision: number;
}

/** How one command is carried out once its actor may run it. */
export interface Handler<Input> {
  /** Undefined where the command is about no bureau. */
  concerns(input: Input, scope: Scope): Promise<Concern | undefined>;
  run(input: Input, scope: Scope): Promise<Done>;
  /** Id of the object that the command makes or changes: the same for a repeat of it. */
  idOf(input: Input, commandId: string): string;
}

/** The bureau at the top of a program: it decides. */
export const decidingBureau = ({ bureaus, code }: Program): BureauCode => {
  const top = bureaus.find(({ parent }) => parent === null);
  if (!top) throw new Error(`Program ${code} has no bureau at the top.`);
  return top.code;
};
