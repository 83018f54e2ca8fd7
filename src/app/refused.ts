import type { Refusal } from '../domain/refusal.ts';
import { refusal } from '../domain/refusal.ts';

/** Ends a command wherever it stands, with everything that speaks against it. Nothing was recorded by the step that threw. */
export class Refused extends Error {
  constructor(readonly refusals: readonly Refusal[]) {
    super(refusals.map(({ code }) => code).join(', '));
    this.name = 'Refused';
  }
}

export const refused = (...details: Parameters<typeof refusal>): Refused => new Refused([refusal(...details)]);
