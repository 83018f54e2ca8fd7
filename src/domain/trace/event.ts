import type { LaurelFact } from '../agenda.ts';
import type { Recorded } from '../event.ts';
import type { NominationId } from '../ids.ts';

export type Event = Recorded<LaurelFact>;
export type EventOf<Type extends LaurelFact['type']> = Recorded<Extract<LaurelFact, { type: Type }>>;

/** Whether an event names this nomination as the one it is about. */
export const isAbout = (event: { readonly data: { readonly nominationId: NominationId } }, id: NominationId): boolean =>
  event.data.nominationId === id;
