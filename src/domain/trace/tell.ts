import type { LaurelFact } from '../agenda.ts';
import type { Program } from '../program/program.ts';
import type { Case } from './case.ts';
import type { EventOf } from './event.ts';
import type { TraceEntry } from './trace.ts';

/** What an event says in a trace. */
export type Told = Omit<TraceEntry, 'event'>;

/** How events of each type are told; those that no trace shows have no teller. */
export type Tellers = {
  readonly [Type in LaurelFact['type']]?: (event: EventOf<Type>, program: Program, records: Case) => Told;
};
