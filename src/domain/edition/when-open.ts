import { type Context, type Decision, refuse } from '../decider.ts';
import { inconsistencies } from '../program/consistency.ts';
import type { Program } from '../program/program.ts';
import { type Refusal, refusal } from '../refusal.ts';
import type { Edition, EditionFact, EditionState } from './edition.ts';

export type Decided = Decision<EditionFact>;

/** Runs a decision on an edition that is open; refuses it on any other. */
export const whenOpen =
  <Command>(decide: (edition: Edition, command: Command, context: Context) => Decided) =>
  (state: EditionState, command: Command, context: Context): Decided => {
    if (state.status === 'UNOPENED') return refuse(refusal('EDITION_NOT_FOUND', { path: ['editionId'] }));
    if (state.status === 'CONCLUDED') return refuse(refusal('EDITION_CONCLUDED', { edition: state.id }));
    return decide(state, command, context);
  };

/** What one part of a program contradicts itself in once it is changed: an edition stays as consistent as it was opened. */
export const contradictions = (program: Program, part: string, path: readonly string[]): Refusal[] =>
  inconsistencies(program)
    .filter((item) => item.path[0] === part)
    .map((item) => refusal('DEFINITION_INVALID', { path, at: item.path.join('.'), problem: item.message }));
